"""Whole letters, word by word, as their readers get them. The expected ones are written by hand."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q

from register.enums import DataCategory
from register.journal import JOB, THE_SUBJECT
from register.models import MarketingBan
from subjects import workflow
from subjects.enums import (
    Delivery,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    RequestedKind,
    Step,
)
from subjects.letters import phrases, sending
from subjects.letters.composing import (
    Composed,
    compose,
    compose_answer,
    is_known_by_address,
)
from subjects.models import Letter, Request
from subjects.policies import NotAllowed
from tests.subjects.letters.conftest import BY_POST
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office, held_since

EXPECTED = Path(__file__).parent / "expected"
TODAY = date(2026, 3, 12)
STATUTE = {
    "fi": "kirjanpitolain (1336/1997) 2 luvun 10 §",
    "sv": "2 kap. 10 § i bokföringslagen (1336/1997)",
    "en": "chapter 2, section 10 of the Accounting Act (1336/1997)",
}
REASON = {
    "fi": "Tietoja on kahden vanhan järjestelmän arkistoissa.",
    "sv": "Det finns uppgifter i två gamla systems arkiv.",
    "en": "There are data in the archives of two old systems.",
}
WHY = {
    "fi": "Kulutat leipää kuten muutkin",
    "sv": "Du äter bröd som alla andra",
    "en": "You eat bread as everybody does",
}
TASK = {
    "fi": "Tietojen poistaminen vanhasta kassasta",
    "sv": "Radering av uppgifter i den gamla kassan",
    "en": "Erasure of data in the old till",
}


def owed(request: Request, kind: LetterKind) -> Letter:
    return request.letters.get(kind=kind, sent_at=None)


def receipt(office: Office, asked: Any, language: str) -> Composed:
    request = asked(language, RequestedKind.ACCESS, RequestedKind.MARKETING_BAN)
    return compose(owed(request, LetterKind.RECEIPT), today=TODAY)


def extension(office: Office, asked: Any, language: str) -> Composed:
    request = office.step(
        asked(language),
        Step.EXTEND,
        ground=ExtensionGround.COMPLEXITY,
        reason=REASON[language],
    )
    return compose(owed(request, LetterKind.EXTENSION), today=TODAY)


def partly_granted(office: Office, asked: Any, language: str) -> Composed:
    request = matched(office, asked(language, RequestedKind.ERASURE, RequestedKind.ACCESS))
    office.decide(request, RequestedKind.ACCESS)
    office.decide(request, RequestedKind.ERASURE, category=DataCategory.EMAIL)
    office.decide(request, RequestedKind.ERASURE, category=DataCategory.INTERACTION)
    request = office.decide(
        request,
        RequestedKind.ERASURE,
        Outcome.REFUSED,
        category=DataCategory.INVOICE,
        ground=Ground.LEGAL_DUTY,
        kept_until=date(2032, 12, 31),
        kept_under=STATUTE[language],
    )
    request = office.step(
        request,
        Step.ADD_TASK,
        title=TASK[language],
        owner=office.handler,
        due_on=date(2026, 4, 30),
    )
    return compose_answer(request, today=TODAY)


def refused(office: Office, asked: Any, language: str) -> Composed:
    request = matched(office, asked(language, RequestedKind.OBJECTION))
    office.decide(
        request,
        RequestedKind.OBJECTION,
        Outcome.REFUSED,
        ground=Ground.COMPELLING,
        explanation=WHY[language],
    )
    return compose_answer(request, today=TODAY)


def not_identified(office: Office, asked: Any, language: str) -> Composed:
    request = office.step(asked(language), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    request = office.send(request, LetterKind.IDENTITY_QUESTION)
    request = office.step(request, Step.NOTE_ANSWER)
    request = office.decide(request, outcome=Outcome.REFUSED, ground=Ground.NOT_IDENTIFIED)
    return compose_answer(request, today=TODAY)


def nothing_held(office: Office, asked: Any, language: str) -> Composed:
    request = matched(office, asked(language))
    office.decide(request, outcome=Outcome.REFUSED, ground=Ground.NOTHING_HELD)
    return compose_answer(request, today=TODAY)


def granted_whole(office: Office, asked: Any, language: str) -> Composed:
    rights = RequestedKind.RECTIFICATION, RequestedKind.MARKETING_BAN
    request = matched(office, asked(language, *rights))
    for right in rights:
        request = office.decide(request, right)
    return compose_answer(request, today=TODAY)


def erased_whole(office: Office, asked: Any, language: str) -> Composed:
    """Nothing keeps any of it, but for the request's own record."""
    held_since(ARRIVED - timedelta(days=90))
    request = matched(office, asked(language, RequestedKind.ERASURE))
    office.decide(request, RequestedKind.ERASURE)
    request = office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    return compose_answer(request, today=TODAY)


def ban_by_letter(office: Office, asked: Any, language: str) -> Composed:
    """Nobody knows who wrote it."""
    request = asked(language, RequestedKind.MARKETING_BAN, contacts=BY_POST[1:])
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    return banned(office, request)


def ban_in_part(office: Office, asked: Any, language: str) -> Composed:
    """Since then the person has allowed something again."""
    request = matched(office, asked(language, RequestedKind.MARKETING_BAN))
    bans = MarketingBan.objects.filter(subject=office.person)
    again = Q(channel__in=["phone", "app"]) | Q(channel="post", scope__in=["own", "research"])
    bans.filter(again).update(lifted_at=NOW)
    return banned(office, request)


def banned(office: Office, request: Request) -> Composed:
    request = office.decide(request, RequestedKind.MARKETING_BAN)
    request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
    return compose_answer(request, today=TODAY)


def specification_question(office: Office, asked: Any, language: str) -> Composed:
    request = office.step(asked(language), Step.ASK_SPECIFICATION)
    return compose(owed(request, LetterKind.SPECIFICATION_QUESTION), today=TODAY)


def reminder(office: Office, asked: Any, language: str) -> Composed:
    request = office.step(asked(language), Step.ASK_SPECIFICATION)
    request = office.send(request, LetterKind.SPECIFICATION_QUESTION)
    later = NOW + timedelta(days=14)
    request = office.step(request, Step.REMIND, by=JOB, now=later)
    return compose(owed(request, LetterKind.REMINDER), today=later.date())


def lapsed(office: Office, asked: Any, language: str) -> Composed:
    request = workflow.submit(office.draft(language=language), now=ARRIVED)
    later = ARRIVED + timedelta(days=29)
    request = office.step(request, Step.LAPSE, by=JOB, now=later)
    return compose(owed(request, LetterKind.LAPSED), today=later.date())


def withdrawn(office: Office, asked: Any, language: str) -> Composed:
    request = office.step(asked(language), Step.WITHDRAW, by=THE_SUBJECT)
    return compose(owed(request, LetterKind.WITHDRAWN), today=TODAY)


def restriction_end(office: Office, asked: Any, language: str) -> Composed:
    request = matched(office, asked(language, RequestedKind.RESTRICTION))
    request = office.decide(request, RequestedKind.RESTRICTION)
    request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
    request = office.step(request, Step.ANSWER, **LETTER)
    request = office.step(request, Step.END_RESTRICTION)
    return compose(owed(request, LetterKind.RESTRICTION_END), today=TODAY)


def joined(office: Office, asked: Any, language: str) -> Composed:
    earlier = asked(language, at=ARRIVED - timedelta(days=4))
    request = office.step(asked(language), Step.JOIN, to=earlier)
    return compose(owed(request, LetterKind.JOINED), today=TODAY)


QUESTION = {
    "fi": "Minä kuukautena viimeksi tilasit meiltä?",
    "sv": "I vilken månad beställde du senast av oss?",
    "en": "In which month did you last order from us?",
}


def identity(method: IdentityMethod, own_words: bool = False) -> Any:
    def made(office: Office, asked: Any, language: str) -> Composed:
        request = office.step(asked(language), Step.ASK_IDENTITY, method=method)
        letter = owed(request, LetterKind.IDENTITY_QUESTION)
        return compose(letter, today=TODAY, own_words=QUESTION[language] if own_words else "")

    made.__name__ = f"identity_{method}"
    return made


def matched(office: Office, request: Request) -> Request:
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    return office.step(request, Step.FIX_MATCH, people=[office.person])


LETTERS = [
    receipt,
    extension,
    partly_granted,
    refused,
    not_identified,
    nothing_held,
    granted_whole,
    erased_whole,
    ban_by_letter,
    ban_in_part,
    specification_question,
    reminder,
    lapsed,
    withdrawn,
    restriction_end,
    joined,
    identity(IdentityMethod.QUESTION, own_words=True),
    identity(IdentityMethod.IN_PERSON),
    identity(IdentityMethod.STRONG),
    identity(IdentityMethod.CODE_TO_CONTACT),
]


def test_a_question_after_the_limit_does_not_say_that_it_stops_the_time(
    office: Office, asked: Any
) -> None:
    request = office.step(asked("fi"), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    letter = owed(request, LetterKind.IDENTITY_QUESTION)
    assert "ei kulu" in compose(letter, today=date(2026, 4, 10)).body
    assert "ei kulu" not in compose(letter, today=date(2026, 4, 11)).body


def test_a_question_of_ones_own_does_not_leave_without_its_words(
    office: Office, asked: Any
) -> None:
    request = office.step(asked("fi"), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    letter = owed(request, LetterKind.IDENTITY_QUESTION)
    facts: dict[str, Any] = {
        "by": office.handler,
        "now": NOW,
        "delivery": Delivery.EMAIL,
        "expected_version": request.version,
    }
    for words in ("", "  "):
        with pytest.raises(NotAllowed):
            sending.send(letter, own_words=words, seen="", **facts)
    seen = sending.digest(compose(letter, today=TODAY, own_words=QUESTION["fi"]))
    sending.send(letter, own_words=QUESTION["fi"], seen=seen, **facts)


def test_while_another_system_is_undone_nothing_is_said_to_be_done_whole(
    office: Office, asked: Any
) -> None:
    request = matched(office, asked("fi", RequestedKind.ERASURE, RequestedKind.MARKETING_BAN))
    for right in (RequestedKind.ERASURE, RequestedKind.MARKETING_BAN):
        request = office.decide(request, right)
    whole = compose_answer(request, today=TODAY)
    assert whole.title == "Päätös: pyyntösi on toteutettu"
    assert "Tietojen poistaminen: olemme poistaneet tiedot.\n" in whole.body
    assert "Suoramarkkinointikielto: kieltosi on voimassa. Se kattaa kaikki" in whole.body
    request = office.step(
        request,
        Step.ADD_TASK,
        title=TASK["fi"],
        owner=office.handler,
        due_on=date(2026, 4, 30),
    )
    partly = compose_answer(request, today=TODAY)
    assert partly.title == "Päätös: pyyntösi on toteutettu osittain"
    assert "olemme poistaneet tiedot tästä järjestelmästä." in partly.body
    assert "kieltosi on voimassa tässä järjestelmässä." in partly.body
    assert "olemme poistaneet tiedot.\n" not in partly.body


def test_who_has_shown_an_address_alone_is_told_of_that_address_alone(
    office: Office, asked: Any
) -> None:
    request = office.step(asked("fi"), Step.SETTLE_IDENTITY, method=IdentityMethod.EMAIL_ON_FILE)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    office.decide(request, outcome=Outcome.REFUSED, ground=Ground.NOTHING_HELD)
    letter = compose_answer(request, today=TODAY)
    assert "vahvistamaasi sähköpostiosoitteeseen" in letter.title
    assert "ei ole vahvistamaasi sähköpostiosoitteeseen liittyviä tietoja" in letter.body
    assert "tietoja sinusta" not in letter.body.split("# Jos")[0]


def test_a_check_that_has_fallen_says_nothing_of_who_asks(office: Office, asked: Any) -> None:
    request = office.step(asked("fi"), Step.SETTLE_IDENTITY, method=IdentityMethod.EMAIL_ON_FILE)
    assert is_known_by_address(request)
    assert not is_known_by_address(office.step(request, Step.TAKE_UP_AGAIN))


def test_what_is_secret_by_law_does_not_show_by_its_words(office: Office, asked: Any) -> None:
    """Two refusals that must look alike (Act 444/2017, ch. 4 s. 4)."""
    hinting: dict[str, Any] = {
        "category": DataCategory.SPECIAL,
        "explanation": "Ilmoitus on tehty.",
        "kept_under": "rahanpesulaki",
    }
    said = []
    for ground, facts in ((Ground.AML_SECRET, hinting), (Ground.DATA_PROTECTION_ACT_34, hinting)):
        request = matched(office, asked("fi"))
        office.decide(request, outcome=Outcome.REFUSED, ground=ground, **facts)
        body = compose_answer(request, today=TODAY).body
        said.append(body.split("# Päätös")[1].split("# Jos")[0])
    assert said[0] == said[1]
    for part in said:
        assert "Laki rajoittaa oikeutta saada tietoja" in part
    for word in ("Ilmoitus", "rahanpesu", "Erityiset"):
        assert word not in said[0]


def test_whoever_asks_for_another_is_told_whose_data_are_meant(office: Office, asked: Any) -> None:
    request = asked("fi", acting_as="guardian", on_behalf_of="Helka Tarulainen")
    body = compose(owed(request, LetterKind.RECEIPT), today=TODAY).body
    assert "Hänen nimensä on Helka Tarulainen." in body


@pytest.mark.parametrize("days", [35, 0])
def test_an_erasure_tells_of_the_backups(
    days: int, office: Office, asked: Any, settings: Any
) -> None:
    settings.BACKUP_LAG_DAYS = days
    request = matched(office, asked("fi", RequestedKind.ERASURE))
    office.decide(request, RequestedKind.ERASURE)
    body = compose_answer(request, today=TODAY).body
    assert ("vielä enintään 35 päivää" in body) == bool(days)


@pytest.mark.parametrize(
    ("settings_", "said"),
    [
        (
            {},
            "säilyvät 3 vuotta käsittelyn päättymisestä, ja estolistallamme säilyy tunniste "
            "vähintään 2 vuotta,",
        ),
        (
            {"REQUEST_KEPT_MONTHS": 18, "ERASED_KEPT_OUT_MONTHS": 12},
            "säilyvät 18 kuukautta käsittelyn päättymisestä, ja estolistallamme säilyy tunniste "
            "vähintään 1 vuoden,",
        ),
        (
            {"REQUEST_KEPT_MONTHS": 0, "ERASED_KEPT_OUT_MONTHS": 0, "BACKUP_LAG_DAYS": 35},
            "säilyvät toistaiseksi, ja estolistallamme säilyy tunniste vähintään 35 päivää,",
        ),
        (
            {"ERASED_KEPT_OUT_MONTHS": 0, "BACKUP_LAG_DAYS": 0},
            "säilyvät 3 vuotta käsittelyn päättymisestä.\n",
        ),
    ],
)
def test_of_whom_all_is_erased_is_told_what_remains_nevertheless_and_how_long(
    office: Office, asked: Any, settings: Any, settings_: dict[str, int], said: str
) -> None:
    for name, value in settings_.items():
        setattr(settings, name, value)
    body = erased_whole(office, asked, "fi").body
    assert f"Itse pyyntösi, siihen liittyvät kirjeet ja merkinnät sen käsittelystä {said}" in body


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_ground_and_every_right_has_words(language: str) -> None:
    for ground in Ground:
        assert phrases.GROUNDS[ground].said_in(language)
    for right in RequestedKind:
        for words in (phrases.RIGHTS, phrases.GRANTED, phrases.OF_RIGHT):
            assert words[right].said_in(language)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("made", LETTERS, ids=lambda made: made.__name__)
def test_the_whole_letter(made: Any, language: str, office: Office, asked: Any) -> None:
    letter = made(office, asked, language)
    text = f"{letter.title}\n\n{letter.body}\n"
    # A letter about two requests is of the later one.
    references = Request.objects.order_by("-pk").values_list("reference", flat=True)
    for reference, shown in zip(references, ("P-ABCD-2345", "P-EFGH-6789"), strict=False):
        text = text.replace(reference, shown)
    expected = (EXPECTED / f"{made.__name__}.{language}.txt").read_text()
    assert text == expected
