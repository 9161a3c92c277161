"""The smallest lawful rows, made of invented companies."""

from typing import Any

from register.enums import AddressKind
from register.models import Address, ContactPerson, Controller, Purpose, Register
from retention.models import RetentionRule


def a_controller(key: str = "esimerkki", **values: Any) -> Controller:
    values = {"name": "Esimerkki Oy", **values}
    return Controller.objects.create(key=key, **values)


def a_register(slug: str = "asiakkaat", **values: Any) -> Register:
    return Register.objects.create(slug=slug, **values)


def a_purpose(register: Register, key: str = "laskutus", **values: Any) -> Purpose:
    values = {"name_fi": "laskutus", **values}
    return Purpose.objects.create(register=register, key=key, **values)


def a_contact(register: Register, key: str = "yhteys", **values: Any) -> ContactPerson:
    values = {"name_fi": "Aino Keksitty", **values}
    return ContactPerson.objects.create(register=register, key=key, **values)


def an_address(**values: Any) -> Address:
    values = {
        "kind": AddressKind.POSTAL,
        "street_fi": "Kuvittelukatu 1",
        "postal_code": "00100",
        "town_fi": "Helsinki",
        **values,
    }
    return Address.objects.create(**values)


def a_rule(register: Register, key: str = "asiakastiedot", **values: Any) -> RetentionRule:
    values = {"name_fi": "asiakastiedot", **values}
    return RetentionRule.objects.create(register=register, key=key, **values)
