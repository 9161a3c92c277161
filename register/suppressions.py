"""The suppression list: who must not come back by accident, and what must not be sent to whom.

Holds keyed hashes of identifiers in their one spelling. They are personal data still
(Art. 4(5)), so every entry has an end, and nothing is kept in it longer than it is needed for.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from register.enums import ContactPointKind, SuppressedKind, SuppressionReason
from register.models import ContactPoint, DataSubject, SubjectAddress, SuppressedIdentifier
from register.spellings import folded
from register.support.secrets import keyed_hash

AT_ONCE = 2_000
KIND_OF_CONTACT = {
    ContactPointKind.EMAIL: SuppressedKind.EMAIL,
    ContactPointKind.PHONE: SuppressedKind.PHONE,
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of a person, hashed: it can be recognised, not read."""

    subject: int
    kept_by: int
    kind: SuppressedKind
    hash: str


def hash_of(kind: SuppressedKind, normalised: str) -> str:
    """`normalised`: as `spellings` has it; a customer number folded; a name and address together.

    An identity code's hash is the one on the card, so that the code need not be opened for it.
    """
    return keyed_hash(f"suppressed:{kind}", normalised, settings.LOOKUP_KEY)


def identifiers_of(people: Collection[int]) -> Iterator[Identifier]:
    """What the people with these ids can be recognised by."""
    rows = DataSubject.objects.filter(pk__in=people)
    for pk, kept_by, number, code in rows.values_list(
        "pk", "kept_by", "customer_number", "identity_code_hash"
    ):
        if number:
            kind = SuppressedKind.CUSTOMER_NUMBER
            yield Identifier(pk, kept_by, kind, hash_of(kind, folded(number)))
        if code:
            kind = SuppressedKind.IDENTITY_CODE
            yield Identifier(pk, kept_by, kind, hash_of(kind, code))
    points = ContactPoint.objects.filter(subject__in=people, kind__in=KIND_OF_CONTACT)
    for pk, kept_by, contact, value in points.values_list(
        "subject", "subject__kept_by", "kind", "normalised"
    ):
        kind = KIND_OF_CONTACT[ContactPointKind(contact)]
        yield Identifier(pk, kept_by, kind, hash_of(kind, value))
    addresses = SubjectAddress.objects.filter(subject__in=people)
    for pk, kept_by, name, address in addresses.values_list(
        "subject", "subject__kept_by", "subject__sort_name", "normalised"
    ):
        kind = SuppressedKind.POSTAL_ADDRESS
        yield Identifier(pk, kept_by, kind, hash_of(kind, f"{name}|{address}"))


def suppress(
    people: Collection[int], reason: SuppressionReason, *, since: date, until: date | None
) -> int:
    """Put what identifies these people on the list; of two entries the longer one stands.

    `until` is the last day, None where the entry ends only when somebody ends it. Returns how many
    identifiers there were.
    """
    entries = {
        (one.kept_by, one.kind, one.hash): SuppressedIdentifier(
            kept_by_id=one.kept_by,
            kind=one.kind,
            hash=one.hash,
            reason=reason,
            since=since,
            until=until,
        )
        for one in identifiers_of(people)
    }
    SuppressedIdentifier.objects.bulk_create(
        entries.values(), batch_size=AT_ONCE, ignore_conflicts=True
    )
    _prolong([key[2] for key in entries], reason, until)
    return len(entries)


def _prolong(hashes: list[str], reason: SuppressionReason, until: date | None) -> None:
    for start in range(0, len(hashes), AT_ONCE):
        known = SuppressedIdentifier.objects.filter(
            hash__in=hashes[start : start + AT_ONCE], reason=reason, until__isnull=False
        )
        if until is None:
            known.update(until=None)
        else:
            known.filter(until__lt=until).update(until=until)


def suppressed(
    kept_by: int, identifiers: Iterable[tuple[SuppressedKind, str]], *, on: date
) -> set[tuple[SuppressedKind, str]]:
    """Which of (kind, hash) were erased here and may not come back on day `on` by accident."""
    wanted = list(identifiers)
    hashes = [one for _kind, one in wanted]
    found: set[tuple[str, str]] = set()
    for start in range(0, len(hashes), AT_ONCE):
        found |= set(
            erased_and_in_force(on)
            .filter(kept_by=kept_by, hash__in=hashes[start : start + AT_ONCE])
            .values_list("kind", "hash")
        )
    return {one for one in wanted if one in found}


def erased_and_in_force(on: date) -> QuerySet[SuppressedIdentifier]:
    """Entries that keep erased people out on day `on`."""
    reasons = [SuppressionReason.ERASURE_REQUEST, SuppressionReason.RETENTION]
    in_force = Q(until__isnull=True) | Q(until__gte=on)
    return SuppressedIdentifier.objects.filter(in_force, reason__in=reasons)


def forget_ended(today: date) -> int:
    """Remove entries whose time is up; how many."""
    ended = SuppressedIdentifier.objects.filter(until__lt=today)
    return ended.delete()[0]
