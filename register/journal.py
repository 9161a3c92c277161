"""The journal's door: acts on people are written here, by keys and counts only.

Appending is a plain insert in the caller's own transaction: an act that is rolled back was not done
and leaves no entry. Sealing comes later and chains what stands (`journal_seals.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.utils import timezone

from register.hidden_codes import holds_identity_code
from register.models import Act, ActorKind, DataSubject, JournalEntry, Occasion, User
from register.querysets import DataSubjects
from register.support.many_ids import among

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}")
WORD = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
ENTRIES = JournalEntry._meta.db_table
AT_ONCE = 20_000  # people in one statement: bounded, whoever is meant
IDS_AT_ONCE = 2_000  # and where they are named one by one


class NotForTheJournal(ValueError):
    """Raised for a detail that is neither a number nor a name of ours. Does not repeat it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something."""

    kind: ActorKind
    number: int | None = None  # of the account

    @classmethod
    def staff(cls, user: User) -> Self:
        return cls(ActorKind.USER, user.pk)


COMMAND = Actor(ActorKind.COMMAND)
JOB = Actor(ActorKind.JOB)
THE_SUBJECT = Actor(ActorKind.SUBJECT)


def is_reference(text: str) -> bool:
    """Whether `text` is a short code of a case, and nobody's personal identity code."""
    return REFERENCE.fullmatch(text) is not None and not holds_identity_code(text)


def record(
    act: Act,
    *,
    about: models.Model | type[models.Model] | None,
    by: Actor,
    occasion: Occasion | str = "",
    reference: str = "",
    count: int = 1,
    detail: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Write one act. `about` is the row, or its model; a person is named by the random uuid.

    Raises NotForTheJournal for a reference or detail that could be somebody's data.
    """
    entry = entry_of(
        act,
        about=about,
        by=by,
        occasion=occasion,
        reference=reference,
        count=count,
        detail=detail,
    )
    entry.save(force_insert=True)
    return entry


def entry_of(
    act: Act,
    *,
    about: models.Model | type[models.Model] | None,
    by: Actor,
    occasion: Occasion | str = "",
    reference: str = "",
    count: int = 1,
    detail: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """The entry of one act, not yet written: for writing many at once."""
    if reference and not is_reference(reference):
        raise NotForTheJournal("A reference is a short code of letters, digits, / _ . and -.")
    return JournalEntry(
        at=timezone.now(),
        act=act,
        actor_kind=by.kind,
        actor=by.number,
        occasion=occasion,
        reference=reference,
        about=about._meta.label if about is not None else "",
        uuid=_uuid_of(about),
        row=about.pk if isinstance(about, models.Model) and isinstance(about.pk, int) else None,
        count=count,
        detail=_checked(detail or {}),
    )


def record_many(
    act: Act,
    people: DataSubjects | Iterable[int],
    *,
    by: Actor,
    occasion: Occasion | str = "",
    reference: str = "",
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Write the same act for each of many people, set-wise; how many entries there are now.

    `people` is a queryset or the people's ids. Whoever is named twice gets one entry; a number that
    is nobody's gets none. Raises NotForTheJournal as `record` does.
    """
    pattern = entry_of(
        act, about=DataSubject, by=by, occasion=occasion, reference=reference, detail=detail
    )
    with transaction.atomic():
        return sum(_copy(pattern, portion) for portion in _portions(people))


def _portions(people: DataSubjects | Iterable[int]) -> Iterator[DataSubjects]:
    """The people in bounded sets: by ranges of their key, or by lists of it."""
    if isinstance(people, DataSubjects) and not people.query.is_sliced:
        yield from _ranges(people.order_by("pk"))
        return
    ids = people.values_list("pk", flat=True) if isinstance(people, DataSubjects) else people
    rest = iter(dict.fromkeys(ids))
    while portion := list(islice(rest, IDS_AT_ONCE)):
        yield DataSubject.objects.filter(pk__in=among(portion))


def _ranges(people: DataSubjects) -> Iterator[DataSubjects]:
    low = 0
    while True:
        rest = people.filter(pk__gt=low)
        keys = rest.values_list("pk", flat=True).distinct()
        high = next(iter(keys[AT_ONCE - 1 : AT_ONCE]), None)
        if high is None:
            yield rest
            return
        yield rest.filter(pk__lte=high)
        low = high


def _copy(pattern: JournalEntry, people: DataSubjects) -> int:
    """INSERT … SELECT: one entry like `pattern` for each of the people."""
    columns = [field for field in JournalEntry._meta.concrete_fields if not field.primary_key]
    theirs = {"uuid": "person.uuid", "row": "person.id"}
    values, given = [], []
    for field in columns:
        values.append(theirs.get(field.name, "%s"))
        if field.name not in theirs:
            value = getattr(pattern, field.attname)
            given.append(field.get_db_prep_save(value, connection))
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
    chosen = people.order_by().values("id", "uuid")
    if len(people.query.alias_map) > 1:  # joined: somebody may come several times
        chosen = chosen.distinct()
    try:
        them, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking that there is nobody
        return 0
    statement = (
        f"INSERT INTO {ENTRIES} ({names}) "  # noqa: S608 # our own names; values are parameters
        f"SELECT {', '.join(values)} FROM ({them}) person ORDER BY person.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *parameters])
        return int(cursor.rowcount)


def _uuid_of(about: object) -> UUID | None:
    """Whom an act is about: the person, or the person whose row it is."""
    if isinstance(about, DataSubject):
        return about.uuid
    subject = getattr(about, "subject", None)
    return subject.uuid if isinstance(subject, DataSubject) else None


def _is_word(text: str) -> bool:
    return WORD.fullmatch(text) is not None and not holds_identity_code(text)


def _checked(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers, and names of columns, kinds, digests: nothing with a space or an @ in it."""
    for name, value in detail.items():
        for part in value if isinstance(value, list | tuple) else [value]:
            fits = isinstance(part, int) or (isinstance(part, str) and _is_word(part))
            if not fits or not WORD.fullmatch(name):
                raise NotForTheJournal(f"Detail {name!r} may be a number or a name of ours only.")
    # In the order in which PostgreSQL keeps keys, so that both databases hold the same text and a
    # journal moved from one to the other still verifies.
    return {name: detail[name] for name in sorted(detail, key=lambda name: (len(name), name))}
