"""An office whose customer has been on file for longer than the requests are old."""

from datetime import timedelta

import pytest

from register.enums import ContactPointKind
from register.models import ContactPoint, DataSubject, SubjectAddress
from tests import factories as make
from tests.subjects.requests import ARRIVED, Office

LONG_AGO = ARRIVED - timedelta(days=400)
OTHER_EMAIL = "impi.tyopaikka@satumaa.example"
PHONE = "045 000 1234"


def aged(person: DataSubject) -> None:
    """Everything on the card has been there since long before anybody asked."""
    ContactPoint.objects.filter(subject=person).update(created_at=LONG_AGO)
    SubjectAddress.objects.filter(subject=person).update(created_at=LONG_AGO)


@pytest.fixture
def on_file(office: Office) -> Office:
    """With another e-mail address, a phone number and a postal address on the card."""
    make.a_contact_point(office.person, OTHER_EMAIL)
    make.a_contact_point(office.person, PHONE, ContactPointKind.PHONE)
    make.a_home_address(office.person)
    aged(office.person)
    return office
