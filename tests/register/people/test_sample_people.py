"""The demo's customers: enough of everything, the same each time, and never twice."""

from datetime import date

import pytest

from register.enums import ContactPointKind
from register.models import (
    Consent,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    MarketingBan,
    Order,
    Organisation,
    SubjectAddress,
    SubjectRole,
)
from register.sample_people import add_people
from tests.register.people.every_address import SAMPLE
from tests.written_once import load_once

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def test_the_sample_shop_has_customers_with_something_of_everything():
    load_once(SAMPLE)
    assert add_people(TODAY) == 40
    for model in (
        *(Organisation, ContactPoint, SubjectAddress, SubjectRole, KeyDate, Order, Invoice),
        *(Interaction, Consent, MarketingBan, Disclosure),
    ):
        assert model.objects.exists(), model
    people = DataSubject.objects.all()
    assert people.filter(restricted_at__isnull=False).count() == 1
    assert people.filter(address_protected=True).count() == 2
    assert max(person.interactions.count() for person in people) > 20
    assert {one.kind for one in people} >= {"person_customer", "prospect", "contact_person"}
    assert not Order.objects.filter(ordered_on__gt=TODAY).exists()


def test_nobody_can_be_reached_by_mistake():
    load_once(SAMPLE)
    add_people(TODAY)
    for point in ContactPoint.objects.all():
        safe = {
            ContactPointKind.EMAIL: point.value.endswith(("@esimerkki.fi", "@example.org")),
            ContactPointKind.PHONE: point.value.startswith("020 000 "),
        }
        assert safe[ContactPointKind(point.kind)], point.pk


def test_a_second_run_adds_nothing_and_nothing_is_added_where_there_is_no_such_register():
    assert add_people(TODAY) == 0
    load_once(SAMPLE)
    assert (add_people(TODAY), add_people(date(2027, 1, 1))) == (40, 0)


def test_they_are_the_same_each_time(django_db_blocker):
    load_once(SAMPLE)
    add_people(TODAY)
    names = list(DataSubject.objects.order_by("pk").values_list("family_name", "customer_number"))
    assert names[:2] == list(dict.fromkeys(names))[:2]
    assert names[0][1] == "A1001"
