"""A slow oracle of retention: every row is read by itself and judged by the law in plain Python.

Written from the domain reference alone (4.1-4.4); it shares neither the engine's arithmetic nor its
queries, so that a fault would have to be made twice. It answers for every datum: what is to happen
to it on a day, and why. A datum is a category on a person's card, or one row.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

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
    Register,
    SubjectAddress,
    SubjectRole,
)
from retention.models import FinancialYear, GrantedErasure, RetentionRule

HELSINKI = ZoneInfo("Europe/Helsinki")
NEVER, NOT_YET, UNKNOWN = "never", "not yet", "unknown"
FOR_EVER = "for ever"
When = date | str

ERASE, ANONYMISE, KEEP, LOOK = "erase", "anonymise", "keep", "look"

# What the columns of a card are (domain reference 4.5); days of the relationship are one category.
ON_THE_CARD = {
    "name": ("family_name", "given_names"),
    "customer_number": ("customer_number",),
    "user_id": ("user_id",),
    "language": ("language",),
    "organisation": ("organisation_id",),
    "role": ("job_title",),
    "identity_code": ("identity_code",),
    "relationship": ("pk",),  # everybody stands in some relationship
    "postal_address": ("address_protected",),
}
OF_CONTACT_POINTS = {
    "email": "email",
    "phone": "phone",
    "web": "web_profile",
    "social": "web_profile",
    "ip_address": "online_identifier",
}
OF_KEY_DATES = {
    "last_contact": "relationship",
    "last_service_contact": "relationship",
    "last_order": "relationship",
    "last_login": "technical_log",
    "security_event": "technical_log",
    "account_deletion": "user_id",
    "membership_end": "relationship",
    "recruitment_end": "relationship",
    "birth": "other",
    "death": "other",
}


ROWS: list[tuple[str, Any, Callable[[Any], list[str]]]] = [
    ("contact_points", ContactPoint, lambda row: [OF_CONTACT_POINTS[row.kind]]),
    ("addresses", SubjectAddress, lambda row: ["postal_address"]),
    ("key_dates", KeyDate, lambda row: [OF_KEY_DATES[row.kind]]),
    ("roles", SubjectRole, lambda row: ["role"]),
    ("interactions", Interaction, lambda row: ["interaction"]),
    ("orders", Order, lambda row: ["order"]),
    ("consents", Consent, lambda row: ["consent"]),
    ("marketing_bans", MarketingBan, lambda row: ["marketing_ban"]),
    ("attributes", Attribute, lambda row: sorted(c.category for c in row.item.categories.all())),
    ("disclosures", Disclosure, lambda row: [row.category]),
]
# Events of rows: data of other kinds have none of them.
ONLY_OF_ROWS = {
    *("purchase", "invoice_date", "due_date", "debt_paid", "financial_year_end"),
    *("financial_statements_adopted", "consent_withdrawn", "marketing_ban"),
}


@dataclass(frozen=True)
class Datum:
    """A category on a card (`row` is None), or one row."""

    uuid: str  # "" for a voucher without a person
    category: str
    model: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What is to happen to a datum that is due, or that somebody has to look at."""

    outcome: str
    why: str = ""
    due_on: date | None = None
    until: date | None = None


def judged(on: date, register: Register) -> dict[Datum, Verdict]:
    """Every datum of the register of which there is something to say on that day."""
    found: dict[Datum, Verdict] = {}
    rules = list(
        RetentionRule.objects.filter(register=register)
        .order_by("pk")
        .prefetch_related("terms", "categories", "subject_groups")
    )
    for person in people_of(register):
        for datum, categories, row in everything_on(person):
            verdict = judge(datum, categories, row, person, rules, on)
            if verdict is not None:
                found[datum] = verdict
    for invoice in Invoice.objects.filter(kept_by__register=register, subject=None):
        datum, categories = _voucher("", invoice)
        verdict = judge(datum, categories, invoice, None, rules, on)
        if verdict is not None:
            found[datum] = verdict
    return found


def people_of(register: Register) -> list[DataSubject]:
    """Everybody with every row, read once."""
    people = DataSubject.objects.filter(kept_by__register=register, merged_into=None)
    whole = people.select_related("kept_by").prefetch_related(
        *(row for row, _model, _categories in ROWS),
        *("attributes__item__categories", "invoices__kept_by", "holds"),
    )
    return list(whole.order_by("pk"))


def goes_whole(person: DataSubject, found: dict[Datum, Verdict]) -> bool:
    """Whether nothing is left of a person: vouchers that must stay lose their link and stay.

    Of who was granted an erasure, a voucher that was not in the grant keeps the card.
    """
    if _grant_of(person) is not None:
        theirs = [row for _d, _c, row in everything_on(person) if isinstance(row, Invoice)]
        if not all(GrantedErasure.objects.filter(invoice=one).exists() for one in theirs):
            return False
    return all(
        found.get(datum, Verdict(KEEP)).outcome in (ERASE, ANONYMISE)
        for datum, _categories, row in everything_on(person)
        if not isinstance(row, Invoice)
    )


def everything_on(person: DataSubject) -> Iterator[tuple[Datum, list[str], Any]]:
    """Every datum held on a person, with its categories and its row."""
    uuid = str(person.uuid)
    cards = list(_cards_of(person))
    for category, columns in ON_THE_CARD.items():
        if any(getattr(card, column) for card in cards for column in columns):
            yield Datum(uuid, category), [category], None
    for rows, model, categories_of in ROWS:
        for row in (row for card in cards for row in getattr(card, rows).all()):
            categories = categories_of(row)
            yield Datum(uuid, categories[0], model._meta.label, row.pk), categories, row
    for invoice in (invoice for card in cards for invoice in card.invoices.all()):
        yield *_voucher(uuid, invoice), invoice


def _cards_of(person: DataSubject) -> Iterator[DataSubject]:
    """The person's card, and whatever was merged into it: together they are the person."""
    yield person
    for absorbed in DataSubject.objects.filter(merged_into=person).order_by("pk"):
        yield from _cards_of(absorbed)


def _voucher(uuid: str, invoice: Invoice) -> tuple[Datum, list[str]]:
    """A voucher is an invoice; rules that name debts or payments join where it is one."""
    categories = ["invoice"]
    categories += ["debt"] if invoice.due_on else []
    categories += ["payment"] if invoice.paid_on else []
    return Datum(uuid, "invoice", Invoice._meta.label, invoice.pk), categories


# The law


def judge(
    datum: Datum,
    categories: list[str],
    row: Any,
    person: DataSubject | None,
    rules: list[RetentionRule],
    on: date,
) -> Verdict | None:
    applying = {
        rule.pk: rule
        for category in categories
        for rule in _applying(rules, category, person, on)
        if not isinstance(row, Invoice) or category == "invoice" or _names(rule, category)
        if rule.statutory or not _is_granted(category, row, person)
    }
    if not applying and _goes_without_rule(categories, row, person):
        return _unless_stopped(Verdict(ERASE), categories, person, on)
    if not applying:
        return Verdict(LOOK, "no_rule")
    ends: list[tuple[When, RetentionRule]] = []
    in_words = conditional = False
    for rule in applying.values():
        if rule.form == "permanent":
            ends.append((FOR_EVER, rule))
        elif rule.form != "period":
            in_words = True
        elif rule.condition_fi or rule.condition_sv or rule.condition_en:
            last = last_day(rule, row, person)
            conditional = conditional or not isinstance(last, date) or last >= on
        else:
            ends.append((last_day(rule, row, person), rule))
    speaking = [(end, rule) for end, rule in ends if end != NEVER]
    if not speaking:
        if ends:
            return Verdict(LOOK, "unknown_event")
        return Verdict(LOOK, "not_a_period" if in_words else "condition")
    run_out = [(end, rule) for end, rule in speaking if isinstance(end, date) and end < on]
    later = [end for end, _rule in speaking if isinstance(end, date) and end >= on]
    open_ended = [end for end, _rule in speaking if end in (NOT_YET, FOR_EVER)]
    if later or open_ended:
        if not run_out:
            return None
        shortest = min(end for end, _rule in run_out if isinstance(end, date))
        until = None if open_ended else max(later)
        return Verdict(KEEP, "longer_rule", shortest + timedelta(days=1), until)
    if any(end == UNKNOWN for end, _rule in speaking):
        return Verdict(LOOK, "unknown_event")
    last, deciding = max(run_out, key=lambda pair: (str(pair[0]), -pair[1].pk))
    assert isinstance(last, date)
    due_on = last + timedelta(days=1)
    verdict = Verdict(deciding.action, "", due_on)
    if conditional:
        verdict = Verdict(LOOK, "condition", due_on)
    elif deciding.action == "review":
        verdict = Verdict(LOOK, "review", due_on)
    return _unless_stopped(verdict, categories, person, on)


def _unless_stopped(
    verdict: Verdict, categories: list[str], person: DataSubject | None, on: date
) -> Verdict:
    if person is not None and _held(person, categories):
        return Verdict(KEEP, "hold", verdict.due_on)
    if person is not None and person.restricted_at is not None:
        return Verdict(KEEP, "restriction", verdict.due_on)
    if person is not None and _can_be_parted(person, on):
        return Verdict(KEEP, "merge", verdict.due_on)
    return verdict


# Erasures that were granted


def _grant_of(person: DataSubject | None) -> GrantedErasure | None:
    return GrantedErasure.objects.filter(subject=person, ended_on=None).first() if person else None


def _is_granted(category: str, row: Any, person: DataSubject | None) -> bool:
    """Whether only the law keeps data of this category."""
    if isinstance(row, Invoice):
        return GrantedErasure.objects.filter(invoice=row).exists()
    grant = _grant_of(person)
    return grant is not None and category not in grant.refused


def _goes_without_rule(categories: list[str], row: Any, person: DataSubject | None) -> bool:
    """What nothing keeps goes, but for vouchers: nobody can tell that no duty keeps them."""
    told = categories or ["other"]
    return not isinstance(row, Invoice) and all(_is_granted(one, row, person) for one in told)


def _applying(
    rules: list[RetentionRule], category: str, person: DataSubject | None, on: date
) -> list[RetentionRule]:
    """Specific beats general; what a statute says comes on top of what was chosen."""
    fitting = []
    for rule in rules:
        kinds = [group.kind for group in rule.subject_groups.all()]
        fits = person is None or not kinds or person.kind in kinds
        if fits and (rule.applies_when != "in_debt" or _owes(person, on)):
            fitting.append(rule)
    naming = [rule for rule in fitting if _names(rule, category)]
    general = [rule for rule in fitting if not rule.categories.all()]
    if any(not rule.statutory for rule in naming):
        general = [rule for rule in general if rule.statutory]
    return naming + general


def _names(rule: RetentionRule, category: str) -> bool:
    return category in {one.category for one in rule.categories.all()}


def _owes(person: DataSubject | None, on: date) -> bool:
    """Whether an invoice of the person is unpaid after its due date."""
    if person is None:
        return False
    unpaid = [one for one in person.invoices.all() if one.paid_on is None]
    return any(one.due_on is not None and one.due_on < on for one in unpaid)


def _held(person: DataSubject, categories: list[str]) -> bool:
    for hold in person.holds.all():
        if hold.lifted_on is None and (hold.category == "" or hold.category in categories):
            return True
    return False


def _can_be_parted(person: DataSubject, on: date) -> bool:
    merges = Merge.objects.filter(survivor=person)
    return any(one.undone_at is None and one.undo_until >= on for one in merges)


# Days


def last_day(rule: RetentionRule, row: Any, person: DataSubject | None) -> When:
    """The last day on which the rule lets the datum be held."""
    lasts: list[When] = []
    for term in sorted(rule.terms.all(), key=lambda term: (term.position, term.pk)):
        event = when(term.trigger, row, person)
        years = _year_ends(row if person is None else person)
        lasts.append(_counted(event, term, years) if isinstance(event, date) else event)
    happened = [last for last in lasts if last != NEVER]
    if not happened:
        decided: When = NEVER
    elif rule.combinator == "earliest":
        dates = [last for last in happened if isinstance(last, date)]
        decided = min(dates) if dates else (NOT_YET if NOT_YET in happened else UNKNOWN)
    elif rule.combinator == "first_known":
        known = [last for last in happened if last != UNKNOWN]
        decided = known[0] if known else UNKNOWN
    elif NOT_YET in happened:
        decided = NOT_YET
    elif UNKNOWN in happened:
        decided = UNKNOWN
    else:
        decided = max(last for last in happened if isinstance(last, date))
    if rule.cap_day and rule.cap_month:
        event = when("event", row, person)
        if isinstance(event, date):
            cap = date(event.year + 1, rule.cap_month, rule.cap_day)
            return min(decided, cap) if isinstance(decided, date) else cap
    return decided


def _counted(event: date, term: Any, year_ends: list[date]) -> date:
    day = event
    if term.rounding == "end_of_month":
        while (day + timedelta(days=1)).month == day.month:
            day += timedelta(days=1)
    elif term.rounding == "end_of_calendar_year":
        day = date(day.year, 12, 31)
    elif term.rounding == "end_of_financial_year":
        day = min(end for end in year_ends if day <= end)
    if term.unit == "day":
        return day + timedelta(days=term.length)
    if term.unit == "week":
        return day + timedelta(days=7 * term.length)
    year, month = day.year, day.month
    for _each in range(term.length * (12 if term.unit == "year" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _year_ends(kept: Any) -> list[date]:
    """Of the company that keeps the datum: as recorded, the years between and around filled in.

    A year lasts twelve months where no other length is recorded; none is longer than eighteen.
    """
    years = FinancialYear.objects.filter(controller=kept.kept_by.controller_id)
    recorded = sorted(year.ends_on for year in years) or [date(2000, 12, 31)]
    found = set(recorded)
    for earlier, later in pairwise(recorded):
        if (later.year - earlier.year) * 12 + later.month - earlier.month > 18:
            last = later.replace(year=later.year - 1)
            found.add(last)
            for ahead in range(1, 30):
                if (end := earlier.replace(year=earlier.year + ahead)) < last:
                    found.add(end)
    for away in range(1, 60):
        found.add(recorded[0].replace(year=recorded[0].year - away))
        found.add(recorded[-1].replace(year=recorded[-1].year + away))
    return sorted(found)


def when(trigger: str, row: Any, person: DataSubject | None) -> When:
    """The day something happened to a person or a row."""
    if trigger == "":
        return UNKNOWN
    of_row = _of_row(trigger, row)
    if of_row is not None:
        return of_row
    if person is None:
        return UNKNOWN if trigger == "event" else NEVER
    if trigger in ONLY_OF_ROWS:
        return NEVER
    customer = person.relationship == "customer"
    in_touch = person.relationship in ("customer", "prospect")
    match trigger:
        case "customer_relationship_end":
            if person.relationship_ended_on:
                return person.relationship_ended_on
            return {"former": UNKNOWN, "customer": NOT_YET}.get(person.relationship, NEVER)
        case "contract_end":
            return person.contract_ends_on or (NOT_YET if customer else NEVER)
        case "last_contact":
            days = [_day(one.at) for one in person.interactions.all()]
            return _latest_with(_key_date(person, trigger), days)
        case "last_service_contact":
            service = [o for o in person.interactions.all() if o.kind in ("service", "complaint")]
            return _latest_with(_key_date(person, trigger), [_day(one.at) for one in service])
        case "last_order":
            days = [one.ordered_on for one in person.orders.all()]
            return _latest_with(_key_date(person, trigger), days)
        case "collected" | "event":
            return person.collected_on or UNKNOWN
        case "created":
            return _day(person.created_at)
        case "last_login":
            return _key_date(person, trigger) or (UNKNOWN if person.user_id else NEVER)
        case "account_deletion":
            return _key_date(person, trigger) or (NOT_YET if person.user_id else NEVER)
        case "membership_end" | "recruitment_end":
            absent = {"former": UNKNOWN}.get(person.relationship, NEVER)
            return _key_date(person, trigger) or (NOT_YET if in_touch else absent)
        case "death":
            return _key_date(person, trigger) or NOT_YET
        case "birth":
            return _key_date(person, trigger) or UNKNOWN
        case _:
            return _key_date(person, trigger) or NEVER


def _of_row(trigger: str, row: Any) -> When | None:
    """What a row itself says of an event; None where it says nothing."""
    match row, trigger:
        case Interaction(), "event":
            return _day(row.at)
        case Order(), "event" | "purchase":
            return row.ordered_on
        case Invoice(), "event" | "invoice_date":
            return row.issued_on
        case Invoice(), "due_date":
            return row.due_on or UNKNOWN
        case Invoice(), "debt_paid":
            return row.paid_on or NOT_YET
        case Invoice(), "financial_year_end":
            return row.financial_year_end or UNKNOWN
        case Invoice(), "financial_statements_adopted":
            if row.financial_year_end is None:
                return UNKNOWN
            for year in FinancialYear.objects.filter(controller=row.kept_by.controller_id):
                if year.ends_on == row.financial_year_end:
                    return year.adopted_on or NOT_YET
            return UNKNOWN
        case Consent(), "event":
            return _day(row.given_at)
        case Consent(), "consent_withdrawn":
            return _day(row.withdrawn_at) if row.withdrawn_at else NOT_YET
        case MarketingBan(), "marketing_ban" | "event":
            return _day(row.given_at)
        case Disclosure(), "event":
            return row.disclosed_on
    return None


def _key_date(person: DataSubject, kind: str) -> date | None:
    return next((one.happened_on for one in person.key_dates.all() if one.kind == kind), None)


def _latest_with(noted: date | None, days: list[date]) -> When:
    """A day that was noted stands for contacts and orders that are gone or never were here."""
    return max([*days, noted] if noted else days, default=NEVER)


def _day(moment: datetime) -> date:
    return moment.astimezone(HELSINKI).date()
