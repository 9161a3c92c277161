"""Work of the database is cut off when its time is over, on both databases."""

import time

import pytest
from django.db import DatabaseError, connection, transaction

from register.models import Purpose
from register.support.time_limits import TookTooLong, at_most
from tests.factories import a_purpose, a_register

pytestmark = pytest.mark.django_db(transaction=True)


def ask(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0] if cursor.description else None


def write_numbers(last):
    ask("CREATE TEMPORARY TABLE numbers (n bigint)")
    ask(
        "WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < %s) "
        "INSERT INTO numbers SELECT i FROM counted",
        last,
    )


def limited(seconds, *works):
    """A purpose, and then the works, in one transaction."""
    with transaction.atomic():
        a_purpose(a_register())
        with at_most(seconds), transaction.atomic():
            for work in works:
                work()
        if connection.vendor == "postgresql":
            assert ask("SELECT current_setting('statement_timeout')") == "0"


def test_a_statement_is_cut_off_and_all_of_its_transaction_is_taken_back():
    begun = time.monotonic()
    with pytest.raises(TookTooLong):
        limited(0.5, lambda: write_numbers(10**12))
    assert time.monotonic() - begun < 60  # it would take days
    assert not Purpose.objects.exists()


def test_no_statement_begins_after_the_time():
    with pytest.raises(TookTooLong):
        limited(0.2, lambda: time.sleep(0.3), lambda: ask("SELECT 1"))
    assert not Purpose.objects.exists()


def test_what_is_in_time_stays_and_what_follows_is_not_limited():
    limited(3, lambda: write_numbers(100))
    assert Purpose.objects.count() == 1
    assert ask("SELECT count(*) FROM numbers") == 100
    time.sleep(3)
    ask("DROP TABLE numbers")
    write_numbers(200_000)
    ask("DROP TABLE numbers")


def test_a_fault_of_the_database_stays_what_it_is():
    with pytest.raises(DatabaseError, match="no_such_table"):
        limited(60, lambda: ask("SELECT * FROM no_such_table"))
