"""Other people's data in a copy: what is found is looked at by a person, and masked or left.

Unknown means keep and look: no copy is made while a place that was found has not been looked at. A
decision is about a text as it stood; when the text changes, it is looked at anew.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from register import gathering, journal
from register.gathering import Column, Part, Row, Stored
from register.models import Act, DataSubject, Occasion, User
from register.spellings import folded
from register.support.secrets import keyed_hash
from subjects.enums import Ground, RequestedKind
from subjects.models import Redaction, Request
from subjects.package import others, portability
from subjects.package.contents import Withheld
from subjects.package.others import Clue, Found, in_portions
from subjects.package.refused import refused_of
from subjects.package.words import MASKED
from subjects.policies import grants

AT_ONCE = 500
Spot = tuple[str, int, str]  # model, row, column
# The person's own, and no text: in full or in part by how the identity was settled (`making.py`).
# What was looked at here would never be the text that the copy shows.
NO_TEXT = (DataSubject._meta.label, "identity_code")


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a copy, or one file, and what was found in it."""

    spot: Spot
    title: str  # of its table
    label: str  # of its column
    text: str  # of a file: nothing
    hash: str
    found: Sequence[Found]

    @property
    def key(self) -> str:
        """What a form sends back."""
        model, row, column = self.spot
        return f"{model}:{row}:{column}:{self.hash}"

    @property
    def is_file(self) -> bool:
        return not self.text


class Changed(Exception):
    """A text is no longer the one that was looked at."""


class Looked:
    """What has been decided of a request's texts."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.places: dict[Spot, list[Redaction]] = defaultdict(list)
        model, column = NO_TEXT
        rows = Redaction.objects.filter(request=request).exclude(model=model, column=column)
        for row in rows.iterator():
            self.places[row.model, row.row, row.column].append(row)
        masked = [row for rows in self.places.values() for row in rows if row.masked]
        self.has_masked = bool(masked)
        self.files: Mapping[tuple[str, int], Ground] = {
            (row.model, row.row): Ground.OTHERS_RIGHTS for row in masked if row.start == row.end
        }

    def of(self, spot: Spot, hash_: str) -> list[Redaction]:
        """The decisions about a text as it stands now."""
        return [row for row in self.places.get(spot, ()) if row.text == hash_]

    def mask(self, model: str, row: int, column: str, text: str) -> str:
        """The text as it is given. Raises Changed where it is no longer what was looked at."""
        spot = (model, row, column)
        if spot not in self.places or not text:
            return text
        hash_ = hash_of(self.request, text)
        if self.has_changed(spot, hash_):
            raise Changed
        sign = MASKED.said_in(self.request.language)
        places = {(one.start, one.end) for one in self.of(spot, hash_) if one.masked}
        for start, end in reversed(_joined(places)):
            text = f"{text[:start]}{sign}{text[end:]}"
        return text

    def has_changed(self, spot: Spot, hash_: str) -> bool:
        """What was decided of it was decided of another text."""
        return spot in self.places and not self.of(spot, hash_)

    def left_of(self, cell: Cell) -> list[Found]:
        """What of it nobody has looked at. A place within a masked one is masked with it."""
        rows = self.of(cell.spot, cell.hash)
        return [found for found in cell.found if not any(_covers(row, found) for row in rows)]


def people_of(request: Request) -> list[DataSubject]:
    """The cards the request is about, all of one person."""
    rows = DataSubject.objects.filter(request_matches__request=request)
    return list(rows.select_related("kept_by__register", "kept_by__controller").order_by("pk"))


def cells(request: Request, *, with_codes: bool) -> Iterator[Cell]:
    """Every text and file of the copies that tells, or may tell, of others. Read row by row."""
    people = people_of(request)
    known = others.known_of(people, with_codes=with_codes)
    looked = Looked(request)
    asked: dict[str, bool] = {}  # a word: is it somebody's family name
    for some in in_portions(_texts(request, people)):
        words = {word for cell in some for word in others.names_in(cell.text)} - asked.keys()
        borne = others.borne_by_others(words, people)
        asked |= {word: folded(word) in borne for word in words}
        names = {folded(word) for word, is_name in asked.items() if is_name}
        for cell in some:
            found = cell.found or others.find(cell.text, known, names)
            if not found and cell.text and looked.has_changed(cell.spot, cell.hash):
                found = [Found(0, len(cell.text), Clue.CHANGED)]
            if found:
                yield Cell(cell.spot, cell.title, cell.label, cell.text, cell.hash, found)


def unlooked(request: Request, *, with_codes: bool) -> Iterator[Cell]:
    looked = Looked(request)
    return (one for one in cells(request, with_codes=with_codes) if looked.left_of(one))


def is_looked_at(request: Request, *, with_codes: bool) -> bool:
    return next(unlooked(request, with_codes=with_codes), None) is None


@transaction.atomic
def decide(
    request: Request,
    seen: Collection[str],
    masked: Collection[str],
    *,
    with_codes: bool,
    by: User,
    now: datetime,
) -> int:
    """Note what was decided of the places that were `seen`; how many places.

    `seen` and `masked` name places as `place_key` does. A text that has changed since it was shown
    is passed over, and so is what somebody would find in it only now: it is shown again.
    """
    rows = []
    texts = {key.rsplit(":", 2)[0] for key in seen}
    for cell in islice(
        (one for one in unlooked(request, with_codes=with_codes) if one.key in texts), len(texts)
    ):
        for found in cell.found:
            key = place_key(cell, found)
            if key in seen:
                rows.append(_row(request, cell, found.start, found.end, key in masked, by, now))
    return _keep(request, rows, by=by)


@transaction.atomic
def mask_words(request: Request, words: str, *, by: User, now: datetime) -> int:
    """Mask the words wherever they stand; how many places. The words themselves are not kept."""
    rows = []
    for cell in _texts(request, people_of(request)):
        places = others.places_of(words, cell.text) if cell.text else ()
        rows += [_row(request, cell, start, end, True, by, now) for start, end in places]
    left = Redaction.objects.filter(request=request, masked=False)
    numbers = {_same(row): row.pk for row in left.iterator()}
    again = [numbers[_same(row)] for row in rows if _same(row) in numbers]
    for some in in_portions(again):
        left.filter(pk__in=some).update(masked=True, decided_at=now, decided_by=by)
    return _keep(request, rows, by=by)


@transaction.atomic
def look_again(request: Request, *, by: User) -> None:
    """Take back what was decided: everything is to be looked at anew."""
    count, _models = Redaction.objects.filter(request=request).delete()
    _note(request, count, by=by)


def place_key(cell: Cell, found: Found) -> str:
    return f"{cell.key}:{found.start}:{found.end}"


def hash_of(request: Request, text: str) -> str:
    """Bound to the request: equal texts of two requests hash differently."""
    return keyed_hash(f"redaction:{request.pk}", text, settings.LOOKUP_KEY)


SPOT = ("model", "row", "column")
# What each copy is made of.
PARTS: Mapping[RequestedKind, Callable[[DataSubject, str], Iterable[Part]]] = {
    RequestedKind.ACCESS: gathering.parts_of,
    RequestedKind.PORTABILITY: portability.parts_to_move,
}


def _texts(request: Request, people: Sequence[DataSubject]) -> Iterator[Cell]:
    """What the copies of a request would hold in words, and their files; each once.

    What can be moved is part of what can be read: of it only what is refused to be read is left.
    """
    told: Withheld | None = None  # in the copy to read
    for right, parts_of in PARTS.items():
        if grants(request, right):
            withheld = refused_of(request, right, people)
            for person in people:
                for part in parts_of(person, request.language):
                    yield from _texts_of(request, part, withheld, told)
            told = withheld


def _texts_of(
    request: Request, part: Part, withheld: Withheld, told: Withheld | None
) -> Iterator[Cell]:
    for row in part.rows():
        for column in part.columns:
            value = row.values[column.name]
            if (
                isinstance(value, str | Stored)
                and (part.key, column.name) != NO_TEXT
                and withheld.of(part.key, row, column) is None
                and (told is None or told.of(part.key, row, column) is not None)
            ):
                yield _cell(request, part, row, column, value)


def _cell(request: Request, part: Part, row: Row, column: Column, value: str | Stored) -> Cell:
    spot = (part.key, row.number, column.name)
    if isinstance(value, str):
        return Cell(spot, part.title, column.label, value, hash_of(request, value), ())
    return Cell(spot, part.title, column.label, "", hash_of(request, ""), [Found(0, 0, Clue.FILE)])


def _row(
    request: Request, cell: Cell, start: int, end: int, masked: bool, by: User, now: datetime
) -> Redaction:
    return Redaction(
        request=request,
        **dict(zip(SPOT, cell.spot, strict=True)),
        text=cell.hash,
        start=start,
        end=end,
        masked=masked,
        decided_at=now,
        decided_by=by,
    )


def _keep(request: Request, rows: Sequence[Redaction], *, by: User) -> int:
    """The same twice is there once."""
    Redaction.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    _note(request, len(rows), by=by)
    return len(rows)


def _note(request: Request, count: int, *, by: User) -> None:
    if count:
        journal.record(
            Act.CHANGED,
            about=request,
            by=journal.Actor.staff(by),
            occasion=Occasion.REQUEST,
            reference=request.reference,
            count=count,
            detail={"part": "masking"},
        )


def _same(row: Redaction) -> tuple[object, ...]:
    return (row.model, row.row, row.column, row.text, row.start, row.end)


def _covers(row: Redaction, found: Found) -> bool:
    if (row.start, row.end) == (found.start, found.end):
        return True
    return row.masked and row.start <= found.start and found.end <= row.end


def _joined(places: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that meet are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found
