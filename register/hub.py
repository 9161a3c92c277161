"""What a register consists of, area by area: the list behind the hub page in the admin.

The lower app keeps the list and upper apps add to it (`retention` its rules, `privacy_notices` its
sections); `register` knows none of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register.models import (
    AutomatedProcessing,
    CollectionSituation,
    ContactPerson,
    Controller,
    DataItem,
    Definition,
    ExternalDocument,
    LegalBasis,
    ProcessingForOthers,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    RequestChannel,
    Right,
    SecurityMeasure,
    Source,
    SourceChannel,
    Statement,
    SubjectGroup,
    System,
    TradeName,
    Transfer,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows below the rows of a shelf, whose texts need translations too."""

    model: type[models.Model]
    lookup: str  # from the model to the register


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows of one model in a register."""

    model: type[models.Model]
    lookup: str = "register"  # from the model to the register
    required: bool = False  # an empty shelf is a gap
    parts: tuple[Part, ...] = ()
    shared: str = ""  # to the register of rows that have none of their own and serve several


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing a register may lack: in words (with %d where there may be many), and how many.

    `count` gets the ids of registers and asks the database once for all of them.
    """

    words: Any  # an ngettext_lazy with %d, or a sentence where `once`
    count: Callable[[Collection[int]], Mapping[int, int]]
    once: bool = False  # a register lacks it or not; there is no figure to tell

    def in_words(self, count: int) -> str:
        return str(self.words if self.once else self.words % count)


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the register that is filled in together."""

    key: str
    label: str | Promise
    law: str | Promise  # what the law wants, in one sentence with the article
    shelves: tuple[Shelf, ...]
    extra_gaps: Sequence[Lack] = field(default=())


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words; `post` where following it changes something."""

    label: str | Promise
    url: str
    post: bool = False
    language: str = ""  # of the label, where it is not the page's own


@dataclass(frozen=True, slots=True)
class Panel:
    """What an upper app shows on the hub page besides its area."""

    title: str | Promise
    text: str | Promise
    links: Sequence[Link]
    lines: Sequence[str] = ()  # below the text, one by one


@dataclass(frozen=True, slots=True)
class StartPart:
    """What an upper app shows on the start page: a template, and what it is given."""

    template: str
    context: Mapping[str, Any]
    above: bool = False  # what waits for somebody comes before the registers


@dataclass(frozen=True, slots=True)
class Referral:
    """A row that names another by its key, and how a page says so."""

    by: models.Model
    words: str


# Filled by upper apps when the models are ready.
PANELS: list[Callable[[HttpRequest, Register], Panel | None]] = []
# What the start page says of registers besides, by register id; asked once for all of them.
REMARKS: list[Callable[[HttpRequest, Sequence[Register]], Mapping[int, Link]]] = []
COMPANY_LINKS: list[Callable[[HttpRequest, Controller], Sequence[Link]]] = []
START_PARTS: list[Callable[[HttpRequest], StartPart | None]] = []
STARTS: list[Callable[[HttpRequest], Sequence[Link]]] = []  # ways to begin without any register
REGISTER_MADE: list[Callable[[Register], object]] = []  # called for one just made in the admin
TEXT_CHECKS: list[Callable[[int, str], str]] = []  # register, text -> what is wrong with it, or ""
REFERRERS: list[Callable[[models.Model], Sequence[Referral]]] = []  # row -> what names its key


AREAS: list[Area] = [
    Area(
        "controllers",
        _("Controllers"),
        _("Who decides about the processing, with contact details. Art. 13(1)(a)."),
        (
            Shelf(
                RegisterController,
                required=True,
                parts=(Part(TradeName, "controller__memberships__register"),),
            ),
        ),
    ),
    Area(
        "contacts",
        _("Contact persons"),
        _("Whom to ask, and the data protection officer where there is one. Art. 13(1)(b)."),
        (Shelf(ContactPerson, required=True, shared="controller__memberships__register"),),
    ),
    Area(
        "subjects",
        _("Data subjects"),
        _("Whose data are held, and in which situations they are collected. Art. 30(1)(c)."),
        (Shelf(SubjectGroup, required=True), Shelf(CollectionSituation)),
    ),
    Area(
        "purposes",
        _("Purposes and legal bases"),
        _("Why the data are processed, and on what basis of Art. 6. Art. 13(1)(c)–(d)."),
        (
            Shelf(Purpose, required=True),
            Shelf(LegalBasis, required=True),
            Shelf(AutomatedProcessing, required=True),
        ),
    ),
    Area(
        "data",
        _("Data"),
        _("What is held, in categories. Art. 14(1)(d)."),
        (Shelf(DataItem, required=True),),
    ),
    Area(
        "sources",
        _("Sources"),
        _("Where the data come from, and whether the source is public. Art. 14(2)(f)."),
        (Shelf(Source, required=True, parts=(Part(SourceChannel, "source__register"),)),),
    ),
    Area(
        "recipients",
        _("Recipients"),
        _("To whom data are given, processors included. Art. 13(1)(e)."),
        (Shelf(Recipient),),
    ),
    Area(
        "transfers",
        _("Transfers"),
        _("Whether data leave the EU/EEA, where to and how protected. Art. 13(1)(f)."),
        (Shelf(Transfer, required=True),),
    ),
    Area(
        "security",
        _("Security"),
        _("How the data are protected, in general words. Art. 32."),
        (Shelf(SecurityMeasure, required=True),),
    ),
    Area(
        "systems",
        _("Systems"),
        _("Where the data live. Art. 30."),
        (Shelf(System, required=True),),
    ),
    Area(
        "rights",
        _("Rights and requests"),
        _("What a person may ask, and how. Art. 12, 15–22, 77."),
        (Shelf(Right, required=True), Shelf(RequestChannel, required=True)),
    ),
    Area(
        "words",
        _("Statements, definitions, documents"),
        _("What needs to be said besides, such as the duty to give data. Art. 13(2)(e)."),
        (
            Shelf(Statement),
            Shelf(Definition),
            Shelf(ExternalDocument),
            Shelf(ProcessingForOthers),
        ),
    ),
]


def add_area(area: Area, *, after: str) -> None:
    """Put an upper app's area after the area with key `after`; once, however often it is called."""
    if any(known.key == area.key for known in AREAS):
        return
    place = next(index for index, known in enumerate(AREAS) if known.key == after)
    AREAS.insert(place + 1, area)
