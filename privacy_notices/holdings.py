"""Drift (b): what the database holds of people against what the notice says of it.

Held against the version published last, or, where nothing is published, against what the register
names today. Findings beside the check: they stop no publishing, as mending them may mean to erase.

Only what is not named is looked for, with one question for each kind of it that ends at the first
row; nothing is counted. What is told of periods is held against the rules that erase.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.text import capfirst

from privacy_notices.checklist.answers import ERROR, INFO, WARNING, at, lacking
from privacy_notices.checklist.findings import (
    Hit,
    Hits,
    Report,
    Severity,
    Target,
    fold,
    outcome,
)
from privacy_notices.compare import Plain
from privacy_notices.drift import published_facts
from privacy_notices.promises import carried_of, words_in
from register.enums import ONE_OF, DataCategory, Language, SubjectKind
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
from retention.applying import Carried, applicable, rules_of
from retention.comparing import Verdict, compare, ends
from retention.enums import RuleForm
from retention.models import RetentionRule

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

    @cached_property
    def rules(self) -> Mapping[str, Carried]:
        """The retention rules that are carried out today, by their keys."""
        return {rule.key: rule for rule in rules_of(self.register)}

    @cached_property
    def promised(self) -> Mapping[str, Carried]:
        """The retention rules as they were published, by their keys."""
        return {row["key"]: carried_of(row) for row in self._published_rules}

    @property
    def _published_rules(self) -> Sequence[Plain]:
        rows: Sequence[Plain] = (self.published or {}).get("retention", ())
        return rows

    @cached_property
    def rule_names(self) -> Mapping[str, str]:
        """What people call a rule, also one that is no more."""
        known = {row["key"]: _name_told(row) for row in self._published_rules}
        rows = RetentionRule.objects.filter(register=self.register)
        return known | {row.key: _name(row) for row in rows}

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


# Periods: when data go, against when people were told they go


def longer(held: Holdings) -> Hits:
    """No rule keeps data longer than the published notice says."""
    return _judged(held, Verdict.LONGER, ERROR)


def without_end(held: Holdings) -> Hits:
    """Every period that is published is carried out by a rule."""
    judged = _judged(held, Verdict.ENDLESS, ERROR)
    if judged is None:
        return None
    gone = (key for key, rule in held.promised.items() if key not in held.rules and ends(rule))
    return [
        *judged,
        *(
            Hit(ERROR, "retention", Target(area="retention"), "gone", held.rule_names[key])
            for key in gone
        ),
    ]


def counted_otherwise(held: Holdings) -> Hits:
    """Every rule counts its period as the published notice says."""
    return _judged(held, Verdict.DIFFERENT, WARNING)


def untold(held: Holdings) -> Hits:
    """Every rule that is carried out stands in the published notice."""
    if held.published is None:
        return None
    return _at_rules(held, [key for key in held.rules if key not in held.promised], WARNING)


def shorter(held: Holdings) -> Hits:
    """No rule erases sooner than the published notice says."""
    return _judged(held, Verdict.SHORTER, INFO)


def without_rule(held: Holdings) -> Iterator[Hit]:
    """Some rule ends the keeping of every category of data that is named and held."""
    deciding = tuple(held.rules.values())
    if not deciding:
        return  # the check itself asks for rules
    endless = {
        category
        for category in DataCategory
        if category.value in held.items and not _is_decided(deciding, category)
    }
    for category in sorted(_held(held, endless), key=list(DataCategory).index):
        words = str(capfirst(str(category.label)))
        yield Hit(WARNING, "retention", Target(area="retention"), evidence=words)


def _is_decided(rules: tuple[Carried, ...], category: DataCategory) -> bool:
    deciding = applicable(rules, None, [category], in_debt=True)
    return any(rule.form == RuleForm.PERMANENT or ends(rule) for rule in deciding)


def _judged(held: Holdings, verdict: Verdict, severity: Severity) -> list[Hit] | None:
    """The rules of which that is to be said; None where nothing was promised."""
    if held.published is None:
        return None
    both = [key for key in held.rules if key in held.promised]
    keys = [key for key in both if compare(held.promised[key], held.rules[key]) == verdict]
    return _at_rules(held, keys, severity)


def _at_rules(held: Holdings, keys: Iterable[str], severity: Severity) -> list[Hit]:
    return [
        Hit(
            severity,
            f"retention/{key}",
            Target("retention.retentionrule", held.rules[key].number),
            evidence=held.rule_names[key],
        )
        for key in keys
    ]


def _points_here(model: type[Model], path: str, *conditions: Q) -> Q:
    """Some row of `model` points to this one. By the index of the key: it ends at the first."""
    rows = model._default_manager.filter(*conditions, **{path: OuterRef("pk")})
    return Q(Exists(rows))


def _name(row: Any) -> str:
    return str(row.name.fi or row.key)


def _name_told(row: Plain) -> str:
    """Of a row as it was published."""
    return words_in(row.get("name"), Language.FI) or str(row["key"])


Rule = tuple[str, Callable[[Holdings], Hits]]
RULES: tuple[Rule, ...] = (
    ("held-categories", categories),
    ("held-groups", groups),
    ("held-sources", sources),
    ("held-recipients", recipients),
    ("held-purposes", purposes),
    ("held-longer", longer),
    ("held-without-end", without_end),
    ("held-otherwise", counted_otherwise),
    ("held-untold", untold),
    ("held-shorter", shorter),
    ("held-without-rule", without_rule),
)
