"""Whom the data went to, written down before a right is carried out (Art. 19).

After an erasure nobody could say it any more. What stands here binds only once the right has been
carried out (`subjects/recipients/untold.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.db import transaction

from register.enums import DataCategory, Modality, RecipientKind
from register.gathering import name_of
from register.models import Attribute, DataItemCategory, DataSubject, Disclosure, Recipient
from register.personal_data import Datum, declared_models
from retention import on_request
from subjects.carrying.carrier import carried_rights, granted_rights
from subjects.enums import Outcome, ProposalOutcome, RequestedKind
from subjects.models import ProposedChange, RecipientNotice, Request
from subjects.policies import Hand
from subjects.recipients.scope import erased_of, identifier_of
from subjects.rectifying.fields import card_of, cards_of, row_of

# A granted objection restricts lastingly.
TOLD_OF = frozenset(
    {
        RequestedKind.RECTIFICATION,
        RequestedKind.ERASURE,
        RequestedKind.RESTRICTION,
        RequestedKind.OBJECTION,
    }
)
# A recipient by these words of the register gets data only now and then: whether this person's
# went there is told by the disclosures recorded on the card alone.
NOW_AND_THEN = (Modality.ON_REQUEST, Modality.POSSIBLE)


@dataclass(slots=True)
class Went:
    """What went to one recipient, as far as it is known."""

    categories: set[str] = field(default_factory=set)
    last: date | None = None


@transaction.atomic
def note_recipients(request: Request, hand: Hand, right: RequestedKind) -> None:
    """Write down each recipient once; asked again before anything went, from the start.

    An attempt that was refused may be followed by another match or decision: what it wrote binds
    nobody yet, and would be of the wrong person.
    """
    if right not in TOLD_OF:
        return
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if right in carried_rights(held):
        return
    if not on_request.has_begun(held.reference):
        held.recipientnotices.filter(right=right).delete()
    if right == RequestedKind.OBJECTION and RequestedKind.RESTRICTION in granted_rights(held):
        return  # told once that the processing is restricted
    cards = _cards_concerned(held, right)
    concerned = categories_concerned(held, right)
    if concerned is not None and not concerned:
        return  # nothing that anybody holds of us is changed
    for recipient, went in _recipients(cards, concerned).items():
        RecipientNotice.objects.get_or_create(
            request=held,
            right=right,
            recipient=recipient,
            defaults={
                "name": name_of(recipient, held.language)[:300],
                "categories": " ".join(sorted(went.categories)),
                "disclosed_on": went.last,
                "identifier": identifier_of(recipient, cards),
                "noted_at": hand.now,
            },
        )


def drop_untouched(request: Request, right: RequestedKind) -> None:
    """Once it has been erased: who got only what is kept has nothing to be told."""
    if right != RequestedKind.ERASURE:
        return
    for notice in request.recipientnotices.filter(right=right):
        scope = erased_of(notice)
        if scope is not None and scope.is_nothing:
            notice.delete()


def categories_concerned(request: Request, right: RequestedKind) -> set[str] | None:
    """Which categories of data are changed; None: all that is held."""
    if right == RequestedKind.RECTIFICATION:
        accepted = request.proposedchanges.filter(outcome=ProposalOutcome.ACCEPTED)
        if not request.proposedchanges.exists():
            return None  # another system has done it
        return {category for change in accepted for category in categories_of(change)}
    granted = request.decisions.filter(right=right, outcome=Outcome.GRANTED)
    if granted.filter(category="").exists():
        return None
    return set(granted.values_list("category", flat=True))


def categories_of(change: ProposedChange) -> Iterable[str]:
    model = apps.get_model(change.model)
    if model is Attribute:  # its kind is the number of a data item, which says the categories
        told = DataItemCategory.objects.filter(item=int(change.kind)).order_by("pk")
        return list(told.values_list("category", flat=True)) or (DataCategory.OTHER,)
    said = declared_models()[model]
    datum = said.columns.get(change.column)
    if isinstance(datum, Datum) and datum.categories:
        return datum.categories
    if change.kind in said.kinds:
        return said.kinds[change.kind]
    return (DataCategory.OTHER,) if change.column else ()


def _cards_concerned(request: Request, right: RequestedKind) -> list[int]:
    """A correction concerns nobody who got data from a register in which nothing was corrected."""
    cards = cards_of(request)
    if right != RequestedKind.RECTIFICATION or not request.proposedchanges.exists():
        return cards
    accepted = request.proposedchanges.filter(outcome=ProposalOutcome.ACCEPTED)
    rows = [row_of(change) for change in accepted.exclude(column="")]
    corrected = [card_of(row) for row in rows if row is not None]
    registers = DataSubject.objects.filter(pk__in=corrected).values("kept_by__register")
    theirs = DataSubject.objects.filter(pk__in=cards, kept_by__register__in=registers)
    return list(theirs.order_by("pk").values_list("pk", flat=True))


def _recipients(cards: list[int], concerned: set[str] | None) -> Mapping[Recipient, Went]:
    """By the disclosures on the cards, and by what the registers say of all their people."""
    found: dict[Recipient, Went] = {}
    given = Disclosure.objects.filter(subject__in=cards).select_related("recipient")
    if concerned is not None:
        given = given.filter(category__in=sorted(concerned))
    for one in given.order_by("disclosed_on", "pk"):
        went = found.setdefault(one.recipient, Went())
        went.categories.add(one.category)
        went.last = one.disclosed_on
    registers = DataSubject.objects.filter(pk__in=cards).values("kept_by__register")
    regular = Recipient.objects.filter(register__in=registers).exclude(modality__in=NOW_AND_THEN)
    for recipient in regular.exclude(kind=RecipientKind.INTERNAL).order_by("pk"):
        found.setdefault(recipient, Went())
    return found
