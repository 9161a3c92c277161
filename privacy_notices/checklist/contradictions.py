"""The author's own words held against the facts: neither may deny what the other says.

A sentence with a condition in it (“unless”, “without your consent”) denies nothing altogether.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from privacy_notices.checklist import stems
from privacy_notices.checklist.answers import WARNING, at, in_text
from privacy_notices.checklist.findings import Hit, Hits
from privacy_notices.checklist.lengths import Length, differ, lengths_in, lengths_of
from privacy_notices.checklist.passages import Passage
from privacy_notices.checklist.reading import ELSEWHERE, RIGHTS_KINDS, Reading, Spot
from privacy_notices.enums import FactKind as K
from register.enums import AutomatedKind, ContactRole, RecipientKind, State


def contradictions(r: Reading) -> Hits:
    """The author's own words deny or claim what the facts do not."""
    return chain.from_iterable(look(r) for look in _LOOKS)


def _hits(spots: Iterable[Spot], variant: str) -> Iterator[Hit]:
    return (in_text(spot, WARNING, variant) for spot in spots)


def _not_of_rights(r: Reading) -> list[Passage]:
    """What may be objected to, or asked about, is not told by that to be done."""
    return [passage for passage in r.bodies if not passage.kinds & RIGHTS_KINDS]


def transfers(r: Reading) -> Iterator[Hit]:
    states = {row.state for row in r.facts.transfers}
    if states == {State.NONE.value}:
        yield from _hits(r.find(stems.MAY_TRANSFER, unless=stems.DENIED), "transfers")
    elif states and State.NONE not in states:
        yield from _hits(r.find(stems.TRANSFER_DENIED, unless=stems.CONDITIONAL), "transfers")


def by_machine(r: Reading) -> Iterator[Hit]:
    words = {
        AutomatedKind.PROFILING: (stems.PROFILING_DONE, stems.PROFILING_DENIED, "profiling"),
        AutomatedKind.DECISION: (stems.DECISIONS_DONE, stems.DECISIONS_DENIED, "decisions"),
    }
    telling = _not_of_rights(r)
    for kind, (done, denied, variant) in words.items():
        states = {row.state for row in r.facts.automated if row.kind == kind}
        if states == {State.NONE.value}:
            yield from _hits(r.find(done, telling, unless=stems.DENIED), variant)
        elif states and State.NONE not in states:
            yield from _hits(r.find(denied, telling, unless=stems.CONDITIONAL), variant)


def recipients(r: Reading) -> Iterator[Hit]:
    inside = (RecipientKind.PROCESSOR, RecipientKind.INTERNAL)
    if any(
        row.kind not in inside and row.modality in ("", "regular") for row in r.facts.recipients
    ):
        yield from _hits(r.find(stems.NO_RECIPIENTS, unless=stems.EXCEPT), "recipients")


def officer(r: Reading) -> Iterator[Hit]:
    contacts = [*r.facts.contacts, *r.facts.company_contacts]
    if any(contact.role == ContactRole.DATA_PROTECTION_OFFICER for contact in contacts):
        yield from _hits(r.find(stems.OFFICER_DENIED), "officer")


def sources(r: Reading) -> Iterator[Hit]:
    telling = r.under(K.SOURCES, K.OTHER_SOURCES)
    kinds = {source.kind for source in r.facts.sources}
    if kinds & set(ELSEWHERE):
        spots = r.find(stems.ONLY_FROM_THE_PERSON, telling, unless=stems.NOT_ALTOGETHER)
        yield from _hits(spots, "sources")
    elif kinds:
        yield from _hits(r.find(stems.FROM_ELSEWHERE, telling, unless=stems.DENIED), "sources")


def marketing(r: Reading) -> Iterator[Hit]:
    purposes = r.facts.purposes
    telling = _not_of_rights(r)
    if any(purpose.direct_marketing for purpose in purposes):
        spots = r.find(stems.OWN_MARKETING_DENIED, telling, unless=stems.CONDITIONAL)
        yield from _hits(spots, "marketing")
    elif purposes:
        spots = r.find(stems.DIRECT_MARKETING, telling, unless_says=stems.MARKETING_DENIED)
        yield from _hits(spots, "marketing")


def retention(r: Reading) -> Iterator[Hit]:
    """A period in words that no rule has. Where a rule has no length, words may fill it in."""
    rules = {rule: lengths_of(rule) for rule in r.facts.retention}
    for rule, own in rules.items():
        said = {
            language: getattr(rule.text, language) for language in r.contents if rule.text and own
        }
        strange = list(_strange(said, own))
        if strange:
            yield at(rule, WARNING, "retention", ", ".join(strange))
    if not rules or not all(rules.values()):
        return
    known = [length for own in rules.values() for length in own]
    for passage in r.under(K.RETENTION):
        for sentence in passage.sentences():
            if not stems.RETENTION_SAID[passage.language].search(sentence):
                continue
            for words in _strange({passage.language: sentence}, known):
                yield in_text(Spot(passage, words), WARNING, "retention")


def _strange(said: Mapping[str, str], known: list[Length]) -> Iterator[str]:
    """The periods in words that are none of the known ones."""
    for language, words in said.items():
        if stems.NO_PERIOD.search(words):
            continue
        for quoted, length in lengths_in(words, language):
            if all(differ(length, one) for one in known):
                yield quoted


_LOOKS: tuple[Callable[[Reading], Iterator[Hit]], ...] = (
    transfers,
    by_machine,
    recipients,
    officer,
    sources,
    marketing,
    retention,
)
RULES: tuple[tuple[str, Callable[[Reading], Hits]], ...] = (("contradiction", contradictions),)
