"""The check of a record of processing activities (Art. 30).

It is written against a value of its own, so that it does not depend on how the record is laid out.
`record_facts` makes the value from rows already fetched.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import models

from privacy_notices.assembly.speaker import place_of
from privacy_notices.checklist.answers import ERROR, INFO, WARNING
from privacy_notices.checklist.countries import EEA
from privacy_notices.checklist.findings import Hit, Hits, Report, Target, fold, outcome
from privacy_notices.record.facts import RecordRows, RegisterRows
from privacy_notices.record.parties import officers, partners
from register.enums import (
    ContactRole,
    DataCategory,
    State,
    StatementKind,
    TransferMechanism,
    YesNo,
)
from register.models import (
    ContactPerson,
    Controller,
    ProcessingForOthers,
    Recipient,
    System,
    Transfer,
)

REGISTERS = Target(model="register.register")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who must be named with contact details."""

    place: str
    target: Target
    name: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """A row that lacks what the record must hold: a transfer its ground, an item its condition."""

    place: str
    target: Target


@dataclass(frozen=True, slots=True)
class Activity:
    """What one register says of itself in the record."""

    slug: str
    target: Target
    purposes: int
    subject_groups: int
    data_items: int
    recipients: int  # an explicit “none” counts
    security: int
    general_recipients: bool = False  # disclosures in general words
    held: frozenset[str] = frozenset()  # categories of data
    transfers: int = 0
    unlimited: tuple[str, ...] = ()  # categories of data that no retention rule covers
    bare_transfers: tuple[Lacking, ...] = ()
    unrecorded_transfers: tuple[Lacking, ...] = ()  # recipients and systems in third countries
    undocumented_transfers: tuple[Lacking, ...] = ()  # under Art. 49, no safeguards told
    without_condition: tuple[Lacking, ...] = ()  # special categories
    without_ground: tuple[Lacking, ...] = ()  # personal identity codes
    without_statute: tuple[Lacking, ...] = ()  # criminal data


@dataclass(frozen=True, slots=True)
class Served:
    """A controller for whom data are processed (Art. 30(2))."""

    place: str
    target: Target
    name: str
    contact: bool
    processing: bool
    transfers: bool  # told, be it that there are none
    security: bool


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The whole record of one controller."""

    parties: Sequence[Party]
    lacks_representative: bool
    activities: Sequence[Activity]
    served: Sequence[Served] = ()
    claims_exemption: bool = False


def check_record(record: RecordFacts) -> Report:
    """Hold a record to the checklist. Asks the database nothing."""
    return fold(outcome(id_, rule(record)) for id_, rule in RULES)


# The controller's part


def parties(record: RecordFacts) -> Iterator[Hit]:
    """Art. 30(1)(a): controllers, representative and officer, each named and reachable."""
    for party in record.parties:
        if not (party.name and party.reachable):
            yield Hit(ERROR, party.place, party.target)
    if not record.parties or record.lacks_representative:
        first = next((one.target for one in record.activities), Target())
        yield Hit(ERROR, "contacts", replace(first, area="contacts"))


def _lacks(
    record: RecordFacts, area: str, says: Callable[[Activity], object]
) -> Iterator[Hit] | None:
    if not record.activities:
        return None
    return (
        Hit(ERROR, f"{activity.slug}/{PLACES[area]}", replace(activity.target, area=area))
        for activity in record.activities
        if not says(activity)
    )


PLACES = {  # of the hub's areas in the register file
    "purposes": "purposes",
    "subjects": "data_subjects",
    "data": "data_items",
    "recipients": "recipients",
    "retention": "retention",
    "security": "security",
}


def purposes(record: RecordFacts) -> Hits:
    """Art. 30(1)(b): at least one purpose for each register."""
    return _lacks(record, "purposes", lambda one: one.purposes)


def categories(record: RecordFacts) -> Hits:
    """Art. 30(1)(c): groups of people and categories of data."""
    people = _lacks(record, "subjects", lambda one: one.subject_groups)
    data = _lacks(record, "data", lambda one: one.data_items)
    return None if people is None or data is None else [*people, *data]


def recipients(record: RecordFacts) -> Hits:
    """Art. 30(1)(d): recipients, or an explicit “none”; a warning where only general words tell."""
    hits = _lacks(record, "recipients", lambda one: one.recipients or one.general_recipients)
    if hits is None:
        return None
    general = [one for one in record.activities if one.general_recipients and not one.recipients]
    return [*hits, *(_general_words(one) for one in general)]


def _general_words(one: Activity) -> Hit:
    area = replace(one.target, area="recipients")
    return Hit(WARNING, f"{one.slug}/{PLACES['recipients']}", area, "general")


def transfers(record: RecordFacts) -> Hits:
    """Art. 30(1)(e): each transfer is recorded, with its country and what allows it."""
    if not any(one.transfers or one.unrecorded_transfers for one in record.activities):
        return None
    bare = _lacking(record, lambda one: one.bare_transfers)
    unrecorded = _lacking(record, lambda one: one.unrecorded_transfers)
    undocumented = _lacking(record, lambda one: one.undocumented_transfers)
    return [
        *bare,
        *(replace(hit, variant="unrecorded") for hit in unrecorded),
        *(replace(hit, severity=WARNING, variant="undocumented") for hit in undocumented),
    ]


def time_limits(record: RecordFacts) -> Hits:
    """Art. 30(1)(f): a retention rule for every category of data held."""
    if not record.activities:
        return None
    return [
        Hit(
            WARNING,
            f"{one.slug}/{PLACES['retention']}",
            replace(one.target, area="retention"),
            evidence=", ".join(str(DataCategory(category).label) for category in one.unlimited),
        )
        for one in record.activities
        if one.unlimited
    ]


def security(record: RecordFacts) -> Hits:
    """Art. 30(1)(g): a general description of measures."""
    hits = _lacks(record, "security", lambda one: one.security)
    return None if hits is None else [replace(hit, severity=WARNING) for hit in hits]


def _lacking(record: RecordFacts, rows: Callable[[Activity], Sequence[Lacking]]) -> Iterator[Hit]:
    return (
        Hit(ERROR, f"{activity.slug}/{row.place}", row.target)
        for activity in record.activities
        for row in rows(activity)
    )


def _holds(record: RecordFacts, category: DataCategory) -> bool:
    return any(category in activity.held for activity in record.activities)


def special(record: RecordFacts) -> Hits:
    """Art. 9(2): the condition for special categories."""
    if not _holds(record, DataCategory.SPECIAL):
        return None
    return _lacking(record, lambda activity: activity.without_condition)


def identity_codes(record: RecordFacts) -> Hits:
    """Data Protection Act s. 29: the ground for identity codes."""
    if not _holds(record, DataCategory.IDENTITY_CODE):
        return None
    return _lacking(record, lambda activity: activity.without_ground)


def criminal(record: RecordFacts) -> Hits:
    """Art. 10: the ground for data on offences."""
    if not _holds(record, DataCategory.CRIMINAL):
        return None
    return _lacking(record, lambda activity: activity.without_statute)


def in_writing(record: RecordFacts) -> Hits:
    """Art. 30(3)–(4): there is a record. That it is in writing and producible is this system."""
    if record.activities or record.served:
        return ()
    return [Hit(ERROR, "registers", REGISTERS)]


def exemption(record: RecordFacts) -> Hits:
    """Art. 30(5): a customer register is never exempt."""
    if not record.claims_exemption:
        return None
    return [Hit(INFO, "registers", REGISTERS)]


# The processor's part


def served_named(record: RecordFacts) -> Hits:
    """Art. 30(2)(a): the controller served, reachable."""
    return _served(record, lambda one: one.name and one.contact)


def served_processing(record: RecordFacts) -> Hits:
    """Art. 30(2)(b): what is done for it."""
    return _served(record, lambda one: one.processing)


def served_transfers(record: RecordFacts) -> Hits:
    """Art. 30(2)(c): transfers, or that there are none."""
    return _served(record, lambda one: one.transfers)


def served_security(record: RecordFacts) -> Hits:
    """Art. 30(2)(d): a general description of measures."""
    hits = _served(record, lambda one: one.security)
    return None if hits is None else [replace(hit, severity=WARNING) for hit in hits]


def _served(record: RecordFacts, says: Callable[[Served], object]) -> Iterator[Hit] | None:
    if not record.served:
        return None
    return (Hit(ERROR, one.place, one.target) for one in record.served if not says(one))


RULES: tuple[tuple[str, Callable[[RecordFacts], Hits]], ...] = (
    ("art30-1a", parties),
    ("art30-1b", purposes),
    ("art30-1c", categories),
    ("art30-1d", recipients),
    ("art30-1e", transfers),
    ("art30-1f", time_limits),
    ("art30-1g", security),
    ("art9-2", special),
    ("dpa29-hetu", identity_codes),
    ("art10-criminal", criminal),
    ("art30-2a", served_named),
    ("art30-2b", served_processing),
    ("art30-2c", served_transfers),
    ("art30-2d", served_security),
    ("art30-3", in_writing),
    ("art30-5", exemption),
)

# From rows


def record_facts(rows: RecordRows) -> RecordFacts:
    """What the check looks at. Asks the database nothing."""
    companies = {one.company.pk: one.company for one in partners(rows)}
    named = list(officers(rows))
    represented = any(one.role == ContactRole.REPRESENTATIVE for one, _serving in named)
    return RecordFacts(
        parties=[
            *(_party(one, one.name, "") for one in (rows.controller, *companies.values())),
            *(_officer(one, serving) for one, serving in named),
        ],
        lacks_representative=rows.controller.country.code not in EEA and not represented,
        activities=[activity_of(one) for one in rows.registers],
        served=[_served_facts(one, row) for one in rows.registers for row in one.served],
    )


def _party(who: Controller | ContactPerson, name: str, above: str) -> Party:
    reachable = bool(who.email or who.phone or who.addresses.all())
    return Party(f"{above}{place_of(who)}", Target.of(who), name, reachable)


def _officer(contact: ContactPerson, serving: Sequence[RegisterRows]) -> Party:
    name = str(contact.name) or str(contact.organisation)
    return _party(contact, name, f"{serving[0].register.slug}/" if contact.register_id else "")


def activity_of(rows: RegisterRows) -> Activity:
    items = list(rows.every_item())
    held = {item.pk: {row.category for row in item.categories.all()} for item in items}
    none = [row for row in rows.statements if row.kind == StatementKind.NO_RECIPIENTS]
    leaving = [row for row in rows.transfers if row.state != State.NONE]
    return Activity(
        slug=rows.register.slug,
        target=Target.of(rows.register),
        purposes=len(rows.purposes),
        subject_groups=len(rows.subject_groups),
        data_items=len(items),
        recipients=len(rows.outsiders) + len(none),
        general_recipients=any(row.kind == StatementKind.DISCLOSURE for row in rows.statements),
        security=len(rows.security),
        held=frozenset().union(*held.values()),
        transfers=len(leaving),
        unlimited=tuple(rows.unlimited),
        bare_transfers=_those(row for row in leaving if _is_bare(row)),
        unrecorded_transfers=() if leaving else _those(_abroad(rows)),
        undocumented_transfers=_those(
            row
            for row in leaving
            if row.mechanism == TransferMechanism.OTHER_DEROGATION and not row.copy
        ),
        without_condition=_those(
            item
            for item in items
            if DataCategory.SPECIAL in held[item.pk] and not item.special_condition
        ),
        without_ground=_those(
            item
            for item in items
            if DataCategory.IDENTITY_CODE in held[item.pk] and not item.identity_code_ground
        ),
        without_statute=_those(
            item
            for item in items
            if DataCategory.CRIMINAL in held[item.pk] and not item.special_statute
        ),
    )


def _those(rows: Iterable[models.Model]) -> tuple[Lacking, ...]:
    return tuple(Lacking(place_of(row), Target.of(row)) for row in rows)


def _is_bare(transfer: Transfer) -> bool:
    """No country, or neither an adequacy decision nor a safeguard."""
    abroad = transfer.recipient is not None and bool(transfer.recipient.country)
    somewhere = bool(transfer.countries.all()) or abroad
    return not somewhere or not (transfer.mechanism or transfer.adequacy == YesNo.YES)


def _abroad(rows: RegisterRows) -> Iterator[models.Model]:
    """Recipients and systems outside the EEA: where they are, data go."""
    candidates: list[Recipient | System] = [*rows.outsiders, *rows.systems]
    for row in candidates:
        if row.country and row.country.code not in EEA:
            yield row


def _served_facts(rows: RegisterRows, row: ProcessingForOthers) -> Served:
    return Served(
        f"{rows.register.slug}/{place_of(row)}",
        Target.of(row),
        str(row.name),
        bool(row.contact),
        bool(row.processing),
        bool(row.transfers),
        bool(row.security),
    )
