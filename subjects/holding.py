"""An open request holds back the erasure of the people it is about, and lets go when it ends.

Retention would otherwise erase between question and answer what the person has asked to see.
"""

from collections.abc import Iterable
from datetime import date

from register.dates import add_months
from register.models import DataSubject, User
from retention import holds
from subjects.models import Match, Request
from subjects.transitions import FINAL

REVIEWED_AFTER = 6  # months: longer than any request in time


def hold(people: Iterable[DataSubject], *, by: User, today: date) -> None:
    review_on = add_months(today, REVIEWED_AFTER)
    holds.place_for_request(people, by=by, review_on=review_on, today=today)


def release(request: Request, *, today: date) -> None:
    """Lift what this request held, but for people of whom another request is still open."""
    mine = set(
        Match.objects.filter(request=request, subject__isnull=False).values_list(
            "subject", flat=True
        )
    )
    # Another request of theirs that begins or ends at the same moment waits here, or we for it.
    holds.lock_people(mine)
    theirs = Match.objects.filter(subject__isnull=False)
    others = theirs.exclude(request=request).exclude(request__status__in=sorted(FINAL))
    busy = set(others.filter(subject__in=mine).values_list("subject", flat=True))
    holds.lift_after_request(sorted(mine - busy), today=today)
