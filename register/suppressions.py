"""The suppression list: who must not come back by accident, and what must not be sent to whom.

Holds keyed hashes of identifiers in their one spelling. They are personal data still
(Art. 4(5)), so every entry has an end, and nothing is kept in it longer than it is needed for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_save
from django.utils import timezone

from register import journal
from register.absorbed import every_card_of
from register.enums import (
    ContactPointKind,
    MarketingChannel,
    MarketingScope,
    SuppressedKind,
    SuppressionReason,
)
from register.models import (
    Act,
    ContactPoint,
    DataSubject,
    MarketingBan,
    Occasion,
    RegisterController,
    SubjectAddress,
    SuppressedIdentifier,
)
from register.spellings import folded
from register.support.many_ids import among, in_columns
from register.support.secrets import keyed_hash
from register.support.tasks import task

AT_ONCE = 2_000
KNOWN = "register_suppressedidentifier"
AGAIN = f"{KNOWN}.since < excluded.since"
LONGER = f"{KNOWN}.until < COALESCE(excluded.until, '9999-12-31')"
Entry = tuple[int, str, str, str, str]  # kept by, kind, hash; of a ban its channel and scope
# By what somebody is reached through a channel, so by what a ban is recognised again.
REACHED_BY = {
    MarketingChannel.POST: {SuppressedKind.POSTAL_ADDRESS},
    MarketingChannel.PHONE: {SuppressedKind.PHONE},
    MarketingChannel.SMS: {SuppressedKind.PHONE},
    MarketingChannel.EMAIL: {SuppressedKind.EMAIL},
    MarketingChannel.APP: {SuppressedKind.EMAIL, SuppressedKind.CUSTOMER_NUMBER},
    MarketingChannel.SOCIAL_MEDIA: {SuppressedKind.EMAIL, SuppressedKind.PHONE},
}
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
    rows = DataSubject.objects.filter(pk__in=among(people))
    for pk, kept_by, number, code in rows.values_list(
        "pk", "kept_by", "customer_number", "identity_code_hash"
    ):
        if number:
            kind = SuppressedKind.CUSTOMER_NUMBER
            yield Identifier(pk, kept_by, kind, hash_of(kind, folded(number)))
        if code:
            kind = SuppressedKind.IDENTITY_CODE
            yield Identifier(pk, kept_by, kind, hash_of(kind, code))
    points = ContactPoint.objects.filter(subject__in=among(people), kind__in=KIND_OF_CONTACT)
    for pk, kept_by, contact, value in points.values_list(
        "subject", "subject__kept_by", "kind", "normalised"
    ):
        kind = KIND_OF_CONTACT[ContactPointKind(contact)]
        yield Identifier(pk, kept_by, kind, hash_of(kind, value))
    addresses = SubjectAddress.objects.filter(subject__in=among(people))
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
    entries = {(one.kept_by, one.kind, one.hash, "", "") for one in identifiers_of(people)}
    _enter(entries, reason, since=since, until=until)
    return len(entries)


def _enter(
    entries: Collection[Entry], reason: SuppressionReason, *, since: date, until: date | None
) -> None:
    """Set-wise. An entry that is there already is prolonged where it would end earlier, and counts
    from the later day: an import begun between the two erasures would bring the person back.
    """
    if not entries:
        return
    given, values = in_columns(sorted(entries), "bigint text text text text")
    day = "%s::date" if connection.vendor == "postgresql" else "%s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {KNOWN} "  # noqa: S608 # our own names
            "(kept_by_id, kind, hash, channel, scope, reason, since, until) "
            f"SELECT g.*, o.* FROM {given}, "
            f"(SELECT %s AS reason, {day} AS since, {day} AS until) o WHERE true "
            "ON CONFLICT (kept_by_id, kind, hash, reason, channel, scope) "
            "DO UPDATE SET "
            f"since = CASE WHEN {AGAIN} THEN excluded.since ELSE {KNOWN}.since END, "
            f"until = CASE WHEN {LONGER} THEN excluded.until ELSE {KNOWN}.until END "
            f"WHERE {AGAIN} OR {LONGER}",
            [*values, reason.value, since, until],
        )


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


def bans_in_force(on: date) -> QuerySet[SuppressedIdentifier]:
    """Entries that stand for a no to direct marketing on day `on`."""
    in_force = Q(until__isnull=True) | Q(until__gte=on)
    return SuppressedIdentifier.objects.filter(in_force, reason=SuppressionReason.MARKETING_BAN)


# Bans outlive the card (Art. 21(3))


def keep_bans(people: Collection[int], *, since: date) -> int:
    """Before cards are erased: keep what these people have forbidden, without them.

    By all that they are known by, on whichever of their cards it stands. An entry has no end: it
    stands while the controller markets at all. Returns how many.
    """
    whose = every_card_of(people)
    # A merge brought all of them to the card that stands. One left on the absorbed card is a second
    # of it, and is not lifted with the first.
    standing = among(whose.values())
    in_force = MarketingBan.objects.filter(subject__in=standing, lifted_at__isnull=True)
    bans: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for subject, channel, scope in in_force.values_list("subject", "channel", "scope"):
        bans[subject].append((channel, scope))
    known_by = identifiers_of([card for card, person in whose.items() if person in bans])
    entries = {
        (one.kept_by, one.kind, one.hash, channel, scope)
        for one in (known_by if bans else ())
        for channel, scope in bans[whose[one.subject]]
        if one.kind in REACHED_BY[MarketingChannel(channel)]
    }
    _enter(entries, SuppressionReason.MARKETING_BAN, since=since, until=None)
    return len(entries)


def ban_unknown(
    kept_by: Collection[int], known_by: Collection[tuple[SuppressedKind, str]], *, since: date
) -> int:
    """Keep a no of somebody who stands on no card, by the address or number it was said from.

    `known_by`: kinds with values in their one spelling. Returns how many addresses and numbers.
    """
    entries = {
        (register, kind.value, hash_of(kind, value), channel.value, scope)
        for register in kept_by
        for kind, value in known_by
        for channel, kinds in REACHED_BY.items()
        if kind in kinds
        for scope in MarketingScope.values
    }
    _enter(entries, SuppressionReason.MARKETING_BAN, since=since, until=None)
    return len({(kind, hashed) for _register, kind, hashed, _channel, _scope in entries})


@transaction.atomic
def bring_back_bans(people: Collection[int], *, given_at: datetime) -> list[int]:
    """Give cards the bans their identifiers brought along; whose cards got any.

    A no binds its controller, whichever of its registers it was said to.
    """
    if not _brought_along(people):
        return []
    # Whoever bans or lifts on these cards waits, or is seen now.
    cards = DataSubject.objects.select_for_update().filter(pk__in=people).order_by("pk")
    list(cards.values_list("pk"))
    new = sorted(_brought_along(people))
    MarketingBan.objects.bulk_create(
        [
            MarketingBan(subject_id=subject, channel=channel, scope=scope, given_at=given_at)
            for subject, channel, scope in new
        ],
        batch_size=AT_ONCE,
    )
    got = sorted({subject for subject, _channel, _scope in new})
    journal.record_many(Act.BANNED, got, by=journal.JOB, occasion=Occasion.MARKETING)
    return got


def _brought_along(people: Collection[int]) -> set[tuple[int, str, str]]:
    """Person, channel and scope of each ban on the list that the card has not got."""
    identifiers = list(identifiers_of(people))
    hashes = [one.hash for one in identifiers]
    controllers = dict(RegisterController.objects.values_list("pk", "controller"))
    known: dict[tuple[int, str, str], set[tuple[str, str]]] = defaultdict(set)
    for start in range(0, len(hashes), AT_ONCE):
        rows = SuppressedIdentifier.objects.filter(
            reason=SuppressionReason.MARKETING_BAN, hash__in=hashes[start : start + AT_ONCE]
        )
        for kept_by, kind, hashed, channel, scope in rows.values_list(
            "kept_by", "kind", "hash", "channel", "scope"
        ):
            known[(controllers[kept_by], kind, hashed)].add((channel, scope))
    if not known:
        return set()
    wanted = {
        (one.subject, channel, scope)
        for one in identifiers
        for channel, scope in known.get((controllers[one.kept_by], one.kind, one.hash), ())
    }
    in_force = MarketingBan.objects.filter(subject__in=people, lifted_at__isnull=True)
    return wanted - set(in_force.values_list("subject", "channel", "scope"))


def forget_ban(ban: MarketingBan) -> None:
    """The person allows it again: what is on the list would bring the ban back at the next save."""
    reached_by = REACHED_BY[MarketingChannel(ban.channel)]
    cards = every_card_of([ban.subject_id])
    hashes = [one.hash for one in identifiers_of(cards) if one.kind in reached_by]
    SuppressedIdentifier.objects.filter(
        kept_by__controller=ban.subject.kept_by.controller_id,
        hash__in=hashes,
        reason=SuppressionReason.MARKETING_BAN,
        channel=ban.channel,
        scope=ban.scope,
    ).delete()


def watch() -> None:
    """Cards saved one at a time get their bans back by themselves; called once models are ready."""
    for model in (DataSubject, ContactPoint, SubjectAddress):
        post_save.connect(_bring_back, sender=model, dispatch_uid="register.suppressions")


def _bring_back(sender: type[Model], instance: Any, **signal: Any) -> None:
    person = instance.pk if sender is DataSubject else instance.subject_id
    if person is not None and not signal["raw"]:
        bring_back_bans([person], given_at=timezone.now())


@task()
def forget_every_night() -> None:
    forget_ended(timezone.localdate())


def forget_ended(today: date) -> int:
    """Remove entries whose time is up; how many."""
    ended = SuppressedIdentifier.objects.filter(until__lt=today)
    return ended.delete()[0]
