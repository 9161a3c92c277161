"""Looks for the wording of `patterns.py`, of repealed acts and of old contact details."""

from collections.abc import Iterator

from privacy_notices.checklist import patterns, stems
from privacy_notices.checklist.answers import WARNING, in_text
from privacy_notices.checklist.findings import Hit, Outcome, Severity, outcome
from privacy_notices.checklist.law import wording_pattern
from privacy_notices.checklist.passages import Passage
from privacy_notices.checklist.patterns import Wording
from privacy_notices.checklist.reading import Reading, Spot
from privacy_notices.checklist.rights import electronic_channel
from privacy_notices.checklist.stems import whole_words


def outcomes(r: Reading) -> Iterator[Outcome]:
    """Every rule of the tables applies to every notice that prints anything."""
    hits: dict[str, list[Hit]] = {}
    for wording in patterns.WORDINGS:
        hits.setdefault(wording.id, []).extend(_wording_hits(r, wording))
    for id_, severity, spot in _old_acts(r):
        hits.setdefault(id_, []).append(in_text(spot, severity))
    hits["old-authority-contact"] = list(_old_contacts(r))
    for id_ in ("old-act", *(id_ for id_, _ in patterns.STATUTE_FINDINGS.values())):
        hits.setdefault(id_, [])
    for id_, found in hits.items():
        yield outcome(id_, found)


def _wording_hits(r: Reading, wording: Wording) -> Iterator[Hit]:
    if wording.id == "art12-2-burden" and wording.exempt and electronic_channel(r):
        return  # “in writing” is no burden where an e-mail will do
    for spot in spots(wording, r.passages):
        yield in_text(spot, wording.severity)


def spots(wording: Wording, passages: list[Passage]) -> Iterator[Spot]:
    """Where the wording stands."""
    for passage in passages:
        if passage.language not in wording.languages or wording.stem not in passage.lowered:
            continue
        if wording.kinds and not passage.kinds & wording.kinds:
            continue
        if passage.is_heading and not wording.in_headings:
            continue
        if wording.only_place and passage.place != wording.only_place:
            continue
        for words in found_in(wording, passage):
            yield Spot(passage, words)


def found_in(wording: Wording, passage: Passage) -> Iterator[str]:
    if wording.exempt is None:
        for found in wording.compiled.finditer(passage.text):
            yield whole_words(passage.text, found)
        return
    for sentence in passage.sentences():
        if not wording.exempt.search(sentence):
            for found in wording.compiled.finditer(sentence):
                yield whole_words(sentence, found)


def _old_acts(r: Reading) -> Iterator[tuple[str, Severity, Spot]]:
    for statute in r.law.statutes:
        id_, severity = patterns.STATUTE_FINDINGS.get(statute.key, patterns.OTHER_STATUTE)
        for wording in statute.wordings:
            stem = wording.lower().split("*")[0].split()
            pattern = wording_pattern(wording)
            for passage in r.passages:
                if stem and stem[0] not in passage.lowered:
                    continue
                for found in pattern.finditer(passage.text):
                    yield id_, severity, Spot(passage, whole_words(passage.text, found))


def _old_contacts(r: Reading) -> Iterator[Hit]:
    """Old details stand near the authority's name and are not its present ones."""
    present = " ".join(
        getattr(text, language)
        for row in r.law.authorities
        for text in (row.visiting_address, row.postal_address, row.phone)
        for language in ("fi", "sv", "en")
    ).lower()
    for passage in r.bodies:
        if not stems.AUTHORITY_NAMED[passage.language].search(passage.text):
            continue
        for old in patterns.OLD_CONTACTS:
            if old.lower() in passage.lowered and old.lower() not in present:
                yield in_text(Spot(passage, old), WARNING)
