"""What concerns one recipient: the cards it knows, and which of what it got has been erased."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from register.enums import DataCategory
from register.models import DataSubject, Disclosure, Recipient
from subjects.enums import Outcome, RequestedKind
from subjects.letters.erased import summary_of
from subjects.models import RecipientNotice, Request
from subjects.rectifying.fields import cards_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which categories the recipient is told; with none of either kind, of all it got."""

    named: Sequence[str] = ()
    without: Sequence[str] = ()
    partly: Collection[str] = ()  # of those named, single rows of which stay
    is_nothing: bool = False


def cards_known_to(recipient: Recipient, cards: Collection[int]) -> QuerySet[DataSubject]:
    """Of its register, or of which something was disclosed to it. Nothing is told of the others."""
    disclosed = Disclosure.objects.filter(recipient=recipient, subject__in=cards).values("subject")
    rows: QuerySet[DataSubject] = DataSubject.objects.filter(pk__in=cards)
    return rows.filter(Q(kept_by__register=recipient.register_id) | Q(pk__in=disclosed))


def identifier_of(recipient: Recipient, cards: Collection[int]) -> str:
    """By what a recipient may know the person: our customer number, and no name (Art. 5(1)(c))."""
    numbers = cards_known_to(recipient, cards).exclude(customer_number="")
    known = numbers.order_by("pk").values_list("customer_number", flat=True)
    return ", ".join(known)[:200]


def known_by(notice: RecipientNotice) -> str:
    """Of the end of a restriction it is read from the cards: they are still there."""
    if not notice.ended:
        return notice.identifier
    return identifier_of(notice.recipient, cards_of(notice.request)) if notice.recipient else ""


def erased_of(notice: RecipientNotice) -> Scope | None:
    """By what was truly done: what is kept with us the recipient need not erase either.

    None while the erasure has not been carried out.
    """
    summary = summary_of(notice.request)
    if summary is None:
        return None
    went = set(notice.categories.split())
    if summary.whole:
        stays = {item.category for item in summary.kept} | _refused(notice.request)
        named = _ordered(went - stays)
        return Scope(named, () if went else _ordered(stays), is_nothing=bool(went) and not named)
    gone = {*summary.erased, *summary.anonymised}
    named = _ordered(went & gone if went else gone)
    return Scope(named, partly=summary.partly, is_nothing=not named)


def _refused(request: Request) -> set[str]:
    refused = request.decisions.filter(right=RequestedKind.ERASURE, outcome=Outcome.REFUSED)
    return set(refused.values_list("category", flat=True))


def _ordered(categories: Collection[str]) -> Sequence[str]:
    return [one for one in DataCategory.values if one in categories]
