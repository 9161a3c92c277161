"""Mailing lists: whom `marketing` allows to approach, with what the channel needs and no more.

An address or number on which somebody has said no is left out on whichever card it stands: the
person may have a second card that has not been found and merged yet.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from register import marketing
from register.enums import ContactPointKind, MarketingChannel, MarketingScope
from register.exports import Column, PeopleFile
from register.models import (
    ContactPoint,
    MarketingBan,
    RegisterController,
    SubjectAddress,
)
from register.querysets import DataSubjects

NAMES = frozenset({Column.FAMILY_NAME, Column.GIVEN_NAMES, Column.LANGUAGE})
NEEDS: dict[MarketingChannel, frozenset[Column]] = {
    MarketingChannel.POST: NAMES | {Column.ORGANISATION, Column.ADDRESS},
    MarketingChannel.PHONE: NAMES | {Column.PHONE},
    MarketingChannel.EMAIL: NAMES | {Column.EMAIL},
    MarketingChannel.SMS: NAMES | {Column.PHONE},
    MarketingChannel.APP: frozenset({Column.USER_ID, Column.LANGUAGE}),
    MarketingChannel.SOCIAL_MEDIA: frozenset({Column.EMAIL}),
}
REACHED_BY = {
    MarketingChannel.PHONE: ContactPointKind.PHONE,
    MarketingChannel.SMS: ContactPointKind.PHONE,
    MarketingChannel.EMAIL: ContactPointKind.EMAIL,
    MarketingChannel.SOCIAL_MEDIA: ContactPointKind.EMAIL,
}


@dataclass(frozen=True, slots=True)
class Mailing:
    """Marketing of one controller, by one channel, on one day."""

    kept_by: RegisterController
    channel: MarketingChannel
    scope: MarketingScope
    on: date  # a day in Helsinki

    def list_of(self, people: DataSubjects) -> PeopleFile:
        """Those of `people` who may be approached and can be reached."""
        theirs = people.standing().filter(kept_by=self.kept_by)
        allowed = marketing.allowed(theirs, self.channel, self.scope, self.on)
        points, addresses = self.points(), self.addresses()
        return PeopleFile(
            people=allowed.filter(self.can_be_reached(points, addresses)),
            columns=NEEDS[self.channel],
            points=points,
            addresses=addresses,
            first_only=True,
            told={
                "channel": self.channel.value,
                "scope": self.scope.value,
                "on": self.on.isoformat(),
            },
        )

    def can_be_reached(
        self, points: QuerySet[ContactPoint], addresses: QuerySet[SubjectAddress]
    ) -> Q:
        match self.channel:
            case MarketingChannel.POST:
                return Q(Exists(addresses.filter(subject=OuterRef("pk"))))
            case MarketingChannel.APP:
                return ~Q(user_id="")
            case _:
                kind = REACHED_BY[self.channel]
                return Q(Exists(points.filter(subject=OuterRef("pk"), kind=kind)))

    def points(self) -> QuerySet[ContactPoint]:
        """E-mail addresses and phone numbers on no card that says no."""
        same = ContactPoint.objects.filter(
            kind=OuterRef("kind"), normalised=OuterRef("normalised"), subject__kept_by=self.kept_by
        )
        return ContactPoint.objects.exclude(Exists(same.filter(self.is_banned())))

    def addresses(self) -> QuerySet[SubjectAddress]:
        """Addresses where nobody of the same name says no; others in the house may be written to.

        The few that say no are gathered once: an address has no index of its own to be found by.
        """
        name_and_address = Concat("subject__sort_name", Value("|"), "normalised")
        known = SubjectAddress.objects.alias(whose=name_and_address)
        banned = known.filter(self.is_banned(), subject__kept_by=self.kept_by)
        return known.exclude(whose__in=banned.values(key=name_and_address))

    def is_banned(self) -> Q:
        end = marketing.end_of(self.on)
        bans = MarketingBan.objects.filter(
            Q(lifted_at__isnull=True) | Q(lifted_at__gte=end),
            subject=OuterRef("subject"),
            channel=self.channel,
            scope=self.scope,
            given_at__lt=end,
        )
        return Q(Exists(bans))
