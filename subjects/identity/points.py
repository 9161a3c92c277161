"""The contact points on file to which a code may go.

A code shows that whoever asks holds what the card has held since before they asked. So a contact
point that was put on the card afterwards shows nothing, and one that the person has confirmed
already shows nothing new. Under a security ban only the machine may write: nobody is told an
address or a number to use.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from register.enums import AddressKind, ContactPointKind
from register.models import Act, ContactPoint, DataSubject, JournalEntry, SubjectAddress
from register.support.secrets import keyed_hash
from subjects.enums import CodeChannel
from subjects.models import ContactKind, Request

LONG = 4  # of so short a name two letters would tell too much
CHANNELS = {ContactPointKind.EMAIL: CodeChannel.EMAIL, ContactPointKind.PHONE: CodeChannel.PHONE}


@dataclass(frozen=True, slots=True)
class Point:
    """One contact point of one card."""

    channel: CodeChannel
    number: int  # of its row
    person: int
    card: UUID
    name: str  # as it is sorted by: whom it is compared with, not for screens
    value: str
    normalised: str
    language: str
    is_protected: bool  # a security ban on the address

    @classmethod
    def of(cls, channel: CodeChannel, row: ContactPoint | SubjectAddress, value: str) -> Self:
        person = row.subject
        if person is None:
            raise TypeError("A code goes to a person, not to an organisation.")
        return cls(
            channel=channel,
            number=row.pk,
            person=person.pk,
            card=person.uuid,
            name=person.sort_name,
            value=value,
            normalised=row.normalised,
            language=person.language,
            is_protected=person.address_protected,
        )

    @property
    def key(self) -> str:
        """What a form sends back."""
        return f"{self.channel}-{self.number}"

    @property
    def hint(self) -> str:
        """Enough to know it by for those who have seen the card; nothing under a ban."""
        if self.is_protected:
            return ""
        match self.channel:
            case CodeChannel.EMAIL:
                name, _at, host = self.normalised.rpartition("@")
                return f"{name[:1]}…{name[-1:]}@{host}" if len(name) > LONG else f"…@{host}"
            case CodeChannel.PHONE:
                return f"…{self.normalised[-3:]}"
            case _:
                return self.value.splitlines()[-1]

    @property
    def hash(self) -> str:
        return hash_of(self.channel, self.normalised)


def hash_of(channel: CodeChannel, normalised: str) -> str:
    return keyed_hash(f"identity:{channel}", normalised, settings.LOOKUP_KEY)


def emails_on_file(before: datetime | OuterRef) -> QuerySet[ContactPoint]:
    """E-mail addresses that stood on cards already: one put there since shows nothing."""
    emails = ContactPoint.objects.filter(kind=ContactPointKind.EMAIL)
    return as_they_stood(emails, before=before)


def as_they_stood(rows: QuerySet[Any], *, before: datetime | OuterRef) -> QuerySet[Any]:
    """Those of people's contact points or addresses that nobody has written or changed since.

    What replaced an older value leaves no moment in its row; the two trails tell of it.
    """
    since = OuterRef(before) if isinstance(before, OuterRef) else before
    kind = ContentType.objects.get_for_model(rows.model)
    changed = LogEntry.objects.filter(
        content_type=kind,
        object_id=OuterRef("pk"),
        action=LogEntry.Action.UPDATE,
        timestamp__gte=since,
    )
    corrected = JournalEntry.objects.filter(
        uuid=OuterRef("subject__uuid"),
        about=rows.model._meta.label,
        row=OuterRef("pk"),
        act=Act.CHANGED,
        at__gte=since,
    )
    return rows.filter(~Exists(changed), ~Exists(corrected), created_at__lt=before)


def points_for(request: Request, people: Iterable[DataSubject]) -> Sequence[Point]:
    """Where a code may be sent that these people's cards name, the lightest way first."""
    cards = [person.pk for person in people]
    confirmed = request.contacts.filter(kind=ContactKind.EMAIL, confirmed_at__isnull=False)
    known = set(confirmed.values_list("normalised", flat=True))
    found = [
        point
        for point in _all(cards, before=request.received_at)
        if point.normalised not in known
        and not (point.is_protected and point.channel != CodeChannel.EMAIL)
    ]
    order = list(CodeChannel)
    return sorted(found, key=lambda point: (order.index(point.channel), point.number))


def _all(cards: Sequence[int], *, before: datetime) -> Iterator[Point]:
    points = ContactPoint.objects.filter(kind__in=CHANNELS, subject__in=cards)
    for row in as_they_stood(points, before=before).select_related("subject"):
        yield Point.of(CHANNELS[ContactPointKind(row.kind)], row, row.value)
    addresses = SubjectAddress.objects.filter(subject__in=cards).exclude(kind=AddressKind.VISITING)
    for address in as_they_stood(addresses, before=before).select_related("subject"):
        yield Point.of(CodeChannel.POST, address, _lines(address))


def _lines(address: SubjectAddress) -> str:
    town = f"{address.postal_code} {address.town}".strip()
    parts = (address.care_of, address.street, town)
    return "\n".join(part for part in parts if part)


def same_points(people: Iterable[int], channel: CodeChannel) -> Iterator[tuple[DataSubject, str]]:
    """Who of these holds which contact point of this kind, by its hash."""
    rows: Iterable[ContactPoint | SubjectAddress]
    if channel == CodeChannel.POST:
        rows = SubjectAddress.objects.filter(subject__in=people).select_related("subject")
    else:
        kind = next(kind for kind, used in CHANNELS.items() if used == channel)
        points = ContactPoint.objects.filter(subject__in=people, kind=kind)
        rows = points.select_related("subject")
    for row in rows:
        if row.subject is not None:
            yield row.subject, hash_of(channel, row.normalised)
