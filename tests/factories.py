"""The smallest lawful rows, made of invented companies and people."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group as GroupModel
from django.db.models import Model

from register.enums import (
    AddressKind,
    ContactPointKind,
    DataCategory,
    IdentityCodeGround,
    InteractionChannel,
    KeyDateKind,
    MarketingChannel,
    MarketingScope,
    OrganisationRole,
    RecipientKind,
    SubjectKind,
)
from register.groups import Group
from register.models import (
    Address,
    Attribute,
    Consent,
    ConsentText,
    ContactPerson,
    ContactPoint,
    Controller,
    DataItem,
    DataItemCategory,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    MarketingBan,
    Order,
    Organisation,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    SubjectAddress,
    SubjectRole,
    User,
)
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


# People. Their names stand nowhere else in the tests, so that `collector.py` knows them again.


def a_membership(
    register: Register | None = None, controller: Controller | None = None
) -> RegisterController:
    """Where people are kept: one controller of one register."""
    return RegisterController.objects.get_or_create(
        register=register or _one(Register, a_register),
        controller=controller or _one(Controller, a_controller),
    )[0]


def a_person(kept_by: RegisterController | None = None, **values: Any) -> DataSubject:
    values = {
        "kind": SubjectKind.PERSON_CUSTOMER,
        "family_name": "Tarulainen",
        "given_names": "Impi Sylvia",
        **values,
    }
    return DataSubject.objects.create(kept_by=kept_by or a_membership(), **values)


def an_organisation(kept_by: RegisterController | None = None, **values: Any) -> Organisation:
    values = {"name": "Satumaan Sorvaamo Oy", **values}
    return Organisation.objects.create(kept_by=kept_by or a_membership(), **values)


def a_contact_point(
    owner: DataSubject | Organisation,
    value: str = "impi.tarulainen@satumaa.example",
    kind: str = ContactPointKind.EMAIL,
    **values: Any,
) -> ContactPoint:
    return ContactPoint.objects.create(value=value, kind=kind, **_of(owner), **values)


def a_home_address(owner: DataSubject | Organisation, **values: Any) -> SubjectAddress:
    values = {
        "kind": AddressKind.POSTAL,
        "street": "Haavekuja 7 B 21",
        "postal_code": "20100",
        "town": "Turku",
        **values,
    }
    return SubjectAddress.objects.create(**_of(owner), **values)


def a_key_date(person: DataSubject, happened_on: date, **values: Any) -> KeyDate:
    values = {"kind": KeyDateKind.LAST_LOGIN, **values}
    return KeyDate.objects.create(subject=person, happened_on=happened_on, **values)


def a_subject_role(person: DataSubject, role: str = OrganisationRole.BILLING) -> SubjectRole:
    return SubjectRole.objects.create(subject=person, role=role)


def an_interaction(person: DataSubject, **values: Any) -> Interaction:
    values = {
        "at": datetime(2026, 3, 2, 10, 15, tzinfo=UTC),
        "channel": InteractionChannel.PHONE,
        "summary": "Kysyi polkupyörän huoltoaikaa.",
        **values,
    }
    return Interaction.objects.create(subject=person, **values)


def an_order(person: DataSubject | None = None, number: str = "T-2001", **values: Any) -> Order:
    values = {"ordered_on": date(2026, 3, 3), "content": "Kaunokirjallinen polkupyörä", **values}
    kept_by = values.pop("kept_by", None) or _kept_by(person)
    return Order.objects.create(kept_by=kept_by, subject=person, number=number, **values)


def an_invoice(person: DataSubject | None = None, number: str = "L-3001", **values: Any) -> Invoice:
    values = {
        "issued_on": date(2026, 3, 14),
        "financial_year_end": date(2026, 12, 31),
        "total": Decimal("120.50"),
        "buyer_name": person.full_name if person else "Satumaan Sorvaamo Oy",
        **values,
    }
    kept_by = values.pop("kept_by", None) or _kept_by(person)
    return Invoice.objects.create(kept_by=kept_by, subject=person, number=number, **values)


def a_consent_text(register: Register, key: str = "uutiskirje", **values: Any) -> ConsentText:
    values = {"text_fi": "Minulle saa lähettää uutiskirjeen sähköpostitse.", **values}
    return ConsentText.objects.create(register=register, key=key, **values)


def a_consent(person: DataSubject, text: ConsentText | None = None, **values: Any) -> Consent:
    """To marketing by e-mail, unless told otherwise."""
    values = {
        "channel": MarketingChannel.EMAIL,
        "scope": MarketingScope.OWN,
        "given_at": datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
        **values,
    }
    register = person.kept_by.register
    text = text or ConsentText.objects.filter(register=register).first() or a_consent_text(register)
    return Consent.objects.create(subject=person, text=text, **values)


def a_marketing_ban(person: DataSubject, **values: Any) -> MarketingBan:
    values = {
        "channel": MarketingChannel.PHONE,
        "scope": MarketingScope.OWN,
        "given_at": datetime(2026, 2, 6, 9, 0, tzinfo=UTC),
        **values,
    }
    return MarketingBan.objects.create(subject=person, **values)


def a_data_item(
    register: Register, *categories: str, key: str = "lisatieto", **values: Any
) -> DataItem:
    values = {"name_fi": "lisätieto", **values}
    item = DataItem.objects.create(register=register, key=key, **values)
    for category in categories:
        DataItemCategory.objects.create(item=item, category=category)
    return item


def an_identity_code_item(
    register: Register, ground: str = IdentityCodeGround.LAW, **values: Any
) -> DataItem:
    """The ground of section 29, without which no identity code may be recorded."""
    values = {"key": "henkilotunnus", "name_fi": "henkilötunnus", **values}
    return a_data_item(register, DataCategory.IDENTITY_CODE, identity_code_ground=ground, **values)


def an_attribute(
    person: DataSubject, item: DataItem | None = None, value: str = "pitää purjehduksesta"
) -> Attribute:
    if item is None:
        register = person.kept_by.register
        known = DataItem.objects.filter(register=register, key="lisatieto").first()
        item = known or a_data_item(register, DataCategory.OTHER)
    return Attribute.objects.create(subject=person, item=item, value=value)


def a_recipient(register: Register, key: str = "tilitoimisto", **values: Any) -> Recipient:
    values = {"name_fi": "Tilitoimisto Luku Oy", "kind": RecipientKind.PROCESSOR, **values}
    return Recipient.objects.create(register=register, key=key, **values)


def a_disclosure(
    person: DataSubject, recipient: Recipient | None = None, **values: Any
) -> Disclosure:
    values = {"category": DataCategory.INVOICE, "disclosed_on": date(2026, 4, 1), **values}
    register = person.kept_by.register
    known = recipient or Recipient.objects.filter(register=register, key="tilitoimisto").first()
    recipient = known or a_recipient(register)
    return Disclosure.objects.create(subject=person, recipient=recipient, **values)


def a_user(group: Group | None = None, *controllers: Controller, **values: Any) -> User:
    """Somebody of staff, serving these controllers."""
    values = {"username": f"tunnus-{User.objects.count() + 1}", "is_staff": True, **values}
    user = User.objects.create_user(**values)
    if group is not None:
        user.groups.add(GroupModel.objects.get(name=group.value))
    user.controllers.set(controllers)
    return user


def _one(model: type[Model], make: Callable[[], Model]) -> Any:
    """The one that is there already, or a new one."""
    return model._default_manager.first() or make()


def _of(owner: DataSubject | Organisation) -> dict[str, Any]:
    return {"subject" if isinstance(owner, DataSubject) else "organisation": owner}


def _kept_by(person: DataSubject | None) -> RegisterController:
    return person.kept_by if person else a_membership()
