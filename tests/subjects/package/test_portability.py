"""What can be moved elsewhere: given or observed, under consent or contract (Art. 20)."""

import io
import json
from datetime import UTC, datetime
from zipfile import ZipFile

import jsonschema
import pytest

from register.enums import ContactPointKind, DataCategory, LegalBasisCode, SubjectKind
from register.models import LegalBasis, SubjectGroup
from subjects.package.portability import contents_to_move, portable_categories, write
from subjects.package.schema import SCHEMA
from tests import factories as make
from tests.whole_people import a_whole_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
C = DataCategory


@pytest.fixture
def kept_by():
    return make.a_membership()


def item(register, *categories, purposes):
    key = "-".join(category.value.replace("_", "-") for category in categories)
    make.a_data_item(register, *categories, key=key).purposes.set(purposes)


def purpose_on(register, basis, key=""):
    purpose = make.a_purpose(register, key=f"purpose-{key or basis.value}")
    found = LegalBasis.objects.create(register=register, key=purpose.key, basis=basis)
    found.purposes.add(purpose)
    return purpose, found


def moved(person):
    out = io.BytesIO()
    write(out, contents_to_move([person], language="fi", made_at=NOW, reference="P-2345-6789"))
    return ZipFile(out)


def test_contract_and_consent_make_data_portable_and_interest_does_not(kept_by):
    register = kept_by.register
    contract, _basis = purpose_on(register, LegalBasisCode.CONTRACT)
    consent, _basis = purpose_on(register, LegalBasisCode.CONSENT)
    interest, _basis = purpose_on(register, LegalBasisCode.LEGITIMATE_INTERESTS)
    duty, _basis = purpose_on(register, LegalBasisCode.LEGAL_OBLIGATION)
    item(register, C.NAME, purposes=[contract])
    item(register, C.EMAIL, purposes=[consent, interest])
    item(register, C.PHONE, purposes=[interest])
    item(register, C.INVOICE, purposes=[duty])
    assert portable_categories(make.a_person(kept_by)) == {C.NAME, C.EMAIL}


def test_a_basis_that_has_ended_or_is_for_others_makes_nothing_portable(kept_by):
    register = kept_by.register
    old, ended = purpose_on(register, LegalBasisCode.CONTRACT, "old")
    ended.ended_on, ended.end_reason_fi = NOW.date(), "Sopimus päättyi."
    ended.save()
    theirs, basis = purpose_on(register, LegalBasisCode.CONTRACT, "theirs")
    group = SubjectGroup.objects.create(
        register=register,
        key="prospects",
        kind=SubjectKind.PROSPECT,
        name_fi="mahdolliset asiakkaat",
    )
    basis.subject_groups.add(group)
    item(register, C.NAME, purposes=[old])
    item(register, C.EMAIL, purposes=[theirs])
    assert portable_categories(make.a_person(kept_by)) == set()


def test_what_is_moved_is_given_or_observed_and_nothing_else(kept_by):
    register = kept_by.register
    contract, _basis = purpose_on(register, LegalBasisCode.CONTRACT)
    item(register, C.NAME, C.EMAIL, C.ORDER, C.CUSTOMER_NUMBER, purposes=[contract])
    person = a_whole_person(kept_by, "3001", "Kokoniemi")
    found = moved(person)
    data = json.loads(found.read("data.json"))
    jsonschema.validate(data, SCHEMA)
    tables = data["cards"][0]["tables"]
    assert tables["datasubject"]["rows"] == [
        {"family_name": "Kokoniemi", "given_names": "Kalle Johannes"}
    ]
    (point,) = tables["contactpoint"]["rows"]
    assert point["kind"]["code"] == ContactPointKind.EMAIL
    assert tables["order"]["rows"][0]["content"] == "Lukulamppu"
    assert "number" not in tables["order"]["rows"][0]
    assert "invoice" not in tables
    assert "interaction" not in tables
    assert "index.html" not in found.namelist()
    assert "csv/order.csv" in found.namelist()


def test_what_holds_nothing_is_left_out(kept_by):
    """A row of which only the data could be moved, and there are none; and an empty table."""
    register = kept_by.register
    contract, _basis = purpose_on(register, LegalBasisCode.CONTRACT)
    item(register, C.NAME, C.ORDER, C.INTERACTION, purposes=[contract])
    person = make.a_person(kept_by, family_name="Kokoniemi", given_names="")
    make.an_order(person, "T-1", content="")
    found = moved(person)
    tables = json.loads(found.read("data.json"))["cards"][0]["tables"]
    assert all(table["rows"] for table in tables.values())
    assert "datasubject" in tables
    told = {name for name in found.namelist() if name.startswith("csv/")}
    assert told == {f"csv/{key}.csv" for key in tables}


def test_where_nothing_is_portable_nothing_is_moved(kept_by):
    person = a_whole_person(kept_by, "3001", "Kokoniemi")
    tables = json.loads(moved(person).read("data.json"))["cards"][0]["tables"]
    assert {key: table["rows"] for key, table in tables.items() if table["rows"]} == {}
