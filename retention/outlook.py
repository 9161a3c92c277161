"""What will become of one person's data, and when: for the card, in words a person can be told.

The rules apply as in a plan (`applying.py`), the events are read as a plan reads them
(`triggers.py`), the days are counted by `periods.py`. Asks the database a fixed number of times,
however much is held; more often only where cards were merged.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Max, Model

from register.enums import DataCategory
from register.models import (
    Attribute,
    Consent,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    MarketingBan,
    Merge,
    Order,
    SubjectAddress,
    SubjectRole,
)
from register.personal_data import PersonalData, declared_models
from retention import grants
from retention.applying import Carried, Rules, applicable, rules_of
from retention.books import years_of
from retention.decided import afterwards, without_ours
from retention.enums import RuleForm, Trigger
from retention.models import GrantedErasure
from retention.periods import NEVER, NOT_YET, UNKNOWN, FinancialYears, Period, Undated
from retention.triggers import CODES, read, reads_the_row

# What is held on people: rows that only follow from others, or stop erasure, have no clock.
HOLD_DATA: tuple[type[Model], ...] = (
    *(DataSubject, ContactPoint, SubjectAddress, SubjectRole, KeyDate, Attribute, Interaction),
    *(Order, Consent, MarketingBan, Disclosure, Invoice),
)
BY_CODE = {code: undated for undated, code in CODES.items() if undated is not None}
ONE_DAY = timedelta(days=1)
Events = Mapping[str, date | Undated]


class Fate(StrEnum):
    """What can be said of the end of some data."""

    ENDS = "ends"  # on a day that is known
    GOES_ON = "goes_on"  # what the period is counted from is still to come
    UNKNOWN = "unknown"  # the day it is counted from is not recorded
    PERMANENT = "permanent"
    CONDITION = "condition"  # a person must judge whether a longer rule applies
    IN_WORDS = "in_words"  # the rule is no period
    NO_RULE = "no_rule"
    GRANTED = "granted"  # its erasure was granted, and no duty of law keeps it
    REFUSED = "refused"  # its erasure was refused, and no rule says how long it is kept


@dataclass(frozen=True, slots=True)
class Prospect:
    """What awaits some data."""

    fate: Fate
    rule: Carried | None = None
    trigger: str = ""
    event_on: date | None = None
    due_on: date | None = None
    of_row: bool = False  # counted from an event of the row itself


@dataclass(frozen=True, slots=True)
class Held:
    """Some of what is held: a category on the card or in rows, and what awaits it."""

    category: DataCategory
    is_voucher: bool
    prospect: Prospect
    keeps_card: bool  # as long as it is there, the card is; a voucher only where it was refused


@dataclass(frozen=True, slots=True)
class Outlook:
    """What awaits each part of what is held on a person."""

    parts: Sequence[Held]
    granted: GrantedErasure | None = None  # in force or ended

    @property
    def whole_on(self) -> date | None:
        """The day the whole card is due; None where that is not known yet. Vouchers may stay."""
        days = [one.prospect.due_on for one in self.parts if one.keeps_card]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None


def outlook(person: DataSubject, *, today: date) -> Outlook:
    """What is held on the person, each with its end. Equal parts come once."""
    rules = rules_of(person.kept_by.register)
    years = years_of(person.kept_by.register, rules)[person.kept_by_id]
    in_debt = Invoice.objects.filter(subject=person, paid_on=None, due_on__lt=today).exists()
    cards = cards_of(person)
    triggers = sorted({trigger for rule in rules for trigger in rule.triggers if trigger})
    parted = _can_be_parted_until(person, today)
    granted, vouchers = grants.on_card(person, cards)
    grant = _Grant.of(granted, vouchers)
    found: list[Held] = []
    for model in HOLD_DATA:
        said = declared_models()[model]
        for row, events in _rows(model, said, person, cards, triggers):
            for categories in _decided_together(model, said, row):
                binding = grant.binding(rules, row, kind=person.kind, in_debt=in_debt)
                applying = applicable(binding, person.kind, categories, in_debt=in_debt)
                if model is Invoice:
                    applying = _of_voucher(applying, binding, person.kind, in_debt=in_debt)
                if grant.is_left_over(model, applying, categories):
                    prospect = Prospect(Fate.GRANTED, due_on=today)
                else:
                    prospect = _prospect(model, without_ours(applying), events, years)
                refused = grant.has_refused(row, categories)
                if refused and prospect.fate == Fate.NO_RULE:
                    prospect = Prospect(Fate.REFUSED)
                prospect = _not_before(parted, prospect)
                is_voucher = model is Invoice
                keeps_card = refused or not is_voucher
                found.append(Held(DataCategory(categories[0]), is_voucher, prospect, keeps_card))
    return Outlook(list(dict.fromkeys(found)), granted)


@dataclass(frozen=True, slots=True)
class _Grant:
    """What was granted once of the person's erasure, as a plan applies it."""

    refused: frozenset[str] | None  # None: no grant of the card is in force
    vouchers: Collection[int]

    @classmethod
    def of(cls, granted: GrantedErasure | None, vouchers: Collection[int]) -> "_Grant":
        in_force = granted is not None and granted.ended_on is None
        return cls(frozenset(granted.refused) if granted and in_force else None, vouchers)

    def binding(self, rules: Rules, row: Model, *, kind: str, in_debt: bool) -> Rules:
        refused = self.refused
        if isinstance(row, Invoice):
            refused = frozenset() if row.pk in self.vouchers else None
        if refused is None:
            return rules
        return afterwards(rules, refused, kind=kind, in_debt=in_debt)

    def has_refused(self, row: Model, categories: Collection[str]) -> bool:
        """Of the card whose grant is in force: nothing new has come to it, vouchers neither."""
        if self.refused is None:
            return False
        if isinstance(row, Invoice):
            return row.pk not in self.vouchers
        return bool(self.refused.intersection(categories))

    def is_left_over(
        self, model: type[Model], applying: Rules, categories: Collection[str]
    ) -> bool:
        """No duty of law keeps it. Of a voucher nobody can tell that there is none."""
        refused = self.refused is None or bool(self.refused.intersection(categories))
        return model is not Invoice and not refused and not without_ours(applying)


def _can_be_parted_until(person: DataSubject, today: date) -> date | None:
    """The last day on which a merge can be undone: until then nothing of either card goes."""
    merges = Merge.objects.filter(survivor=person, undone_at=None, undo_until__gte=today)
    last: date | None = merges.aggregate(last=Max("undo_until"))["last"]
    return last


def _not_before(parted: date | None, prospect: Prospect) -> Prospect:
    if parted is None or prospect.due_on is None or prospect.due_on > parted:
        return prospect
    return replace(prospect, due_on=parted + ONE_DAY)


def cards_of(person: DataSubject) -> list[str]:
    """The ways that lead to this person from a card: none, or through the cards merged into it."""
    found, merged = [""], "merged_into"
    while DataSubject.objects.filter(**{merged: person}).exists():
        found.append(merged)
        merged += "__merged_into"
    return found


def _rows(
    model: type[Model],
    said: PersonalData,
    person: DataSubject,
    cards: Sequence[str],
    triggers: Sequence[str],
) -> Iterator[tuple[Any, Events]]:
    """The person's rows of a model, on every card merged into theirs, with the days of events."""
    for card in cards:
        path = "__".join(step for step in (said.subject, card) if step)
        rows = model._default_manager.filter(**{path or "pk": person.pk})
        if "__" in said.kind:
            rows = rows.prefetch_related(said.kind.rpartition("__")[0])
        for trigger in triggers:
            reading = read(trigger, model, path)
            rows = rows.annotate(**{f"{trigger}_day": reading.day, f"{trigger}_code": reading.code})
        for row in rows:
            yield (
                row,
                {
                    trigger: getattr(row, f"{trigger}_day")
                    or BY_CODE[getattr(row, f"{trigger}_code")]
                    for trigger in triggers
                },
            )


def _decided_together(
    model: type[Model], said: PersonalData, row: Any
) -> Iterator[list[DataCategory]]:
    """The categories of a row; each one of a card by itself."""
    if said.kinds:
        kinds = sorted({category for kind in _kinds(said, row) for category in said.kinds[kind]})
        yield from [kinds] if kinds else []
        return
    filled = {
        category: None
        for name, datum in said.data()
        if row.serializable_value(name) not in (None, "", False)  # of a link, its number
        for category in datum.categories
    }
    yield from ([category] for category in filled) if model is DataSubject else [list(filled)]


def _kinds(said: PersonalData, row: Any) -> Iterable[str]:
    """What tells of which categories a row is; of an attribute its data item does."""
    if "__" in said.kind:
        return [one.category for one in row.item.categories.all()]
    return [getattr(row, said.kind)]


def _of_voucher(applying: Rules, rules: Rules, kind: str, *, in_debt: bool) -> Rules:
    """A voucher is an invoice: a rule of debts or payments joins only where it names them."""
    of_invoices = applicable(rules, kind, [DataCategory.INVOICE], in_debt=in_debt)
    return tuple(rule for rule in applying if rule in of_invoices or rule.categories)


# The law of one datum


def _prospect(model: type[Model], rules: Rules, events: Events, years: FinancialYears) -> Prospect:
    """The longest of the rules decides; a rule whose events never happened does not."""
    if not rules:
        return Prospect(Fate.NO_RULE)
    permanent = next((rule for rule in rules if rule.form == RuleForm.PERMANENT), None)
    if permanent is not None:
        return Prospect(Fate.PERMANENT, permanent)
    ends = {rule: _end(rule, events, years) for rule in rules if rule.is_period}
    plain = {rule: end for rule, end in ends.items() if not rule.has_condition}
    speaking = {rule: end for rule, end in plain.items() if end is not NEVER}
    for word, fate in ((NOT_YET, Fate.GOES_ON), (UNKNOWN, Fate.UNKNOWN)):
        for rule, end in speaking.items():
            if end is word:
                return Prospect(fate, rule, _deciding(rule, end, events, years))
    if speaking:
        days = {rule: end for rule, end in speaking.items() if isinstance(end, date)}
        longest = max(days, key=lambda rule: (days[rule], -rule.number))
        judged = next((rule for rule, end in ends.items() if _is_longer(rule, end, days)), None)
        if judged is not None:
            return Prospect(Fate.CONDITION, judged)
        return _ending(model, longest, days[longest], events, years)
    if plain:
        rule = next(iter(plain))
        return Prospect(Fate.UNKNOWN, rule, rule.terms[0].trigger)
    if ends:
        return Prospect(Fate.CONDITION, next(iter(ends)))
    return Prospect(Fate.IN_WORDS, rules[0])


def _is_longer(rule: Carried, end: date | Undated, days: Mapping[Carried, date]) -> bool:
    """Whether a rule with a condition in words would keep the data longer than the others."""
    if not rule.has_condition or end is NEVER:
        return False
    return not isinstance(end, date) or end > max(days.values())


def _ending(
    model: type[Model], rule: Carried, last: date, events: Events, years: FinancialYears
) -> Prospect:
    trigger = _deciding(rule, last, events, years)
    event = events.get(trigger)
    return Prospect(
        Fate.ENDS,
        rule,
        trigger,
        event if isinstance(event, date) else None,
        last + ONE_DAY if last < date.max else last,
        reads_the_row(trigger, model),
    )


def _end(rule: Carried, events: Events, years: FinancialYears) -> date | Undated:
    """The last day by this rule; NEVER where none of its events ever happened."""
    said = {Trigger(trigger): events[trigger] for trigger in rule.triggers if trigger}
    terms = [term.counted for term in rule.terms if term.trigger]
    if len(terms) < len(rule.terms):
        return UNKNOWN
    last = Period(terms, rule.combinator, cap=rule.cap).last_day(said, years=years)
    if not isinstance(last, date) and all(said[term.trigger] is NEVER for term in terms):
        return NEVER
    return last


def _deciding(rule: Carried, end: date | Undated, events: Events, years: FinancialYears) -> str:
    """The event of the term that the end comes from."""
    for term in rule.terms:
        event = events.get(term.trigger, UNKNOWN)
        if isinstance(event, date):
            event = term.counted.last_day(event, years=years)
        if event == end:
            return term.trigger
    return Trigger.EVENT if rule.cap and isinstance(end, date) else rule.terms[0].trigger
