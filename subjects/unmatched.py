"""Open requests of which nobody has fixed whom they are about, and that may be about these people.

A copy that somebody asked for cannot be given once the data are gone. So an erasure waits for every
request that came from a contact point, or names a customer number, of the cards that would go,
until somebody has fixed whom it is about, or noted that it is somebody else's. A match that a ban
brought before the identity was settled fixes nothing for the rest: it is one more hint.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Upper

from register.absorbed import every_card_of
from register.models import ContactPoint, DataSubject
from register.support.many_ids import among
from subjects.candidates import looking_into
from subjects.enums import NEVER_REFUSED, RequestedKind, Status, Step
from subjects.models import Contact, Match, Request, RequestedRight, Requester

# Rights that cannot be carried out any more once the person has gone.
NEEDS_DATA = frozenset(RequestedKind) - NEVER_REFUSED - {RequestedKind.ERASURE}
NOT_FIXED = (Status.RECEIVED, Status.IDENTIFIED)


def perhaps_of_the_same(request: Request) -> list[Request]:
    """The others that may need the data of the people of this one, the earliest first."""
    fixed = Match.objects.filter(request=request, subject__isnull=False)
    cards = list(every_card_of(set(fixed.values_list("subject", flat=True))))
    if not cards:
        return []
    people = DataSubject.objects.filter(pk__in=among(cards))
    places = {person.kept_by for person in people.select_related("kept_by__register")}
    waiting = Request.objects.filter(looking_into(places), status__in=NOT_FIXED)
    needing = RequestedRight.objects.filter(request=OuterRef("pk"), right__in=sorted(NEEDS_DATA))
    found = waiting.filter(Exists(needing), pk__in=_alike(cards))
    found = found.exclude(pk__in=[request.pk, *noted_as_anothers(request)])
    return list(found.order_by("received_at", "pk"))


def _alike(cards: Collection[int]) -> QuerySet[Any, Any]:
    """Requests from a contact point on one of these cards, by its number, or banned on it."""
    points = ContactPoint.objects.filter(subject__in=among(cards)).exclude(normalised="")
    told = Contact.objects.filter(normalised__in=points.values("normalised"))
    of_cards = DataSubject.objects.filter(pk__in=among(cards)).exclude(customer_number="")
    numbers = {number.upper() for number in of_cards.values_list("customer_number", flat=True)}
    named = Requester.objects.exclude(customer_number="").annotate(number=Upper("customer_number"))
    named = named.filter(number__in=numbers)
    matched = Match.objects.filter(subject__in=among(cards))
    by_request = [rows.order_by().values("request") for rows in (told, named, matched)]
    return by_request[0].union(*by_request[1:])


def noted_as_anothers(request: Request) -> set[int]:
    """The requests that were said to be somebody else's since it was fixed whom this is about."""
    events = request.timelineevents
    fixed = events.filter(step=Step.FIX_MATCH).order_by("version").last()
    noted = events.filter(step=Step.NOTE_ANOTHERS, version__gt=fixed.version if fixed else 0)
    return {detail["other"] for detail in noted.values_list("detail", flat=True)}
