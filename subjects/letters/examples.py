"""A letter of an invented request: what a wording looks like before anybody gets it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst

from register.enums import DataCategory
from register.models import Controller
from register.texts import Text
from subjects.deadlines import due_on, target_on
from subjects.enums import ExtensionGround, Ground, LetterKind, PauseReason, RequestedKind
from subjects.letters import phrases, phrases_done
from subjects.letters.composing import Composed, complaint_in, day_in
from subjects.letters.done import may_end_on
from subjects.letters.parties import called
from subjects.letters.placeholders import fill, paragraph_named, paragraphs
from subjects.letters.reading import heading, listed, one_line
from subjects.letters.wordings import TITLES
from subjects.policies import QUESTIONS

REFERENCE, EARLIER = "P-ABCD-2345", "P-EFGH-6789"
NAME = Text("Maija Mallikas", "Maja Modell", "Mary Model")
REASON = Text(
    "Tietoja on usean järjestelmän arkistoissa.",
    "Det finns uppgifter i flera systems arkiv.",
    "There are data in the archives of several systems.",
)
TASK = Text(
    "Tietojen poistaminen vanhasta kassajärjestelmästä",
    "Radering av uppgifter i det gamla kassasystemet",
    "Erasure of data in the old till system",
)
STATUTE = Text(
    "kirjanpitolain (1336/1997) 2 luvun 10 §",
    "2 kap. 10 § i bokföringslagen (1336/1997)",
    "chapter 2, section 10 of the Accounting Act (1336/1997)",
)


def example(
    wording: str, kind: LetterKind, language: str, controller: Controller, *, today: date
) -> Composed:
    """The letter as somebody would get it who asked today."""
    said = _Example(language, today)
    values = {
        "reference": REFERENCE,
        "controller": one_line(called(controller, language)),
        "name": NAME.said_in(language),
        "arrived": said.day(today),
    }
    found: list[str] = []
    for paragraph in paragraphs(wording):
        name = paragraph_named(paragraph)
        found += said.paragraphs(kind)[name] if name else [fill(paragraph, values)]
    title = TITLES.get(kind, phrases.DECIDED_PARTLY)
    return Composed(title.said_in(language), tuple(found))


class _Example:
    def __init__(self, language: str, today: date) -> None:
        self.language, self.today = language, today

    def say(self, text: Text, **values: str) -> str:
        return fill(text.said_in(self.language), values)

    def day(self, day: date) -> str:
        return day_in(self.language, day)

    def paragraphs(self, kind: LetterKind) -> Mapping[str, Sequence[str]]:
        reason = QUESTIONS.get(kind, PauseReason.IDENTITY)
        today, limit = self.day(self.today), self.day(due_on(self.today))
        ends = may_end_on(self.today)
        extended = self.day(due_on(self.today, extended=True))
        ground = phrases.EXTENSION_GROUND[ExtensionGround.COMPLEXITY]
        asked = self.say(phrases.REMINDER, asked=today)
        return {
            "asked": [
                self.say(phrases.ASKED),
                listed([self.say(phrases.RIGHTS[RequestedKind.ERASURE])]),
            ],
            "time": [self.say(phrases.TIME, arrived=today, limit=limit)],
            "follow": [self.say(phrases.FOLLOW_ON_PAGE)],
            "question": [
                self.say(phrases.QUESTION[reason]),
                self.say(phrases.ANSWER_ON_PAGE),
            ],
            "waiting": [f"{self.say(phrases.STANDS_STILL)} {self.say(phrases.IF_SILENT[reason])}"],
            "reminder": [
                f"{asked} {self.say(phrases.REMINDED_OF[reason])}",
                self.say(phrases.ANSWER_ON_PAGE),
            ],
            "extension": [
                self.say(phrases.EXTENSION, limit=extended, first_limit=limit),
                self.say(ground),
                self.say(phrases.REASON, reason=self.say(REASON)),
            ],
            "decision": self._decision(),
            "remains": [
                heading(self.say(phrases.REMAINS_HEADING)),
                self.say(phrases.REMAINS),
                listed([self.say(phrases.BY_DAY, task=self.say(TASK), day=limit)]),
            ],
            "complaint": complaint_in(self.language),
            "restriction": [
                self.say(phrases_done.RESTRICTION_ENDS, since=today, day=self.day(ends))
            ],
            "lapsed": [self.say(phrases.LAPSED), self.say(phrases.LAPSED_WHAT_NOW)],
            "withdrawn": [self.say(phrases.WITHDRAWN, day=today)],
            "joined": [self.say(phrases.JOINED, earlier=EARLIER, limit=limit)],
        }

    def _decision(self) -> list[str]:
        right = phrases.OF_RIGHT[RequestedKind.ERASURE]
        granted = self.say(phrases.GRANTED[RequestedKind.ERASURE])
        refused = self.say(phrases.NOT_GRANTED)
        with translation.override(self.language):
            invoices = str(capfirst(DataCategory.INVOICE.label))
        kept_until = target_on(self.today) + timedelta(days=6 * 365)
        item = " ".join(
            (
                f"{invoices}.",
                self.say(phrases.GROUNDS[Ground.LEGAL_DUTY]),
                self.say(phrases.KEPT_UNTIL, day=self.day(date(kept_until.year, 12, 31))),
                self.say(phrases.KEPT_UNDER, statute=self.say(STATUTE)),
            )
        )
        return [
            heading(self.say(phrases.DECISION)),
            f"{self.say(right)}: {granted[:1].lower()}{granted[1:]}",
            self.say(phrases.BACKUPS, days=str(settings.BACKUP_LAG_DAYS)),
            f"{self.say(right)}: {refused[:1].lower()}{refused[1:]}",
            listed([item]),
        ]
