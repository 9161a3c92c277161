"""What is said of a right that was granted: told from the rows of its carrying out."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from register.texts import Text
from subjects.effects.consents import ended_any_of_theirs
from subjects.effects.notes import of_right
from subjects.effects.reached import points_of
from subjects.enums import Outcome, RequestedKind
from subjects.letters import phrases_done as phrases
from subjects.letters.reading import one_line
from subjects.models import Request
from subjects.restricted import NOTICE, ends_with_answer, held_by

R = RequestedKind
Words = tuple[Text, Mapping[str, str]]


def words_of(request: Request, right: RequestedKind, *, elsewhere: bool) -> Words | None:
    """The sentence with what is filled in; none where the usual one is true as it stands.

    `elsewhere`: another system still has something to do.
    """
    carried = of_right(request, right)
    if right == R.HUMAN_REVIEW:
        return _review(request)
    if not carried:
        return None
    if right == R.CONSENT_WITHDRAWAL:
        return _withdrawal(request, elsewhere=elsewhere)
    if right == R.OBJECTION and held_by(request).exists():
        return (phrases.OBJECTION_HERE if elsewhere else phrases.OBJECTION), {}
    if right == R.RESTRICTION and not held_by(request).exists():
        return (phrases.NOBODY_LEFT_HERE if elsewhere else phrases.NOBODY_LEFT), {}
    return None


def _withdrawal(request: Request, *, elsewhere: bool) -> Words | None:
    """How many there were is told to nobody of whom only a contact point is known, or a letter."""
    if request.identified_at is None or (not request.matches.exists() and points_of(request)):
        return phrases.WITHDRAWN_BY_POINT, {}
    if not ended_any_of_theirs(request):
        return phrases.NO_CONSENT, {}
    return None if elsewhere else (phrases.WITHDRAWN, {})


def _review(request: Request) -> Words | None:
    granted = request.decisions.filter(right=R.HUMAN_REVIEW, outcome=Outcome.GRANTED)
    reviewed = granted.filter(reviewed_by__isnull=False).select_related("reviewed_by").first()
    name = reviewed.reviewed_by.get_full_name() if reviewed and reviewed.reviewed_by else ""
    return (phrases.REVIEWED_BY, {"name": one_line(name)}) if name else None


def lasted_while_weighed(request: Request) -> bool:
    """An objection was refused, and the restriction that stood meanwhile ends (Art. 18(3))."""
    return ends_with_answer(request) and held_by(request).exists()


def restricted_since(request: Request) -> date | None:
    first = held_by(request).order_by("restricted_at").first()
    return timezone.localdate(first.restricted_at) if first and first.restricted_at else None


def may_end_on(today: date) -> date:
    """Where the letter that tells of it leaves today."""
    return today + NOTICE
