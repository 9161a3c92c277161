"""A company that writes letters: named, reachable, with somebody who asks."""

from typing import Any

import pytest

from register.models import Controller
from subjects.models import ContactKind
from tests import factories as make
from tests.subjects.requests import EMAIL, Office

BY_POST = [
    (ContactKind.EMAIL, EMAIL),
    (ContactKind.ADDRESS, "Satukuja 3 A 4, 20100 Turku"),
]


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    Controller.objects.filter(pk=office.kept_by.controller_id).update(
        name="Satumaan Leipä Oy",
        business_id="1234567-1",
        phone="02 123 4567",
        email="tietosuoja@satumaa.example",
    )
    make.an_address(
        controller=office.kept_by.controller,
        street_fi="Leipurinkatu 5",
        postal_code="20500",
        town_fi="Turku",
        town_sv="Åbo",
    )
    office.kept_by.controller.refresh_from_db()
    return office


@pytest.fixture
def asked(office: Office) -> Any:
    """A request in a language, with a postal address and an e-mail that the person confirmed."""

    def ask(language: str, *rights: Any, **values: Any) -> Any:
        values = {"contacts": BY_POST, **values}
        request = office.entered(*rights, language=language, **values)
        request.contacts.filter(kind=ContactKind.EMAIL).update(confirmed_at=request.received_at)
        return request

    return ask
