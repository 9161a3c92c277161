"""What a plan looks at: people of one profile, and their rows, by the rules that decide on them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.fields import BigIntegerField
from django.db.models.functions import Cast

from register.enums import DataCategory, SubjectKind
from register.models import (
    Attribute,
    Consent,
    DataItem,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    MarketingBan,
    Order,
    Register,
)
from register.personal_data import declared_models
from register.support.many_ids import among
from retention import grants
from retention.applying import (
    KINDS,
    Rules,
    applicable,
    applicable_to_voucher,
    groups_of_categories,
    rules_of,
)
from retention.books import years_of
from retention.decided import Decided, afterwards, of_row, without_ours
from retention.periods import FinancialYears
from retention.stopping import held, just_merged
from retention.triggers import reads_the_row

C = DataCategory
# Rows with an event of their own, and what they are.
OWN_EVENT: Mapping[type[Model], DataCategory] = {
    Interaction: C.INTERACTION,
    Order: C.ORDER,
    Consent: C.CONSENT,
    MarketingBan: C.MARKETING_BAN,
}
# These are judged as rows anyway.
NEVER_WITH_OTHERS = frozenset({*OWN_EVENT, Disclosure, Attribute})


@dataclass(frozen=True, slots=True)
class Only:
    """Whose data are judged where it is not everybody's."""

    people: Sequence[int]
    vouchers: Sequence[int]  # of nobody


class Which(Enum):
    """Vouchers that a profile looks at."""

    ALL = "all"
    NOT_GRANTED = "not granted"  # whose erasure was not granted
    GRANTED = "granted"  # and nothing but these vouchers
    NONE = "none"


@dataclass(frozen=True)
class Profile:
    """People of a register on whom the same rules decide alike. No kinds: vouchers of nobody.

    Those whose erasure was granted once stand in profiles of their own, and so do vouchers.
    """

    register: Register
    memberships: tuple[int, ...]
    years: FinancialYears
    rules: Rules
    kinds: tuple[str | None, ...]
    every_kind: bool
    in_debt: bool
    debt_matters: bool
    cards: tuple[str, ...] = ("",)  # the ways from a card to the person: merges lie between
    only: Only | None = None
    decided: Decided | None = None  # of the person's own request
    granted: bool = False  # an erasure, once; what a duty kept is judged
    refused: frozenset[str] = frozenset()  # of it
    elsewhere: bool = False  # whoever was granted an erasure stands in profiles of their own
    vouchers: Which = Which.ALL

    @property
    def is_of_people(self) -> bool:
        return self.kinds != (None,)

    @property
    def judges_people(self) -> bool:
        """Cards and what is on them, not vouchers alone."""
        return self.is_of_people and self.vouchers != Which.GRANTED

    @property
    def without_rule(self) -> bool:
        """Whether something may go although no rule has run out: because somebody asked."""
        return self.asked or self.granted

    @property
    def asked(self) -> bool:
        return self.decided is not None

    @property
    def unless_asked(self) -> Q:
        """A restriction protects the person, and a merge is undone for nobody who asks to go."""
        return Q(pk__in=[]) if self.asked else Q()

    @cached_property
    def decided_by_row(self) -> frozenset[type[Model]]:
        """Models of which single rows were decided, but for vouchers: they are always rows."""
        labels = self.decided.models if self.decided else frozenset()
        models = [one for one in declared_models() if one._meta.label in labels]
        return frozenset(models) - {Invoice}

    def decided_by(self, *categories: str) -> Rules:
        if self.without_rule and not categories:
            categories = (C.OTHER,)  # of no known category: what is decided of the rest
        found = applicable(self.rules, self.kinds[0], categories, in_debt=self.in_debt)
        return without_ours(found) if self.refused.intersection(categories) else found

    def decided_by_as_voucher(self, categories: Sequence[str]) -> Rules:
        kind = self.kinds[0]
        rules = applicable_to_voucher(self.rules, kind, categories, in_debt=self.in_debt)
        if self.decided is None:
            return rules
        as_invoice = applicable(self.rules, kind, [C.INVOICE], in_debt=self.in_debt)
        return self.decided.of_voucher(rules, as_invoice, categories)

    @cached_property
    def groups(self) -> dict[Rules, list[DataCategory]]:
        return groups_of_categories(self.rules, self.kinds[0], in_debt=self.in_debt)

    def judged_by_row(self, model: type[Model]) -> bool:
        """Whether rows of a model fall due one by one: by own events, or because of a decision."""
        if model in self.decided_by_row:
            return True
        return model in OWN_EVENT and any(
            reads_the_row(trigger, model)
            for rule in self.decided_by(OWN_EVENT[model])
            for trigger in rule.triggers
        )

    def people(self, on: date, path: str = "", *, of: type[Model] = DataSubject) -> Q:
        """The people, as a condition on rows `of` a model that lead to them by `path`."""
        told = Q(**{f"{path}kept_by__in": self.memberships, f"{path}merged_into__isnull": True})
        if not self.every_kind:
            told &= Q(**{f"{path}kind__in": self.kinds})
        if self.only is not None:
            told &= Q(**{f"{path}pk__in": among(self.only.people)})
        if of is Invoice:
            told &= self.which_vouchers
        elif self.elsewhere:
            told &= ~Q(Exists(grants.of_card(f"{path}pk")))
        if self.debt_matters:
            owes = Exists(owed(on).filter(subject=OuterRef(f"{path}pk")))
            told &= Q(owes) if self.in_debt else ~Q(owes)
        return told

    @property
    def which_vouchers(self) -> Q:
        match self.vouchers:
            case Which.NOT_GRANTED:
                return ~Q(Exists(grants.of_voucher("pk")))
            case Which.GRANTED:
                return Q(pk__in=grants.vouchers())
            case _:
                return Q()

    def absorbed(self, person: str) -> Q:
        """Cards, or rows on cards, that lead through a merge to one of the people by `person`."""
        told = Q(**{f"{person}__isnull": False, f"{person}__kept_by__in": self.memberships})
        if self.only is not None:
            told &= Q(**{f"{person}__in": among(self.only.people)})
        return told


def profiles_on_request(
    register: Register, on: date, *, people: Sequence[int], decided: Decided
) -> Iterator[Profile]:
    """These people alone, whose erasure was decided: only duties of law keep anything."""
    for profile in _profiles_of(register):
        if profile.is_of_people:
            rules = decided.binding(profile.rules)
            yield replace(profile, rules=rules, only=Only(people, []), decided=decided)


def owed(on: date) -> "QuerySet[Invoice]":
    """Unpaid invoices after their due date."""
    return Invoice.objects.filter(paid_on__isnull=True, due_on__lt=on)


def profiles_of(register: Register, only: Collection[int] | None = None) -> list[Profile]:
    """As few as tell everybody apart whom the rules tell apart, or what they were granted.

    `only`: people beside whom nobody is looked at.
    """
    found = _profiles_of(register)
    people, vouchers = grants.people_of(register, only), grants.has_vouchers(register)
    which = Which.NOT_GRANTED if vouchers else Which.ALL
    return [
        *(replace(profile, elsewhere=bool(people), vouchers=which) for profile in found),
        *(_granted(one, frozenset(), vouchers=Which.GRANTED) for one in found if vouchers),
        *(
            replace(_granted(one, refused, vouchers=Which.NONE), only=Only(alike, []))
            for refused, alike in people.items()
            for one in found
            if one.is_of_people
        ),
    ]


def _granted(profile: Profile, refused: frozenset[str], *, vouchers: Which) -> Profile:
    kind, in_debt = profile.kinds[0], profile.in_debt
    rules = afterwards(profile.rules, refused, kind=kind, in_debt=in_debt)
    return replace(profile, rules=rules, granted=True, refused=refused, vouchers=vouchers)


def _profiles_of(register: Register) -> list[Profile]:
    rules = rules_of(register)
    cards = _cards()
    debt_matters = any(rule.applies_when for rule in rules)
    found = []
    for years, memberships in _books(register, rules).items():
        for in_debt in (False, True) if debt_matters else (False,):
            alike: dict[tuple[Any, ...], list[str | None]] = {}
            for kind in KINDS:
                groups = groups_of_categories(rules, kind, in_debt=in_debt)
                # Which rules decide on all of a row's categories follows from those of each.
                told = tuple(
                    (tuple(rule.number for rule in decided), tuple(categories))
                    for decided, categories in groups.items()
                )
                alike.setdefault((kind is None, *told), []).append(kind)
            found += [
                Profile(
                    register=register,
                    memberships=tuple(memberships),
                    years=years,
                    rules=rules,
                    kinds=tuple(kinds),
                    every_kind=len(kinds) == len(SubjectKind),
                    in_debt=in_debt,
                    debt_matters=debt_matters,
                    cards=cards,
                )
                for kinds in alike.values()
            ]
    return found


def _cards() -> tuple[str, ...]:
    """How a card leads to the person: by itself, or through the cards it was merged into.

    Of any register: a small index of the absorbed cards answers that.
    """
    found, merged = [""], "merged_into"
    while DataSubject.objects.filter(**{f"{merged}__isnull": False}).exists():
        found.append(merged)
        merged += "__merged_into"
    return tuple(found)


def _books(register: Register, rules: Rules) -> dict[FinancialYears, list[int]]:
    """The controllers of a register, those together whose financial years end on the same days."""
    found: dict[FinancialYears, list[int]] = {}
    for pk, years in years_of(register, rules).items():
        found.setdefault(years, []).append(pk)
    return found


# Rows


@dataclass(frozen=True, slots=True)
class RowUnit:
    """Rows of one model on which the same rules decide, one by one."""

    model: type[Model]
    rows: "QuerySet[Any]"
    person: str | None
    rules: Rules


def row_units(profile: Profile, on: date) -> Iterator[RowUnit]:
    for unit in _row_units(profile, on):
        yield from _decided_by_itself(profile, unit)


def _decided_by_itself(profile: Profile, unit: RowUnit) -> Iterator[RowUnit]:
    """Rows that a request names stand apart from the others of their kind."""
    told, label = profile.decided, unit.model._meta.label
    if told is None or label not in told.models:
        yield unit
        return
    others = unit.rows
    for rows, refused in ((told.rows_refused, True), (told.rows_by_name, False)):
        chosen = Q(pk__in=[row for model, row in rows if model == label])
        rules = of_row(unit.rules, refused=refused)
        yield replace(unit, rows=unit.rows.filter(chosen), rules=rules)
        others = others.exclude(chosen)
    yield replace(unit, rows=others)


def _row_units(profile: Profile, on: date) -> Iterator[RowUnit]:
    if not profile.is_of_people:
        yield from _vouchers_of_nobody(profile, on)
        return
    if profile.judges_people:
        yield from _rows_of_people(profile, on)
    if profile.vouchers != Which.NONE:
        for told, categories, rules in _kinds_of_vouchers(profile):
            yield from _units(profile, on, Invoice, categories, rules, told, subject__isnull=False)


def _rows_of_people(profile: Profile, on: date) -> Iterator[RowUnit]:
    for model, category in OWN_EVENT.items():
        if profile.judged_by_row(model):
            rules = profile.decided_by(category)
            yield from _units(profile, on, model, [category], rules)
    for model in sorted(profile.decided_by_row - NEVER_WITH_OTHERS, key=lambda one: str(one._meta)):
        yield from _of_every_kind(profile, on, model)
    yield from _disclosures(profile, on)
    yield from _further_data(profile, on)


def _of_every_kind(profile: Profile, on: date, model: type[Model]) -> Iterator[RowUnit]:
    """Rows that otherwise go with their category, such as contact points."""
    said = declared_models()[model]
    for kind, holds in said.kinds.items() or [("", said.categories())]:
        told = Q(**{said.kind: kind}) if kind else Q()
        categories = sorted(map(str, holds))
        yield from _units(profile, on, model, categories, profile.decided_by(*categories), told)


def _disclosures(profile: Profile, on: date) -> Iterator[RowUnit]:
    """Each is of the category that was disclosed."""
    for rules, categories in profile.groups.items():
        told = Q(category__in=[str(one) for one in categories])
        yield from _units(profile, on, Disclosure, OuterRef("category"), rules, told)


def _further_data(profile: Profile, on: date) -> Iterator[RowUnit]:
    """Each is of all categories of its data item; the longest duty for any of them keeps it."""
    together: dict[tuple[Rules, tuple[str, ...]], list[int]] = {}
    items = DataItem.objects.filter(register=profile.register).order_by("pk")
    for item in items.prefetch_related("categories"):
        categories = tuple(sorted(one.category for one in item.categories.all()))
        rules = profile.decided_by(*categories)
        together.setdefault((rules, categories), []).append(item.pk)
    for (rules, categories), numbers in together.items():
        yield from _units(profile, on, Attribute, categories, rules, Q(item__in=numbers))


def _kinds_of_vouchers(profile: Profile) -> Iterator[tuple[Q, list[str], Rules]]:
    """A voucher is a debt too where it has a due date, and a payment where it was paid."""
    has_due, is_paid = Q(due_on__isnull=False), Q(paid_on__isnull=False)
    for due in (False, True):
        for paid in (False, True):
            categories = [str(C.INVOICE), *[str(C.DEBT)] * due, *[str(C.PAYMENT)] * paid]
            told = (has_due if due else ~has_due) & (is_paid if paid else ~is_paid)
            yield told, categories, profile.decided_by_as_voucher(categories)


def _vouchers_of_nobody(profile: Profile, on: date) -> Iterator[RowUnit]:
    """Vouchers whose person has gone, or that name an organisation, while a buyer is printed."""
    printed = ~Q(buyer_name="") | ~Q(buyer_address="") | ~Q(buyer_reference="")
    if profile.debt_matters:
        owes = Q(paid_on__isnull=True, due_on__lt=on)
        printed &= (
            owes
            if profile.in_debt
            else Q(paid_on__isnull=False) | Q(due_on__isnull=True) | Q(due_on__gte=on)
        )
    for told, _categories, rules in _kinds_of_vouchers(profile):
        rows = Invoice.objects.filter(
            told & printed & profile.which_vouchers,
            subject__isnull=True,
            kept_by__in=profile.memberships,
        )
        if profile.only is not None:
            rows = rows.filter(pk__in=among(profile.only.vouchers))
        told_of_row = {
            "x_subject": Cast(Value(None), BigIntegerField()),
            "x_uuid": Cast(Value(None), UUIDField()),
            "x_category": Value(str(C.INVOICE), output_field=CharField()),
            "x_row": F("pk"),
            "x_hold": Value(False, output_field=BooleanField()),
            "x_restricted": Value(False, output_field=BooleanField()),
            "x_merged": Value(False, output_field=BooleanField()),
        }
        rows = rows.order_by().annotate(**told_of_row).values(*told_of_row)
        yield RowUnit(Invoice, rows, None, rules)


def _units(
    profile: Profile,
    on: date,
    model: type[Model],
    categories: Sequence[str] | OuterRef,
    rules: Rules,
    told: Q | None = None,
    **filters: Any,
) -> Iterator[RowUnit]:
    """Of the person's own card; then what is left on cards that were merged into it."""
    rows = model._default_manager.filter(told or Q(), **filters)
    yield _unit(profile, on, rows, "subject", categories, rules)
    absorbed = DataSubject.objects.filter(merged_into__isnull=False).order_by()
    left = rows.filter(subject__in=absorbed.values("pk"))  # few: looked for first
    for card in profile.cards[1:]:
        yield _unit(profile, on, left, f"subject__{card}", categories, rules)


def _unit(
    profile: Profile,
    on: date,
    rows: "QuerySet[Any]",
    person: str,
    categories: Sequence[str] | OuterRef,
    rules: Rules,
) -> RowUnit:
    model = rows.model
    rows = rows.filter(profile.people(on, f"{person}__", of=model))
    if isinstance(categories, OuterRef):
        category: Any = F("category")
    else:
        first = str(categories[0]) if categories else ""
        category = Value(first, output_field=CharField())
        categories = [str(one) for one in categories]
    told_of_row = {
        "x_subject": F(f"{person}_id"),
        "x_uuid": F(f"{person}__uuid"),
        "x_category": category,
        "x_row": F("pk"),
        "x_hold": held(f"{person}_id", categories, asked=profile.asked),
        "x_restricted": _is(
            Q(**{f"{person}__restricted_at__isnull": False}) & profile.unless_asked
        ),
        "x_merged": _is(just_merged(f"{person}_id", on) & profile.unless_asked),
    }
    rows = rows.order_by().annotate(**told_of_row).values(*told_of_row)
    return RowUnit(model, rows, person, rules)


def _is(told: Q) -> Case:
    return Case(When(told, then=Value(True)), default=Value(False), output_field=BooleanField())
