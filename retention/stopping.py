"""What stops an erasure that is due: holds in force, restrictions (Art. 17(3)(e), 18), and a merge
that can still be undone: each of the two cards must be given back whole.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from register.models import Merge
from retention.models import Hold, HoldReason, Kept, Outcome

# Of a plan's items, in the order in which they are selected.
COLUMNS = (
    *("plan_id", "part", "uuid", "subject", "category", "model", "row"),
    *("outcome", "kept", "rule_id", "trigger", "event_on", "due_on", "kept_until"),
    *("kept_by_rule_id", "skipped", "on_request"),
)


def held(person: str, categories: Sequence[str] | OuterRef = (), *, asked: bool = False) -> Exists:
    """A hold in force on everything of the person, or on these categories."""
    what = Q(category="")
    if isinstance(categories, OuterRef):
        what |= Q(category=categories)
    elif categories:
        what |= Q(category__in=categories)
    return Exists(holds_in_force(asked=asked).filter(what, subject=OuterRef(person)))


def holds_in_force(*, asked: bool = False) -> "QuerySet[Hold]":
    """`asked`: by the person, whose request holds nothing back from itself."""
    holds = Hold.objects.filter(lifted_on__isnull=True)
    return holds.exclude(reason=HoldReason.REQUEST) if asked else holds


def just_merged(person: str, on: date) -> Q:
    """Whether a card that was merged into the person's can still be parted from it."""
    merges = Merge.objects.filter(undone_at__isnull=True, undo_until__gte=on)
    return Q(**{f"{person}__in": merges.order_by().values("survivor")})


def verdict(name: str, hold: str, restriction: str, merge: str, *, stays: bool = False) -> str:
    """The columns from outcome to kept_by_rule of a plan's items, stops taken into account.

    `hold`, `restriction` and `merge` are conditions in SQL. `stays`: what has run out is kept
    nevertheless, because something else counts from it.
    """
    due = f"{name}_due = 1"
    outcome, kept = f"{name}_outcome", f"{name}_kept"
    goes = f"{outcome} IN ('{Outcome.ERASE}', '{Outcome.ANONYMISE}')"
    if stays:
        kept = f"CASE WHEN {goes} THEN '{Kept.LONGER_RULE}' ELSE {kept} END"
        outcome = f"CASE WHEN {goes} THEN '{Outcome.KEEP}' ELSE {outcome} END"
    return ", ".join(
        [
            f"CASE WHEN {due} AND ({hold} OR {restriction} OR {merge}) "
            f"THEN '{Outcome.KEEP}' ELSE {outcome} END",
            f"CASE WHEN {due} AND {hold} THEN '{Kept.HOLD}' "
            f"WHEN {due} AND {restriction} THEN '{Kept.RESTRICTION}' "
            f"WHEN {due} AND {merge} THEN '{Kept.MERGE}' ELSE {kept} END",
            *(
                f"{name}_{column}"
                for column in ("rule", "trigger", "event", "due_on", "until", "by")
            ),
        ]
    )


def verdict_of_rows(name: str) -> str:
    return verdict(name, "x_hold", "x_restricted", "x_merged")
