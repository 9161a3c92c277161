"""A withdrawal of consent: as easy as it was to give it (Art. 7(3)), from the day it arrived."""

from register import binding
from register.absorbed import every_card_of, with_absorbed
from register.models import Act, DataSubject, JournalEntry
from register.support.many_ids import among
from retention import holds
from subjects.effects import notes
from subjects.effects.reached import points_of, reached_by
from subjects.enums import RequestedKind
from subjects.models import Request
from subjects.policies import Hand

RIGHT = RequestedKind.CONSENT_WITHDRAWAL


def act(request: Request, hand: Hand) -> None:
    """At once: the consents to marketing of the cards that hold the request's contact point."""
    if points_of(request):
        _withdraw_by_point(request, hand)


def carry(request: Request, hand: Hand) -> dict[str, int]:
    """And every consent of the people who were found since, to whatever it was given."""
    if points_of(request):
        _withdraw_by_point(request, hand)
    matched = request.matches.filter(subject__isnull=False).values_list("subject", flat=True)
    ended = binding.withdraw_everywhere(
        list(matched),
        by=hand.actor,
        withdrawn_at=request.received_at,
        reference=request.reference,
    )
    return _note(request, hand, ended)


def ended_any_of_theirs(request: Request) -> bool:
    """Of the people who were found; what ended on the cards of others is not told to them.

    The journal names each card as it stood then, and outlives it.
    """
    matches = request.matches.values_list("uuid", "subject")
    cards = every_card_of({card for _uuid, card in matches if card})
    uuids = {uuid for uuid, _card in matches}
    uuids |= set(DataSubject.objects.filter(pk__in=among(cards)).values_list("uuid", flat=True))
    return JournalEntry.objects.filter(
        act=Act.CONSENT_WITHDRAWN, reference=request.reference, uuid__in=sorted(uuids)
    ).exists()


def _withdraw_by_point(request: Request, hand: Hand) -> None:
    reached = reached_by(request)
    holds.lock_people(with_absorbed(reached.people))
    ended = 0
    for channels, people in reached.by_channels():
        ended += binding.withdraw_everywhere(
            people,
            by=hand.actor,
            withdrawn_at=request.received_at,
            reference=request.reference,
            channels=channels,
        )
    _note(request, hand, ended)


def _note(request: Request, hand: Hand, ended: int) -> dict[str, int]:
    detail = {"consents": notes.of_right(request, RIGHT).get("consents", 0) + ended}
    notes.keep(request, RIGHT, hand, detail)
    return detail
