"""The check of a record of processing activities (Art. 30).

It is written against a value of its own, so that it does not depend on how the record is laid out.
`record_facts` makes the value from rows already fetched.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from privacy_notices.assembly.facts import Facts
from privacy_notices.assembly.writer import place_of
from privacy_notices.checklist.answers import ERROR, INFO, WARNING
from privacy_notices.checklist.countries import EEA
from privacy_notices.checklist.findings import Hit, Hits, Report, Target, fold, outcome
from register.enums import (
    ContactRole,
    DataCategory,
    RecipientKind,
    State,
    StatementKind,
    YesNo,
)
from register.models import ContactPerson, Controller, DataItem, ProcessingForOthers, Transfer


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
    unlimited: tuple[str, ...] = ()  # categories of data that no retention rule covers
    bare_transfers: tuple[Lacking, ...] = ()
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
    """Art. 30(1)(a): controllers, representative and officer, each reachable."""
    for party in record.parties:
        if not (party.name and party.reachable):
            yield Hit(ERROR, party.place, party.target)
    if not record.parties or record.lacks_representative:
        yield Hit(ERROR, "contacts", Target(area="contacts"))


def _each(
    record: RecordFacts, area: str, says: Callable[[Activity], object]
) -> Iterator[Hit] | None:
    if not record.activities:
        return None
    return (
        Hit(ERROR, f"{activity.slug}/{area}", Target(area=area))
        for activity in record.activities
        if not says(activity)
    )


def purposes(record: RecordFacts) -> Hits:
    """Art. 30(1)(b): at least one purpose for each register."""
    return _each(record, "purposes", lambda activity: activity.purposes)


def categories(record: RecordFacts) -> Hits:
    """Art. 30(1)(c): groups of people and categories of data."""
    return _each(record, "data", lambda one: one.subject_groups and one.data_items)


def recipients(record: RecordFacts) -> Hits:
    """Art. 30(1)(d): recipients, or an explicit “none”."""
    return _each(record, "recipients", lambda activity: activity.recipients)


def transfers(record: RecordFacts) -> Hits:
    """Art. 30(1)(e): the country and the safeguard of each transfer."""
    return _lacking(record, lambda activity: activity.bare_transfers)


def time_limits(record: RecordFacts) -> Hits:
    """Art. 30(1)(f): a retention rule for every category of data held."""
    if not record.activities:
        return None
    return [
        Hit(
            WARNING, f"{one.slug}/retention", Target(area="retention"), "", ", ".join(one.unlimited)
        )
        for one in record.activities
        if one.unlimited
    ]


def security(record: RecordFacts) -> Hits:
    """Art. 30(1)(g): a general description of measures."""
    if not record.activities:
        return None
    return [
        Hit(WARNING, f"{one.slug}/security", Target(area="security"))
        for one in record.activities
        if not one.security
    ]


def _lacking(
    record: RecordFacts, rows: Callable[[Activity], Sequence[Lacking]]
) -> Iterator[Hit] | None:
    if not record.activities:
        return None
    return (
        Hit(ERROR, f"{activity.slug}/{row.place}", row.target)
        for activity in record.activities
        for row in rows(activity)
    )


def special(record: RecordFacts) -> Hits:
    """Art. 9(2): the condition for special categories."""
    return _lacking(record, lambda activity: activity.without_condition)


def identity_codes(record: RecordFacts) -> Hits:
    """Data Protection Act s. 29: the ground for identity codes."""
    return _lacking(record, lambda activity: activity.without_ground)


def criminal(record: RecordFacts) -> Hits:
    """Art. 10: the ground for data on offences."""
    return _lacking(record, lambda activity: activity.without_statute)


def in_writing(record: RecordFacts) -> Hits:
    """Art. 30(3)–(4): there is a record. That it is in writing and producible is this system."""
    if record.activities or record.served:
        return ()
    return [Hit(ERROR, "registers", Target(model="register.register"))]


def exemption(record: RecordFacts) -> Hits:
    """Art. 30(5): a customer register is never exempt."""
    if not record.claims_exemption:
        return None
    return [Hit(INFO, "registers", Target(model="register.register"))]


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
    return None if hits is None else [Hit(WARNING, hit.place, hit.target) for hit in hits]


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


def record_facts(
    controller: Controller,
    registers: Sequence[Facts],
    served: Sequence[ProcessingForOthers] = (),
) -> RecordFacts:
    """The record of `controller` from the facts of its registers."""
    contacts = {
        contact.pk: contact
        for facts in registers
        for contact in (*facts.contacts, *facts.company_contacts)
    }
    named = [
        contact
        for contact in contacts.values()
        if contact.role in (ContactRole.DATA_PROTECTION_OFFICER, ContactRole.REPRESENTATIVE)
        and contact.controller_id in (None, controller.pk)
    ]
    companies = {row.pk: row for facts in registers for row in facts.controllers}
    represented = any(contact.role == ContactRole.REPRESENTATIVE for contact in named)
    return RecordFacts(
        parties=[
            *(_party(row, row.name) for row in (companies or {0: controller}).values()),
            *(_party(row, row.name.fi or "-") for row in named),
        ],
        lacks_representative=controller.country.code not in EEA and not represented,
        activities=[activity_of(facts) for facts in registers],
        served=[_served_facts(row) for row in served],
    )


def _party(who: Controller | ContactPerson, name: str) -> Party:
    reachable = bool(who.email or who.phone or who.addresses.all())
    return Party(place_of(who), Target.of(who), name, reachable)


def activity_of(facts: Facts) -> Activity:
    items = [one for item in facts.data_items for one in (item, *item.items.all())]
    held = {item.pk: {row.category for row in item.categories.all()} for item in items}
    outsiders = [row for row in facts.recipients if row.kind != RecipientKind.INTERNAL]
    none = [row for row in facts.statements if row.kind == StatementKind.NO_RECIPIENTS]
    return Activity(
        slug=facts.register.slug,
        target=Target.of(facts.register),
        purposes=len(facts.purposes),
        subject_groups=len(facts.subject_groups),
        data_items=len(items),
        recipients=len(outsiders) + len(none),
        security=len(facts.security),
        unlimited=tuple(sorted(set().union(*held.values()) - _covered(facts))),
        bare_transfers=_rows(row for row in facts.transfers if _is_bare(row)),
        without_condition=_rows(
            item
            for item in items
            if DataCategory.SPECIAL in held[item.pk] and not item.special_condition
        ),
        without_ground=_rows(
            item
            for item in items
            if DataCategory.IDENTITY_CODE in held[item.pk] and not item.identity_code_ground
        ),
        without_statute=_rows(
            item
            for item in items
            if DataCategory.CRIMINAL in held[item.pk] and not item.special_statute
        ),
    )


def _rows(rows: Iterator[DataItem] | Iterator[Transfer]) -> tuple[Lacking, ...]:
    return tuple(Lacking(place_of(row), Target.of(row)) for row in rows)


def _covered(facts: Facts) -> set[str]:
    """Categories with a rule; a rule that names none covers them all."""
    covered: set[str] = set()
    for rule in facts.retention:
        covered |= {row.category for row in rule.categories.all()} or set(DataCategory.values)
    return covered


def _is_bare(transfer: Transfer) -> bool:
    """No country, or neither an adequacy decision nor a safeguard (Art. 30(1)(e))."""
    if transfer.state == State.NONE:
        return False
    abroad = transfer.recipient is not None and bool(transfer.recipient.country)
    somewhere = bool(transfer.countries.all()) or abroad
    return not somewhere or not (transfer.mechanism or transfer.adequacy == YesNo.YES)


def _served_facts(row: ProcessingForOthers) -> Served:
    return Served(
        place_of_served(row),
        Target.of(row),
        str(row.name),
        bool(row.contact),
        bool(row.processing),
        bool(row.transfers),
        bool(row.security),
    )


def place_of_served(row: ProcessingForOthers) -> str:
    return f"processing_for_others/{row.key}"
