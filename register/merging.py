"""Two cards of one person become one: by somebody's decision, with nothing lost, to be undone.

The absorbed card stays, hidden, and points to the one that stands. Rows move to the survivor unless
it has the same already; those stay where they are. The survivor takes over what its own card leaves
empty, and every protection of either: restriction, security ban, bans of marketing.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext as _

from register import journal, search
from register.journal import Actor
from register.models import Act, DataSubject, Merge, Occasion, SearchText, User
from register.personal_data import declared_models
from register.refusal import Refusal

# What the survivor takes where its own is empty. A protection counts as empty while it is off.
TAKEN = (
    *("family_name", "given_names", "user_id", "language", "organisation_id", "job_title"),
    *("relationship_started_on", "contract_ends_on", "collected_on", "source_id", "informed_on"),
    *("address_protected", "address_protected_until", "restricted_at"),
)
IDENTITY_CODE = ("identity_code", "identity_code_hash")  # both or neither
EMPTY = {  # of the columns that are not NULL when empty
    **dict.fromkeys(("family_name", "given_names", "user_id", "language", "job_title"), ""),
    **dict.fromkeys(IDENTITY_CODE, ""),
    "address_protected": False,
}
AT_ONCE = 2_000


@transaction.atomic
def merge(survivor: DataSubject, absorbed: DataSubject, *, by: User, now: datetime) -> Merge:
    """Merge `absorbed` into `survivor`. Raises Refusal with words; nothing is changed then."""
    kept, gone = _locked(survivor, absorbed)
    _check(kept, gone)
    taken = _take(kept, gone)
    moved = {model._meta.label: _move(rows, model, kept) for model, rows in _rows(gone, kept)}
    DataSubject.objects.filter(pk=gone.pk).update(merged_into=kept)
    note = Merge.objects.create(
        survivor=kept,
        absorbed=gone,
        merged_at=now,
        merged_by=by,
        undo_until=timezone.localdate(now) + timedelta(days=settings.MERGE_UNDO_DAYS),
        taken=taken,
        moved={label: ids for label, ids in moved.items() if ids},
    )
    search.index([kept.pk, gone.pk])
    rows = sum(len(ids) for ids in moved.values())
    _write_down(Act.MERGED, kept, by, absorbed=str(gone.uuid), rows=rows)
    return note


@transaction.atomic
def undo(note: Merge, *, by: User, now: datetime) -> None:
    """Take a merge apart again. Raises Refusal once its time is over; twice is once."""
    kept, gone = _locked(note.survivor, note.absorbed)
    held = Merge.objects.select_for_update().get(pk=note.pk)
    if held.undone_at is not None:
        return
    check_can_undo(held, today=timezone.localdate(now))
    models_by_label = {model._meta.label: model for model in declared_models()}
    for label, ids in held.moved.items():
        for start in range(0, len(ids), AT_ONCE):
            still = models_by_label[label]._base_manager.filter(
                pk__in=ids[start : start + AT_ONCE], subject=kept
            )
            still.update(subject=gone)
    _give_back(kept, gone, held.taken)
    DataSubject.objects.filter(pk=gone.pk).update(merged_into=None)
    held.undone_at, held.undone_by = now, by
    held.save(update_fields=["undone_at", "undone_by"])
    search.index([kept.pk, gone.pk])
    _write_down(Act.MERGE_UNDONE, kept, by, absorbed=str(gone.uuid))


def check_can_undo(note: Merge, *, today: date) -> None:
    """Raises Refusal; screens ask it before they offer the button."""
    if today > note.undo_until:
        raise Refusal(_("The time for undoing this merge is over."))


def _locked(one: DataSubject, other: DataSubject) -> tuple[DataSubject, DataSubject]:
    """Both cards, locked in the order of their numbers: two who merge never wait for each other."""
    cards = DataSubject.objects.select_for_update().filter(pk__in=[one.pk, other.pk])
    found = {card.pk: card for card in cards.order_by("pk")}
    if len(found) != len({one.pk, other.pk}):
        raise Refusal(_("One of the cards is gone."))
    return found[one.pk], found[other.pk]


def _check(kept: DataSubject, gone: DataSubject) -> None:
    if kept.pk == gone.pk:
        raise Refusal(_("A card cannot be merged with itself."))
    if kept.kept_by_id != gone.kept_by_id:
        raise Refusal(_("The cards belong to different registers or controllers."))
    if kept.merged_into_id is not None or gone.merged_into_id is not None:
        raise Refusal(_("One of the cards has already been merged."))
    if kept.identity_code_hash and gone.identity_code_hash not in ("", kept.identity_code_hash):
        raise Refusal(_("The identity codes differ, so these are two people."))


def _take(kept: DataSubject, gone: DataSubject) -> list[str]:
    """Fill what the survivor leaves empty; the names of the columns."""
    taken = [name for name in TAKEN if not getattr(kept, name) and getattr(gone, name)]
    if not kept.identity_code and gone.identity_code:
        taken += IDENTITY_CODE
    for name in taken:
        setattr(kept, name, getattr(gone, name))
    if gone.customer_number and not kept.customer_number:  # only one card can have it
        number = gone.customer_number
        DataSubject.objects.filter(pk=gone.pk).update(customer_number="")
        kept.customer_number = number
        taken.append("customer_number")
    kept.derive()
    DataSubject.objects.filter(pk=kept.pk).update(
        **{name: getattr(kept, name) for name in (*taken, "sort_name")}
    )
    return taken


def _give_back(kept: DataSubject, gone: DataSubject, taken: list[str]) -> None:
    """Empty again what was taken, unless somebody has changed it since."""
    values: dict[str, Any] = {}
    for name in taken:
        if name == "customer_number":
            if not gone.customer_number:
                DataSubject.objects.filter(pk=kept.pk).update(customer_number="")
                DataSubject.objects.filter(pk=gone.pk).update(customer_number=kept.customer_number)
        elif getattr(kept, name) == getattr(gone, name):
            values[name] = EMPTY.get(name)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.derive()
    DataSubject.objects.filter(pk=kept.pk).update(**values, sort_name=kept.sort_name)


def _rows(
    gone: DataSubject, kept: DataSubject
) -> Iterator[tuple[type[models.Model], "QuerySet[Any]"]]:
    """The absorbed card's rows that the survivor has not got already, model by model."""
    for model, said in declared_models().items():
        if said.subject != "subject" or model is SearchText:
            continue
        rows = model._base_manager.filter(subject=gone)
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and "subject" in constraint.fields:
                rows = rows.exclude(_has_the_same(model, constraint, kept))
        yield model, rows


def _has_the_same(model: type[models.Model], constraint: UniqueConstraint, kept: DataSubject) -> Q:
    """The survivor has a row that this one would be a second of."""
    others = {name: OuterRef(name) for name in constraint.fields if name != "subject"}
    condition = constraint.condition or Q()
    same = model._base_manager.filter(condition, subject=kept, **others)
    return Q(Exists(same)) & condition


def _move(rows: "QuerySet[Any]", model: type[models.Model], kept: DataSubject) -> list[int]:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        model._base_manager.filter(pk__in=ids[start : start + AT_ONCE]).update(subject=kept)
    return ids


def _write_down(act: Act, person: DataSubject, by: User, **detail: str | int) -> None:
    journal.record(act, about=person, by=Actor.staff(by), occasion=Occasion.QUALITY, detail=detail)
