"""Access (Art. 15) from the form to the file in the person's hands, in a real browser.

And to the end: the copy goes after its days, the request after its years, and the customer stays.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from playwright.sync_api import expect

from register.enums import Language
from register.models import ContactPoint, DataSubject, Interaction
from subjects.enums import Delivery, IdentityMethod, RequestedKind, Status
from subjects.models import Package, Request
from tests import factories as make
from tests.browser.journeys import PHONE, Journey, held_on
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
ACCESS = RequestedKind.ACCESS
SCHEMA = Path(settings.BASE_DIR, "docs/access.schema.json")
TITLE = {
    "fi": "Päätös: pyyntösi on toteutettu",
    "sv": "Beslut: din begäran har genomförts",
    "en": "Decision: your request has been carried out",
}
TOLD = {
    "fi": ["Voit ladata tiedot pyynnön omalta sivulta", "lähetämme sinulle erikseen sähköpostilla"],
    "sv": ["Du kan hämta uppgifterna på begärans egen sida", "skickar separat till din e-post"],
    "en": ["You can download the data from the request's own page", "send to your e-mail"],
}
MASKED = {"fi": "[peitetty]", "sv": "[maskerat]", "en": "[masked]"}
EXPIRED = {
    "fi": "vanhentunut ja poistettu",
    "sv": "har gått ut och raderats",
    "en": "has expired and been deleted",
}
WRONG = {"fi": "Koodi ei kelpaa", "sv": "Koden gäller inte", "en": "This code is not valid"}


@pytest.fixture
def office(office: Office) -> Office:
    make.a_person(office.kept_by, family_name="Nieminen", given_names="Aatu")
    make.an_interaction(office.person, summary="Naapuri Nieminen toi avaimen.")
    return office


@pytest.mark.parametrize("language", Language.values)
def test_from_the_form_to_the_file(journey: Journey, office: Office, language: str) -> None:
    before = held_on(office.person)
    impi = journey.person(language, EMAIL, **PHONE)
    request = impi.ask(office.kept_by.register, ACCESS, name="Impi Tarulainen", words="Hei")
    impi.confirm()
    look_through_and_answer(journey, office, request)

    letter = impi.read(TITLE[language])
    assert all(words in letter for words in TOLD[language])
    impi.look()
    impi.press(impi.page.locator('a[href$="/lataus/"]'))
    impi.fill(impi.page, code="0000 0000")
    impi.press(impi.page.locator("button[name=package]"))
    expect(impi.page.get_by_role("alert")).to_contain_text(WRONG[language])
    impi.look_over(f"wrong-code-{language}")

    [link] = impi.links("lataus")
    impi.go(link)  # from the mail, on another day
    files = impi.unpacked(impi.codes()[-1])
    agrees_with_the_database(files, office.person, MASKED[language])
    assert Package.objects.get(request=request).downloads == 1

    journey.night(timedelta(days=settings.PACKAGE_DAYS + 1))
    assert EXPIRED[language] in impi.look()
    impi.look_over(f"copy-expired-{language}")
    journey.night(timedelta(days=3 * 366))
    assert not Request.everything.exists()
    assert held_on(office.person) == before
    assert journey.faults == []


def agrees_with_the_database(files: dict[str, bytes], person: DataSubject, masked: str) -> None:
    """The file as programs read it; of others nothing is told."""
    data = json.loads(files["data.json"])
    jsonschema.validate(data, json.loads(SCHEMA.read_text()))
    [card] = data["cards"]
    tables: dict[str, Any] = {key: table["rows"] for key, table in card["tables"].items()}
    [row] = tables["datasubject"]
    assert (row["family_name"], row["given_names"]) == (person.family_name, person.given_names)
    points = ContactPoint.objects.filter(subject=person)
    assert [row["value"] for row in tables["contactpoint"]] == [one.value for one in points]
    [interaction] = Interaction.objects.filter(subject=person)
    [row] = tables["interaction"]
    assert row["summary"] == interaction.summary.replace("Nieminen", masked)
    assert "Nieminen" not in files["index.html"].decode()


def look_through_and_answer(journey: Journey, office: Office, request: Request) -> None:
    staff = journey.staff(office.handler, request.language)
    staff.open(request)
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(office.person)
    staff.decide(ACCESS)
    staff.finish_deciding()
    staff.press(staff.page.locator("#copies a"))
    expect(staff.page.locator("mark")).to_have_text("Nieminen")
    staff.look_over(f"masking-{request.language}")
    staff.press(staff.page.locator("form:has(input[name=seen]) button"))
    expect(staff.page.locator("mark")).to_have_count(0)
    staff.open(request)
    staff.carry_out()
    expect(staff.page.locator("#copies .seloste-badge")).to_have_count(1)
    staff.look_over(f"copy-made-{request.language}")
    staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    staff.open(request)
    staff.close()
    request.refresh_from_db()
    assert request.status == Status.CLOSED
