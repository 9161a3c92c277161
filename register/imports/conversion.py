"""A row of texts becomes a row of the staging table, or a list of what is wrong with it.

This is done a million times, in Python, so what each column asks for is settled beforehand: a
function that knows where its values go.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from register import identity_codes
from register.enums import MarketingChannel, Relationship
from register.imports import values
from register.imports.columns import ITEM, Allowed, Column, Meaning
from register.imports.quick import quick_email, quick_folded, quick_folded_name, quick_phone
from register.imports.source import EPOCH, Row
from register.imports.values import Fault
from register.models import ImportRow
from register.models.imports import Reason
from register.models.people import has_control_characters
from register.refusal import Refusal
from register.spellings import normalised_web
from register.support.tables import as_entered
from register.texts import tidy

Out = list[Any]  # the values of one row, in the order of `Converter.names`
Put = Callable[[str, Out], None]
LONGEST_DATUM = 10_000
FEWEST_DIGITS, MOST_DIGITS = 3, 16
ALL_CHANNELS = "".join(f"{channel}," for channel in MarketingChannel.values)


class Found(NamedTuple):
    """What is wrong with a row, and in which column."""

    column: str
    reason: str


class Converter:
    """Makes rows of `names`, which are columns of ImportRow, out of rows of a file."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        allowed: Allowed,
        today: date,
        epoch: date = EPOCH,
    ) -> None:
        self.items, self.today, self.epoch = allowed.items, today.isoformat(), epoch
        self.width = len(columns)
        self.names: list[str] = []
        self.blank: Out = []
        used = [column for column in columns if column.meaning != Meaning.IGNORE]
        self.called = {column.meaning: column.called for column in used}
        self.puts = [(column.place, column.called, self._put(column.meaning)) for column in used]
        self.finish = [*self._finishers()]

    def convert(self, row: Row) -> tuple[Out, list[Found]] | None:
        """The row, and what is wrong with it: with any fault it is not used. None: it is empty."""
        out = self.blank.copy()
        cells, count = row.cells, len(row.cells)
        faults: list[Found] = []
        is_empty = True
        for place, heading, put in self.puts:
            cell = cells[place] if place < count else ""
            if not cell or cell.isspace():
                continue
            is_empty = False
            try:
                put(as_entered(cell) if cell[0] == "'" else cell, out)
            except Fault as fault:
                faults.append(Found(heading, fault.reason))
        if count > self.width and any(map(str.strip, cells[self.width :])):
            faults.append(Found("", Reason.TOO_MANY_CELLS))
        if row.faults:
            faults += self._of_cells(row.faults)
        if faults:
            return out, faults
        if is_empty:
            return None
        for finish in self.finish:
            if found := finish(out):
                faults.append(found)
        return out, faults

    def _of_cells(self, found: dict[int, str]) -> Iterator[Found]:
        return (
            Found(heading, found[place]) for place, heading, _put in self.puts if place in found
        )

    # Columns, each with its place in the row that is made

    def _at(self, name: str, blank: Any = "") -> int:
        if name not in self.names:
            self.names.append(name)
            self.blank.append(blank)
        return self.names.index(name)

    def _put(self, meaning: str) -> Put:
        match meaning:
            case Meaning.FAMILY_FIRST:
                return self._name(values.family_first)
            case Meaning.GIVEN_FIRST:
                return self._name(values.given_first)
            case Meaning.EMAIL:
                return self._contact(meaning, _email)
            case Meaning.PHONE | Meaning.MOBILE:
                return self._contact(meaning, _phone)
            case Meaning.WEBSITE:
                return self._contact(meaning, _website)
            case Meaning.IDENTITY_CODE:
                return self._identity_code()
            case Meaning.BAN:
                return self._ban(ALL_CHANNELS)
            case Meaning.BAN_EMAIL | Meaning.BAN_SMS | Meaning.BAN_PHONE | Meaning.BAN_POST:
                return self._ban(f"{meaning.partition(':')[2]},")
            case Meaning.STARTED | Meaning.CONTRACT_ENDS:
                return self._day(meaning)
            case Meaning.ENDED | Meaning.COLLECTED | Meaning.INFORMED:
                return self._day(meaning, latest=self.today)
            case Meaning.ADDRESS_PROTECTED:
                return self._simple(meaning, values.yes_or_no, blank=False)
            case Meaning.LANGUAGE:
                return self._simple(meaning, values.language)
            case Meaning.RELATIONSHIP:
                return self._simple(meaning, values.relationship)
            case Meaning.COUNTRY:
                return self._simple(meaning, values.country)
            case Meaning.BUSINESS_ID:
                return self._simple(meaning, values.business_id)
            case Meaning.POSTAL_CODE:
                return self._postal_code()
        if meaning.startswith(ITEM):
            return self._datum(self.items[meaning.removeprefix(ITEM)])
        return self._text(meaning)

    def _simple(self, name: str, parse: Callable[[str], Any], blank: Any = "") -> Put:
        at = self._at(name, blank)

        def put(cell: str, out: Out) -> None:
            out[at] = parse(cell)

        return put

    def _text(self, name: str) -> Put:
        at, most, text = self._at(name), length_of(name), values.text

        def put(cell: str, out: Out) -> None:
            out[at] = text(cell, most)

        return put

    def _postal_code(self) -> Put:
        at, most = self._at("postal_code"), length_of("postal_code")

        def put(cell: str, out: Out) -> None:
            out[at] = values.text(values.postal_code(cell), most)

        return put

    def _name(self, parse: Callable[[str], tuple[str, str]]) -> Put:
        family, given = self._at("family_name"), self._at("given_names")
        most = length_of("family_name")

        def put(cell: str, out: Out) -> None:
            out[family], out[given] = parse(values.text(cell, 2 * most))
            if len(out[family]) > most or len(out[given]) > most:
                raise Fault(Reason.TOO_LONG)

        return put

    def _contact(self, name: str, spelt: Callable[[str], str]) -> Put:
        at, normalised, most = self._at(name), self._at(f"{name}_normalised"), length_of(name)

        def put(cell: str, out: Out) -> None:
            out[at] = written = values.text(cell, most)
            out[normalised] = spelt(written)

        return put

    def _day(self, name: str, latest: str = "") -> Put:
        at, epoch = self._at(name, None), self.epoch

        def put(cell: str, out: Out) -> None:
            out[at] = found = values.day(cell, epoch)
            if latest and found > latest:
                raise Fault(Reason.FUTURE)

        return put

    def _identity_code(self) -> Put:
        sealed, hashed = self._at("identity_code"), self._at("identity_code_hash")

        def put(cell: str, out: Out) -> None:
            try:
                code = identity_codes.normalised(cell)
            except Refusal:
                raise Fault(Reason.IDENTITY_CODE) from None
            columns = identity_codes.columns_of(code)
            out[sealed], out[hashed] = columns["identity_code"], columns["identity_code_hash"]

        return put

    def _ban(self, channels: str) -> Put:
        at = self._at("bans")

        def put(cell: str, out: Out) -> None:
            if values.yes_or_no(cell):
                out[at] += channels

        return put

    def _datum(self, item: int) -> Put:
        at = self._at("further", None)

        def put(cell: str, out: Out) -> None:
            value = tidy(cell)
            if has_control_characters(value):
                raise Fault(Reason.CONTROL)
            if len(value) > LONGEST_DATUM:
                raise Fault(Reason.TOO_LONG)
            out[at] = {**(out[at] or {}), item: value}

        return put

    # What follows from several columns

    def _finishers(self) -> Iterator[Callable[[Out], Found | None]]:
        """Each changes the row, or tells what is wrong with it."""
        yield self._somebody()
        if {"family_name", "given_names"} & set(self.names):
            yield self._spelt_names()
        if {"street", "postal_code", "town"} & set(self.names):
            yield self._whole_address()
        if {"organisation", "business_id"} & set(self.names):
            yield self._named_organisation()
        if {"relationship", "relationship_started_on", "relationship_ended_on"} & set(self.names):
            yield self._lawful_relationship()
        if "further" in self.names:
            yield self._as_json()

    def _somebody(self) -> Callable[[Out], Found | None]:
        names = ["family_name", "given_names", "customer_number", "user_id"]
        names += ["email", "phone", "mobile"]
        places = [self.names.index(name) for name in names if name in self.names]

        def check(out: Out) -> Found | None:
            for place in places:
                if out[place]:
                    return None
            return Found("", Reason.NOBODY)

        return check

    def _spelt_names(self) -> Callable[[Out], Found | None]:
        family, given = self._at("family_name"), self._at("given_names")
        sort, first = self._at("sort_name"), self._at("given_name")
        longest = length_of("sort_name")

        def spell(out: Out) -> None:
            spelt = quick_folded_name(out[given])
            out[sort] = f"{quick_folded_name(out[family])} {spelt}".strip()[:longest]
            out[first] = spelt.partition(" ")[0]

        return spell

    def _whole_address(self) -> Callable[[Out], Found | None]:
        street, code, town = self._at("street"), self._at("postal_code"), self._at("town")
        country, normalised = self._at("country"), self._at("address_normalised")
        called = self.called.get(Meaning.STREET) or self.called.get(Meaning.POSTAL_CODE, "")
        code_called, longest = (
            self.called.get(Meaning.POSTAL_CODE, ""),
            length_of("address_normalised"),
        )

        def check(out: Out) -> Found | None:
            written = out[street], out[code], out[town]
            if not any(written):
                return None
            if not all(written):
                return Found(called, Reason.ADDRESS)
            if not out[country] and not (
                len(out[code]) == 5 and out[code].isascii() and out[code].isdecimal()
            ):
                return Found(code_called, Reason.POSTAL_CODE)
            out[normalised] = quick_folded(" ".join(written))[:longest]
            return None

        return check

    def _named_organisation(self) -> Callable[[Out], Found | None]:
        name, number = self._at("organisation"), self._at("business_id")
        sort, longest = self._at("organisation_sort_name"), length_of("organisation_sort_name")
        called = self.called.get(Meaning.BUSINESS_ID, "")

        def check(out: Out) -> Found | None:
            if out[number] and not out[name]:
                return Found(called, Reason.NO_ORGANISATION)
            out[sort] = quick_folded(out[name])[:longest]
            return None

        return check

    def _lawful_relationship(self) -> Callable[[Out], Found | None]:
        """As the constraints of the person's card want it."""
        relationship = self._at("relationship")
        began, ended = self._at(Meaning.STARTED, None), self._at(Meaning.ENDED, None)
        called = self.called.get(Meaning.ENDED, "")

        def check(out: Out) -> Found | None:
            if not out[ended]:
                return None
            if out[began] and out[began] > out[ended]:
                return Found(called, Reason.ENDS_FIRST)
            if not out[relationship]:
                out[relationship] = Relationship.FORMER.value
            if out[relationship] in (Relationship.CUSTOMER, Relationship.PROSPECT):
                return Found(called, Reason.NOT_ENDED)
            return None

        return check

    def _as_json(self) -> Callable[[Out], Found | None]:
        at = self._at("further")

        def write(out: Out) -> None:
            out[at] = json.dumps(out[at] or {}, ensure_ascii=False)

        return write


def length_of(name: str) -> int:
    column: Any = ImportRow._meta.get_field(name)
    return int(column.max_length)


def _email(written: str) -> str:
    if not (found := quick_email(written)):
        raise Fault(Reason.EMAIL)
    return found


def _phone(written: str) -> str:
    found = quick_phone(written)
    if not FEWEST_DIGITS <= len(found.removeprefix("+")) <= MOST_DIGITS:
        raise Fault(Reason.PHONE)
    return found


def _website(written: str) -> str:
    found = normalised_web(written)
    if "." not in found or " " in found:
        raise Fault(Reason.WEBSITE)
    return found
