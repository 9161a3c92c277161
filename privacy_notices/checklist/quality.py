"""Checks of quality that no statute asks for and every reader misses."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from privacy_notices.checklist import stems
from privacy_notices.checklist.answers import WARNING, at, in_text
from privacy_notices.checklist.findings import Hit, Hits, Target
from privacy_notices.checklist.passages import Passage
from privacy_notices.checklist.reading import Reading, Spot
from privacy_notices.checklist.rights import dates_in_frame
from privacy_notices.content import GAP_OPEN, ItemList, SectionContent
from privacy_notices.cross_references import is_unknown, references_in
from privacy_notices.enums import FactKind as K
from privacy_notices.enums import Numbering
from register.enums import (
    BasisParty,
    ContactKind,
    DataCategory,
    LegalBasisCode,
    RecipientKind,
)
from register.models import ContactPerson
from retention.enums import Rounding, RuleForm, Trigger, Unit
from retention.models import RetentionRule, Term

Rule = tuple[str, Callable[[Reading], Hits]]

# The form of the notice


def title(r: Reading) -> Hits:
    """The notice has a title."""
    if r.facts.notice.title:
        return ()
    return [Hit(WARNING, "notice/title", Target.of(r.facts.notice))]


def empty_sections(r: Reading) -> Iterator[Hit]:
    """A heading with nothing under it; the section may be kept, but should say why it is empty."""
    seen = set()
    for content in r.contents.values():
        for section in content.sections:
            if not section.blocks and section.key not in seen:
                seen.add(section.key)
                place = f"notice/sections/{section.key}"
                target = r.section_target(section.key)
                yield Hit(WARNING, place, target, evidence=section.numbered_heading)


LEFTOVER = re.compile(
    r"(?m)^(?:Esimerkki|Exempel|Example)\s*:|\bTähän (?:kirjoit|lisä|täyde|tulee|kohtaan)\w*"
    r"|\bSkriv här\b|\bInsert here\b|\[[^\[\]\n]{2,80}\]|\bx{3,}\b|_{3,}|\btäydennä\b|\bTODO\b"
    r"|lorem ipsum",
    re.IGNORECASE,
)


LEFTOVER_SIGNS = (
    "esimerkki",
    "exempel",
    "example",
    "tähän",
    "skriv här",
    "insert here",
    "[",
    "xxx",
    "___",
    "täydennä",
    "todo",
    "lorem",
)


def leftovers(r: Reading) -> Iterator[Hit]:
    """Words of a template that nobody filled in."""
    for passage in r.passages:
        if not any(sign in passage.lowered for sign in LEFTOVER_SIGNS):
            continue  # quicker than the pattern
        for found in LEFTOVER.finditer(passage.text):
            yield in_text(Spot(passage, found[0]), WARNING)


def same_date_twice(r: Reading) -> Hits:
    """One date in two places: title and footer, say."""
    places: dict[tuple[str, date], list[str]] = {}
    for language, place, day in dates_in_frame(r):
        known = places.setdefault((language, day), [])
        if place not in known:
            known.append(place)
    notice = Target.of(r.facts.notice)
    return [
        Hit(WARNING, place, notice, "", f"{day.day}.{day.month}.{day.year}", language)
        for (language, day), where in places.items()
        if len(where) > 1
        for place in where
    ]


def future_date(r: Reading) -> Hits:
    """No date of the notice is after today."""
    notice = r.facts.notice
    own = {"notice/drawn_up_on": notice.drawn_up_on, "notice/updated_on": notice.updated_on}
    if not any(own.values()):
        return None
    return [
        Hit(WARNING, place, Target.of(notice), "", str(day))
        for place, day in own.items()
        if day is not None and day > r.today
    ]


def contact_name(r: Reading) -> Hits:
    """A contact under another name than the controller's, the relation untold."""
    if not r.facts.contacts:
        return None
    return [at(contact, WARNING) for contact in r.facts.contacts if _is_stranger(r, contact)]


def _is_stranger(r: Reading, contact: ContactPerson) -> bool:
    name = contact.organisation.fi or (
        contact.name.fi if contact.kind == ContactKind.TRADE_NAME else ""
    )
    if not name:
        return False
    known = set()
    for company in r.facts.controllers:
        parallel = company.parallel_name
        known |= {company.name, company.short_name, company.group_name.fi}
        known |= {parallel.fi, parallel.sv, parallel.en}
        known |= {row.name.fi for row in company.trade_names.all() if row.explanation}
    return name not in known


# References inside the notice

NUMBER_REFERENCE = {
    "fi": re.compile(
        r"\bkohd(?:assa|asta|an|alla|aan)\s+(\d{1,2})\b|\bkohta(?:a)?\s+(\d{1,2})\b"
        r"|\b(?:kappalee|osio)(?:ssa|sta|n)\s+(\d{1,2})\b",
        re.IGNORECASE,
    ),
    "sv": re.compile(r"\b(?:i|se|under|enligt) (?:punkt|avsnitt)\s+(\d{1,2})\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:in|see|under) section\s+(\d{1,2})\b", re.IGNORECASE),
}
LEGAL_REFERENCE = re.compile(
    r"artikla|asetu|\blain?\b|lain\b|§|artikel|förordning|\blag|\bact\b|article|regulation",
    re.IGNORECASE,
)
NAME_REFERENCE = re.compile(
    r"\bkohda(?:ssa|sta|n)\s+[\"”“]([^\"”“]+)[\"”“]|\b(\w+)-kohda(?:ssa|sta|n)\b"
)


def cross_references(r: Reading) -> Iterator[Hit]:
    """“Kohdassa 1” and “Yhteydenotot-kohdassa” lead to a section that is printed."""
    yield from _unresolved(r)
    for language, content in r.contents.items():
        printed = [section for section in content.sections if GAP_OPEN not in section.heading]
        numbered = r.facts.notice.numbering != Numbering.NONE
        numbers = set(range(1, len(content.sections) + 1)) if numbered else set()
        for passage in r.bodies:
            if passage.language == language:
                yield from _leads_nowhere(passage, numbers, printed)


def _leads_nowhere(
    passage: Passage, numbers: set[int], printed: list[SectionContent]
) -> Iterator[Hit]:
    pattern = NUMBER_REFERENCE[passage.language]
    if pattern.search(passage.text):
        for sentence in passage.sentences():
            for found in pattern.finditer(sentence):
                number = int(next(filter(None, found.groups())))
                if number not in numbers and not LEGAL_REFERENCE.search(sentence):
                    yield in_text(Spot(passage, found[0]), WARNING)
    headings = {_bare(section.heading) for section in printed}
    for found in NAME_REFERENCE.finditer(passage.text):
        if _bare(found[1] or found[2]) not in headings:
            yield in_text(Spot(passage, found[0]), WARNING)


def _bare(heading: str) -> str:
    return heading.strip(" .:").casefold()


def _unresolved(r: Reading) -> Iterator[Hit]:
    """References by key to a section that is not printed, or to a date that is not known."""
    notice = r.facts.notice
    printed = {section.key for content in r.contents.values() for section in content.sections}
    days = {"drawn_up": notice.drawn_up_on, "updated": notice.updated_on}
    frame = {"title": notice.title, "citation": notice.citation}
    frame |= {"introduction": notice.introduction, "closing": notice.closing}
    texts = [(f"notice/{name}", Target.of(notice), text) for name, text in frame.items()]
    for section in notice.sections.all():
        place = f"notice/sections/{section.key}"
        texts += [(place, Target.of(section), block.text) for block in section.blocks.all()]
    for place, target, text in texts:
        for language in ("fi", "sv", "en"):
            for found in references_in(getattr(text, language)):
                dateless = found.kind == "date" and not days.get(found.key)
                if is_unknown(found, printed) or dateless:
                    words = f"{{{found.kind}:{found.key}}}"
                    yield Hit(WARNING, place, target, "", words, language)


# Languages beside each other


def language_divergence(r: Reading) -> Hits:
    """Rights, lengths and ages are the same in every language."""
    complete = [language for language, content in r.contents.items() if not content.gaps]
    if len(complete) < 2:
        return None
    master, *others = complete
    notice = Target.of(r.facts.notice)
    hits = []
    for language in others:
        for place, ours, theirs in _compared(r, master, language):
            words = f"{master}: {', '.join(ours) or '–'}; {language}: {', '.join(theirs) or '–'}"
            hits.append(Hit(WARNING, place, notice, "", words, language))
    return hits


def _compared(r: Reading, master: str, other: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """What differs between two languages: where, and what stands in the one and the other only."""
    rights, theirs = r.rights_said[master], r.rights_said[other]
    if rights != theirs:
        yield "rights", sorted(map(str, rights - theirs)), sorted(map(str, theirs - rights))
    for kind in (K.RETENTION, K.CHILDREN):
        ours, others = (_numbers(r, kind, language) for language in (master, other))
        if ours != others:
            yield _table(kind), sorted(ours - others), sorted(others - ours)
    one, two = (_items_under(r, K.PURPOSES, language) for language in (master, other))
    if one != two:
        yield "purposes", [str(one)], [str(two)]


def _table(kind: K) -> str:
    return "retention" if kind == K.RETENTION else "statements"


def _numbers(r: Reading, kind: K, language: str) -> Counter[str]:
    """Lengths and ages in the sections that answer for `kind`."""
    return Counter(
        found.replace(",", ".")
        for passage in r.under(kind)
        if passage.language == language
        for found in stems.MEASURED.findall(passage.text)
    )


def _items_under(r: Reading, kind: K, language: str) -> int:
    """List items in the sections that answer for `kind`."""
    return sum(
        len(block.items)
        for section in r.contents[language].sections
        if kind in r.section_kinds[section.key]
        for block in section.blocks
        if isinstance(block, ItemList)
    )


# Bases


def basis_of_organisation(r: Reading) -> Hits:
    """Art. 4(11), 6(1)(b): consent and contract are the data subject's own."""
    rows = r.rows_of_basis(LegalBasisCode.CONSENT, LegalBasisCode.CONTRACT)
    if not r.has_basis(LegalBasisCode.CONSENT, LegalBasisCode.CONTRACT):
        return None
    others = (BasisParty.ORGANISATION, BasisParty.EITHER)
    hits = [at(basis, WARNING) for basis in rows if basis.party in others]
    for passage in r.under(K.LEGAL_BASES):
        for sentence in passage.sentences():
            found = stems.OF_ORGANISATION[passage.language].search(sentence)
            if found and stems.BASIS_MENTIONED[passage.language].search(sentence):
                hits.append(in_text(Spot(passage, found[0]), WARNING))
    return hits


def membership_as_basis(r: Reading) -> Hits:
    """The old act's “connection” (s. 8) is no basis of Art. 6."""
    hits = []
    for passage in r.bodies:
        if not stems.MEMBERSHIP[passage.language].search(passage.text):
            continue
        for sentence in passage.sentences():
            found = stems.MEMBERSHIP[passage.language].search(sentence)
            if (
                found
                and stems.BASIS_MENTIONED[passage.language].search(sentence)
                and not any(
                    says[passage.language].search(sentence) for says in stems.BASIS.values()
                )
            ):
                hits.append(in_text(Spot(passage, found[0]), WARNING))
    return hits


# Facts in their places


def external_documents(r: Reading) -> Hits:
    """What another document tells must be within reach."""
    rows = [(row, row.document) for row in r.facts.rights if row.document is not None]
    hits = [at(row, WARNING) for row, document in rows if not document.url]
    rules = [(rule, rule.document) for rule in r.facts.retention if rule.document is not None]
    hits += [at(rule, WARNING) for rule, document in rules if not document.url]
    if not any(document.url for document in r.facts.documents):
        telling = r.under(K.RIGHTS, K.INSPECTION, K.OTHER_RIGHTS, K.RETENTION)
        hits += [in_text(spot, WARNING) for spot in r.find(stems.DELEGATED, telling)]
    return hits


def several_events(r: Reading) -> Hits:
    """Of several events joined by “or”, the notice tells which one counts."""
    hits = [
        at(rule, WARNING)
        for rule in r.facts.retention
        if len(rule.terms.all()) > 1 and not rule.combinator
    ]
    spots = r.find(stems.SEVERAL_EVENTS, r.under(K.RETENTION), unless=stems.WHICH_COUNTS)
    return [*hits, *(in_text(spot, WARNING) for spot in spots)]


FLOWS = frozenset({K.RECIPIENTS, K.PROCESSORS, K.SYSTEMS, K.TRANSFERS, K.STORAGE})


def processors_in_place(r: Reading) -> Hits:
    """Outsourcing is told among the recipients, or under a heading of its own."""
    sections = [passage for passage in r.bodies if passage.section]
    if not any(K.RECIPIENTS in passage.kinds for passage in sections):
        return None
    processors = {row.key for row in r.facts.recipients if row.kind == RecipientKind.PROCESSOR}
    printing = set().union(
        *(where for key, where in r.printed.keys("recipients").items() if key in processors)
    )
    hits = []
    for passage in sections:
        if K.RECIPIENTS in passage.kinds or passage.kinds <= FLOWS:
            continue
        if passage.section in printing or (
            not processors
            and passage.kinds & {K.PURPOSES, K.LEGAL_BASES, K.DATA_ITEMS}
            and stems.PROCESSORS_SAID[passage.language].search(passage.text)
        ):
            found = stems.PROCESSORS_SAID[passage.language].search(passage.text)
            hits.append(in_text(Spot(passage, found[0] if found else ""), WARNING))
    return hits


def purposes_in_place(r: Reading) -> Hits:
    """A purpose is told among the purposes: each row, and marketing wherever it is mentioned."""
    home = r.under(K.PURPOSES)
    if not home:
        return None
    printed = r.printed.keys("purposes")
    hits = [
        at(purpose, WARNING)
        for purpose in r.facts.purposes
        if printed and purpose.key not in printed
    ]
    if r.says(stems.MARKETING, home):
        return hits
    elsewhere = r.under(K.RECIPIENTS, K.DATA_USE, K.DATA_ITEMS, K.SOURCES, K.RETENTION)
    return [
        *hits,
        *(
            in_text(spot, WARNING)
            for spot in r.find(stems.MARKETING, elsewhere, unless_says=stems.MARKETING_DENIED)
            if K.PURPOSES not in spot.passage.kinds
        ),
    ]


# Marketing


def partners_may_use(r: Reading) -> Hits:
    """917/2014 s. 200: partners market with the person's own consent only."""
    outside = {RecipientKind.PROCESSOR, RecipientKind.AUTHORITY, RecipientKind.INTERNAL}
    hits = [
        at(row, WARNING)
        for row in r.facts.recipients
        if row.may_redisclose and row.kind not in outside
    ]
    spots = r.find(stems.PARTNERS_MAY_USE, r.under(K.RECIPIENTS), unless=stems.DENIED)
    return [*hits, *(in_text(spot, WARNING) for spot in spots)]


ENDINGS = (Trigger.CUSTOMER_RELATIONSHIP_END, Trigger.CONTRACT_END, Trigger.MEMBERSHIP_END)


def marketing_after_contract(r: Reading) -> Hits:
    """917/2014 s. 200: marketing to former customers by electronic means."""
    if not r.marketing:
        return None
    consented = {
        purpose.pk
        for basis in r.rows_of_basis(LegalBasisCode.CONSENT)
        for purpose in basis.purposes.all() or r.facts.purposes
    }
    hits = [at(rule, WARNING) for rule in r.facts.retention if _markets_after(rule, consented)]
    if not consented:
        spots = r.find(stems.AFTER_CONTRACT, unless=stems.DENIED, unless_says=stems.ENDS_TOO)
        hits += [in_text(spot, WARNING) for spot in spots]
    return hits


def _markets_after(rule: RetentionRule, consented: set[int]) -> bool:
    marketing = {purpose.pk for purpose in rule.purposes.all() if purpose.direct_marketing}
    after = any(term.trigger in ENDINGS and term.length for term in rule.terms.all())
    return bool(marketing - consented) and after


# Accounting


def accounting_period(r: Reading) -> Hits:
    """Accounting Act 2:10: six years from the end of the year in which the financial year ended."""
    rules = [rule for rule in r.facts.retention if _is_accounting(rule)]
    hits = [at(rule, WARNING) for rule in rules if any(map(_is_short, rule.terms.all()))]
    spots = list(r.find(stems.SHORT_ACCOUNTING, r.under(K.RETENTION)))
    if not rules and not spots:
        return None
    if not hits and rules:  # the facts are right and the words are theirs
        spots = [spot for spot in spots if not rules]
    return [*hits, *(in_text(spot, WARNING) for spot in spots)]


ACCOUNTING = re.compile(r"kirjanpito|bokföring|accounting", re.IGNORECASE)


def _is_accounting(rule: RetentionRule) -> bool:
    source = rule.source
    named = ACCOUNTING.search(" ".join((source.fi, source.sv, source.en)))
    invoices = any(row.category == DataCategory.INVOICE for row in rule.categories.all())
    return rule.form == RuleForm.PERIOD and (bool(named) or (rule.statutory and invoices))


def _is_short(term: Term) -> bool:
    """Whether six full years after the calendar year are not reached in every case.

    Between an event and the end of the calendar year in which its financial year ends lie up to two
    years; between the end of the financial year and that of the calendar year, up to one.
    """
    if term.unit not in (Unit.YEAR, Unit.MONTH) or not term.length:
        return bool(term.length)
    months = term.length * (12 if term.unit == Unit.YEAR else 1)
    if term.rounding == Rounding.END_OF_CALENDAR_YEAR:
        return months < 6 * 12
    ends_year = term.trigger == Trigger.FINANCIAL_YEAR_END
    if ends_year or term.rounding == Rounding.END_OF_FINANCIAL_YEAR:
        return months < 7 * 12
    return months < 8 * 12


RULES: tuple[Rule, ...] = (
    ("title", title),
    ("empty-section", empty_sections),
    ("template-leftover", leftovers),
    ("duplicate-date", same_date_twice),
    ("future-date", future_date),
    ("contact-mismatch", contact_name),
    ("cross-reference", cross_references),
    ("lang-divergence", language_divergence),
    ("basis-b2b", basis_of_organisation),
    ("membership-not-basis", membership_as_basis),
    ("external-document", external_documents),
    ("retention-ambiguity", several_events),
    ("processors-in-wrong-section", processors_in_place),
    ("purpose-outside-section", purposes_in_place),
    ("disclosure-for-marketing", partners_may_use),
    ("dm-after-contract", marketing_after_contract),
    ("statutory-period-short", accounting_period),
)
