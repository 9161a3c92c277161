"""The ladder: which ways of settling an identity a request has, and the lightest that will do.

Art. 12(6): more is asked only on reasonable doubt, and no more than is needed. Whoever forbids
marketing or withdraws consent is asked nothing. A name with a personal identity code is no rung
(Data Protection Act 1050/2018 s. 29(5)), nor is a copy of an identity document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from register.models import DataSubject
from subjects.enums import NEVER_REFUSED, ActingAs, IdentityMethod, RequestedKind, Step
from subjects.identity import strong
from subjects.identity.points import emails_on_file, points_for
from subjects.models import ContactKind, Request

M = IdentityMethod
# What puts data into somebody's hands: a mistake about who asks cannot be taken back.
HANDS_OUT = frozenset({RequestedKind.ACCESS, RequestedKind.PORTABILITY})
# Rungs that ask the person for something.
ASKED = (M.CODE_TO_CONTACT, M.QUESTION, M.STRONG, M.IN_PERSON)


@dataclass(frozen=True, slots=True)
class Rung:
    """One way, whether it can be gone, and why or why not in words."""

    method: IdentityMethod
    is_possible: bool
    why: str
    is_recommended: bool = False


def needs_identity(request: Request) -> bool:
    """A ban or a withdrawal of consent alone is carried out without asking who says so."""
    return not set(request.requestedrights.values_list("right", flat=True)) <= NEVER_REFUSED


def rungs(request: Request, people: Sequence[DataSubject]) -> Sequence[Rung]:
    """The ladder for a request that may be about these people; nothing, where none is needed."""
    if not needs_identity(request):
        return ()
    ladder = [
        _email_on_file(request, people),
        _code(request, people),
        _question(people),
        _strong(),
        Rung(M.IN_PERSON, True, _("Look at an identity document. No copy is taken.")),
    ]
    least = _least(request, people)
    for number, rung in enumerate(ladder):
        if rung.is_possible and number >= list(M).index(least):
            ladder[number] = Rung(rung.method, True, rung.why, is_recommended=True)
            break
    return ladder


def recommended(request: Request, people: Sequence[DataSubject]) -> IdentityMethod | None:
    found = (rung.method for rung in rungs(request, people) if rung.is_recommended)
    return next(found, None)


def can_be_settled_by(request: Request) -> Sequence[IdentityMethod]:
    """By what the identity may be settled now: nothing that was not really shown."""
    told = request.contacts.filter(kind=ContactKind.EMAIL, confirmed_at__isnull=False)
    shown = {
        M.EMAIL_ON_FILE: told.exists(),
        M.CODE_TO_CONTACT: request.identitycodes.filter(entered_at__isnull=False).exists(),
        M.STRONG: request.strongidentifications.exists(),
    }
    return [method for method in M if shown.get(method, True)]


def asked_rungs(request: Request) -> set[IdentityMethod]:
    """The ways the person was asked to show who they are."""
    steps = request.timelineevents.filter(step=Step.ASK_IDENTITY)
    said = (detail.get("method") for detail in steps.values_list("detail", flat=True))
    return {IdentityMethod(method) for method in said if method in IdentityMethod.values}


def last_asked(request: Request) -> IdentityMethod | None:
    """The way the person was asked last, where the question named one."""
    asked = request.timelineevents.filter(step=Step.ASK_IDENTITY).last()
    said = asked.detail.get("method") if asked else None
    return IdentityMethod(said) if said in IdentityMethod.values else None


def _least(request: Request, people: Sequence[DataSubject]) -> IdentityMethod:
    """The lightest that is proportionate to what is asked, of these people."""
    rights = set(request.requestedrights.values_list("right", flat=True))
    if rights & HANDS_OUT and any(person.address_protected for person in people):
        return M.STRONG  # a security ban: whoever gets the data by mistake may be the danger
    return M.EMAIL_ON_FILE


def _email_on_file(request: Request, people: Sequence[DataSubject]) -> Rung:
    told = request.contacts.filter(kind=ContactKind.EMAIL, confirmed_at__isnull=False)
    confirmed = set(told.values_list("normalised", flat=True))
    if not confirmed:
        return Rung(M.EMAIL_ON_FILE, False, _("The requester has confirmed no e-mail address."))
    if not people:
        words = _("Nobody was found. To be told so, a confirmed address is enough.")
        return Rung(M.EMAIL_ON_FILE, True, words)
    on_file = emails_on_file(before=request.received_at).filter(
        subject__in=[person.pk for person in people], normalised__in=confirmed
    )
    if on_file.exists():
        words = _("The confirmed address is on a card. Nothing more need be asked.")
        return Rung(M.EMAIL_ON_FILE, True, words)
    return Rung(M.EMAIL_ON_FILE, False, _("The confirmed address is on none of the cards."))


def _code(request: Request, people: Sequence[DataSubject]) -> Rung:
    if not people:
        return Rung(M.CODE_TO_CONTACT, False, _("Nobody was found to whom a code could go."))
    if points_for(request, people):
        words = _("A card held another contact point already before the request arrived.")
        return Rung(M.CODE_TO_CONTACT, True, words)
    words = _("No card held another usable contact point before the request arrived.")
    return Rung(M.CODE_TO_CONTACT, False, words)


def _question(people: Sequence[DataSubject]) -> Rung:
    if not people:
        return Rung(M.QUESTION, False, _("Nobody was found of whom something could be asked."))
    words = _("Ask what only the person can know. Never ask for the personal identity code.")
    return Rung(M.QUESTION, True, words)


def _strong() -> Rung:
    if strong.is_on():
        return Rung(M.STRONG, True, _("With bank codes or a mobile certificate, on our page."))
    return Rung(M.STRONG, False, _("Strong identification has not been set up here."))


def acts_for_another(request: Request) -> Iterator[str]:
    """What else has to be shown where somebody asks for another."""
    if request.requester.acting_as != ActingAs.SELF:
        yield _("The requester asks for another person: look at the mandate, too.")
