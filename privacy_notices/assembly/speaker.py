"""Says the texts of facts in one language, and writes down every text that it cannot say."""

from collections.abc import Iterable, Sequence

from django.db import models
from django.utils import translation
from django_countries import countries

from privacy_notices.content import GAP_CLOSE, GAP_OPEN, Gap
from privacy_notices.cross_references import CrossReference, resolve
from privacy_notices.phrases import Phrase
from register.enums import Modality
from register.texts import Text
from register.wording import ON_REQUEST

MISSING = Text("teksti puuttuu", "texten saknas", "text missing")
AND = Text("ja", "och", "and")
AND_LONG = Text("sekä", "samt", "as well as")
# A part of a series that ends in one of these brings its own joint to the next.
JOINTS = {
    "fi": (",", ";", " ja", " sekä", " tai", " taikka", " eli", " kuten"),
    "sv": (",", ";", " och", " samt", " eller", " såsom"),
    "en": (",", ";", " and", " or", " as well as", " such as"),
}


class Speaker:
    """One language of a document made of facts. `gaps` grows as texts are asked for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.gaps: dict[Gap, None] = {}  # in the order found, each once

    def say(self, text: Text, place: str) -> str:
        """The author's text, references resolved; a mark and a gap where it is missing."""
        if text.is_missing_in(self.language):
            return self.mark(place)
        return resolve(text.said_in(self.language), lambda found: self.refer(found, place))

    def mark(self, place: str) -> str:
        self.gaps[Gap(place, self.language)] = None
        return f"{GAP_OPEN}{MISSING.said_in(self.language)}: {place}{GAP_CLOSE}"

    def own(self, row: models.Model, name: str, below: str = "") -> str:
        """The text `name` of a fact; "" where the fact says nothing in any language."""
        text: Text = getattr(row, name)
        return self.say(text, f"{place_of(row)}{below}/{name}") if text else ""

    def refer(self, reference: CrossReference, place: str) -> str:
        """What stands for a reference of a text to a section of the notice."""
        raise NotImplementedError

    def phrase(self, words: Text | Phrase) -> str:
        """One of the document's own sentences."""
        return (words.passive if isinstance(words, Phrase) else words).said_in(self.language)

    def country(self, code: str) -> str:
        with translation.override(self.language):
            return str(countries.name(code))

    def series(self, words: Sequence[str]) -> str:
        """“a, b ja c”; “sekä” where a part has an “and” of its own. A part may bring its joint."""
        joints = JOINTS[self.language]
        short = self.phrase(AND)
        final = (
            self.phrase(AND_LONG) if any(f" {short} " in f"{part} " for part in words) else short
        )
        said = ""
        for place, part in enumerate(words):
            if not said or said.endswith(joints):
                between = " " if said else ""
            elif place == len(words) - 1:
                between = f" {final} "
            else:
                between = ", "
            said += between + part
        return said

    def names(self, rows: Iterable[models.Model]) -> str:
        """The names of rows in their order, as a series."""
        ordered = sorted(rows, key=lambda row: (row.position, row.pk))  # type: ignore[attr-defined] # facts have it
        return self.series([self.own(row, "name") for row in ordered])

    def how_certain(self, modality: str, possible: Text) -> list[str]:
        """A remark where something is not certain; `possible` says what only may be."""
        if modality == Modality.POSSIBLE:
            return [self.phrase(possible)]
        return [self.phrase(ON_REQUEST)] if modality == Modality.ON_REQUEST else []

    def remarked(self, name: str, remarks: Sequence[str]) -> str:
        """“Kaupparekisteri (julkinen lähde)”; after a bracket of its own, with a comma."""
        if not remarks:
            return name
        said = ", ".join(remarks)
        return f"{name}, {said}" if name.endswith(")") else f"{name} ({said})"


PLACES = {
    "subjectgroup": "data_subjects",
    "collectionsituation": "collection",
    "purpose": "purposes",
    "legalbasis": "legal_bases",
    "automatedprocessing": "automated_processing",
    "dataitem": "data_items",
    "source": "sources",
    "sourcechannel": "sources",
    "recipient": "recipients",
    "transfer": "transfers",
    "system": "systems",
    "retentionrule": "retention",
    "securitymeasure": "security",
    "right": "rights",
    "requestchannel": "requests",
    "statement": "statements",
    "definition": "definitions",
    "externaldocument": "documents",
    "processingforothers": "processing_for_others",
    "contactperson": "contacts",
    "controller": "controllers",
    "tradename": "controllers",
    "foreignbusinessid": "controllers",
    "register": "register",
    "supervisoryauthority": "authorities",
}


def place_of(row: models.Model) -> str:
    """Where a fact stands in the register file, such as "purposes/billing"."""
    table = PLACES[str(row._meta.model_name)]
    key = getattr(row, "key", "")
    return f"{table}/{key}" if key else table
