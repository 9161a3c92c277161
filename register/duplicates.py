"""Cards that may be of one person: proposed with the reason, decided by somebody who looks.

Nothing is merged by itself. Proposals are asked of the database when somebody wants them, so there
is no list that could grow old. A value that a crowd bears, such as the number of a switchboard,
says nothing of who they are and proposes nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from register.enums import ContactPointKind, KeyDateKind
from register.models import (
    ContactPoint,
    DataSubject,
    KeyDate,
    NotTheSame,
    SubjectAddress,
    User,
)
from register.querysets import DataSubjects

Pair = tuple[int, int]  # the older card first
Row = TypeVar("Row", ContactPoint, KeyDate, SubjectAddress)

MOST = 200  # proposals of a likeness on one page; the next ones come when these are decided
CROWD = 20  # cards of one controller that bear the same value, and may still be of few people


class Likeness(models.TextChoices):
    """Why two cards are taken to be of one person, the strongest reason first."""

    IDENTITY_CODE = "identity_code", pgettext_lazy("likeness", "the same personal identity code")
    EMAIL = "email", pgettext_lazy("likeness", "the same e-mail address")
    PHONE = "phone", pgettext_lazy("likeness", "the same phone number")
    NAME_AND_BIRTH = "name_and_birth", pgettext_lazy("likeness", "the same name and day of birth")
    NAME_AND_ADDRESS = "name_and_address", pgettext_lazy("likeness", "the same name and address")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two cards and what they have in common; the older card first."""

    first: int
    second: int
    likenesses: Sequence[Likeness]


def of_person(person: DataSubject, among: DataSubjects) -> list[Proposal]:
    """Whose cards among these may be the same person's."""
    return _proposals(among, Q(pk=person.pk))


def proposals(among: DataSubjects) -> list[Proposal]:
    """Pairs among these people, at most `MOST` of each likeness."""
    return _proposals(among, Q())


def not_the_same(first: DataSubject, second: DataSubject, *, by: User) -> None:
    """Somebody looked: these are two people, and are not proposed again."""
    low, high = sorted((first.pk, second.pk))
    with transaction.atomic():
        NotTheSame.objects.get_or_create(
            first_id=low,
            second_id=high,
            defaults={"found_at": timezone.now(), "found_by": by},
        )


def _proposals(among: DataSubjects, one: Q) -> list[Proposal]:
    people = among.standing()
    found: dict[tuple[int, int], list[Likeness]] = defaultdict(list)
    for likeness, pairs in _alike(people, one):
        for low, high in sorted(pairs - _apart(pairs))[:MOST]:
            found[low, high].append(likeness)
    return [Proposal(low, high, likenesses) for (low, high), likenesses in found.items()]


def _apart(pairs: set[Pair]) -> set[Pair]:
    """Those of the pairs that somebody has found to be two people."""
    known = NotTheSame.objects.filter(first__in={low for low, _high in pairs})
    return set(known.values_list("first", "second"))


def _is_apart(one: str | OuterRef, other: str | OuterRef) -> Exists:
    """The same, asked by the database before it counts out a page."""
    first, second = OuterRef(one), OuterRef(other)
    told = Q(first=first, second=second) | Q(first=second, second=first)
    return Exists(NotTheSame.objects.filter(told))


def _alike(people: DataSubjects, one: Q) -> Iterator[tuple[Likeness, set[Pair]]]:
    standing = people.values("pk")
    theirs = people.filter(one)
    yield (
        Likeness.IDENTITY_CODE,
        _pairs(people, theirs.exclude(identity_code_hash=""), "identity_code_hash"),
    )
    for likeness, kind in (
        (Likeness.EMAIL, ContactPointKind.EMAIL),
        (Likeness.PHONE, ContactPointKind.PHONE),
    ):
        points = ContactPoint.objects.filter(kind=kind, subject__in=standing)
        yield likeness, _row_pairs(points, theirs, "normalised")
    births = KeyDate.objects.filter(kind=KeyDateKind.BIRTH, subject__in=standing)
    yield Likeness.NAME_AND_BIRTH, _row_pairs(births, theirs, "happened_on", with_name=True)
    addresses = SubjectAddress.objects.exclude(normalised="").filter(subject__in=standing)
    yield Likeness.NAME_AND_ADDRESS, _row_pairs(addresses, theirs, "normalised", with_name=True)


def _pairs(people: DataSubjects, theirs: DataSubjects, column: str) -> set[Pair]:
    same = people.filter(kept_by=OuterRef("kept_by"), **{column: OuterRef(column)})
    others = same.exclude(pk=OuterRef("pk")).exclude(_is_apart("pk", OuterRef("pk")))
    alike = theirs.filter(Exists(others)).exclude(_is_crowd(same))
    rows = list(alike.order_by().values_list("pk", "kept_by", column)[:MOST])
    bearers = people.filter(
        kept_by__in={kept_by for _pk, kept_by, _value in rows},
        **{f"{column}__in": {value for _pk, _kept_by, value in rows}},
    )
    by_value = defaultdict(set)
    for pk, kept_by, value in bearers.order_by().values_list("pk", "kept_by", column):
        by_value[kept_by, value].add(pk)
    return {
        _in_order(pk, other)
        for pk, kept_by, value in rows
        for other in by_value[kept_by, value] - {pk}
    }


def _row_pairs(
    rows: QuerySet[Row],
    theirs: DataSubjects,
    column: str,
    *,
    with_name: bool = False,
) -> set[Pair]:
    """Pairs of people of one controller whose rows agree in `column`."""
    agree: dict[str, object] = {
        column: OuterRef(column),
        "subject__kept_by": OuterRef("subject__kept_by"),
    }
    keys = ["subject__kept_by", column]
    if with_name:
        rows = rows.exclude(subject__sort_name="")
        agree["subject__sort_name"] = OuterRef("subject__sort_name")
        keys.append("subject__sort_name")
    same = rows.filter(**agree)
    others = same.exclude(subject=OuterRef("subject"))
    others = others.exclude(_is_apart("subject", OuterRef("subject")))
    alike = rows.filter(Exists(others), subject__in=theirs.values("pk")).exclude(_is_crowd(same))
    chosen = list(alike.order_by().values_list("subject", *keys)[:MOST])
    bearers = rows.filter(
        subject__kept_by__in={row[1] for row in chosen},
        **{f"{column}__in": {row[2] for row in chosen}},
    )
    by_key = defaultdict(set)
    for subject, *key in bearers.order_by().values_list("subject", *keys):
        by_key[tuple(key)].add(subject)
    return {
        _in_order(subject, other)
        for subject, *key in chosen
        for other in by_key[tuple(key)] - {subject}
    }


def _is_crowd(same: QuerySet[Any]) -> Exists:
    """Whether there is one more row of the same value than `CROWD`; no further ones are read."""
    return Exists(same.order_by()[CROWD : CROWD + 1])


def _in_order(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
