"""How each trigger's day is read from the rows, set-wise, on both databases alike.

A reading is two SQL expressions: the day, and what is to be said where there is none
(`retention.periods.Undated`, as a number). Days of moments are Europe/Helsinki days.

A trigger of rows (EVENT, PURCHASE, INVOICE_DATE, DUE_DATE, DEBT_PAID, FINANCIAL_YEAR_END,
FINANCIAL_STATEMENTS_ADOPTED, CONSENT_WITHDRAWN, MARKETING_BAN) is read from the row itself; where
the row is not of that kind it is NEVER, but for EVENT, which is then the day of collection. Of a
voucher whose person has gone, the person's triggers are NEVER: they were met when the person went.

The last contact, service contact and order are the latest of the rows and of a significant day,
which stands for rows that have gone (`last_days.py`) or that were never here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    DateField,
    Expression,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf, TruncDate
from django.db.models.lookups import IsNull

from register.enums import InteractionKind, KeyDateKind, Relationship
from register.models import (
    Consent,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    MarketingBan,
    Order,
)
from retention.enums import Trigger
from retention.models import FinancialYear
from retention.periods import NEVER, NOT_YET, UNKNOWN, Undated

HELSINKI = ZoneInfo("Europe/Helsinki")
CODES = {None: 0, NEVER: 1, NOT_YET: 2, UNKNOWN: 3}  # None: there is a day
SERVICE = (InteractionKind.SERVICE, InteractionKind.COMPLAINT)
FROM_KEY_DATES = {
    Trigger.LAST_LOGIN: KeyDateKind.LAST_LOGIN,
    Trigger.ACCOUNT_DELETION: KeyDateKind.ACCOUNT_DELETION,
    Trigger.MEMBERSHIP_END: KeyDateKind.MEMBERSHIP_END,
    Trigger.RECRUITMENT_END: KeyDateKind.RECRUITMENT_END,
    Trigger.SECURITY_EVENT: KeyDateKind.SECURITY_EVENT,
    Trigger.DEATH: KeyDateKind.DEATH,
    Trigger.BIRTH: KeyDateKind.BIRTH,
}

# Conditions on rows that an index may answer. ANYTHING cannot be narrowed down.
Condition = Q | None
ANYTHING: Condition = None
NOTHING = Q(pk__in=[])
ALWAYS = ~NOTHING
NO_SUCH_DAY = Value(date.min, output_field=DateField())  # GREATEST of a NULL differs by database


@dataclass(frozen=True, slots=True)
class LastOf:
    """Rows the latest of which is an event, and the kind of day that stands for such rows."""

    kind: KeyDateKind
    model: type[Model]
    column: str
    is_moment: bool = False
    which: Condition = ANYTHING

    def rows(self) -> "QuerySet[Any]":
        """With the day of each."""
        day = _day_of(self.column) if self.is_moment else F(self.column)
        chosen = self.model._default_manager.filter(self.which or Q())
        rows: QuerySet[Any] = chosen.annotate(day=day)
        return rows


LAST_OF: Mapping[Trigger, LastOf] = {
    Trigger.LAST_CONTACT: LastOf(KeyDateKind.LAST_CONTACT, Interaction, "at", is_moment=True),
    Trigger.LAST_SERVICE_CONTACT: LastOf(
        KeyDateKind.LAST_SERVICE_CONTACT,
        Interaction,
        "at",
        is_moment=True,
        which=Q(kind__in=SERVICE),
    ),
    Trigger.LAST_ORDER: LastOf(KeyDateKind.LAST_ORDER, Order, "ordered_on"),
}


def any_of(*conditions: Condition) -> Condition:
    if any(one is ANYTHING for one in conditions):
        return ANYTHING
    told = [one for one in conditions if one is not None and one != NOTHING]
    return reduce(or_, told) if told else NOTHING


def all_of(*conditions: Condition) -> Condition:
    told = [one for one in conditions if one is not None]
    return reduce(and_, told) if told else ANYTHING


@dataclass(frozen=True, slots=True)
class Reading:
    """How the day of a trigger is read, and which rows can have none."""

    day: Any  # an expression of the day, NULL where there is none
    undated: Any = UNKNOWN  # why there is none, where there is none; an expression or the one word
    column: str = ""  # the plain column behind `day`
    is_moment: bool = False
    never: Condition = NOTHING  # rows of which it can be NEVER
    unknown: Condition = NOTHING  # rows of which it can be UNKNOWN

    @property
    def code(self) -> Expression:
        """0 where there is a day, else a number of CODES."""
        undated = self.undated
        why = Value(CODES[undated]) if isinstance(undated, Undated) else undated
        return Case(
            When(Q(_is_dated(self.day)), then=Value(0)), default=why, output_field=IntegerField()
        )

    def until(self, latest: date | None) -> Condition:
        """Rows whose day is no later than `latest`, or more rows where no column tells."""
        if latest is None:
            return NOTHING
        if not self.column:
            return ANYTHING
        if self.is_moment:
            if latest >= date.max - timedelta(days=1):
                return ANYTHING
            midnight = datetime.combine(latest + timedelta(days=1), time(), HELSINKI)
            return Q(**{f"{self.column}__lt": midnight})
        return Q(**{f"{self.column}__lte": latest})


def read(trigger: str, row: type[Model], person: str | None) -> Reading:
    """How `trigger` is read of rows of the model `row`.

    `person` is the path to the person, "" where the row is the person, None where there is none.
    """
    if not trigger:
        return Reading(_no_day(), UNKNOWN, unknown=ANYTHING)
    of_row = _ROWS.get(row, {}).get(Trigger(trigger))
    if of_row is not None:
        return of_row()
    if person is None:
        return Reading(_no_day(), NEVER, never=ANYTHING)
    prefix = f"{person}__" if person else ""
    of_person = _PEOPLE.get(Trigger(trigger))
    if of_person is not None:
        return of_person(prefix)
    return Reading(_no_day(), NEVER, never=ANYTHING)


def reads_the_row(trigger: str, row: type[Model]) -> bool:
    """Whether rows of this model have the event themselves."""
    return bool(trigger) and Trigger(trigger) in _ROWS.get(row, {})


# People


def _relationship_end(prefix: str) -> Reading:
    undated = _by_relationship(
        prefix, {Relationship.FORMER: UNKNOWN, Relationship.CUSTOMER: NOT_YET}, NEVER
    )
    column = f"{prefix}relationship_ended_on"
    absent = Q(**{f"{column}__isnull": True})
    return Reading(
        F(column),
        undated,
        column,
        never=absent
        & Q(**{f"{prefix}relationship__in": [Relationship.PROSPECT, Relationship.NONE]}),
        unknown=absent & Q(**{f"{prefix}relationship": Relationship.FORMER}),
    )


def _contract_end(prefix: str) -> Reading:
    undated = _by_relationship(prefix, {Relationship.CUSTOMER: NOT_YET}, NEVER)
    column = f"{prefix}contract_ends_on"
    others = Q(**{f"{column}__isnull": True}) & ~Q(
        **{f"{prefix}relationship": Relationship.CUSTOMER}
    )
    return Reading(F(column), undated, column, never=others)


def _collected(prefix: str) -> Reading:
    column = f"{prefix}collected_on"
    return Reading(F(column), UNKNOWN, column, unknown=Q(**{f"{column}__isnull": True}))


def _created(prefix: str) -> Reading:
    column = f"{prefix}created_at"
    return Reading(_day_of(column), UNKNOWN, column, is_moment=True)


def _last_of(trigger: Trigger, prefix: str) -> Reading:
    last, person = LAST_OF[trigger], _person(prefix)
    rows = last.rows().filter(subject=person).order_by(f"-{last.column}", "-pk")
    days = KeyDate.objects.filter(subject=person, kind=last.kind).order_by()
    day = _later(_latest(rows), _latest(days.annotate(day=F("happened_on"))))
    return Reading(day, NEVER, never=ANYTHING)


def _later(one: Any, other: Any) -> NullIf:
    """The later of two days; the one there is; NULL where there is neither."""
    return NullIf(Greatest(Coalesce(one, NO_SUCH_DAY), Coalesce(other, NO_SUCH_DAY)), NO_SUCH_DAY)


def _key_date(trigger: Trigger, prefix: str) -> Reading:
    rows = KeyDate.objects.filter(subject=_person(prefix), kind=FROM_KEY_DATES[trigger])
    day = _latest(rows.order_by("happened_on").annotate(day=F("happened_on")))
    match trigger:
        case Trigger.LAST_LOGIN:
            return _of_account(day, prefix, UNKNOWN)
        case Trigger.ACCOUNT_DELETION:
            return _of_account(day, prefix, NOT_YET)
        case Trigger.MEMBERSHIP_END | Trigger.RECRUITMENT_END:
            words: dict[str, Undated] = {
                Relationship.CUSTOMER: NOT_YET,
                Relationship.PROSPECT: NOT_YET,
                Relationship.FORMER: UNKNOWN,
            }
            undated = _by_relationship(prefix, words, NEVER)
            return Reading(day, undated, never=ANYTHING, unknown=ANYTHING)
        case Trigger.DEATH:
            return Reading(day, NOT_YET)
        case Trigger.BIRTH:
            return Reading(day, UNKNOWN, unknown=ANYTHING)
        case _:
            return Reading(day, NEVER, never=ANYTHING)


def _of_account(day: Any, prefix: str, undated: Undated) -> Reading:
    has_none = Q(**{f"{prefix}user_id": ""})
    words = Case(
        When(has_none, then=Value(CODES[NEVER])),
        default=Value(CODES[undated]),
        output_field=IntegerField(),
    )
    unknown = ~has_none if undated is UNKNOWN else NOTHING
    return Reading(day, words, never=has_none, unknown=unknown)


_PEOPLE: Mapping[Trigger, Callable[[str], Reading]] = {
    Trigger.CUSTOMER_RELATIONSHIP_END: _relationship_end,
    Trigger.CONTRACT_END: _contract_end,
    Trigger.COLLECTED: _collected,
    Trigger.EVENT: _collected,
    Trigger.CREATED: _created,
    **{
        trigger: lambda prefix, trigger=trigger: _key_date(trigger, prefix)  # type: ignore[misc]
        for trigger in FROM_KEY_DATES
    },
    **{
        trigger: lambda prefix, trigger=trigger: _last_of(trigger, prefix)  # type: ignore[misc]
        for trigger in LAST_OF
    },
}


# Rows


def _column(name: str, undated: Undated = UNKNOWN) -> Callable[[], Reading]:
    """A day in a column; NULL means `undated`."""
    unknown = Q(**{f"{name}__isnull": True}) if undated is UNKNOWN else NOTHING
    return lambda: Reading(F(name), undated, name, unknown=unknown)


def _moment(name: str, undated: Undated = UNKNOWN) -> Callable[[], Reading]:
    return lambda: Reading(_day_of(name), undated, name, is_moment=True)


def _adopted() -> Reading:
    """When the statements of the year were adopted, into whose books the voucher goes."""
    years = FinancialYear.objects.filter(
        controller=OuterRef("kept_by__controller"), ends_on=OuterRef("financial_year_end")
    )
    year = Subquery(years.values("pk")[:1])
    undated = Case(
        When(Q(_is_dated(year)), then=Value(CODES[NOT_YET])),
        default=Value(CODES[UNKNOWN]),
        output_field=IntegerField(),
    )
    return Reading(Subquery(years.values("adopted_on")[:1]), undated, unknown=ANYTHING)


_ROWS: Mapping[type[Model], Mapping[Trigger, Callable[[], Reading]]] = {
    Interaction: {Trigger.EVENT: _moment("at")},
    Order: {Trigger.EVENT: _column("ordered_on"), Trigger.PURCHASE: _column("ordered_on")},
    Invoice: {
        Trigger.EVENT: _column("issued_on"),
        Trigger.INVOICE_DATE: _column("issued_on"),
        Trigger.DUE_DATE: _column("due_on"),
        Trigger.DEBT_PAID: _column("paid_on", NOT_YET),
        Trigger.FINANCIAL_YEAR_END: _column("financial_year_end"),
        Trigger.FINANCIAL_STATEMENTS_ADOPTED: _adopted,
    },
    Consent: {
        Trigger.EVENT: _moment("given_at"),
        Trigger.CONSENT_WITHDRAWN: _moment("withdrawn_at", NOT_YET),
    },
    MarketingBan: {Trigger.EVENT: _moment("given_at"), Trigger.MARKETING_BAN: _moment("given_at")},
    Disclosure: {Trigger.EVENT: _column("disclosed_on")},
    DataSubject: {},
}


def _person(prefix: str) -> OuterRef:
    return OuterRef(f"{prefix}pk" if prefix else "pk")


def _by_relationship(prefix: str, words: Mapping[str, Undated], otherwise: Undated) -> Case:
    whens = [
        When(**{f"{prefix}relationship": value}, then=Value(CODES[word]))
        for value, word in words.items()
    ]
    return Case(*whens, default=Value(CODES[otherwise]), output_field=IntegerField())


def _latest(rows: "QuerySet[Any]") -> Subquery:
    return Subquery(rows.values("day")[:1], output_field=DateField())


def _day_of(moment: str) -> TruncDate:
    return TruncDate(moment, tzinfo=HELSINKI)


def _no_day() -> Cast:
    return Cast(Value(None), DateField())


def _is_dated(day: Any) -> Any:
    return IsNull(day, False)
