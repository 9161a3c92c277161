"""Erasures that were granted, and of which something was kept: written, ended, looked up.

What is kept of them is judged as on the day of the grant: of a register's rules only the statutory
ones bind (Art. 17(3)(b)), until their day. So it is of a voucher for good, for nothing is added to
it. A card may be filled again: whatever is written on it after the grant was not meant by it, and
nothing tells the new data from the old. Then the grant of the card ends, and all rules count.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from register.absorbed import standing_for
from register.enums import DataCategory, Relationship
from register.models import (
    DataSubject,
    Invoice,
    JournalEntry,
    KeyDate,
    Merge,
    Occasion,
    Register,
    SubjectRole,
)
from register.personal_data import declared_models
from register.support.many_ids import among
from retention.changes import CHANGES, changed_since, logged_since, written_since
from retention.decided import Decided, Row
from retention.models import GrantedErasure, Hold, Kept, Outcome, Plan, PlanItem, Run

# What a person says beside the request to be erased does not bring the data back into use.
SAID_BESIDE = frozenset({DataCategory.MARKETING_BAN, DataCategory.CONSENT})
# A row is seen a day after it was written at the latest, however long its transaction took.
OVERLAP = timedelta(days=1)
# What the office writes of its own, and a voucher that was there: it is paid, it is put right.
NO_NEWS = frozenset({Hold, GrantedErasure, Invoice})


# Looked up


def in_force() -> "QuerySet[GrantedErasure]":
    """Of cards that stand: what was absorbed is judged with the card that stands."""
    return GrantedErasure.objects.filter(
        subject__merged_into__isnull=True, subject__isnull=False, ended_on__isnull=True
    )


def of_person(person: DataSubject) -> GrantedErasure | None:
    """In force or ended."""
    return GrantedErasure.objects.filter(subject=person).first()


def on_card(
    person: DataSubject, cards: Sequence[str]
) -> tuple[GrantedErasure | None, frozenset[int]]:
    """The grant of the card, in force or ended, and the vouchers whose erasure was granted.

    `cards`: the ways that lead to the person from a card (`outlook.cards_of`).
    """
    rows = GrantedErasure.objects.order_by()
    paths = ("__".join(step for step in ("invoice__subject", card) if step) for card in cards)
    whose = [rows.filter(**{path: person.pk}) for path in paths]
    found = list(rows.filter(subject=person).union(*whose, all=True))
    granted = next((row for row in found if row.subject_id is not None), None)
    return granted, frozenset(row.invoice_id for row in found if row.invoice_id is not None)


def people_of(
    register: Register, only: Collection[int] | None = None
) -> dict[frozenset[str], list[int]]:
    """Whose erasure was granted and is in force, those together of whom the same was refused."""
    found: dict[frozenset[str], list[int]] = {}
    rows = in_force().filter(subject__kept_by__register=register).order_by("subject")
    if only is not None:
        rows = rows.filter(subject__in=among(only))
    for person, refused in rows.values_list("subject", "refused"):
        found.setdefault(frozenset(refused), []).append(person)
    return dict(sorted(found.items(), key=lambda one: sorted(one[0])))


def granted_people(people: Collection[int]) -> set[int]:
    if not people:
        return set()
    rows = in_force().filter(subject__in=among(people)).order_by()
    return set(rows.values_list("subject", flat=True))


def vouchers() -> "QuerySet[GrantedErasure, int | None]":
    """Numbers of the vouchers whose erasure was granted."""
    rows = GrantedErasure.objects.filter(invoice__isnull=False).order_by()
    return rows.values_list("invoice", flat=True)


def of_card(path: str) -> "QuerySet[GrantedErasure]":
    return in_force().filter(subject=OuterRef(path))


def of_voucher(path: str) -> "QuerySet[GrantedErasure]":
    return GrantedErasure.objects.filter(invoice=OuterRef(path))


def has_vouchers(register: Register) -> bool:
    kept = GrantedErasure.objects.filter(invoice__kept_by__register=register)
    return bool(kept.exists())


# Written


def note(
    plans: "QuerySet[Plan]",
    people: Collection[int],
    decided: Decided,
    *,
    reference: str,
    decided_on: date,
    now: datetime,
) -> None:
    """Remember, of the cards that stayed and of the vouchers, that their erasure was granted.

    `plans`: of the request, all that were carried out. In the transaction that notes the erasure as
    done; once more changes nothing.
    """
    quiet_until = _judged_at(plans, reference, now)
    said = {"reference": reference, "decided_on": decided_on, "quiet_until": quiet_until}
    refused = sorted(decided.refused.union(_of_rows(decided.rows_refused)))
    for person in sorted(people):
        GrantedErasure.objects.update_or_create(
            subject_id=person, defaults={**said, "refused": refused, "ended_on": None}
        )
    kept, refused_now = _vouchers_kept(plans)
    GrantedErasure.objects.filter(invoice__in=among(refused_now)).delete()  # granted once before
    known = GrantedErasure.objects.filter(invoice__in=among(kept))
    known.update(**said)
    old = set(known.values_list("invoice", flat=True))
    GrantedErasure.objects.bulk_create(
        (GrantedErasure(invoice_id=number, **said) for number in kept if number not in old),
        batch_size=1_000,
    )


def _judged_at(plans: "QuerySet[Plan]", reference: str, now: datetime) -> datetime:
    """What is written later was before nobody's eyes: neither plan nor run can have seen it.

    The newest run leaves alone what came before it, but for what the request itself corrected.
    """
    run = Run.objects.filter(plan__in=plans.order_by().values("pk")).order_by("plan_id").last()
    ours = JournalEntry.objects.filter(
        occasion=Occasion.REQUEST, reference=reference, act__in=CHANGES, uuid__isnull=False
    )
    corrected = ours.order_by("pk").values_list("at", flat=True).last()
    began = run.started_at if run is not None else now
    return max(began, corrected) if corrected is not None else began


def _vouchers_kept(plans: "QuerySet[Plan]") -> tuple[list[int], list[int]]:
    """By the newest word on each: what stays of those that were granted; those refused."""
    items = PlanItem.objects.filter(plan__in=plans.order_by().values("pk"))
    items = items.filter(model=Invoice._meta.label, row__isnull=False).order_by("plan_id", "pk")
    told = items.values_list("row", "outcome", "kept")
    newest = {row or 0: (outcome, kept) for row, outcome, kept in told}
    refused = [row for row, (_outcome, kept) in newest.items() if kept == Kept.REFUSED]
    stay = [
        row
        for row, (outcome, kept) in newest.items()
        if outcome in (Outcome.KEEP, Outcome.LOOK) and kept != Kept.REFUSED
    ]
    there = Invoice.objects.filter(pk__in=among(stay)).order_by("pk")
    return list(there.values_list("pk", flat=True)), refused


def _of_rows(rows: Iterable[Row]) -> set[str]:
    """Categories of single rows that were refused, but for vouchers: those are told one by one."""
    models = {model._meta.label: model for model in declared_models()}
    found: set[str] = set()
    for label, number in rows:
        model = models[label]
        if model is Invoice:
            continue
        said = declared_models()[model]
        if not said.kinds:
            found.update(said.categories())
            continue
        kinds = model._base_manager.filter(pk=number).values_list(said.kind, flat=True)
        found.update(category for kind in kinds for category in said.kinds.get(kind, ()))
    return found


# Ended


def end_where_something_new_came(now: datetime) -> None:
    """Cards on which something was written since are judged by all rules again.

    Asked before each plan. Costs a look at each grant that is in force.
    """
    people: dict[datetime, list[int]] = {}
    for person, moment in in_force().values_list("subject", "quiet_until"):
        people.setdefault(moment, []).append(person or 0)
    for moment, alike in people.items():
        ended = in_force().filter(subject__in=among(_with_news(alike, moment)))
        ended.update(ended_on=timezone.localdate(now))
    if not people:
        return
    seen = now - OVERLAP
    in_force().filter(quiet_until__lt=seen).update(quiet_until=seen)


def _with_news(people: Collection[int], since: datetime) -> set[int]:
    """Of whom something new was written, or whose card another was merged into.

    Not what the office writes of the request itself: a hold, a ban, the end of a consent; nor the
    missing day of a relationship that had ended before. A new consent is news.
    """
    whose = standing_for(people)
    them = among(whose)
    merges = Merge.objects.filter(survivor__in=them, merged_at__gt=since)
    found = {whose[survivor] for survivor in merges.values_list("survivor", flat=True)}
    for model, said in declared_models().items():
        for card, categories in written_since(model, said, them, since):
            if set(categories) != {DataCategory.MARKETING_BAN}:
                found.add(whose[card])
    for model in (KeyDate, SubjectRole):  # whose rows do not note when they were written
        found.update(whose[card] for card, _all in logged_since(model, them, since))
    ended = _ended_before_the_grant(people)
    for card, categories in changed_since(them, since, but=NO_NEWS, but_clock_of=ended):
        if not (any(categories) and SAID_BESIDE.issuperset(categories)):
            found.add(whose[card])
    return found


def _ended_before_the_grant(people: Collection[int]) -> set[int]:
    """Whose relationship was over by then: who writes its day mends the clock, and no more."""
    over = DataSubject.objects.filter(
        Q(relationship_ended_on__isnull=True)
        | Q(relationship_ended_on__lte=F("granted_erasures__decided_on")),
        relationship__in=(Relationship.FORMER, Relationship.NONE),
        pk__in=among(people),
    )
    return set(over.order_by().values_list("pk", flat=True))


# Swept up


def sweep() -> None:
    """Grants of vouchers that are gone, or on which nobody is printed any more."""
    printed = ~Q(buyer_name="") | ~Q(buyer_address="") | ~Q(buyer_reference="")
    left = Invoice.objects.filter(Q(subject__isnull=False) | printed, pk=OuterRef("invoice"))
    rows = GrantedErasure.objects.filter(~Exists(left), invoice__isnull=False)
    rows._raw_delete(rows.db)
