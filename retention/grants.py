"""Erasures that were granted, and of which something was kept: written, ended, looked up.

What is kept of them is judged as on the day of the grant: of a register's rules only the statutory
ones bind (Art. 17(3)(b)), until their day. So it is of a voucher for good, for nothing is added to
it. A card may be filled again: whatever is written on it after the grant was not meant by it, and
nothing tells the new data from the old. Then the grant of the card ends, and all rules count.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from register.absorbed import standing_for
from register.enums import DataCategory
from register.models import DataSubject, Invoice, Merge, Register
from register.personal_data import declared_models
from register.support.many_ids import among
from retention.changes import changed_since, written_since
from retention.decided import Decided, Row
from retention.models import GrantedErasure, Hold, Kept, Outcome, Plan, PlanItem

# What a person says beside the request to be erased does not bring the data back into use.
SAID_BESIDE = frozenset({DataCategory.MARKETING_BAN, DataCategory.CONSENT})
# A row is seen a day after it was written at the latest, however long its transaction took.
OVERLAP = timedelta(days=1)


# Looked up


def in_force() -> "QuerySet[GrantedErasure]":
    """Of cards that stand: what was absorbed is judged with the card that stands."""
    return GrantedErasure.objects.filter(
        subject__merged_into__isnull=True, subject__isnull=False, ended_on__isnull=True
    )


def of_person(person: DataSubject) -> GrantedErasure | None:
    """In force or ended."""
    return GrantedErasure.objects.filter(subject=person).first()


def people_of(register: Register) -> dict[frozenset[str], list[int]]:
    """Whose erasure was granted and is in force, those together of whom the same was refused."""
    found: dict[frozenset[str], list[int]] = {}
    rows = in_force().filter(subject__kept_by__register=register).order_by("subject")
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


def vouchers_of(cards: Collection[int]) -> set[int]:
    """Of those whose person is still there."""
    rows = vouchers().filter(invoice__subject__in=among(cards))
    return {number for number in rows if number is not None}


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
    said = {"reference": reference, "decided_on": decided_on, "quiet_until": now}
    refused = sorted(decided.refused.union(_of_rows(decided.rows_refused)))
    for person in sorted(people):
        GrantedErasure.objects.update_or_create(
            subject_id=person, defaults={**said, "refused": refused, "ended_on": None}
        )
    known = GrantedErasure.objects.filter(invoice__in=(kept := _vouchers_kept(plans)))
    known.update(**said)
    old = set(known.values_list("invoice", flat=True))
    GrantedErasure.objects.bulk_create(
        (GrantedErasure(invoice_id=number, **said) for number in kept if number not in old),
        batch_size=1_000,
    )


def _vouchers_kept(plans: "QuerySet[Plan]") -> list[int]:
    """What the newest word on each keeps, but for those that were refused."""
    items = PlanItem.objects.filter(plan__in=plans.order_by().values("pk"))
    items = items.filter(model=Invoice._meta.label, row__isnull=False).order_by("plan_id", "pk")
    told = items.values_list("row", "outcome", "kept")
    newest = {row: (outcome, kept) for row, outcome, kept in told}
    stay = [
        row or 0
        for row, (outcome, kept) in newest.items()
        if outcome in (Outcome.KEEP, Outcome.LOOK) and kept != Kept.REFUSED
    ]
    there = Invoice.objects.filter(pk__in=among(stay)).order_by("pk")
    return list(there.values_list("pk", flat=True))


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

    Not what the office writes of the request itself: a hold, a ban, a consent.
    """
    whose = standing_for(people)
    them = among(whose)
    merges = Merge.objects.filter(survivor__in=them, merged_at__gt=since)
    found = {whose[survivor] for survivor in merges.values_list("survivor", flat=True)}
    written = (
        one
        for model, said in declared_models().items()
        for one in written_since(model, said, them, since)
    )
    changed = changed_since(them, since, but={Hold, GrantedErasure})
    for news in (written, changed):
        found |= {
            whose[card]
            for card, categories in news
            if not (any(categories) and SAID_BESIDE.issuperset(categories))
        }
    return found


# Swept up


def sweep() -> None:
    """Grants of vouchers that are gone, or on which nobody is printed any more."""
    printed = ~Q(buyer_name="") | ~Q(buyer_address="") | ~Q(buyer_reference="")
    left = Invoice.objects.filter(Q(subject__isnull=False) | printed, pk=OuterRef("invoice"))
    rows = GrantedErasure.objects.filter(~Exists(left), invoice__isnull=False)
    rows._raw_delete(rows.db)
