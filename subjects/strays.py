"""Bans that a request put on the card of somebody whom it turned out not to be about.

A ban acts at once, by an address that may have been mistyped or on a card that was ticked by
mistake. What was mended does not undo it by itself: whoever has the card may have said no, too.
"""

from django.db.models import Q, QuerySet

from register.absorbed import every_card_of
from register.models import Act, ContactPoint, DataSubject, JournalEntry, MarketingBan
from register.support.many_ids import among
from subjects.enums import ActingAs, RequestedKind, Step
from subjects.models import CarriedRight, Contact, ContactKind, Match, Request

BAN = RequestedKind.MARKETING_BAN
REACHES = frozenset({ContactKind.EMAIL, ContactKind.PHONE})


def strays_of(request: Request) -> list[DataSubject]:
    """Cards on which a ban of this request stands, and with which it has nothing to do any more.

    Not those whose person forbids it by another request: to lift it would take that one away.
    """
    if not _acted(request) or not _was_mended(request):
        return []
    written = JournalEntry.objects.filter(
        act=Act.BANNED, reference=request.reference, uuid__isnull=False
    )
    banned = DataSubject.objects.filter(uuid__in=set(written.values_list("uuid", flat=True)))
    # A ban goes along when its card is merged into another.
    cards = set(every_card_of(banned.values_list("pk", flat=True)).values())
    standing = bans_of(request).filter(subject__in=among(cards))
    strays = set(standing.values_list("subject", flat=True)) - _of(
        Request.objects.filter(pk=request.pk)
    )
    if not strays:
        return []
    forbids = CarriedRight.objects.filter(right=BAN).exclude(request=request)
    strays -= _of(Request.objects.filter(pk__in=forbids.values("request")), among=strays)
    found = DataSubject.objects.filter(pk__in=strays)
    return list(found.select_related("kept_by__register", "kept_by__controller").order_by("pk"))


def bans_of(request: Request) -> QuerySet[MarketingBan]:
    """Those in force that it gave: told by when it arrived; or was entered, if corrected."""
    given = Q(given_at=request.received_at)
    if "received_at" in _corrected(request):
        given |= Q(given_at__lte=request.registered_at, created_at__gte=request.registered_at)
    return MarketingBan.objects.filter(given, lifted_at__isnull=True)


def _of(requests: QuerySet[Request], among: set[int] | None = None) -> set[int]:
    """The standing cards of those whom requests are about, or whose contact points they name."""
    told = Contact.objects.filter(
        request__in=requests, request__requester__acting_as=ActingAs.SELF
    ).exclude(normalised="")
    points = ContactPoint.objects.filter(normalised__in=told.values("normalised"))
    matches = Match.objects.filter(request__in=requests, subject__isnull=False)
    if among is not None:
        cards = list(every_card_of(among))
        points, matches = points.filter(subject__in=cards), matches.filter(subject__in=cards)
    found = {*points.values_list("subject", flat=True), *matches.values_list("subject", flat=True)}
    return set(every_card_of(found).values())


def _was_mended(request: Request) -> bool:
    """Otherwise a contact point was only changed on the person's own card."""
    steps = list(request.timelineevents.values_list("step", flat=True))
    fixed_anew = request.matched_at is not None and steps.count(Step.FIX_MATCH) > 1
    return fixed_anew or bool(_corrected(request) & REACHES)


def _acted(request: Request) -> bool:
    """Without it no ban of the request can stand anywhere."""
    return CarriedRight.objects.filter(request=request, right=BAN).exists()


def _corrected(request: Request) -> set[str]:
    """The names of the fields that staff have corrected."""
    corrections = request.timelineevents.filter(step=Step.CORRECT)
    told = corrections.values_list("detail", flat=True)
    return {name for detail in told for name in str(detail.get("fields", "")).split()}
