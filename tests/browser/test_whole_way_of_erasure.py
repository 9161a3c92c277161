"""Erasure (Art. 17) from the form until the request itself is forgotten, in a real browser.

What goes was looked at and approved by another person, or by a sole officer who signs in again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import expect

from register.dates import add_months
from register.enums import DataCategory, Language
from register.models import DataSubject, Interaction, Invoice
from retention.enums import Trigger, Unit
from subjects.enums import Delivery, IdentityMethod, RequestedKind, Status, Step
from subjects.models import Request
from tests import factories as make
from tests.browser.journeys import PHONE, Journey, Staff
from tests.retention.rules import a_rule_of
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
ERASURE = RequestedKind.ERASURE
PASSWORD = "hiljainen-metsälampi-73"
PERIOD = timedelta(days=3 * 366)  # for which a request is kept
ACT = {
    "fi": "kirjanpitolain 2 luvun 10 §",
    "sv": "2 kap. 10 § i bokföringslagen",
    "en": "Accounting Act, ch. 2 s. 10",
}
NOT_LOOKED = {
    "fi": "Tietoja ei ole vielä katsottu.",
    "sv": "Ingen har ännu granskat uppgifterna.",
    "en": "Nobody has looked yet.",
}
PREVIEW = {
    "fi": ["Koko henkilö: kortti ja kaikki sen rivit", "Lasku", "Laki edellyttää"],
    "sv": ["Hela personen: kortet och alla dess rader", "Faktura", "Lagen kräver"],
    "en": ["The whole person: the card and all of its rows", "Invoice", "Required by law"],
}
STALE = {"fi": "Katso uudelleen", "sv": "Granska på nytt", "en": "look again"}
TITLE = {
    "fi": "Päätös: pyyntösi on toteutettu osittain",
    "sv": "Beslut: din begäran har genomförts delvis",
    "en": "Decision: your request has been carried out in part",
}
TOLD = {
    "fi": [
        "Olemme poistaneet kaikki sinua koskevat tiedot, joita ei alla erikseen mainita.",
        "Seuraavia tietoja emme ole voineet vielä poistaa:",
        "Voit milloin tahansa kysyä, mitä tietoja sinusta on vielä jäljellä",
    ],
    "sv": [
        "Vi har raderat alla uppgifter om dig som inte särskilt nämns nedan.",
        "Följande uppgifter har vi ännu inte kunnat radera:",
        "Du kan när som helst fråga vilka uppgifter om dig som ännu finns kvar",
    ],
    "en": [
        "We have erased all data on you that are not named below.",
        "The following data we have not yet been able to erase:",
        "You may ask at any time which data on you are still left",
    ],
}
WRITTEN = {"fi": "j.n.Y", "sv": "j.n.Y", "en": "j F Y"}  # a day in a letter
GONE = {
    "fi": "Linkki ei toimi",
    "sv": "Länken fungerar inte",
    "en": "This link does not work",
}


@pytest.fixture
def office(office: Office) -> Office:
    """The customer has once called, and an invoice that the law keeps for six years."""
    make.an_interaction(office.person)
    make.an_invoice(office.person, issued_on=timezone.localdate())
    sources = {f"source_{language}": words for language, words in ACT.items()}
    a_rule_of(
        office.kept_by.register,
        (Trigger.INVOICE_DATE, 6, Unit.YEAR),
        of=(DataCategory.INVOICE,),
        key="kirjanpito",
        statutory=True,
        **sources,
    )
    return office


def decided(staff: Staff, request: Request, person: DataSubject) -> None:
    staff.open(request)
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(person)
    staff.decide(ERASURE)
    staff.finish_deciding()


@pytest.mark.parametrize("language", Language.values)
def test_nothing_goes_but_what_another_has_approved(
    journey: Journey, office: Office, language: str
) -> None:
    person = office.person.pk
    impi = journey.person(language, EMAIL, **PHONE)
    request = impi.ask(office.kept_by.register, ERASURE, name="Impi Tarulainen")
    impi.confirm()

    handler = journey.staff(office.handler, language)
    decided(handler, request, office.person)
    expect(handler.page.locator("#erasure")).to_contain_text(NOT_LOOKED[language])
    preview = handler.look_at_erasure()
    # What the registers hold is shown to staff in the master language.
    assert [words for words in (*PREVIEW[language], ACT["fi"]) if words not in preview] == []
    handler.look_over(f"erasure-preview-{language}")
    expect(handler.form(Step.CARRY_OUT)).to_have_count(0)
    expect(handler.form(Step.APPROVE)).to_have_count(0)

    # The officer reads one preview, and meanwhile another is made: that one nobody has approved.
    officer = journey.staff(office.officer, language, **PHONE, color_scheme="dark")
    officer.open(request)
    make.an_invoice(office.person, "L-3002", issued_on=timezone.localdate())
    handler.look_at_erasure()
    assert STALE[language] in officer.try_to(Step.APPROVE)
    assert not Request.objects.filter(approved_at__isnull=False).exists()
    officer.open(request)
    officer.approve()
    officer.look_over(f"erasure-approved-{language}")
    assert DataSubject.objects.filter(pk=person).exists()

    handler.open(request)
    handler.carry_out()
    handler.look_over(f"erasure-done-{language}")
    assert not DataSubject.objects.filter(pk=person).exists()
    assert not Interaction.objects.exists()
    invoices = set(Invoice.objects.values_list("number", flat=True))
    assert invoices == {"L-3001", "L-3002"}
    handler.look_at_answer(request)
    handler.look_over(f"erasure-answer-{language}")
    handler.send(Delivery.STATUS_PAGE)

    letter = impi.read(TITLE[language])
    assert [words for words in (*TOLD[language], ACT[language]) if words not in letter] == []
    last = add_months(Invoice.objects.latest("pk").issued_on, 72)
    with translation.override(language):
        assert date_format(last, WRITTEN[language]) in letter
    impi.look_over(f"erasure-letter-{language}")
    handler.open(request)
    handler.close()
    request.refresh_from_db()
    assert request.status == Status.CLOSED

    journey.night(PERIOD)
    assert not Request.everything.exists()
    assert set(Invoice.objects.values_list("number", flat=True)) == invoices  # for six years
    assert GONE[language] in impi.look()
    impi.look_over(f"gone-{language}")
    assert journey.faults == []


def test_a_sole_officer_signs_in_again_and_counts_what_goes(
    journey: Journey, office: Office
) -> None:
    """Nobody else may approve: it is recorded as one person's."""
    officer = office.officer
    officer.set_password(PASSWORD)
    officer.save()
    impi = journey.person("fi", EMAIL)
    request = impi.ask(office.kept_by.register, ERASURE, name="Impi Tarulainen")
    impi.confirm()

    staff = journey.staff(officer)
    decided(staff, request, office.person)
    staff.look_at_erasure()
    badges = staff.page.locator("#erasure .seloste-badge.is-lacking").all_inner_texts()
    count = sum(int(badge) for badge in badges)
    staff.try_to(Step.APPROVE, password="väärä", count=count)
    expect(staff.page.locator("main")).to_contain_text("Tämä ei ole salasanasi.")
    staff.try_to(Step.APPROVE, password=PASSWORD, count=count + 1)
    expect(staff.page.locator("main")).to_contain_text("Luku ei ole sama")
    expect(staff.page.locator("[name=password]")).to_have_value("")
    staff.look_over("sole-officer-refused")
    assert not Request.objects.filter(approved_at__isnull=False).exists()
    staff.approve(password=PASSWORD, count=count)
    assert any("yksin, koska kukaan muu ei saa hyväksyä" in line for line in staff.timeline())
    staff.carry_out()
    request.refresh_from_db()
    assert (request.approved_alone, request.status) == (True, Status.CARRIED_OUT)
    assert not DataSubject.objects.filter(pk=office.person.pk).exists()
    assert journey.faults == []
