"""Two cards of one person become one: by somebody's decision, with nothing lost, to be undone.

The absorbed card stays, hidden, and points to the one that stands. Rows move to the survivor unless
it has the same already; those stay where they are. The survivor takes over what its own card leaves
empty, and every protection of either: restriction, security ban, bans of marketing. Of two
relationships the one that is more alive stands whole, so that nobody's data go while it goes on; of
two significant days of one kind, two ends of contracts and two days of collection the later stands
on the card that stays.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, UniqueConstraint
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from register import journal, search
from register.absorbed import with_absorbed
from register.enums import Relationship
from register.journal import Actor
from register.models import (
    Act,
    DataSubject,
    KeyDate,
    Merge,
    NotTheSame,
    Occasion,
    SearchText,
    User,
)
from register.personal_data import declared_models
from register.refusal import Refusal
from register.support.many_ids import among
from register.support.secrets import keyed_hash

# What the survivor takes where its own is empty.
TAKEN = (
    *("family_name", "given_names", "user_id", "language", "organisation_id", "job_title"),
    *("collected_on", "source_id", "informed_on", "restricted_at"),
)
# What is taken, and given back, as a whole: half of one card and half of the other is nobody's.
IDENTITY_CODE = ("identity_code", "identity_code_hash")
SECURITY_BAN = ("address_protected", "address_protected_until")
RELATIONSHIP = (
    *("relationship", "relationship_started_on"),
    *("relationship_ended_on", "contract_ends_on"),
)
LATER_COUNTS = ("collected_on", "contract_ends_on")
EMPTY = {  # of the columns that are not NULL when empty
    **dict.fromkeys(("family_name", "given_names", "user_id", "language", "job_title"), ""),
    **dict.fromkeys(IDENTITY_CODE, ""),
    "address_protected": False,
}
ALIVE = (Relationship.NONE, Relationship.PROSPECT, Relationship.FORMER, Relationship.CUSTOMER)
DAY = "day:"  # in the note of a merge, before the kind of a significant day that was exchanged
AT_ONCE = 2_000
# With `people`, the two cards; inside the transaction of the deed.
taken_apart = Signal()


@transaction.atomic
def merge(survivor: DataSubject, absorbed: DataSubject, *, by: User, now: datetime) -> Merge:
    """Merge `absorbed` into `survivor`. Raises Refusal with words; nothing is changed then."""
    kept, gone = _locked(survivor, absorbed)
    _check(kept, gone)
    taken, before = _take(kept, gone)
    before |= _take_later_days(kept, gone)
    moved = {model._meta.label: _move(rows, model, kept) for model, rows in _rows(gone, kept)}
    DataSubject.objects.filter(pk=gone.pk).update(merged_into=kept)
    note = Merge.objects.create(
        survivor=kept,
        absorbed=gone,
        merged_at=now,
        merged_by=by,
        undo_until=timezone.localdate(now) + timedelta(days=settings.MERGE_UNDO_DAYS),
        taken=taken,
        before=before,
        moved={label: ids for label, ids in moved.items() if ids},
        apart=_keep_apart(kept, gone),
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
    _check_is_last(held, kept)
    take_apart(held, kept, gone)
    held.undone_at, held.undone_by = now, by
    held.save(update_fields=["undone_at", "undone_by"])
    _write_down(Act.MERGE_UNDONE, kept, by, absorbed=str(gone.uuid))


def take_apart(note: Merge, kept: DataSubject, gone: DataSubject) -> None:
    """Two cards again, each with its own rows. Asks nothing: see `undo`."""
    models_by_label = {model._meta.label: model for model in declared_models()}
    for label, ids in note.moved.items():
        for start in range(0, len(ids), AT_ONCE):
            still = models_by_label[label]._base_manager.filter(
                pk__in=ids[start : start + AT_ONCE], subject=kept
            )
            still.update(subject=gone)
    _give_back(kept, gone, note)
    _give_back_days(kept, gone, note)
    NotTheSame.objects.filter(pk__in=note.apart).delete()
    DataSubject.objects.filter(pk=gone.pk).update(merged_into=None)
    search.index([kept.pk, gone.pk])
    taken_apart.send(Merge, people=[kept.pk, gone.pk])


def make_final(people: Collection[int], *, today: date) -> None:
    """What merges brought to these cards goes, so that neither card could be given back whole."""
    notes = Merge.objects.filter(survivor__in=among(with_absorbed(people)), undone_at=None)
    notes.filter(undo_until__gte=today).update(undo_until=today - timedelta(days=1))


def check_can_undo(note: Merge, *, today: date) -> None:
    """Raises Refusal; screens ask it before they offer the button."""
    if today > note.undo_until:
        raise Refusal(_("The time for undoing this merge is over."))


def _check_is_last(note: Merge, kept: DataSubject) -> None:
    """What came later holds what this merge brought: the rows, or what stood here before it."""
    later = Merge.objects.filter(survivor=kept, undone_at=None, pk__gt=note.pk)
    over = (set(before) for before in later.values_list("before", flat=True))
    if kept.merged_into_id is not None or any(names & set(note.before) for names in over):
        raise Refusal(_("A later merge builds on this one: undo the later one first."))


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


def _take(kept: DataSubject, gone: DataSubject) -> tuple[list[str], dict[str, Any]]:
    """Fill the survivor's card; the names of the columns, and what undoing has to know of them."""
    taken = [name for name in TAKEN if not getattr(kept, name) and getattr(gone, name)]
    if gone.identity_code and not kept.identity_code:
        taken += IDENTITY_CODE
    before: dict[str, Any] = {}
    for names, has_more in (
        (RELATIONSHIP, _life(gone) > _life(kept)),
        (SECURITY_BAN, _protection(gone) > _protection(kept)),
    ):
        if has_more:
            taken += names
            before |= {name: getattr(kept, name) for name in names}
    for name in LATER_COUNTS:
        if name in taken and _is_later(name, kept, gone):
            taken.remove(name)  # of the other card's relationship its end of the contract
            del before[name]
        elif name not in taken and _is_later(name, gone, kept):
            taken.append(name)
            before[name] = getattr(kept, name)
    for name in taken:
        setattr(kept, name, getattr(gone, name))
    if gone.customer_number and not kept.customer_number:  # only one card can have it
        number = gone.customer_number
        DataSubject.objects.filter(pk=gone.pk).update(customer_number="")
        kept.customer_number = number
        taken.append("customer_number")
        before["customer_number"] = _hash_of(number)
    kept.derive()
    DataSubject.objects.filter(pk=kept.pk).update(
        **{name: getattr(kept, name) for name in (*taken, "sort_name")}
    )
    return taken, before


def _life(card: DataSubject) -> tuple[int, date, date, bool]:
    """The greater, the longer the relationship lives: that of a customer before any other.

    A day that nobody knows may be the later one: where it is missing somebody has to look.
    """
    ended, contract_ends = card.relationship_ended_on, card.contract_ends_on
    return (
        ALIVE.index(Relationship(card.relationship)),
        ended or date.max,
        contract_ends or date.max,
        card.relationship_started_on is not None,
    )


def _is_later(name: str, one: DataSubject, other: DataSubject) -> bool:
    """Whether the day of `one` counts. A customer without an end of the contract has it still."""
    ours, theirs = getattr(one, name), getattr(other, name)
    if ours is None or theirs is None:
        is_open = other.relationship == Relationship.CUSTOMER and name == "contract_ends_on"
        return ours is not None and not is_open
    return bool(ours > theirs)


def _protection(card: DataSubject) -> tuple[bool, date]:
    """The greater, the longer the address is hidden; without a day for ever."""
    return card.address_protected, card.address_protected_until or date.max


def _give_back(kept: DataSubject, gone: DataSubject, note: Merge) -> None:
    """What stood here before the merge, unless somebody has changed it since."""
    values: dict[str, Any] = {}
    for names in _together(note.taken):
        # A code is sealed anew when its keys change: it is known again by its hash.
        compared = [name for name in names if name != "identity_code"]
        if names == ["restricted_at"] and _is_restricted_anew(kept, note):
            continue
        if all(getattr(kept, name) == getattr(gone, name) for name in compared):
            values |= {name: _before(note, name) for name in names}
    for name, value in values.items():
        setattr(kept, name, value)
    kept.derive()
    DataSubject.objects.filter(pk=kept.pk).update(**values, sort_name=kept.sort_name)
    number = kept.customer_number
    is_the_same = bool(number) and note.before.get("customer_number") == _hash_of(number)
    if is_the_same and not gone.customer_number:
        DataSubject.objects.filter(pk=kept.pk).update(customer_number="")
        DataSubject.objects.filter(pk=gone.pk).update(customer_number=number)


def _is_restricted_anew(kept: DataSubject, note: Merge) -> bool:
    """Since the merge, and so on both cards by one deed: it stays on both."""
    return kept.restricted_at is not None and kept.restricted_at > note.merged_at


def _take_later_days(kept: DataSubject, gone: DataSubject) -> dict[str, str]:
    """Exchange significant days of which the other card has the later; by what to know them again.

    So nothing goes earlier than by either of the cards alone.
    """
    taken = {}
    for ours, theirs in _days_of_both(kept, gone):
        if theirs.happened_on > ours.happened_on:
            _exchange(ours, theirs)
            taken[f"{DAY}{ours.kind}"] = _hash_of_day(ours)
    return taken


def _give_back_days(kept: DataSubject, gone: DataSubject, note: Merge) -> None:
    """A day that somebody has changed since stays; the other card does not count from an earlier
    one then."""
    for ours, theirs in _days_of_both(kept, gone):
        taken = note.before.get(f"{DAY}{ours.kind}")
        if taken == _hash_of_day(ours):
            _exchange(ours, theirs)
        elif taken is not None:
            later = max(ours.happened_on, theirs.happened_on)
            KeyDate.objects.filter(pk=theirs.pk).update(happened_on=later)


def _days_of_both(kept: DataSubject, gone: DataSubject) -> Iterator[tuple[KeyDate, KeyDate]]:
    """Of each kind that both cards have a day of, the two."""
    rows = KeyDate.objects.select_for_update().filter(subject__in=[kept, gone]).order_by("pk")
    days = {(day.subject_id, day.kind): day for day in rows}
    for subject, kind in days:
        if subject == kept.pk and (gone.pk, kind) in days:
            yield days[kept.pk, kind], days[gone.pk, kind]


def _exchange(one: KeyDate, other: KeyDate) -> None:
    one.happened_on, other.happened_on = other.happened_on, one.happened_on
    KeyDate.objects.bulk_update([one, other], ["happened_on"])


def _hash_of_day(day: KeyDate) -> str:
    """The day itself goes with the data of its kind, and must not be left in the note."""
    return keyed_hash("merged:day", f"{day.pk}|{day.happened_on}", settings.LOOKUP_KEY)


def _together(taken: list[str]) -> Iterator[list[str]]:
    """The columns taken, those of one whole in one go."""
    wholes = (RELATIONSHIP, SECURITY_BAN, IDENTITY_CODE)
    for whole in (*wholes, *((name,) for name in TAKEN)):
        if names := [name for name in whole if name in taken]:
            yield names


def _before(note: Merge, name: str) -> Any:
    if name not in note.before:
        return EMPTY.get(name)
    column: Any = DataSubject._meta.get_field(name)
    return column.to_python(note.before[name])


def _hash_of(number: str) -> str:
    """By which a customer number that moved is known again; the number itself is not kept twice."""
    return keyed_hash("merged:customer_number", number, settings.LOOKUP_KEY)


def _keep_apart(kept: DataSubject, gone: DataSubject) -> list[int]:
    """Whoever was found not to be the absorbed one is not the survivor: the new notes of that."""
    known = NotTheSame.objects.filter(Q(first=gone) | Q(second=gone)).order_by("pk")
    new = []
    for note in known:
        other = note.second_id if note.first_id == gone.pk else note.first_id
        if other == kept.pk:
            continue  # somebody thinks better of it now
        low, high = sorted((kept.pk, other))
        found = {"found_at": note.found_at, "found_by_id": note.found_by_id}
        row, is_new = NotTheSame.objects.get_or_create(first_id=low, second_id=high, defaults=found)
        new += [row.pk] if is_new else []
    return new


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
