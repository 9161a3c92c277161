"""Mailing lists: whom `marketing` allows to approach, with what the channel needs and no more.

An address or number on which somebody has said no is left out on whichever card of the controller
it stands (`reaching.py`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from register import marketing, reaching
from register.enums import MarketingChannel, MarketingScope
from register.exports import Column, PeopleFile
from register.models import ContactPoint, RegisterController, SubjectAddress
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
                return Q(Exists(points.filter(subject=OuterRef("pk"))))

    def points(self) -> QuerySet[ContactPoint]:
        if self.channel not in reaching.REACHED_BY:
            return ContactPoint.objects.none()
        return marketing.points(self.channel, self.scope, self.on)

    def addresses(self) -> QuerySet[SubjectAddress]:
        return reaching.addresses(self.channel, self.scope, self.on)
