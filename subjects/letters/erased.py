"""What a letter tells of an erasure: from the plans that were carried out, not from the decision.

The decision is what was granted; this is what was done. What was refused is told with its ground
by the decisions themselves.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import capfirst

from register.enums import DataCategory
from register.models import Invoice
from register.texts import Text
from retention import on_request
from retention.enums import RuleForm
from retention.models import Kept, Outcome, Part, PlanItem, RetentionRule
from subjects.enums import Ground, RequestedKind
from subjects.letters import phrases, phrases_erasure
from subjects.letters.reading import listed, one_line
from subjects.models import Request

if TYPE_CHECKING:
    from subjects.letters.composing import Told


@dataclass(frozen=True, slots=True)
class Summary:
    """What went and what stays, of everybody the request is about."""

    whole: bool  # somebody went whole
    erased: Sequence[str]  # categories
    anonymised: Sequence[str]
    kept: Sequence[PlanItem]  # the longest of each category and ground
    partly: Collection[str]  # categories of which single rows stay, refused or kept
    refused: frozenset[str]  # in whole or in part, but for vouchers: those are told one by one

    @property
    def is_nothing(self) -> bool:
        return not (self.whole or self.erased or self.anonymised)


def summary_of(request: Request) -> Summary | None:
    """None where the erasure has not been carried out."""
    if not request.carriedrights.filter(right=RequestedKind.ERASURE).exists():
        return None
    plans = on_request.plans_of(request.reference).filter(run__isnull=False)
    items = PlanItem.objects.filter(plan__in=plans.values("pk"))
    gone = items.filter(done_at__isnull=False)
    stays = _stays(items)
    rows = {item.category for item in stays if item.part == Part.ROW}
    return Summary(
        whole=gone.filter(part=Part.PERSON).exists(),
        erased=_categories(gone.filter(outcome=Outcome.ERASE).exclude(part=Part.PERSON)),
        anonymised=_categories(gone.filter(outcome=Outcome.ANONYMISE).exclude(part=Part.PERSON)),
        kept=_longest(item for item in stays if item.kept != Kept.REFUSED),
        partly=rows,
        refused=frozenset(
            item.category
            for item in stays
            if item.kept == Kept.REFUSED and item.model != Invoice._meta.label
        ),
    )


def is_partly_kept(request: Request) -> bool:
    summary = summary_of(request)
    return summary is not None and bool(summary.kept)


def paragraphs(told: "Told", right: RequestedKind) -> Sequence[str]:
    summary = summary_of(told.request) if right == RequestedKind.ERASURE else None
    if summary is None:
        return []
    found = []
    if summary.whole:
        found.append(told.say(phrases_erasure.ERASED_ALL))
    elif summary.erased:
        found += [told.say(phrases_erasure.ERASED), _named(told, summary, summary.erased)]
    if summary.anonymised:
        found += [told.say(phrases_erasure.ANONYMISED), _named(told, summary, summary.anonymised)]
    if summary.kept:
        items = [_kept(told, item) for item in summary.kept]
        heading, afterwards = _heading_and_promise(summary)
        said = " ".join(told.say(one) for one in afterwards)
        found += [told.say(heading), listed(items), said]
    if summary.whole:
        found.append(_remains(told))
    return found


def _heading_and_promise(summary: Summary) -> tuple[Text, Sequence[Text]]:
    """No end is promised of what has none, nor where all rules count again (`retention/grants`)."""
    ask = phrases_erasure.MAY_ASK
    kept = [item for item in summary.kept if not _is_clock(item)]
    for_good = [item for item in kept if _permanent(item) is not None]
    if kept and len(for_good) == len(kept):
        return phrases_erasure.KEPT_FOR_GOOD, [ask]
    if summary.refused.intersection(item.category for item in summary.kept):
        return phrases_erasure.KEPT, [ask]
    promise = phrases_erasure.AFTERWARDS_OTHERS if for_good else phrases_erasure.AFTERWARDS
    return phrases_erasure.KEPT, [promise, ask]


def _is_clock(item: PlanItem) -> bool:
    """It stays for the sake of the rest."""
    is_kept = item.outcome == Outcome.KEEP and item.kept != Kept.HOLD
    return is_kept and item.kept_by_rule_id is None


def _permanent(item: PlanItem) -> RetentionRule | None:
    if item.outcome != Outcome.KEEP or item.kept == Kept.HOLD or item.kept_until:
        return None
    rules = RetentionRule.objects.filter(form=RuleForm.PERMANENT)
    return rules.filter(pk=item.kept_by_rule_id or 0).first()


def _remains(told: "Told") -> str:
    """Who is told that all data went is told of what no erasure takes: the request's own record,
    and the keyed hashes that keep an import from bringing the person back (`retention/run.py`).
    """
    months, out = settings.REQUEST_KEPT_MONTHS, settings.ERASED_KEPT_OUT_MONTHS
    kept = told.say(phrases_erasure.FOR_NOW)
    if months:
        kept = told.say(phrases_erasure.AFTER_CLOSING, span=_span(told, months))
    days = settings.BACKUP_LAG_DAYS
    if not out and not days:
        return told.say(phrases_erasure.REMAINS, kept=kept)
    out_for = _span(told, out) if out else _counted(told, phrases_erasure.DAYS, days)
    return told.say(phrases_erasure.REMAINS_AND_LISTED, kept=kept, listed=out_for)


def _span(told: "Told", months: int) -> str:
    years, rest = divmod(months, 12)
    if rest:
        return _counted(told, phrases_erasure.MONTHS, months)
    return _counted(told, phrases_erasure.YEARS, years)


def _counted(told: "Told", words: tuple[Text, Text], count: int) -> str:
    one, several = words
    return told.say(one if count == 1 else several, count=str(count))


def words_of(request: Request) -> Text | None:
    """What is said at first, where it is not that the data were erased."""
    summary = summary_of(request)
    nothing = summary is not None and summary.is_nothing and bool(summary.kept)
    if summary is not None and summary.is_nothing and not summary.kept:
        return phrases_erasure.NONE_LEFT
    return phrases_erasure.NOTHING if nothing else None


def is_in_backups(request: Request) -> bool:
    """Something went, or is yet to go: where nothing did, nothing is said of backups."""
    summary = summary_of(request)
    return summary is None or not summary.is_nothing


def _stays(items: QuerySet[PlanItem]) -> list[PlanItem]:
    """What the newest word on it keeps. A voucher whose person went is in no later plan."""
    newest: dict[tuple[Any, ...], PlanItem] = {}
    last: dict[UUID | None, int] = {}
    for item in items.order_by("plan_id", "pk"):
        newest[item.uuid, item.part, item.category, item.model, item.row] = item
        last[item.uuid] = item.plan_id
    return [
        item
        for item in newest.values()
        if item.outcome in (Outcome.KEEP, Outcome.LOOK)
        and (item.plan_id == last[item.uuid] or item.model == Invoice._meta.label)
    ]


def _categories(items: Iterable[PlanItem]) -> Sequence[str]:
    told = {item.category for item in items}
    return [one for one in DataCategory.values if one in told]


def _longest(items: Iterable[PlanItem]) -> Sequence[PlanItem]:
    """Of several invoices the one that stays longest tells until when any of them does."""
    found: dict[tuple[str, str, int | None], PlanItem] = {}
    for item in items:
        key = (item.category, item.kept, item.kept_by_rule_id)
        known = found.get(key)
        if known is None or _ends(item) > _ends(known):
            found[key] = item
    return list(found.values())


def _ends(item: PlanItem) -> str:
    return str(item.kept_until or "9999")


def _named(told: "Told", summary: Summary, categories: Sequence[str]) -> str:
    part = f" ({told.say(phrases_erasure.PARTLY)})"
    return listed([_name(told, one) + part * (one in summary.partly) for one in categories])


def _name(told: "Told", category: str) -> str:
    with translation.override(told.language):
        label = (
            DataCategory(category).label
            if category
            else phrases_erasure.ALL_DATA.said_in(told.language)
        )
        return str(capfirst(label))


def _kept(told: "Told", item: PlanItem) -> str:
    """Which data, on what ground, until when and under which statute."""
    said = [f"{_name(told, item.category)}."]
    if item.kept == Kept.HOLD:
        return " ".join([*said, told.say(phrases.GROUNDS[Ground.LEGAL_CLAIMS])])
    if item.outcome == Outcome.LOOK:
        return " ".join([*said, told.say(phrases_erasure.NOBODY_CAN_TELL)])
    if item.kept_by_rule_id is None:
        return " ".join([*said, told.say(phrases_erasure.CLOCK)])
    said.append(told.say(phrases.GROUNDS[Ground.LEGAL_DUTY]))
    rule = RetentionRule.objects.filter(pk=item.kept_by_rule_id).first()
    if item.kept_until:
        said.append(told.say(phrases.KEPT_UNTIL, day=told.day(item.kept_until)))
    elif rule is not None and rule.form == RuleForm.PERMANENT:
        said.append(told.say(phrases_erasure.FOR_GOOD))
    else:
        said.append(told.say(phrases_erasure.NO_DAY_YET))
    source = rule.source.said_in(told.language) or str(rule.source) if rule else ""
    if source:
        said.append(told.say(phrases.KEPT_UNDER, statute=one_line(source).rstrip(".")))
    return " ".join(said)
