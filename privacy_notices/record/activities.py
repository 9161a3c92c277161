"""What one register does with data: a table for each part of Art. 30(1)(b)–(g)."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from django.db import models

from privacy_notices import phrases
from privacy_notices.assembly.flows import condition, period, recipient_name
from privacy_notices.assembly.processing import basis_words
from privacy_notices.assembly.writer import capitalised
from privacy_notices.record import words
from privacy_notices.record.content import Cell, Chapter, Part, Row, Table
from privacy_notices.record.facts import RegisterRows
from privacy_notices.record.parties import register_name
from privacy_notices.record.speaker import RecordSpeaker, cell
from register.enums import (
    DataCategory,
    IdentityCodeGround,
    MeasureKind,
    RecipientKind,
    SpecialCondition,
    State,
    StatementKind,
    TransferMechanism,
)
from register.models import (
    DataItem,
    LegalBasis,
    Purpose,
    Recipient,
    SubjectGroup,
    Transfer,
)
from register.wording import (
    IDENTITY_CODE_GROUND,
    MEASURES,
    MECHANISM,
    POSSIBLE_DATA,
    POSSIBLE_RECIPIENT,
    RECIPIENT,
    SPECIAL_CONDITION,
)
from retention import wording
from retention.enums import Action
from retention.models import RetentionRule


def chapter(s: RecordSpeaker, rows: RegisterRows) -> Chapter:
    """Everything the record says of one register."""
    s.register = rows
    tables = {
        Part.PURPOSES: _purposes(s, rows),
        Part.SUBJECTS: _subjects(s, rows),
        Part.DATA: _data(s, rows),
        Part.RECIPIENTS: _recipients(s, rows),
        Part.TRANSFERS: (_transfer(s, row) for row in rows.transfers),
        Part.RETENTION: _retention(s, rows),
        Part.SECURITY: _security(s, rows),
        Part.SYSTEMS: _systems(s, rows),
    }
    found = Chapter(
        rows.register.slug,
        register_name(s, rows),
        tuple(Table(part, tuple(lines)) for part, lines in tables.items()),
    )
    s.register = None
    return found


# Purposes and people, with what is tied to each. What nobody has tied is not guessed at.


def _purposes(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    alone = len(rows.purposes) == 1
    for purpose in rows.purposes:
        yield (
            cell(s.own(purpose, "name")),
            cell(*_bases(s, rows.legal_bases, purpose)) or cell(s.phrase(words.NOT_RECORDED)),
            _tied_data(s, rows, partial(_serves, purpose), alone=alone),
            _tied_recipients(s, rows, purpose, alone=alone),
        )


def _serves(purpose: Purpose, leaf: DataItem, group: DataItem) -> bool:
    return purpose in (leaf.purposes.all() or group.purposes.all())


def _bases(s: RecordSpeaker, bases: Sequence[LegalBasis], purpose: Purpose) -> Iterator[str]:
    """A basis that names no purpose is that of them all."""
    for basis in bases:
        named = basis.purposes.all()
        if not named or purpose in named:
            added = (s.own(basis, "statute"), s.own(basis, "interest"))
            said = "; ".join((basis_words(s, basis), *filter(None, added)))
            people = s.names(basis.subject_groups.all())
            yield s.remarked(said, [s.labelled(phrases.SUBJECT_GROUPS, people)] if people else [])


def _tied_data(
    s: RecordSpeaker,
    rows: RegisterRows,
    is_tied: Callable[[DataItem, DataItem], bool],
    *,
    alone: bool,
) -> Cell:
    """A group of data by its name where all of it is tied, else what of it is."""
    if not rows.data_items:
        return (s.missing(),)
    names, whole = [], True
    for item in rows.data_items:
        tied = [leaf for leaf in leaves(item) if alone or is_tied(leaf, item)]
        if len(tied) == len(leaves(item)):
            names.append(_item_name(s, item))
        else:
            whole = False
            names += [_item_name(s, leaf) for leaf in tied]
    if whole and len(names) > 1:
        return cell(s.phrase(words.ALL_DATA))
    return cell(*names) or cell(s.phrase(words.NOT_TOLD_APART))


def _tied_recipients(
    s: RecordSpeaker, rows: RegisterRows, purpose: Purpose, *, alone: bool
) -> Cell:
    if not rows.outsiders:
        return cell(s.phrase(words.SEE_RECIPIENTS)) if _disclosures(s, rows) else (s.missing(),)
    tied = [row for row in rows.outsiders if alone or purpose in row.purposes.all()]
    if len(tied) == len(rows.outsiders) > 1:
        return cell(s.phrase(words.ALL_RECIPIENTS))
    if not tied and any(not row.purposes.all() for row in rows.outsiders):
        return cell(s.phrase(words.NOT_TOLD_APART))
    return tuple(_called(s, row) for row in tied) or ("–",)


def _called(s: RecordSpeaker, row: Recipient) -> str:
    """A name as its owner writes it; a category with a capital."""
    name = recipient_name(s, row)
    return name if row.named else capitalised(name)


def leaves(item: DataItem) -> list[DataItem]:
    """What is in a group, or the item itself."""
    return list(item.items.all()) or [item]


def _item_name(s: RecordSpeaker, item: DataItem) -> str:
    """Its name; a group without one is called by what is in it."""
    name = s.own(item, "name") or s.own(item, "text")
    if not name:
        return s.series([_item_name(s, one) for one in item.items.all()])
    return s.remarked(name, s.how_certain(item.modality, POSSIBLE_DATA))


DISCLOSURES = (StatementKind.NO_RECIPIENTS, StatementKind.DISCLOSURE)


def _disclosures(s: RecordSpeaker, rows: RegisterRows) -> list[str]:
    """What is said of recipients in general words, that there are none included."""
    return [s.own(row, "text") for row in rows.statements if row.kind in DISCLOSURES]


# Data subjects and data


def _subjects(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    alone = len(rows.subject_groups) == 1
    for group in rows.subject_groups:
        held = _tied_data(s, rows, partial(_is_about, group), alone=alone)
        yield cell(s.own(group, "name")), held


def _is_about(people: SubjectGroup, leaf: DataItem, group: DataItem) -> bool:
    return people in (leaf.subject_groups.all() or group.subject_groups.all())


def _data(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    for item in rows.data_items:
        whole = (item, *item.items.all())
        held = {row.category for one in whole for row in one.categories.all()}
        yield (
            s.recorded([_item_name(s, item)]),
            cell(*(_item_name(s, one) for one in item.items.all())),
            cell(*(s.label(one) for one in DataCategory if one.value in held)),
            cell(*(line for one in whole for line in _conditions(s, one, apart=one is not item))),
        )


def _conditions(s: RecordSpeaker, item: DataItem, *, apart: bool) -> Iterator[str]:
    """What allows special and criminal data and identity codes; a mark where it is not recorded."""
    held = {row.category for row in item.categories.all()}
    act, condition, ground = s.own(item, "special_statute"), "", ""
    if item.special_condition:
        words_ = s.phrase(SPECIAL_CONDITION[SpecialCondition(item.special_condition)])
        condition = "; ".join(filter(None, (words_, act)))
    if item.identity_code_ground:
        ground = s.phrase(IDENTITY_CODE_GROUND[IdentityCodeGround(item.identity_code_ground)])
    criminal = act if DataCategory.CRIMINAL in held or not condition else ""
    of = f" ({_item_name(s, item)})" if apart else ""
    for category, label, said in (
        (DataCategory.SPECIAL, phrases.SPECIAL_DATA, condition),
        (DataCategory.CRIMINAL, phrases.CRIMINAL_DATA, criminal),
        (DataCategory.IDENTITY_CODE, phrases.IDENTITY_CODE, ground),
    ):
        if said or category in held:
            yield f"{s.phrase(label)}{of}: {said or s.missing()}"


# Recipients and transfers


def _recipients(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    for said in _disclosures(s, rows):
        yield (said,), (), (), (), ()
    for row in rows.outsiders:
        remarks = s.how_certain(row.modality, POSSIBLE_RECIPIENT)
        yield (
            (s.remarked(_called(s, row), remarks),),
            (s.phrase(RECIPIENT[RecipientKind(row.kind)]),),
            cell(s.place(row.country)),
            cell(s.own(row, "description")),
            cell(s.own(row, "contract"), s.own(row, "ground")),
        )


def _transfer(s: RecordSpeaker, row: Transfer) -> Row:
    statement = s.own(row, "text") or s.phrase(phrases.TRANSFERS[row.state])
    said = cell(statement, s.labelled(phrases.EXAMPLE, s.own(row, "example")))
    if row.state == State.NONE:
        return said, (), (), (), ()
    countries = [s.country(one.country.code) for one in row.countries.all()]
    if not countries and row.recipient is not None:
        countries = [s.place(row.recipient.country)]
    return (
        said,
        (_called(s, row.recipient),) if row.recipient else (),
        s.recorded(countries),
        s.recorded(_grounds(s, row)),
        cell(s.own(row, "copy")),
    )


def _grounds(s: RecordSpeaker, row: Transfer) -> Iterator[str]:
    if row.mechanism:
        yield s.phrase(MECHANISM[TransferMechanism(row.mechanism)])
    if row.adequacy and row.mechanism != TransferMechanism.ADEQUACY:
        yield s.labelled(phrases.ADEQUACY, s.phrase(phrases.YES_NO[row.adequacy]))


# Time limits


def _retention(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    for rule in rows.retention:
        covered = {row.category for row in rule.categories.all()}
        labels = [s.label(one) for one in DataCategory if one.value in covered]
        categories = cell(*labels) or cell(s.phrase(words.ALL_CATEGORIES))
        yield (
            cell(s.own(rule, "name")) or categories,
            categories,
            cell(*_concerned(s, rule)) or cell(s.phrase(words.ALL_SUBJECTS)),
            s.recorded(_limit(s, rule)),
            cell(s.own(rule, "source")),
            cell(wording.THEN[Action(rule.action)].said_in(s.language) or s.phrase(words.ERASED)),
        )
    if rows.unlimited:
        labels = [s.label(DataCategory(one)) for one in rows.unlimited]
        yield (s.missing(words.NO_LIMIT),), cell(*labels), (), (), (), ()


def _concerned(s: RecordSpeaker, rule: RetentionRule) -> Iterator[str]:
    yield s.names(rule.subject_groups.all())
    yield s.labelled(phrases.PURPOSES, s.names(rule.purposes.all()))


def _limit(s: RecordSpeaker, rule: RetentionRule) -> Iterator[str]:
    """The period; the author's words where it is a criterion in words."""
    yield period(s, rule) or s.own(rule, "text")
    yield s.labelled(wording.CONDITION, condition(s, rule))
    if rule.system is not None:
        yield s.labelled(wording.SYSTEM, s.own(rule.system, "name"))


# Security and systems


def _security(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    for kind in MeasureKind:
        for row in rows.security:
            if row.kind == kind:
                yield (s.phrase(MEASURES[kind]),), cell(s.own(row, "name"))


def _systems(s: RecordSpeaker, rows: RegisterRows) -> Iterator[Row]:
    for row in rows.systems:
        supplier = (_called(s, row.supplier),) if row.supplier else ()
        yield cell(s.own(row, "name")), supplier, cell(s.place(row.country))


# Processing on behalf of another (Art. 30(2))


def served(s: RecordSpeaker, registers: Sequence[RegisterRows]) -> Table:
    lines = []
    for one in registers:
        s.register = one
        lines += [tuple(_said(s, row, name) for name in SERVED_COLUMNS) for row in one.served]
    s.register = None
    return Table(Part.SERVED, tuple(lines))


SERVED_COLUMNS = ("name", "contact", "processing", "transfers", "security")


def _said(s: RecordSpeaker, row: models.Model, name: str) -> Cell:
    return s.recorded(s.own(row, name).split("\n"))
