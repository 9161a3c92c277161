"""Drift (b): what the database holds of people against what the notice says of it.

Held against the version published last, or, where nothing is published, against what the register
names today. Findings beside the check: they stop no publishing, as mending them may mean to erase.

Only what is not named is looked for, with one question for each kind of it that ends at the first
row; nothing is counted. A period after which data go later than the notice says is found here too
once the rules are carried out: the retention issue adds its rule to `RULES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.text import capfirst

from privacy_notices.checklist.answers import INFO, WARNING, at, lacking
from privacy_notices.checklist.findings import Hit, Hits, Report, Target, fold, outcome
from privacy_notices.compare import Plain
from privacy_notices.drift import published_facts
from register.enums import ONE_OF, DataCategory, SubjectKind
from register.models import (
    Attribute,
    Consent,
    ConsentText,
    ContactPoint,
    DataItem,
    DataSubject,
    Disclosure,
    ImportOutcome,
    ImportRow,
    Merge,
    NotTheSame,
    Purpose,
    Recipient,
    Register,
    SearchText,
    Source,
    SubjectAddress,
    SubjectGroup,
)
from register.personal_data import categories_held_at, declared_models
from register.querysets import DataSubjects

UNPUBLISHED = "unpublished"  # the register names it by now: publishing mends this
# What is written of data held elsewhere, or made of it: it holds no category of its own. Further
# data are asked for by their data items, of which there are few.
SHADOWS = {Attribute, Disclosure, ImportOutcome, ImportRow, Merge, NotTheSame, SearchText}
# Everybody has a kind and a relationship; these tell something of it.
TELLS_OF_RELATIONSHIP = (
    Q(relationship_started_on__isnull=False)
    | Q(relationship_ended_on__isnull=False)
    | Q(contract_ends_on__isnull=False)
)


@dataclass(frozen=True)
class Holdings:
    """A register, and what its notice names."""

    register: Register
    published: Plain | None  # the facts of the last version; None where there is none

    @cached_property
    def places(self) -> list[int]:
        """Where its people are kept: named one by one, as the indexes want it."""
        return list(self.register.memberships.values_list("pk", flat=True))

    @property
    def people(self) -> DataSubjects:
        """Everybody held, merged cards too."""
        people: DataSubjects = DataSubject.objects.filter(kept_by__in=self.places)
        return people

    @cached_property
    def items(self) -> Mapping[str, list[DataItem]]:
        """The register's data items of today, by the category they carry."""
        found: dict[str, list[DataItem]] = {}
        for item in DataItem.objects.filter(register=self.register).prefetch_related("categories"):
            for carried in item.categories.all():
                found.setdefault(carried.category, []).append(item)
        return found

    def keys(self, table: str) -> set[str] | None:
        """What the published notice names in a table; None where nothing is published."""
        if self.published is None:
            return None
        return {row["key"] for row in self.published.get(table, [])}


def look(register: Register, today: date) -> Report:
    """The findings on one register."""
    held = Holdings(register, published_facts(register, today))
    return fold(outcome(id_, rule(held)) for id_, rule in RULES)


# The rules


def categories(held: Holdings) -> Iterator[Hit]:
    """Every category of data that is held is named by a data item of the notice."""
    published = held.published
    named = (
        set(held.items)
        if published is None
        else {one for item in _items(published["data_items"]) for one in item.get("categories", [])}
    )
    missing = {category for category in DataCategory if category.value not in named}
    for category in sorted(_held(held, missing), key=list(DataCategory).index):
        words = str(capfirst(str(category.label)))
        drafted = held.items.get(category.value, [])
        for item in drafted:
            yield at(item, INFO, UNPUBLISHED, words)
        if not drafted:
            yield Hit(WARNING, "data_items", Target(area="data_items"), evidence=words)


def _items(rows: Iterable[Plain]) -> Iterator[Plain]:
    """Groups, and the data items in them."""
    for row in rows:
        yield row
        yield from _items(row.get("items", []))


def _held(held: Holdings, among: set[DataCategory]) -> set[DataCategory]:
    others = {model for model in declared_models() if model._meta.app_label != "register"}
    found = categories_held_at(held.places, among, without=SHADOWS | others)
    if (
        DataCategory.RELATIONSHIP in found
        and not held.people.filter(TELLS_OF_RELATIONSHIP).exists()
    ):
        found.remove(DataCategory.RELATIONSHIP)
    values = DataItem.objects.filter(_points_here(Attribute, "item"), register=held.register)
    carried = values.values_list("categories__category", flat=True)
    return found | {DataCategory(one) for one in carried if one in among}


def groups(held: Holdings) -> Hits:
    """Every kind of people that is held is a group of data subjects in the notice."""
    rows = list(SubjectGroup.objects.filter(register=held.register))
    if held.published is None:
        named = {row.kind for row in rows}
    else:
        named = {row.get("kind", "") for row in held.published.get("data_subjects", [])}
    if SubjectKind.OTHER in named:  # a group in the notice's own words may be any of them
        return None
    return list(_unnamed_kinds(held, rows, named))


def _unnamed_kinds(held: Holdings, rows: list[SubjectGroup], named: set[str]) -> Iterator[Hit]:
    for kind, one_of in ONE_OF.items():
        if kind in named or not held.people.filter(kind=kind).exists():
            continue
        drafted = [row for row in rows if row.kind == kind]
        for row in drafted:
            yield at(row, INFO, UNPUBLISHED, str(capfirst(str(one_of))))
        if not drafted:
            [hit] = lacking(WARNING, "data_subjects", "data_subjects")
            yield Hit(hit.severity, hit.place, hit.target, evidence=str(capfirst(str(one_of))))


def sources(held: Holdings) -> Hits:
    """Every source that people's data came from is named."""
    named = held.keys("sources")
    if named is None:
        return None
    rows = Source.objects.filter(register=held.register).exclude(key__in=named)
    used = _points_here(DataSubject, "source")
    for part in (ContactPoint, SubjectAddress):
        used |= _points_here(part, "source")
    return [at(row, WARNING, evidence=_name(row)) for row in rows.filter(used)]


def recipients(held: Holdings) -> Hits:
    """Every recipient in the log of disclosures is named."""
    named = held.keys("recipients")
    if named is None:
        return None
    rows = Recipient.objects.filter(register=held.register).exclude(key__in=named)
    found = rows.filter(_points_here(Disclosure, "recipient"))
    return [at(row, WARNING, evidence=_name(row)) for row in found]


def purposes(held: Holdings) -> Hits:
    """Every purpose that people have consented to is named, direct marketing too."""
    return [*_consented_purposes(held), *_marketing(held)]


def _consented_purposes(held: Holdings) -> Iterator[Hit]:
    named = held.keys("purposes")
    if named is None:
        return
    texts = ConsentText.objects.filter(_points_here(Consent, "text"), purpose=OuterRef("pk"))
    rows = Purpose.objects.filter(Exists(texts), register=held.register)
    for row in rows.exclude(key__in=named):
        yield at(row, WARNING, evidence=_name(row))


def _marketing(held: Holdings) -> Iterator[Hit]:
    """Consents to marketing, in a register whose notice knows none."""
    drafted = Purpose.objects.filter(register=held.register, direct_marketing=True).exists()
    published = held.published
    told = (
        drafted
        if published is None
        else any(row.get("direct_marketing") for row in published.get("purposes", []))
    )
    if told:
        return
    texts = ConsentText.objects.filter(register=held.register)
    if texts.filter(_points_here(Consent, "text", ~Q(channel=""))).exists():
        severity = INFO if drafted else WARNING
        yield Hit(severity, "purposes", Target(area="purposes"), variant="marketing")


def _points_here(model: type[Model], path: str, *conditions: Q) -> Q:
    """Some row of `model` points to this one. By the index of the key: it ends at the first."""
    rows = model._default_manager.filter(*conditions, **{path: OuterRef("pk")})
    return Q(Exists(rows))


def _name(row: Any) -> str:
    return str(row.name.fi or row.key)


Rule = tuple[str, Callable[[Holdings], Hits]]
RULES: tuple[Rule, ...] = (
    ("held-categories", categories),
    ("held-groups", groups),
    ("held-sources", sources),
    ("held-recipients", recipients),
    ("held-purposes", purposes),
)
