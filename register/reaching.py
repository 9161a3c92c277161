"""By what people may be reached for marketing: addresses and numbers on which nobody has said no.

A no binds its controller, not one card nor one register (Art. 21(3)): the person may have a second
card that nobody has merged yet, or stand in another register of the same controller.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from register.enums import ContactPointKind, MarketingChannel, MarketingScope, SourceKind
from register.models import ContactPoint, MarketingBan, SubjectAddress

REACHED_BY = {
    MarketingChannel.PHONE: ContactPointKind.PHONE,
    MarketingChannel.SMS: ContactPointKind.PHONE,
    MarketingChannel.EMAIL: ContactPointKind.EMAIL,
    MarketingChannel.SOCIAL_MEDIA: ContactPointKind.EMAIL,
}
# What comes from the person in dealings with us. Where nothing is noted it comes from the person:
# a source is noted "if not from the person".
FROM_THE_PERSON = Q(source__isnull=True) | Q(
    source__kind__in=[SourceKind.DATA_SUBJECT, SourceKind.OWN_ACTIVITY]
)


def end_of(on: date) -> datetime:
    """The moment the day is over in Helsinki."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def bans(channel: MarketingChannel, scope: MarketingScope, on: date) -> QuerySet[MarketingBan]:
    """Those in force on day `on`."""
    end = end_of(on)
    in_force = Q(lifted_at__isnull=True) | Q(lifted_at__gte=end)
    return MarketingBan.objects.filter(in_force, channel=channel, scope=scope, given_at__lt=end)


def points(channel: MarketingChannel, scope: MarketingScope, on: date) -> QuerySet[ContactPoint]:
    """E-mail addresses or phone numbers that stand on no card of the controller's that says no."""
    same = ContactPoint.objects.filter(
        kind=OuterRef("kind"),
        normalised=OuterRef("normalised"),
        subject__kept_by__controller=OuterRef("subject__kept_by__controller"),
    )
    banned = same.filter(Exists(bans(channel, scope, on).filter(subject=OuterRef("subject"))))
    return ContactPoint.objects.filter(kind=REACHED_BY[channel]).exclude(Exists(banned))


def addresses(
    channel: MarketingChannel, scope: MarketingScope, on: date
) -> QuerySet[SubjectAddress]:
    """Addresses where nobody of the same name says no; others in the house may be written to.

    The few that say no are gathered once: an address has no index of its own to be found by.
    """
    whose = Concat(
        Cast("subject__kept_by__controller", CharField()),
        *(Value("|"), F("subject__sort_name"), Value("|"), F("normalised")),
    )
    known = SubjectAddress.objects.filter(subject__isnull=False).alias(whose=whose)
    banned = known.filter(
        subject__in=bans(channel, scope, on).values("subject"),
    )
    return known.exclude(whose__in=banned.values(key=whose))
