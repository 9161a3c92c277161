"""The journal's door: acts on people are written here, by keys and counts only.

Appending is a plain insert in the caller's own transaction: an act that is rolled back was not done
and leaves no entry. Sealing comes later and chains what stands (`journal_seals.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from register.models import Act, ActorKind, DataSubject, JournalEntry, Occasion, User

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}")
WORD = re.compile(r"[a-z0-9_.:-]{1,80}", re.IGNORECASE)


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


def record(
    act: Act,
    *,
    about: models.Model | None,
    by: Actor,
    occasion: Occasion | str = "",
    reference: str = "",
    count: int = 1,
    detail: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Write one act. `about` is the row; a person is named by the random uuid.

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
    about: models.Model | None,
    by: Actor,
    occasion: Occasion | str = "",
    reference: str = "",
    count: int = 1,
    detail: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """The entry of one act, not yet written: for writing many at once."""
    if reference and not REFERENCE.fullmatch(reference):
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
        row=about.pk if about is not None and isinstance(about.pk, int) else None,
        count=count,
        detail=_checked(detail or {}),
    )


def _uuid_of(about: models.Model | None) -> UUID | None:
    """Whom an act is about: the person, or the person whose row it is."""
    if isinstance(about, DataSubject):
        return about.uuid
    subject = getattr(about, "subject", None)
    return subject.uuid if isinstance(subject, DataSubject) else None


def _checked(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers, and names of columns, kinds, digests: nothing with a space or an @ in it."""
    for name, value in detail.items():
        for part in value if isinstance(value, list | tuple) else [value]:
            fits = isinstance(part, int) or (isinstance(part, str) and WORD.fullmatch(part))
            if not fits or not WORD.fullmatch(name):
                raise NotForTheJournal(f"Detail {name!r} may be a number or a name of ours only.")
    return dict(detail)
