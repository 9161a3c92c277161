"""The tests run on the database they were asked to run on."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_tests_run_on_the_database_that_was_asked_for(request):
    assert connection.vendor == request.config.getoption("database")


@pytest.mark.django_db
def test_sqlite_keeps_foreign_keys_and_a_write_ahead_log():
    if connection.vendor == "postgresql":
        return  # has neither choice
    with connection.cursor() as cursor:
        answers = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "journal_mode", "synchronous")
        }
    assert answers == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 1}
