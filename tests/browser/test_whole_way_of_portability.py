"""Moving one's data (Art. 20) from the form to the file, and until nothing of it is left."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from playwright.sync_api import expect

from register.enums import ContactPointKind, DataCategory, LegalBasisCode
from register.models import ContactPoint, DataSubject, LegalBasis, Order, Register
from subjects.enums import Delivery, IdentityMethod, RequestedKind
from subjects.models import Letter, Message, Package, Request, Token
from subjects.package import store
from tests import factories as make
from tests.browser.journeys import PHONE, Journey, Person, held_on
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
PORTABILITY = RequestedKind.PORTABILITY
SCHEMA = Path(settings.BASE_DIR, "docs/access.schema.json")
C = DataCategory


def held_for(register: Register, basis: LegalBasisCode, *categories: DataCategory) -> None:
    """What a purpose on a basis is served by."""
    purpose = make.a_purpose(register, key=basis.value.replace("_", "-"))
    LegalBasis.objects.create(register=register, key=purpose.key, basis=basis).purposes.add(purpose)
    make.a_data_item(register, *categories, key=purpose.key).purposes.add(purpose)


@pytest.fixture
def office(office: Office) -> Office:
    register, person = office.kept_by.register, office.person
    held_for(register, LegalBasisCode.CONTRACT, C.NAME, C.EMAIL, C.ORDER)
    held_for(register, LegalBasisCode.LEGITIMATE_INTERESTS, C.PHONE, C.CUSTOMER_NUMBER)
    held_for(register, LegalBasisCode.LEGAL_OBLIGATION, C.INVOICE)
    DataSubject.objects.filter(pk=person.pk).update(customer_number="A-4711")
    person.refresh_from_db()
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    make.an_order(person, content="=Ruisleipä; 2 kpl")
    make.an_order(person, "T-2002", content="Pulla")
    make.an_invoice(person)
    return office


def rows_of(file: bytes) -> list[dict[str, str]]:
    """A table as spreadsheets in Finland read it: a formula in it is text."""
    return list(csv.DictReader(file.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_what_the_file_holds_stands_in_the_database_and_is_forgotten_in_time(
    journey: Journey, office: Office
) -> None:
    before = held_on(office.person)
    impi = journey.person("fi", EMAIL, **PHONE)
    request = impi.ask(office.kept_by.register, PORTABILITY, name="Impi Tarulainen")
    impi.confirm()

    staff = journey.staff(office.handler)
    staff.open(request)
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(office.person)
    staff.decide(PORTABILITY)
    staff.finish_deciding()
    staff.carry_out()
    code = staff.page.locator('form[action$="/copycode/"]')
    expect(code).to_have_count(0)  # which goes with the answer
    staff.look_over("portability-made")
    assert "koneellisesti luettavassa" in staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    staff.open(request)
    expect(code).to_have_count(1)
    staff.close()

    impi.look()
    impi.look_over("own-page-with-a-copy")
    impi.press(impi.page.locator('a[href$="/lataus/"]'))
    impi.look_over("download")
    files = impi.unpacked(impi.codes()[-1])
    agrees_with_the_database(files, office.person)

    forgotten(journey, impi, request)
    assert held_on(office.person) == before
    assert journey.faults == []


def agrees_with_the_database(files: dict[str, bytes], person: DataSubject) -> None:
    data = json.loads(files["data.json"])
    jsonschema.validate(data, json.loads(SCHEMA.read_text()))
    assert json.loads(files["schema.json"]) == json.loads(SCHEMA.read_text())
    [card] = data["cards"]
    tables: dict[str, Any] = {key: table["rows"] for key, table in card["tables"].items()}
    assert tables["datasubject"] == [
        {"family_name": person.family_name, "given_names": person.given_names}
    ]
    [point] = ContactPoint.objects.filter(subject=person, kind=ContactPointKind.EMAIL)
    assert [row["value"] for row in tables["contactpoint"]] == [point.value]
    orders = Order.objects.filter(subject=person).order_by("pk")
    assert [(row["ordered_on"], row["content"]) for row in tables["order"]] == [
        (order.ordered_on.isoformat(), order.content) for order in orders
    ]
    assert [(row["Tilattu"], row["Mitä tilattiin"]) for row in rows_of(files["csv/order.csv"])] == [
        (order.ordered_on.isoformat(), order.content.replace("=", "'=")) for order in orders
    ]
    [row] = rows_of(files["csv/contactpoint.csv"])
    assert row["Yhteystieto"] == point.value
    # What is ours, or held on another basis, and what is there to be read by people.
    everything = b"".join(files.values()).decode()
    for left in ("40 123", "40123", "A-4711", "T-2001", "L-3001"):
        assert left not in everything, left
    assert not {"index.html", "report.pdf", "csv/invoice.csv"} & files.keys()


def forgotten(journey: Journey, impi: Person, request: Request) -> None:
    """First the file, after its days; then the request, after its years."""
    file = store.folder() / Package.objects.get(request=request).file
    journey.night(timedelta(days=settings.PACKAGE_DAYS - 1))
    assert file.exists()
    journey.night(timedelta(days=settings.PACKAGE_DAYS + 1))
    assert not file.exists()
    assert "vanhentunut ja poistettu" in impi.look()
    impi.press(impi.page.locator('a[href$="/lataus/"]'))
    expect(impi.page.locator("main")).to_contain_text("on poistettu. Voit pyytää meiltä uuden")
    expect(impi.page.locator("button[name=package]")).to_have_count(0)
    impi.look_over("copy-deleted")

    journey.night(timedelta(days=2 * 366))
    assert Request.everything.filter(pk=request.pk).exists()
    journey.night(timedelta(days=3 * 366))
    for model in (Request, Package, Letter, Message, Token):
        assert not model._base_manager.exists(), model
    impi.look()
    impi.look_over("request-forgotten")
