"""The sections put together: register + retention -> NoticeContent."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from privacy_notices.assembly import flows, people, processing, rights
from privacy_notices.assembly.facts import Facts, gather
from privacy_notices.assembly.machine import machine_facts
from privacy_notices.assembly.writer import Writer, joined, own_blocks
from privacy_notices.content import (
    Block,
    Entry,
    ItemList,
    NoticeContent,
    Paragraph,
    SectionContent,
    SubHeading,
)
from privacy_notices.enums import (
    BlockStyle,
    DatesPlace,
    FactKind,
    HeadingCase,
    LabelField,
    Numbering,
)
from privacy_notices.fact_kinds import TABLES
from privacy_notices.files.writing import Plain, register_as_plain
from privacy_notices.layout import STANDARD_TITLE
from privacy_notices.models import Block as BlockRow
from privacy_notices.models import Section
from privacy_notices.phrases import LEADS
from register.enums import StatementKind as S
from register.models import Register
from register.support.fonts import in_capitals

Printer = Callable[[Writer, str, str], list[Block]]


def _said(*kinds: S) -> Printer:
    def printer(w: Writer, style: str, lead: str) -> list[Block]:
        return people.statements(w, style, lead, *kinds)

    return printer


PRINTERS: dict[FactKind, Printer] = {  # every kind is a key
    FactKind.CONTROLLERS: people.controllers,
    FactKind.CONTACTS: people.contacts,
    FactKind.CONTROLLERS_WITH_CONTACTS: people.controllers_with_contacts,
    FactKind.DATA_PROTECTION_OFFICER: people.officers,
    FactKind.REPRESENTATIVE: people.representatives,
    FactKind.JOINT_CONTROLLERS: people.joint_controllers,
    FactKind.REGISTER_NAME: people.register_name,
    FactKind.DEFINITIONS: people.definitions,
    FactKind.DATA_SUBJECTS: people.data_subjects,
    FactKind.PURPOSES: processing.purposes,
    FactKind.LEGAL_BASES: processing.legal_bases,
    FactKind.LEGITIMATE_INTERESTS: processing.legitimate_interests,
    FactKind.AUTOMATED_DECISIONS: processing.automated_decisions,
    FactKind.PROFILING: processing.profiling,
    FactKind.DATA_ITEMS: processing.data_items,
    FactKind.SPECIAL_DATA: processing.special_data,
    FactKind.OBLIGATION: processing.obligation,
    FactKind.COLLECTION: flows.collection,
    FactKind.SOURCES: flows.sources,
    FactKind.OTHER_SOURCES: flows.other_sources,
    FactKind.RECIPIENTS: flows.recipients,
    FactKind.PROCESSORS: flows.processors,
    FactKind.TRANSFERS: flows.transfers,
    FactKind.RETENTION: flows.retention,
    FactKind.SECURITY: flows.security,
    FactKind.SECURITY_ORGANISATIONAL: flows.security_organisational,
    FactKind.SECURITY_ELECTRONIC: flows.security_electronic,
    FactKind.SECURITY_MANUAL: flows.security_manual,
    FactKind.SYSTEMS: flows.systems,
    FactKind.RIGHTS: rights.rights,
    FactKind.INSPECTION: rights.inspection,
    FactKind.OTHER_RIGHTS: rights.other_rights,
    FactKind.OBJECTION: rights.objection,
    FactKind.CONSENT_WITHDRAWAL: rights.consent_withdrawal,
    FactKind.COMPLAINT: rights.complaint,
    FactKind.REQUESTS: rights.requests,
    FactKind.DOCUMENTS: rights.documents,
    FactKind.FURTHER_PROCESSING: _said(S.FURTHER_PROCESSING),
    FactKind.INFORMATION: _said(S.INFORMATION_TIME, S.INFORMATION_EXCEPTION),
    FactKind.CHILDREN: _said(S.CHILDREN),
    FactKind.DATA_QUALITY: _said(S.DATA_QUALITY),
    FactKind.DATA_USE: _said(S.DATA_USE),
    FactKind.STORAGE: _said(S.STORAGE),
    FactKind.COOKIES: _said(S.COOKIES),
    FactKind.LANGUAGES: _said(S.LANGUAGES),
    FactKind.CHANGES: _said(S.CHANGES),
    FactKind.OTHER: _said(S.OTHER),
}


def assemble(register: Register, language: str) -> NoticeContent:
    """The notice of `register` in `language` ("fi", "sv" or "en"), with its gaps.

    Raises Notice.DoesNotExist where the register has no notice.
    """
    return assemble_all(register_as_plain(register), gather(register), [language])[language]


def assemble_all(plain: Plain, facts: Facts, languages: Iterable[str]) -> dict[str, NoticeContent]:
    """The notice in several languages, from one look at the database."""
    sections = facts.notice.sections.all()
    printed = {part.facts for row in sections for part in row.blocks.all() if part.facts}
    return {
        language: replace(write(facts, language), facts=machine_facts(plain, language, printed))
        for language in languages
    }


def write(facts: Facts, language: str) -> NoticeContent:
    """A notice from rows already fetched; asks the database nothing more."""
    rows = list(facts.notice.sections.all())
    # A section that prints nothing takes no number: what prints is found before numbers are given.
    rehearsal = Writer(facts, language, {row.key: 0 for row in rows})
    printed = [row for row in rows if _section(rehearsal, row) is not None]
    w = Writer(facts, language, {row.key: place for place, row in enumerate(printed, start=1)})
    notice = facts.notice
    title = w.say(notice.title, "notice/title") if notice.title else ""
    sections = tuple(section for row in printed if (section := _section(w, row)) is not None)
    name = w.own(facts.register, "name")
    return NoticeContent(
        slug=facts.register.slug,
        language=language,
        title=title,
        page_title=title or name or w.phrase(STANDARD_TITLE),
        register_name=name,
        controller_names=tuple(company.name for company in facts.controllers),
        citation=w.say(notice.citation, "notice/citation") if notice.citation else "",
        introduction=tuple(own_blocks(w.say(notice.introduction, "notice/introduction"))),
        dates=tuple(_dates(w)),
        dates_at_top=notice.dates_place == DatesPlace.TOP,
        sections=sections,
        closing=tuple(own_blocks(w.say(notice.closing, "notice/closing"))),
        drawn_up_on=notice.drawn_up_on,
        updated_on=notice.updated_on,
        gaps=tuple(w.gaps),
    )


def _section(w: Writer, row: Section) -> SectionContent | None:
    """A section as printed; None where it is empty and not kept."""
    heading = w.own_heading(row.key)
    if w.facts.notice.heading_case == HeadingCase.UPPER:
        heading = in_capitals(heading)
    blocks = _parts(w, row)
    if not blocks and not row.keep_if_empty:
        return None
    number = w.places[row.key]
    printed = {
        Numbering.NONE: "",
        Numbering.DECIMAL: f"{number}.",
        Numbering.SECTION_SIGN: f"§\N{NO-BREAK SPACE}{number}",
    }
    return SectionContent(
        key=row.key,
        anchor=row.key,
        number=printed[Numbering(w.facts.notice.numbering)],
        heading=heading,
        kinds=tuple(kind.kind for kind in row.kinds.all()),
        blocks=tuple(blocks),
    )


def _parts(w: Writer, section: Section) -> list[Block]:
    """The parts of a section, those that go on in a paragraph put into it."""
    blocks: list[Block] = []
    for part in section.blocks.all():
        stop_added, w.stop_added = w.stop_added, False
        more = _blocks(w, section, part)
        if _goes_on_with_rights(part, blocks, more):
            blocks = _one_list(blocks, more)
        elif part.continues:
            blocks = joined(_unfinished(blocks, more) if stop_added else blocks, more)
        else:
            blocks += more
    return blocks


RIGHTS = {kind for kind, tables in TABLES.items() if "rights" in tables}


def _goes_on_with_rights(part: BlockRow, blocks: list[Block], more: list[Block]) -> bool:
    """Rights that have a block of their own still belong to the list of rights right before."""
    bare = part.style == BlockStyle.AUTO and not part.text and not part.heading
    return (
        bare
        and part.facts in RIGHTS
        and bool(blocks and more)
        and isinstance(blocks[-1], ItemList)
        and isinstance(more[0], ItemList)
    )


def _one_list(blocks: list[Block], more: list[Block]) -> list[Block]:
    lists = [block for block in (blocks[-1], more[0]) if isinstance(block, ItemList)]
    items = tuple(item for one in lists for item in one.items)
    return [*blocks[:-1], ItemList(items), *more[1:]]


def _unfinished(blocks: list[Block], more: list[Block]) -> list[Block]:
    """Without the full stop that was added, where the sentence goes on."""
    if not (blocks and more):
        return blocks
    last, next_ = blocks[-1], more[0]
    if isinstance(last, Paragraph) and isinstance(next_, Paragraph) and next_.text[:1].islower():
        return [*blocks[:-1], Paragraph(last.text.removesuffix("."))]
    return blocks


def _blocks(w: Writer, section: Section, part: BlockRow) -> list[Block]:
    w.turn_to(section.key, part)
    place = f"notice/sections/{section.key}/content/{part.position + 1}"
    blocks: list[Block] = []
    if part.heading:
        blocks.append(SubHeading(w.say(part.heading, f"{place}/heading")))
    say = partial(w.say, place=f"{place}/text")
    lead = say(part.text) if part.text else ""
    if not part.facts:
        return blocks + own_blocks(lead)
    kind = FactKind(part.facts)
    printed = PRINTERS[kind](w, part.style, lead)
    if _wants_lead(w, part, printed):
        printed = [*own_blocks(w.phrase(LEADS[kind])), *printed]
    if lead.rstrip().endswith(":") and printed == own_blocks(lead):
        printed = printed[:-1]  # words that lead to a list lead nowhere without one
    return blocks + printed if printed else []


def _wants_lead(w: Writer, part: BlockRow, printed: list[Block]) -> bool:
    """A bare list that shares its heading with other facts is led to by words of ours."""
    bare = part.style == BlockStyle.AUTO and not part.text and not part.heading
    shared = not w.alone and FactKind(part.facts) in LEADS
    return bare and shared and bool(printed) and isinstance(printed[0], ItemList)


def _dates(w: Writer) -> list[Entry]:
    notice = w.facts.notice
    if notice.dates_place == DatesPlace.NOWHERE:
        return []
    days = ((LabelField.DRAWN_UP, notice.drawn_up_on), (LabelField.UPDATED, notice.updated_on))
    return [Entry(w.label(field), (w.day(day),)) for field, day in days if day is not None]
