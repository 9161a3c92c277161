"""A restriction that a request brings, and its end.

It ends when no request holds it any more; one that was there before any request is not theirs to
lift. When a merge is taken apart, each card keeps what requests about it have restricted.
"""

from collections.abc import Collection

from django.db import models

from register import restricting
from register.journal import JOB
from register.merging import taken_apart
from retention import holds
from subjects.models import Request
from subjects.policies import Hand
from subjects.recipients import ends
from subjects.restricted import held_by, in_force


def place(request: Request, hand: Hand) -> int:
    """Restrict the processing of everybody the request is about; of how many it is restricted."""
    matches = request.matches.filter(subject__isnull=False)
    people = [number for number in matches.values_list("subject", flat=True) if number]
    holds.lock_people(people)
    for match in matches.filter(restricted_at__isnull=True).select_related("subject"):
        ours = in_force().filter(subject=match.subject, restricted_before=False)
        was_restricted = match.subject is not None and match.subject.restricted_at is not None
        match.restricted_before = was_restricted and not ours.exists()
        match.restricted_at = hand.now
        match.save(update_fields=["restricted_at", "restricted_before"])
    restricting.restrict(people, by=hand.actor, at=hand.now, reference=request.reference)
    return len(people)


def lift(request: Request, hand: Hand) -> int:
    """End what this request holds; of how many the processing is restricted no more.

    Whoever was told of the restriction is to be told of its end (Art. 19).
    """
    mine = list(held_by(request))
    people = {match.subject_id for match in mine if match.subject_id}
    holds.lock_people(people)  # another request that ends at the same moment waits here
    others = in_force().exclude(request=request).filter(subject__in=people)
    kept = set(others.values_list("subject", flat=True))
    kept |= {match.subject_id or 0 for match in mine if match.restricted_before}
    for match in mine:
        match.restriction_ended_at = hand.now
        match.save(update_fields=["restriction_ended_at"])
    free = sorted(people - kept)
    ends.note_ends(free, hand)
    return restricting.lift(free, by=hand.actor, at=hand.now, reference=request.reference)


def watch() -> None:
    """Called once the models are ready."""
    taken_apart.connect(_restrict_again, dispatch_uid="subjects.restrictions")


def _restrict_again(
    sender: type[models.Model], people: Collection[int], **_options: object
) -> None:
    """A request found the person restricted by the other card, which takes that along."""
    held = in_force().filter(subject__in=people, subject__restricted_at__isnull=True)
    for match in held.select_related("request").order_by("restricted_at", "pk"):
        match.restricted_before = False  # it was the other card's
        match.save(update_fields=["restricted_before"])
        if match.subject_id and match.restricted_at:
            reference = match.request.reference
            restricting.restrict(
                [match.subject_id], by=JOB, at=match.restricted_at, reference=reference
            )
