"""Restriction of processing (Art. 18): the one door by which it is set and lifted.

Whoever keeps a record of it elsewhere listens to `restriction_changed`, which is sent inside the
transaction of the deed.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from register import journal
from register.absorbed import standing_for
from register.journal import Actor
from register.models import Act, DataSubject, Occasion
from register.support.many_ids import among

# With `people` (their cards), `at` and whether it is `lifted`.
restriction_changed = Signal()


def restrict(people: Collection[int], *, by: Actor, at: datetime, reference: str = "") -> int:
    """Restrict the processing of these people's data, on every card of theirs.

    Returns how many were not restricted yet.
    """
    return _change(people, by=by, at=at, lifted=False, reference=reference)


def lift(people: Collection[int], *, by: Actor, at: datetime, reference: str = "") -> int:
    """Lift the restriction. The person must have been told before (Art. 18(3))."""
    return _change(people, by=by, at=at, lifted=True, reference=reference)


@transaction.atomic
def _change(
    people: Collection[int], *, by: Actor, at: datetime, lifted: bool, reference: str
) -> int:
    whose = standing_for(people)
    rows = DataSubject.objects.select_for_update(of=("self",)).filter(
        pk__in=among(whose), restricted_at__isnull=not lifted
    )
    changed = list(rows.order_by("pk"))
    ids = [card.pk for card in changed]
    DataSubject.objects.filter(pk__in=among(ids)).update(restricted_at=None if lifted else at)
    concerned = sorted({whose[card] for card in ids})
    journal.record_many(
        Act.RESTRICTION_LIFTED if lifted else Act.RESTRICTED,
        concerned,
        by=by,
        occasion=Occasion.REQUEST,
        reference=reference,
    )
    restriction_changed.send(DataSubject, people=changed, at=at, lifted=lifted)
    return len(concerned)
