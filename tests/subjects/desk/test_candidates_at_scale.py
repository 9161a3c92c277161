"""Whom a request may be about, among a hundred thousand people: found by indexes alone."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import search
from register.models import ContactPoint, DataSubject
from subjects.candidates import Reason, candidates_for
from subjects.models import ContactKind
from tests.subjects.requests import EMAIL, Office

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
PEOPLE = 100_000
SYLLABLES = ["ka", "le", "mi", "no", "pu", "ri", "sa", "te", "vo", "yl"]
READS_ALL = re.compile(r"Seq Scan on (register_datasubject|register_contactpoint|\w*search\w*)")


def name_of(number: int) -> str:
    """Invented, and shared by ten people each."""
    return "".join(SYLLABLES[int(figure)] for figure in f"{number // 10:04d}").capitalize()


def fill(office: Office) -> None:
    kept_by = office.kept_by
    DataSubject.objects.bulk_create(
        (
            DataSubject(
                kept_by=kept_by,
                kind="person_customer",
                family_name=name_of(number),
                given_names="Taru",
                customer_number=f"Z-{number}",
                sort_name=name_of(number).casefold(),
            )
            for number in range(PEOPLE)
        ),
        batch_size=5_000,
    )
    people = DataSubject.objects.filter(customer_number__startswith="Z-").only("pk")
    ContactPoint.objects.bulk_create(
        (
            ContactPoint(
                subject=one,
                kind="email",
                value=f"nro{one.pk}@haave.example",
                normalised=f"nro{one.pk}@haave.example",
            )
            for one in people.iterator()
        ),
        batch_size=5_000,
    )
    search.index_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plans(asked: CaptureQueriesContext) -> Iterator[str]:
    """How each statement about people was carried out; nothing is forbidden to the planner."""
    for one in asked.captured_queries:
        statement = one["sql"]
        if statement.startswith("SELECT") and re.search("datasubject|contactpoint", statement):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {statement}")
                yield "\n".join(row[0] for row in cursor.fetchall())


def test_no_search_for_candidates_reads_everybody(office: Office) -> None:
    fill(office)
    met = DataSubject.objects.get(customer_number="Z-77777")
    request = office.entered(
        name=f"Taru {met.family_name}",
        customer_number="z-77777",
        contacts=[(ContactKind.EMAIL, EMAIL), (ContactKind.PHONE, "040 1234567")],
    )
    with CaptureQueriesContext(connection) as asked:
        found = candidates_for(request, office.handler, sought=name_of(4_242))
    reasons = {one.person.pk: one.reasons for one in found.people}
    assert reasons[office.person.pk] == [Reason.EMAIL]
    assert Reason.CUSTOMER_NUMBER in reasons[met.pk]
    assert len(found.people) == 12
    looked_at = list(plans(asked))
    assert len(looked_at) >= 5
    assert [plan for plan in looked_at if READS_ALL.search(plan)] == []
