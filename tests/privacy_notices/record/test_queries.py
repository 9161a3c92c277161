"""One register or many, small or large: the same number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from privacy_notices.checklist import check_record, record_facts
from privacy_notices.layout import make_notice
from privacy_notices.record.facts import gather
from privacy_notices.record.writing import write
from register.models import (
    Controller,
    DataItem,
    LegalBasis,
    ProcessingForOthers,
    Recipient,
    SecurityMeasure,
    SubjectGroup,
    System,
    Transfer,
)
from tests.factories import a_contact, a_controller, a_purpose, a_register, a_rule, an_address
from tests.privacy_notices.record.conftest import TODAY

pytestmark = pytest.mark.django_db


def fill(register, size):
    """A register in which everything stands `size` times and is tied to everything."""
    make_notice(register)
    other = a_controller(f"kumppani-{register.slug}", name="Kumppani Oy")
    an_address(controller=other)
    register.memberships.create(controller=other)
    officer = a_contact(register, "dpo", role="data_protection_officer")
    an_address(contact=officer)
    for n in range(size):
        row = {"register": register, "key": f"rivi-{n}"}
        purpose = a_purpose(register, f"rivi-{n}")
        people = SubjectGroup.objects.create(**row, name_fi=f"ryhmä {n}")
        basis = LegalBasis.objects.create(**row, basis="f", interest_fi="etu")
        group = DataItem.objects.create(**row, name_fi=f"tiedot {n}")
        item = DataItem.objects.create(
            register=register, key=f"tieto-{n}", parent=group, name_fi=f"tieto {n}"
        )
        recipient = Recipient.objects.create(**row, kind="processor", name_fi="x", country="US")
        transfer = Transfer.objects.create(**row, state="exists", recipient=recipient)
        System.objects.create(**row, name_fi="järjestelmä", supplier=recipient)
        rule = a_rule(register, f"rivi-{n}")
        SecurityMeasure.objects.create(**row, kind="electronic", name_fi="salaus")
        ProcessingForOthers.objects.create(**row, name_fi="Muu Oy")
        item.categories.create(category="email")
        rule.categories.create(category="email")
        rule.terms.create(key="t", length=1, trigger="contract_end")
        transfer.countries.create(country="US")
        for tied in (basis, item, recipient, rule):
            tied.purposes.add(purpose)
        for tied in (basis, item, rule):
            tied.subject_groups.add(people)


def asked(company):
    with CaptureQueriesContext(connection) as queries:
        rows = gather(company)
    with CaptureQueriesContext(connection) as further:
        check_record(record_facts(rows))
        for language in ("fi", "sv", "en"):
            write(rows, language, today=TODAY)
    assert list(further) == []
    return len(queries)


def test_queries_depend_neither_on_registers_nor_on_their_size():
    small, large = a_controller("pieni"), a_controller("suuri")
    one = a_register("yksi", joint_controllership="joint")
    one.memberships.create(controller=small)
    fill(one, 1)
    for number in range(4):
        register = a_register(f"rekisteri-{number}", joint_controllership="joint")
        register.memberships.create(controller=large)
        fill(register, 6)
    counted = asked(Controller.objects.get(key="pieni"))
    assert counted == asked(Controller.objects.get(key="suuri"))
    assert counted < 50
