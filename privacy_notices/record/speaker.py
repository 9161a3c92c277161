"""Says the facts of several registers in one language."""

from collections.abc import Iterable

from django.db import models
from django.utils import formats, translation
from django_countries.fields import Country

from privacy_notices.assembly.speaker import Speaker
from privacy_notices.assembly.writer import INSIDE_QUOTES, capitalised
from privacy_notices.checklist.countries import EEA
from privacy_notices.content import GAP_CLOSE, GAP_OPEN
from privacy_notices.cross_references import CrossReference
from privacy_notices.record import words
from privacy_notices.record.content import Cell
from privacy_notices.record.facts import RegisterRows
from register.texts import Text


class RecordSpeaker(Speaker):
    """Turned to one register at a time, as keys are unique within a register only."""

    register: RegisterRows | None = None

    def mark(self, place: str) -> str:
        return super().mark(f"{self.register.register.slug}/{place}" if self.register else place)

    def refer(self, reference: CrossReference, place: str) -> str:
        """The record has not the notice's sections, so it names the one that is meant."""
        notice = self.register.notice if self.register else None
        if notice is None:
            return self.mark(place)
        if reference.kind == "date":
            day = {"drawn_up": notice.drawn_up_on, "updated": notice.updated_on}[reference.key]
            return self.day(day) if day else self.mark(place)
        section = next((one for one in notice.sections.all() if one.key == reference.key), None)
        if section is None or section.heading.is_missing_in(self.language):
            return self.mark(place)
        heading = section.heading.said_in(self.language)
        quoted = heading if reference.quoted else self.phrase(INSIDE_QUOTES) % heading
        return self.phrase(words.IN_THE_NOTICE).format(heading=quoted)

    def day(self, day: object) -> str:
        with translation.override(self.language):
            return str(formats.date_format(day, "SHORT_DATE_FORMAT"))  # type: ignore[arg-type] # a day

    def missing(self, what: Text = words.NOT_RECORDED) -> str:
        """A mark where a fact is wanting, not only its translation."""
        return f"{GAP_OPEN}{self.phrase(what)}{GAP_CLOSE}"

    def recorded(self, lines: Iterable[str]) -> Cell:
        """A cell that must say something."""
        return cell(*lines) or (self.missing(),)

    def label(self, value: models.TextChoices) -> str:
        """A word of a closed vocabulary, as the admin shows it."""
        with translation.override(self.language):
            return str(value.label)

    def place(self, country: Country) -> str:
        """A country, and that it is a third one where it is."""
        if not country:
            return ""
        outside = [] if country.code in EEA else [self.phrase(words.OUTSIDE_EEA)]
        return self.remarked(self.country(country.code), outside)

    def labelled(self, label: Text, said: str) -> str:
        return f"{self.phrase(label)}: {said}" if said else ""


def cell(*lines: str) -> Cell:
    """Lines that say something, each beginning with a capital letter and once only."""
    return tuple(dict.fromkeys(_begun(line) for line in lines if line))


def _begun(line: str) -> str:
    """An e-mail or web address stays as it is."""
    first, *_rest = line.split(maxsplit=1) or [""]
    is_address = "@" in first or "." in first.rstrip(".,;:)")
    return line if is_address else capitalised(line)
