"""What stops an erasure that is due: holds in force and restrictions (Art. 17(3)(e), 18)."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from retention.models import Hold, Kept, Outcome

# Of a plan's items, in the order in which they are selected.
COLUMNS = (
    *("plan_id", "part", "uuid", "subject", "category", "model", "row"),
    *("outcome", "kept", "rule_id", "trigger", "event_on", "due_on", "kept_until"),
    *("kept_by_rule_id", "skipped"),
)


def held(person: str, categories: Sequence[str] | OuterRef = ()) -> Exists:
    """A hold in force on everything of the person, or on these categories."""
    what = Q(category="")
    if isinstance(categories, OuterRef):
        what |= Q(category=categories)
    elif categories:
        what |= Q(category__in=categories)
    return Exists(holds_in_force().filter(what, subject=OuterRef(person)))


def holds_in_force() -> "QuerySet[Hold]":
    return Hold.objects.filter(lifted_on__isnull=True)


def verdict(name: str, hold: str, restriction: str, *, stays: bool = False) -> str:
    """The columns from outcome to kept_by_rule of a plan's items, stops taken into account.

    `hold` and `restriction` are conditions in SQL. `stays`: what has run out is kept nevertheless,
    because something else counts from it.
    """
    due = f"{name}_due = 1"
    outcome, kept = f"{name}_outcome", f"{name}_kept"
    goes = f"{outcome} IN ('{Outcome.ERASE}', '{Outcome.ANONYMISE}')"
    if stays:
        kept = f"CASE WHEN {goes} THEN '{Kept.LONGER_RULE}' ELSE {kept} END"
        outcome = f"CASE WHEN {goes} THEN '{Outcome.KEEP}' ELSE {outcome} END"
    return ", ".join(
        [
            f"CASE WHEN {due} AND ({hold} OR {restriction}) "
            f"THEN '{Outcome.KEEP}' ELSE {outcome} END",
            f"CASE WHEN {due} AND {hold} THEN '{Kept.HOLD}' "
            f"WHEN {due} AND {restriction} THEN '{Kept.RESTRICTION}' ELSE {kept} END",
            *(
                f"{name}_{column}"
                for column in ("rule", "trigger", "event", "due_on", "until", "by")
            ),
        ]
    )


def verdict_of_rows(name: str) -> str:
    return verdict(name, "x_hold", "x_restricted")
