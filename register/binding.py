"""What somebody has said once, set-wise on all of their cards: a no to marketing, consents ended.

The doors of `marketing.py` take one choice at a time, by hand. Here a person's own request is
carried out: it takes all channels, unless several may have said it, and binds every card it
reaches. Whoever keeps a record of it elsewhere listens to `choices_noted`, which is sent inside the
transaction of the deed.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.dispatch import Signal

from register import journal
from register.absorbed import standing_for
from register.enums import MarketingChannel, MarketingScope
from register.journal import Actor
from register.models import Act, Consent, DataSubject, MarketingBan, Occasion, User
from register.support.many_ids import among

AT_ONCE = 2_000
ALL_CHANNELS = frozenset(MarketingChannel)
# With `rows`: bans that are new, or consents that are withdrawn, as they stand now.
choices_noted = Signal()


@transaction.atomic
def ban_everywhere(
    people: Collection[int],
    *,
    by: Actor,
    given_at: datetime,
    reference: str,
    recorded_by: User | None = None,
    channels: Collection[MarketingChannel] = ALL_CHANNELS,
) -> int:
    """Forbid direct marketing to these people; to how many of them anything was new.

    What somebody has allowed again after `given_at` stays allowed. A ban that was lifted as of the
    moment it was given was a mistake of ours, and nobody has allowed anything.
    """
    cards = _lock(people)
    allowed_since = Q(lifted_at__gt=given_at) & ~Q(lifted_at=F("given_at"))
    said = MarketingBan.objects.filter(
        Q(lifted_at__isnull=True) | allowed_since, subject__in=among(people)
    )
    known = set(said.values_list("subject", "channel", "scope"))
    rows = [
        MarketingBan(
            subject=card,
            channel=channel,
            scope=scope,
            given_at=given_at,
            recorded_by=recorded_by,
        )
        for card in cards
        for channel in channels
        for scope in MarketingScope.values
        if (card.pk, channel, scope) not in known
    ]
    MarketingBan.objects.bulk_create(rows, batch_size=AT_ONCE)
    concerned = sorted({row.subject_id for row in rows})
    journal.record_many(
        Act.BANNED, concerned, by=by, occasion=Occasion.REQUEST, reference=reference
    )
    choices_noted.send(MarketingBan, rows=rows)
    return len(concerned)


@transaction.atomic
def withdraw_everywhere(
    people: Collection[int],
    *,
    by: Actor,
    withdrawn_at: datetime,
    reference: str,
    channels: Collection[MarketingChannel] | None = None,
) -> int:
    """End the consents of these people that were given by then, on every card; how many.

    `channels`: those to marketing through these alone.
    A later one is a new yes, and stays. What was done by a consent while it stood stays lawful.
    """
    whose = standing_for(people)
    _lock(whose)
    given = Consent.objects.filter(
        subject__in=among(whose), withdrawn_at__isnull=True, given_at__lte=withdrawn_at
    )
    if channels is not None:
        given = given.filter(channel__in=channels)
    rows = list(given.select_related("text", "subject").order_by("pk"))
    ended = Consent.objects.filter(pk__in=among([row.pk for row in rows]))
    ended.update(withdrawn_at=withdrawn_at)
    for row in rows:
        row.withdrawn_at = withdrawn_at
    concerned = sorted({whose[row.subject_id] for row in rows})
    journal.record_many(
        Act.CONSENT_WITHDRAWN, concerned, by=by, occasion=Occasion.REQUEST, reference=reference
    )
    choices_noted.send(Consent, rows=rows)
    return len(rows)


def _lock(people: Collection[int]) -> list[DataSubject]:
    """The cards. Whoever bans, lifts or consents on them waits, or is seen now."""
    cards = DataSubject.objects.select_for_update(of=("self",)).filter(pk__in=among(people))
    return list(cards.order_by("pk"))
