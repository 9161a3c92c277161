"""Purposes, legal bases, automated processing and the data themselves."""

from functools import partial

from privacy_notices import phrases
from privacy_notices.assembly.people import statements
from privacy_notices.assembly.speaker import Speaker
from privacy_notices.assembly.writer import Writer, capitalised, own_blocks
from privacy_notices.content import Block, Item
from privacy_notices.enums import BlockStyle
from register.enums import (
    AutomatedKind,
    BasisParty,
    IdentityCodeGround,
    LegalBasisCode,
    Obligation,
    SpecialCondition,
    StatementKind,
)
from register.models import AutomatedProcessing, DataItem, LegalBasis
from register.wording import (
    IDENTITY_CODE_GROUND,
    LEGAL_BASIS,
    LEGAL_BASIS_OF_OTHERS,
    OBLIGATION,
    POSSIBLE_DATA,
    SPECIAL_CONDITION,
)


def purposes(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("purposes", w.facts.purposes)
    return w.printed(rows, w.plain, style, lead=lead, usual=BlockStyle.BULLETS)


def legal_bases(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("legal_bases", w.facts.legal_bases)
    return w.printed(
        rows,
        partial(_basis, w),
        style,
        lead=lead,
        usual=BlockStyle.BULLETS,
        special=lambda basis: {
            "basis": lambda: basis_words(w, basis),
            "purposes": lambda: w.names(basis.purposes.all()),
            "subject_groups": lambda: w.names(basis.subject_groups.all()),
        },
    )


def _basis(w: Writer, basis: LegalBasis) -> Item:
    own = w.own(basis, "text")
    if own:
        return Item(own)
    added = [part for part in (w.own(basis, "statute"), w.own(basis, "interest")) if part]
    details = w.purposes(basis.purposes.all())
    details += w.detail(phrases.SUBJECT_GROUPS, w.names(basis.subject_groups.all()))
    name = capitalised(basis_words(w, basis))
    return Item("; ".join(added), name=name, items=tuple(details))


def basis_words(w: Speaker, basis: LegalBasis) -> str:
    code = LegalBasisCode(basis.basis)
    party = BasisParty(basis.party) if basis.party else BasisParty.DATA_SUBJECT
    return w.phrase(LEGAL_BASIS_OF_OTHERS.get((code, party), LEGAL_BASIS[code]))


def legitimate_interests(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("legal_bases", w.facts.legal_bases, lambda basis: bool(basis.interest))
    parts = [Item(w.own(basis, "interest")) for basis in rows]
    if style == BlockStyle.EACH:
        return w.each(
            rows,
            lead,
            lambda basis: {
                "purposes": lambda: w.names(basis.purposes.all()),
                "subject_groups": lambda: w.names(basis.subject_groups.all()),
            },
        )
    return w.listed(parts, style, lead=lead, usual=BlockStyle.BULLETS)


def automated_decisions(w: Writer, style: str, lead: str) -> list[Block]:
    return _automated(w, style, lead, AutomatedKind.DECISION)


def profiling(w: Writer, style: str, lead: str) -> list[Block]:
    return _automated(w, style, lead, AutomatedKind.PROFILING)


def _automated(w: Writer, style: str, lead: str, kind: AutomatedKind) -> list[Block]:
    of_kind = [row for row in w.facts.automated if row.kind == kind]
    rows = w.pick("automated_processing", of_kind)
    if style == BlockStyle.EACH:
        return w.each(rows, lead, lambda row: {"text": lambda: _automated_words(w, row)})
    blocks: list[Block] = own_blocks(lead)
    for row in rows:
        blocks += _automated_row(w, row, style)
    return blocks


def _automated_words(w: Writer, row: AutomatedProcessing) -> str:
    """Whether it is done: the author's words, or a plain sentence."""
    words = phrases.DECISIONS if row.kind == AutomatedKind.DECISION else phrases.PROFILING
    return w.own(row, "text") or w.phrase(words[row.state])


def _automated_row(w: Writer, row: AutomatedProcessing, style: str) -> list[Block]:
    said = own_blocks(_automated_words(w, row))
    if row.text:
        return said
    decides = row.kind == AutomatedKind.DECISION
    what_for = phrases.DECISIONS_FOR if decides else phrases.PROFILING_FOR
    details = w.detail(what_for, w.own(row, "purpose"))
    details += w.purposes(row.purposes.all())
    details += w.detail(phrases.LOGIC, w.own(row, "logic"))
    details += w.detail(phrases.CONSEQUENCES, w.own(row, "consequences"))
    return said + w.listed(details, style, usual=BlockStyle.LABELS)


def data_items(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("data_items", w.facts.data_items)
    return w.printed(
        rows,
        partial(_data_item, w),
        style,
        lead=lead,
        usual=BlockStyle.BULLETS,
        special=lambda row: {
            "items": lambda: w.series([one.text for one in _items_of(w, row)]),
            "purposes": lambda: w.names(row.purposes.all()),
            "subject_groups": lambda: w.names(row.subject_groups.all()),
        },
    )


def _data_item(w: Writer, item: DataItem) -> Item:
    own = w.own(item, "text")
    if own:
        return Item(own)
    below = _items_of(w, item)
    name = _name(w, item)
    if not name:  # a group without a name prints what is in it
        return Item(w.series([one.text for one in below]))
    return Item(name, items=tuple(below))


def _items_of(w: Writer, item: DataItem) -> list[Item]:
    return [Item(w.own(one, "text") or _name(w, one)) for one in item.items.all()]


def _name(w: Writer, item: DataItem) -> str:
    name = w.own(item, "name")
    return w.remarked(name, w.how_certain(item.modality, POSSIBLE_DATA)) if name else ""


def special_data(w: Writer, style: str, lead: str) -> list[Block]:
    """The condition of Art. 9(2), the ground for criminal data and for the identity code."""
    parts = [part for item in every_item(w) for part in _special(w, item)]
    return w.listed(parts, style, lead=lead, usual=BlockStyle.BULLETS)


def _special(w: Writer, item: DataItem) -> list[Item]:
    parts = []
    name = w.own(item, "name") or w.own(item, "text")
    statute = w.own(item, "special_statute")
    if item.special_condition:
        words = w.phrase(SPECIAL_CONDITION[SpecialCondition(item.special_condition)])
        condition = f"{words}; {statute}" if statute else words
        parts.append(Item(condition, name=f"{w.phrase(phrases.SPECIAL_DATA)} ({name})"))
    elif statute:
        parts.append(Item(statute, name=f"{w.phrase(phrases.CRIMINAL_DATA)} ({name})"))
    if item.identity_code_ground:
        ground = IDENTITY_CODE_GROUND[IdentityCodeGround(item.identity_code_ground)]
        parts += w.detail(phrases.IDENTITY_CODE, w.phrase(ground))
    return parts


def obligation(w: Writer, style: str, lead: str) -> list[Block]:
    """Which data must be given, and what follows if they are not (Art. 13(2)(e))."""
    parts = []
    for duty in Obligation:
        names = [
            w.own(i, "name") or w.own(i, "text") for i in every_item(w) if i.obligation == duty
        ]
        if names:
            parts.append(Item(w.series(names), name=w.phrase(OBLIGATION[duty])))
    blocks = w.listed(parts, style, lead=lead, usual=BlockStyle.BULLETS)
    return blocks + statements(w, BlockStyle.AUTO, "", StatementKind.OBLIGATION)


def every_item(w: Writer) -> list[DataItem]:
    """The data items of the block at hand in order, those of a group after it."""
    chosen = w.pick("data_items", w.facts.data_items)
    return [one for item in chosen for one in (item, *item.items.all())]
