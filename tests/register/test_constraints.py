"""What must always hold is refused by the database itself, past every form and script."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError

from privacy_notices.models import Block, Notice, Section
from register.models import (
    AutomatedProcessing,
    ContactPerson,
    Controller,
    DataItem,
    ForeignBusinessId,
    LegalBasis,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    RequestChannel,
    Right,
    Source,
    Statement,
    System,
    Transfer,
)
from register.texts import Text
from retention.models import RetentionRule, Term
from tests.factories import a_contact, a_controller, a_purpose, a_register, a_rule, an_address

pytestmark = pytest.mark.django_db

Make = Callable[[Register, Controller], Model]
REFUSED: dict[str, Make] = {
    "a register without a slug": lambda r, c: Register(slug=""),
    "two registers with one slug": lambda r, c: Register(slug=r.slug),
    "an unknown kind of joint controllership": lambda r, c: Register(
        slug="b", joint_controllership="perhaps"
    ),
    "a controller without a name": lambda r, c: Controller(key="b", name=""),
    "a controller without a key": lambda r, c: Controller(key="", name="B Oy"),
    "two controllers with one key": lambda r, c: Controller(key=c.key, name="B Oy"),
    "half a Business ID": lambda r, c: Controller(key="b", name="B Oy", business_id="12345"),
    "a controller twice on a register": lambda r, c: RegisterController(register=r, controller=c),
    "a Finnish foreign ID": lambda r, c: ForeignBusinessId(
        key="a", controller=c, country="FI", value="1"
    ),
    "a foreign ID without a number": lambda r, c: ForeignBusinessId(
        key="a", controller=c, country="SE", value=""
    ),
    "a purpose that says nothing": lambda r, c: Purpose(register=r, key="a"),
    "a purpose without a key": lambda r, c: Purpose(register=r, key="", name_fi="laskutus"),
    "a key twice in a register": lambda r, c: Purpose(
        register=r, key=a_purpose(r).key, name_fi="muu"
    ),
    "a legal basis not in Art. 6": lambda r, c: LegalBasis(register=r, key="a", basis="g"),
    "a basis that ends before it starts": lambda r, c: LegalBasis(
        register=r,
        key="a",
        basis="f",
        started_on=date(2026, 2, 1),
        ended_on=date(2026, 1, 31),
        end_reason_fi="syy",
    ),
    "a basis that ends without a reason": lambda r, c: LegalBasis(
        register=r, key="a", basis="f", ended_on=date(2026, 1, 31)
    ),
    "automated processing of an unknown kind": lambda r, c: AutomatedProcessing(
        register=r, key="a", kind="guessing", state="none"
    ),
    "automated processing without an answer": lambda r, c: AutomatedProcessing(
        register=r, key="a", kind="profiling", state=""
    ),
    "a data item of unknown origin": lambda r, c: DataItem(
        register=r, key="a", name_fi="nimi", origin="heaven"
    ),
    "an unknown condition of Art. 9": lambda r, c: DataItem(
        register=r, key="a", name_fi="nimi", special_condition="z"
    ),
    "a source that says nothing": lambda r, c: Source(register=r, key="a", kind="cookies"),
    "a source of an unknown kind": lambda r, c: Source(
        register=r, key="a", kind="oracle", name_fi="x"
    ),
    "a recipient of an unknown kind": lambda r, c: Recipient(
        register=r, key="a", kind="anyone", name_fi="x"
    ),
    "a transfer that is not one, with a safeguard": lambda r, c: Transfer(
        register=r, key="a", state="none", mechanism="standard_clauses"
    ),
    "a transfer without an answer": lambda r, c: Transfer(register=r, key="a", state=""),
    "an unknown right": lambda r, c: Right(register=r, key="a", right="everything"),
    "another right without words": lambda r, c: Right(register=r, key="a", right="other"),
    "a channel that leads nowhere": lambda r, c: RequestChannel(register=r, key="a", kind="email"),
    "a statement that says nothing": lambda r, c: Statement(register=r, key="a", kind="other"),
    "a contact of nobody": lambda r, c: ContactPerson(key="a", name_fi="Aino Keksitty"),
    "a contact that says nothing": lambda r, c: ContactPerson(register=r, key="a"),
    "a contact by topic without one": lambda r, c: ContactPerson(
        register=r, key="a", role="topic", name_fi="Laskutus"
    ),
    "a statutory rule without its act": lambda r, c: RetentionRule(
        register=r, key="a", name_fi="tositteet", statutory=True
    ),
    "a rule with a minimum but no unit": lambda r, c: RetentionRule(
        register=r, key="a", name_fi="x", minimum_length=6
    ),
    "a rule with half a cap": lambda r, c: RetentionRule(
        register=r, key="a", name_fi="x", cap_day=30
    ),
    "a rule with the unit of a minimum alone": lambda r, c: RetentionRule(
        register=r, key="a", name_fi="x", minimum_unit="year"
    ),
    "a rule with the month of a cap alone": lambda r, c: RetentionRule(
        register=r, key="a", name_fi="x", cap_month=4
    ),
    "a rule capped in month 13": lambda r, c: RetentionRule(
        register=r, key="a", name_fi="x", cap_day=30, cap_month=13
    ),
    "a term with neither length nor event": lambda r, c: Term(rule=a_rule(r), key="a"),
    "a term from an unknown event": lambda r, c: Term(
        rule=a_rule(r), key="a", trigger="doomsday", length=1
    ),
    "a second notice of a register": lambda r, c: Notice(register=Notice(register=r).register),
    "a notice changed before it was drawn up": lambda r, c: Notice(
        register=a_register("c"), drawn_up_on=date(2026, 2, 1), updated_on=date(2026, 1, 31)
    ),
    "a section without a heading": lambda r, c: Section(notice=r.notice, key="a"),
    "a block that prints nothing": lambda r, c: Block(
        section=Section.objects.create(notice=r.notice, key="b", heading_fi="Otsikko")
    ),
    "a block of unknown facts": lambda r, c: Block(
        section=Section.objects.create(notice=r.notice, key="b", heading_fi="Otsikko"),
        facts="gossip",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(what: str) -> None:
    register, controller = a_register(), a_controller()
    RegisterController.objects.create(register=register, controller=controller)
    Notice.objects.create(register=register)
    row = REFUSED[what](register, controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._default_manager.bulk_create([row])  # past save() and its checks


ADDRESSES: dict[str, dict[str, Any]] = {
    "of nobody": {"controller": None},
    "without street or box": {"street_fi": ""},
    "without a town": {"town_fi": ""},
    "without a postal code": {"postal_code": ""},
    "to visit a box": {"kind": "visiting", "po_box": "180"},
    "of an unknown kind": {"kind": "lunar"},
}


@pytest.mark.parametrize("what", ADDRESSES)
def test_the_database_refuses_an_address(what: str) -> None:
    values = {"controller": a_controller(), **ADDRESSES[what]}
    with pytest.raises(IntegrityError), transaction.atomic():
        an_address(**values)


def test_an_address_belongs_to_one_owner_and_stands_once_a_kind() -> None:
    controller, contact = a_controller(), a_contact(a_register())
    an_address(controller=controller)
    an_address(controller=controller, kind="visiting")
    an_address(contact=contact)
    with pytest.raises(IntegrityError), transaction.atomic():
        an_address(controller=controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        an_address(controller=a_controller("b"), contact=contact, kind="visiting")


def test_a_company_is_not_its_own_parent() -> None:
    controller = a_controller()
    with pytest.raises(IntegrityError), transaction.atomic():
        Controller.objects.filter(pk=controller.pk).update(parent=controller.pk)


def test_a_data_item_is_not_its_own_group() -> None:
    item = DataItem.objects.create(register=a_register(), key="a", name_fi="nimi")
    with pytest.raises(IntegrityError), transaction.atomic():
        DataItem.objects.filter(pk=item.pk).update(parent=item.pk)


def test_a_controller_of_a_register_is_not_deleted_from_under_it() -> None:
    register, controller = a_register(), a_controller()
    RegisterController.objects.create(register=register, controller=controller)
    with pytest.raises(ProtectedError):
        controller.delete()


def test_two_registers_may_use_the_same_key() -> None:
    a_purpose(a_register("a"))
    a_purpose(a_register("b"))
    assert Purpose.objects.filter(key="laskutus").count() == 2


def test_a_text_in_swedish_alone_says_something() -> None:
    purpose = Purpose(register=a_register(), key="a")
    purpose.name = Text(sv="fakturering")
    purpose.save()
    assert Purpose.objects.get(pk=purpose.pk).name == Text(sv="fakturering")


def test_a_register_goes_with_all_its_rows_where_nothing_else_refers_to_it() -> None:
    register = a_register()
    system = System.objects.create(register=register, key="arkisto", name_fi="arkisto")
    rule = a_rule(register, system=system)
    with pytest.raises(RestrictedError):
        system.delete()  # a rule counts on it
    register.delete()
    assert not RetentionRule.objects.filter(pk=rule.pk).exists()
    assert not System.objects.exists()
