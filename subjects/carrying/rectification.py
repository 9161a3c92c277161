"""Rectification carried out: what was accepted is written on the cards, row by row (Art. 16).

Through the rows' own saving, which checks and derives and keeps the search current. The journal
tells that a column was corrected, and no other trail (ADR 0007); neither holds a value.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from auditlog.context import disable_auditlog
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from register import journal
from register.enums import Direction, InteractionChannel, InteractionKind
from register.models import Act, DataSubject, Interaction, Occasion
from register.texts import Text
from subjects.carrying.carrier import Carrier, Detail
from subjects.enums import Channel, ProposalOutcome
from subjects.models import ProposedChange, Request
from subjects.policies import Hand, NotAllowed
from subjects.rectifying import values
from subjects.rectifying.fields import card_of, cards_of, label_of_change

STATEMENT = Text(
    "Oma selvitys (tietosuoja-asetuksen 16 artikla):",
    "Egen redogörelse (artikel 16 i dataskyddsförordningen):",
    "The person's own statement (Article 16 of the GDPR):",
)
CHANNELS: Mapping[str, InteractionChannel] = {
    Channel.FORM: InteractionChannel.ONLINE_SERVICE,
    Channel.EMAIL: InteractionChannel.EMAIL,
    Channel.PHONE: InteractionChannel.PHONE,
    Channel.LETTER: InteractionChannel.LETTER,
    Channel.COUNTER: InteractionChannel.VISIT,
}


def carry(request: Request, hand: Hand) -> Detail:
    """Write what was accepted. Raises NotAllowed where a card has changed since: nothing is."""
    accepted = request.proposedchanges.filter(outcome=ProposalOutcome.ACCEPTED)
    cards = cards_of(request)
    list(DataSubject.objects.select_for_update(of=("self",)).filter(pk__in=cards).order_by("pk"))
    corrected = statements = 0
    ordered = accepted.exclude(column="").order_by("model", "row", "pk")
    with disable_auditlog():
        for (model, number), changes in groupby(ordered, key=lambda one: (one.model, one.row)):
            corrected += _put_right(request, model, number, list(changes), set(cards), hand)
        for change in accepted.filter(column="").order_by("pk"):
            statements += _add_statement(request, change, set(cards), hand)
    refused = request.proposedchanges.filter(outcome=ProposalOutcome.REFUSED).count()
    return {"corrected": corrected, "statements": statements, "refused": refused}


def _put_right(
    request: Request,
    model: str,
    number: int,
    changes: list[ProposedChange],
    cards: set[int],
    hand: Hand,
) -> int:
    rows = apps.get_model(model)._default_manager.select_for_update(of=("self",))
    row: Any = rows.filter(pk=number).first()
    if row is None or card_of(row) not in cards:
        raise NotAllowed(_look_again(changes))
    open_changes = []
    for change in changes:
        now = values.present(row, change.column)
        if now == change.proposed:  # somebody has put it right already
            continue
        if now != change.former:
            raise NotAllowed(_look_again([change]))
        open_changes.append(change)
    if not open_changes:
        return 0
    try:
        values.put(row, {change.column: change.proposed for change in open_changes})
    except ValidationError as fault:
        words = f"{_look_again(open_changes)} {' '.join(fault.messages)}"
        raise NotAllowed(words) from None
    row.save()
    for change in open_changes:
        _note(request, row, hand, {"column": change.column})
    return len(open_changes)


def _add_statement(request: Request, change: ProposedChange, cards: set[int], hand: Hand) -> int:
    """Among the card's contacts: what the person says of the data, in the person's own words."""
    if change.row not in cards:
        raise NotAllowed(_look_again([change]))
    card = DataSubject.objects.get(pk=change.row)
    row = Interaction(
        subject=card,
        at=hand.now,
        channel=CHANNELS[request.channel],
        direction=Direction.INCOMING,
        kind=InteractionKind.OTHER,
        summary=f"{STATEMENT.said_in(request.language)}\n{change.proposed}",
        handled_by=hand.staff(),
    )
    row.full_clean()
    row.save()
    _note(request, row, hand, {"part": "statement"})
    return 1


def _look_again(changes: Iterable[ProposedChange]) -> str:
    """Names the fields, and no value."""
    language = translation.get_language() or "fi"
    names = ", ".join(label_of_change(change, language) for change in changes)
    words = _("The card has changed since this correction was accepted: %(fields)s. Look again.")
    return words % {"fields": names}


def _note(request: Request, row: Any, hand: Hand, detail: Mapping[str, str]) -> None:
    journal.record(
        Act.CHANGED,
        about=row,
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail=detail,
    )


CARRIER = Carrier(carry)
