"""The door of proposed corrections: written down, accepted, refused, taken away.

Each act locks the request and is refused where somebody was quicker. Deciding changes nothing on
the cards; while a decision stands, only what can no longer be carried out is decided anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from register import journal
from register.hidden_codes import holds_identity_code
from register.models import Act, DataSubject, Occasion, User
from subjects import policies
from subjects.enums import Ground, ProposalOutcome, RequestedKind, Status
from subjects.models import ProposedChange, Request
from subjects.models.proposal import REFUSABLE
from subjects.policies import Hand, NotAllowed, Stale
from subjects.rectifying import values
from subjects.rectifying.fields import Place, card_of, cards_of, columns_of, kind_of, row_of

LONGEST = 10_000
WITHDRAWABLE = frozenset({Status.MATCHED})
STANDING = frozenset({Status.DECIDED, Status.APPROVED})


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote down: the right value, and the one that stood there when they looked.

    Without a column it is a supplementary statement on a card.
    """

    place: Place
    text: str
    former: str


def may_propose(request: Request) -> bool:
    return (
        Status(request.status) == Status.MATCHED
        and RequestedKind.RECTIFICATION in policies.requested(request)
        and request.identified_at is not None
    )


@transaction.atomic
def propose(request: Request, drafts: Sequence[Draft], *, by: User, now: datetime) -> int:
    """Write corrections down; how many. Raises NotAllowed, Stale, or ValidationError by key.

    What was proposed of the same field before is replaced, and is to be decided anew.
    """
    hand = Hand(by, now)
    held = _locked(request, hand)
    if not may_propose(held):
        raise NotAllowed(_("Corrections are written down while the request is being decided."))
    cards = set(cards_of(held))
    _check_values(drafts, cards)
    for draft in drafts:
        _write_down(held, draft, hand)
    _note(held, hand, {draft.place.card for draft in drafts}, "propose")
    return len(drafts)


def _check_values(drafts: Sequence[Draft], cards: set[int]) -> None:
    """By the rules of the rows themselves: the columns of one row are looked at together."""
    faults: dict[str, list[str]] = {}
    rows: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        rows.setdefault((draft.place.model, draft.place.row.pk), []).append(draft)
    for (model, number), of_row in rows.items():
        row: Any = apps.get_model(model)._default_manager.filter(pk=number).first()
        if row is None or card_of(row) not in cards:
            raise NotAllowed(_("This is not on a card that the request is about."))
        statements = [draft for draft in of_row if not draft.place.column]
        changes = [draft for draft in of_row if draft.place.column]
        for draft in statements:
            if fault := _fault_of_statement(draft.text):
                faults[draft.place.key] = [fault]
        for draft in changes:
            if draft.place.column not in columns_of(type(row)):
                raise NotAllowed(_("This is not corrected here."))
            if values.present(row, draft.place.column) != draft.former:
                words = _("This has changed on the card since you opened the page. Look again.")
                faults[draft.place.key] = [words]
        if changes and not faults:
            faults |= _faults_of(row, changes)
    if faults:
        raise ValidationError(faults)


def _faults_of(row: Any, drafts: Sequence[Draft]) -> dict[str, list[str]]:
    keys = {draft.place.column: draft.place.key for draft in drafts}
    try:
        values.put(row, {draft.place.column: draft.text for draft in drafts})
    except ValidationError as fault:
        return {keys[column]: words for column, words in fault.message_dict.items()}
    same = [one for one in drafts if values.present(row, one.place.column) == one.former]
    return {one.place.key: [_("This stands on the card already.")] for one in same}


def _fault_of_statement(text: str) -> str:
    if not text.strip():
        return _("Write something first.")
    if len(text) > LONGEST:
        return _("This is too long: at most 10,000 characters.")
    if holds_identity_code(text):
        return _("This holds a personal identity code. Take it out of here.")
    return ""


def _write_down(request: Request, draft: Draft, hand: Hand) -> None:
    place = draft.place
    ProposedChange.objects.update_or_create(
        request=request,
        model=place.model,
        row=place.row.pk,
        column=place.column,
        defaults={
            "kind": kind_of(place.row),
            "former": draft.former,
            "proposed": draft.text,
            "outcome": ProposalOutcome.PENDING,
            "ground": "",
            "reason": "",
            "proposed_at": hand.now,
            "proposed_by": hand.staff(),
            "decided_at": None,
            "decided_by": None,
        },
    )


def statement_on(card: DataSubject) -> Place:
    """Where a supplementary statement stands: on the card, in no column of it."""
    return Place(card, "")


@transaction.atomic
def accept(request: Request, number: int, *, by: User, now: datetime, seen: str) -> None:
    """`seen`: what stood on the card when it was looked at. It is what is corrected then."""
    hand = Hand(by, now)
    held = _locked(request, hand)
    change = _open(held, number)
    if change.column:
        row = row_of(change)
        if row is None or card_of(row) not in cards_of(held):
            raise NotAllowed(_("What was to be corrected is no longer on the card: refuse it."))
        if values.present(row, change.column) != seen:
            words = _("This has changed on the card since you opened the page. Look again.")
            raise Stale(words)
        _check_fits(change, row)
        change.former = seen
    _decide(held, change, hand, ProposalOutcome.ACCEPTED)


def _check_fits(change: ProposedChange, row: Any) -> None:
    """With whatever else is accepted or proposed of the same row."""
    together = ProposedChange.objects.filter(
        request=change.request, model=change.model, row=change.row
    ).exclude(column="")
    wanted = together.exclude(outcome=ProposalOutcome.REFUSED)
    try:
        values.put(row, {one.column: one.proposed for one in [change, *wanted]})
    except ValidationError as fault:
        raise NotAllowed(" ".join(fault.messages)) from None


@transaction.atomic
def refuse(
    request: Request, number: int, *, by: User, now: datetime, ground: Ground | str, reason: str
) -> None:
    hand = Hand(by, now)
    held = _locked(request, hand)
    change = _open(held, number)
    if ground not in REFUSABLE:
        raise NotAllowed(_("Choose on what ground it is refused."), "ground")
    if holds_identity_code(reason):
        raise NotAllowed(_("This holds a personal identity code. Take it out of here."), "reason")
    if ground == Ground.DATA_CORRECT and not reason.strip():
        words = _("Tell the person how you know that the data are correct. Art. 12(4).")
        raise NotAllowed(words, "reason")
    change.ground, change.reason = Ground(ground), reason
    _decide(held, change, hand, ProposalOutcome.REFUSED)


@transaction.atomic
def take_away(request: Request, number: int, *, by: User, now: datetime) -> None:
    """It was written down by mistake: the person never asked for it."""
    hand = Hand(by, now)
    held = _locked(request, hand)
    if Status(held.status) not in WITHDRAWABLE:
        raise NotAllowed(_("This has been decided already."))
    change = _open(held, number)
    cards = _cards(change)
    change.delete()
    _note(held, hand, cards, "take_away")


def is_stuck(change: ProposedChange) -> bool:
    """Accepted, and cannot be carried out as the card stands now."""
    if change.outcome != ProposalOutcome.ACCEPTED:
        return False
    row = row_of(change)
    if is_gone(change, row):
        return True
    if not change.column:
        return False
    now = values.present(row, change.column)
    if now not in (change.former, change.proposed):
        return True
    try:
        values.put(row, accepted_of_row(change))
    except ValidationError:
        return True
    return False


def is_gone(change: ProposedChange, row: Any) -> bool:
    """Its row stands on no card of the request any more."""
    return row is None or card_of(row) not in cards_of(change.request)


def accepted_of_row(change: ProposedChange) -> Mapping[str, str]:
    """What is to be written on the row, column by column."""
    accepted = ProposedChange.objects.filter(
        request=change.request,
        model=change.model,
        row=change.row,
        outcome=ProposalOutcome.ACCEPTED,
    ).exclude(column="")
    return {one.column: one.proposed for one in accepted}


def may_decide(request: Request, change: ProposedChange) -> bool:
    status = Status(request.status)
    if status == Status.MATCHED:
        return True
    return status in STANDING and not is_carried(request) and is_stuck(change)


def is_carried(request: Request) -> bool:
    carried: bool = request.carriedrights.filter(right=RequestedKind.RECTIFICATION).exists()
    return carried


def _locked(request: Request, hand: Hand) -> Request:
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    policies.check_may_work(held, hand.staff())
    return held


def _open(request: Request, number: int) -> ProposedChange:
    change: ProposedChange | None = request.proposedchanges.filter(pk=number).first()
    if change is None:
        raise NotAllowed(_("Somebody else has taken this correction away."))
    if not may_decide(request, change):
        raise NotAllowed(_("This has been decided already."))
    return change


def _decide(request: Request, change: ProposedChange, hand: Hand, outcome: ProposalOutcome) -> None:
    if outcome == ProposalOutcome.ACCEPTED:
        change.ground, change.reason = "", ""
    change.outcome = outcome
    change.decided_at, change.decided_by = hand.now, hand.staff()
    change.save()
    _note(request, hand, _cards(change), str(outcome))


def _cards(change: ProposedChange) -> set[int]:
    row = row_of(change)
    return set() if is_gone(change, row) else {card_of(row)}  # else somebody else's by now


def _note(request: Request, hand: Hand, cards: set[int], what: str) -> None:
    journal.record_many(
        Act.MOVED,
        sorted(cards),
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail={"part": "correction", "step": what},
    )
