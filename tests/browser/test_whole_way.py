"""From what somebody asks to the answer they read: a real browser, a real mail server, real staff.

Everything that was asked is refused here, so nothing is carried out between.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.enums import Language
from register.models import DataSubject
from subjects.enums import Delivery, Ground, IdentityMethod, Outcome, RequestedKind, Status, Step
from subjects.models import Letter, Request
from tests.browser.journeys import Journey, Staff
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
WHY = {
    "fi": "Katsoimme osoitteen väestötietojärjestelmästä.",
    "sv": "Vi kontrollerade adressen i befolkningsdatasystemet.",
    "en": "We looked the address up in the Population Information System.",
}
TITLE = {
    "fi": "Päätös: emme voi toteuttaa pyyntöäsi",
    "sv": "Beslut: vi kan inte genomföra din begäran",
    "en": "Decision: we cannot carry out your request",
}
DECIDED = {
    "fi": [
        "Omien tietojen saaminen: emme voi toteuttaa pyyntöäsi.",
        "Tietojen oikaiseminen: emme voi toteuttaa pyyntöäsi.",
        "Voit myös viedä asian tuomioistuimeen",
        "Satumaan Leipä Oy",
    ],
    "sv": [
        "Tillgång till uppgifter: vi kan inte genomföra din begäran.",
        "Rättelse: vi kan inte genomföra din begäran.",
        "Du kan också föra saken till domstol",
        "Satumaan Leipä Oy",
    ],
    "en": [
        "Access to data: we cannot carry out your request.",
        "Rectification: we cannot carry out your request.",
        "You can also bring the matter before a court",
        "Satumaan Leipä Oy",
    ],
}
WAITS = {
    "fi": "Saat vastauksen viimeistään",
    "sv": "Du får svar senast",
    "en": "You get an answer by",
}
ANSWERED = {"fi": "Vastasimme", "sv": "Vi svarade", "en": "We answered on"}


def missing(said: str, *expected: str) -> list[str]:
    return [words for words in expected if words not in said]


def decided(staff: Staff, request: Request, person: DataSubject, how: IdentityMethod) -> None:
    """Who asks, whom it is about, and no to all of it, with the reason in words."""
    staff.open(request)
    staff.settle_identity(how)
    staff.fix_match(person)
    reason = WHY[request.language]
    staff.decide(RequestedKind.ACCESS, Outcome.REFUSED, Ground.OTHERS_RIGHTS)
    staff.decide(
        RequestedKind.RECTIFICATION, Outcome.REFUSED, Ground.DATA_CORRECT, explanation=reason
    )
    staff.finish_deciding()


@pytest.mark.parametrize("language", Language.values)
def test_from_the_form_to_the_answer_that_is_read(
    journey: Journey, office: Office, language: str
) -> None:
    rights = RequestedKind.ACCESS, RequestedKind.RECTIFICATION
    impi = journey.person(language, EMAIL)
    request = impi.ask(office.kept_by.register, *rights, name="Impi Tarulainen", words="Heippa")
    impi.confirm()
    assert WAITS[language] in impi.look()

    staff = journey.staff(office.handler)
    decided(staff, request, office.person, IdentityMethod.EMAIL_ON_FILE)
    preview = staff.look_at_answer(request)
    assert missing(preview, TITLE[language], WHY[language], *DECIDED[language]) == []
    staff.send(Delivery.STATUS_PAGE, "Soita, jos jokin jäi epäselväksi.")

    # The mail tells nothing; what the person reads is the letter that was looked at.
    mail = impi.mail()[-1]
    assert request.reference in mail
    assert not any(words in mail for words in (TITLE[language], WHY[language], "Soita"))
    letter = impi.read(TITLE[language])
    own_words = "Soita, jos jokin jäi epäselväksi."
    assert missing(letter, own_words, WHY[language], *DECIDED[language]) == []
    assert ANSWERED[language] in impi.look()

    staff.open(request)
    staff.close()
    request.refresh_from_db()
    assert (request.status, request.language) == (Status.CLOSED, language)


def test_from_a_letter_on_paper_to_the_answer_by_post(journey: Journey, office: Office) -> None:
    """Entered two days after it arrived; the answer is printed, and nothing goes by mail."""
    staff = journey.staff(office.handler)
    arrived = timezone.localtime() - timedelta(days=2)
    request = staff.enter(
        RequestedKind.ACCESS,
        RequestedKind.RECTIFICATION,
        channel="letter",
        arrived=arrived.strftime("%Y-%m-%dT%H:%M"),
        name="Impi Sylvia Tarulainen",
        language="sv",
        address="Satukuja 3, 20100 Turku",
        words="Var snäll och rätta min adress.",
    )
    decided(staff, request, office.person, IdentityMethod.IN_PERSON)
    preview = staff.look_at_answer(request)
    assert TITLE["sv"] in preview
    staff.send(Delivery.POST)

    paper = staff.printed()
    assert missing(paper, "Satukuja 3", TITLE["sv"], WHY["sv"], *DECIDED["sv"]) == []
    assert journey.post.letters() == []

    staff.open(request)
    staff.close()
    expect(staff.page.locator(".seloste-standing")).to_contain_text("Päättynyt")
    assert Letter.objects.get(request=request, sent_at__isnull=False).delivery == Delivery.POST


def test_by_phone_with_an_address_that_is_corrected_and_confirmed(
    journey: Journey, office: Office
) -> None:
    """The slip of the pen gets no mail; the right mailbox gets the link, and the answer."""
    staff = journey.staff(office.handler)
    request = staff.enter(
        RequestedKind.ACCESS,
        RequestedKind.RECTIFICATION,
        channel="phone",
        arrived=timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        name="Impi Sylvia Tarulainen",
        email="imppi@vaara.example",
    )
    requester = staff.page.locator("#requester")
    expect(requester).to_contain_text("imppi@vaara.example ei vielä vahvistettu")
    staff.correct(email=EMAIL, language="sv")
    assert any("Kirjattuja tietoja korjattiin." in line for line in staff.timeline())
    staff.send_address_link()

    impi = journey.person("sv", EMAIL)
    assert journey.person("fi", "imppi@vaara.example").mail() == []
    impi.confirm()
    assert "Tack: din e-postadress är bekräftad." in impi.reads()
    staff.open(request)
    expect(requester).to_contain_text(f"{EMAIL} vahvistettu")
    expect(staff.form(Step.ASK_ADDRESS)).to_have_count(0)

    decided(staff, Request.objects.get(), office.person, IdentityMethod.EMAIL_ON_FILE)
    staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    assert request.reference in impi.mail()[-1]
    assert missing(impi.read(TITLE["sv"]), WHY["sv"], *DECIDED["sv"]) == []
