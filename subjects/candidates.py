"""Whom of the register a request may be about: shown to its handlers, who decide.

The public form looks nobody up. Here a handler sees the people of the registers that the request
reaches and why each may be meant: a bounded number of statements, whatever stands in the register.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from register import search
from register.enums import ContactPointKind, JointControllership
from register.models import ContactPoint, DataSubject, RegisterController, User
from register.spellings import folded
from subjects.enums import ActingAs
from subjects.models import Contact, Request

SHOWN = 12
LOOKED_AT = 100  # of one kind of likeness: more alike than that tell nobody apart


class Reason(TextChoices):
    """Why somebody may be meant, the most telling first."""

    CUSTOMER_NUMBER = "customer_number", _("the same customer number")
    EMAIL = "email", _("the same e-mail address")
    PHONE = "phone", _("the same phone number")
    NAME = "name", _("the same name")
    LIKE_NAME = "like_name", _("a name like it")
    SOUGHT = "sought", _("what you searched for")


WEIGHT: Mapping[Reason, int] = {
    Reason.CUSTOMER_NUMBER: 16,
    Reason.EMAIL: 12,
    Reason.PHONE: 8,
    Reason.NAME: 5,
    Reason.SOUGHT: 4,
    Reason.LIKE_NAME: 1,
}
OF_CONTACTS = {ContactPointKind.EMAIL: Reason.EMAIL, ContactPointKind.PHONE: Reason.PHONE}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant, and why."""

    person: DataSubject
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The likeliest people, the likeliest first."""

    people: Sequence[Candidate] = field(default_factory=list)
    more: bool = False  # there are others who are as alike: write more to tell them apart
    unseen: bool = False  # some registers are kept by controllers whom the reader does not serve


def looked_into(request: Request) -> QuerySet[RegisterController]:
    """Where the people may be kept whom a request is about.

    Every register of its controller, unless the person narrowed it to one. Of joint controllers
    any is the door (Art. 26(3)): then the people of the others in that register, too.
    """
    own = RegisterController.objects.filter(controller=request.controller_id)
    if request.register_only:
        own = own.filter(register=request.register_id)
    joint = own.filter(register__joint_controllership=JointControllership.JOINT)
    return RegisterController.objects.filter(
        Q(pk__in=own.values("pk")) | Q(register__in=joint.values("register"))
    )


def looking_into(places: Iterable[RegisterController]) -> Q:
    """Of requests: those that look into any of these places; the other way round of the above."""
    found = Q(pk__in=[])
    for place in places:
        doors = RegisterController.objects.filter(pk=place.pk)
        if place.register.joint_controllership == JointControllership.JOINT:
            doors = RegisterController.objects.filter(register=place.register_id)
        here = Q(register_only=False) | Q(register=place.register_id)
        found |= here & Q(controller__in=doors.values("controller"))
    return found


def reachable(request: Request, user: User) -> QuerySet[DataSubject]:
    """The people whom a request may be about, of those whom this handler may see."""
    people = DataSubject.objects.visible_to(user).standing()
    # As numbers, so that the search is by the index of each register: there are a handful.
    return people.filter(kept_by__in=list(looked_into(request).values_list("pk", flat=True)))


def candidates_for(request: Request, user: User, *, sought: str = "") -> Candidates:
    """Who may be meant; `sought` is what the handler has written to search for besides.

    Nobody, for whoever may not handle the request or see its controller's people.
    """
    if not user.has_perm("subjects.handle_request"):
        return Candidates()
    if not Request.objects.visible_to(user).filter(pk=request.pk).exists():
        return Candidates()
    people = reachable(request, user)
    alike: dict[int, set[Reason]] = defaultdict(set)
    for number, reason in _alike(request, people, sought):
        alike[number].add(reason)
    ranked = sorted(alike, key=lambda number: (-_weight(alike[number]), number))
    rows = people.select_related("kept_by__register", "kept_by__controller").in_bulk(ranked[:SHOWN])
    found = [
        Candidate(rows[number], [reason for reason in Reason if reason in alike[number]])
        for number in ranked[:SHOWN]
        if number in rows
    ]
    return Candidates(found, len(ranked) > SHOWN, _keeps_some_unseen(request, user))


def _weight(reasons: Iterable[Reason]) -> int:
    return sum(WEIGHT[reason] for reason in reasons)


def _alike(
    request: Request, people: QuerySet[DataSubject], sought: str
) -> Iterator[tuple[int, Reason]]:
    requester = request.requester
    if requester.customer_number:
        # As written or in capitals, which an index finds; any other case is searched for by hand.
        written = {requester.customer_number, requester.customer_number.upper()}
        same = people.filter(customer_number__in=written).order_by()
        for number in same.values_list("pk", flat=True)[:LOOKED_AT]:
            yield number, Reason.CUSTOMER_NUMBER
    yield from _of_contacts(request, people)
    # Whoever acts for another is seldom meant: the other is.
    for_another = requester.acting_as != ActingAs.SELF
    yield from _of_name(people, requester.on_behalf_of if for_another else requester.name)
    if sought.strip():
        for number in search.find(people, sought).ids[:LOOKED_AT]:
            yield number, Reason.SOUGHT


def _of_contacts(request: Request, people: QuerySet[DataSubject]) -> Iterator[tuple[int, Reason]]:
    told = Contact.objects.filter(request=request, kind__in=OF_CONTACTS).exclude(normalised="")
    same = Q()
    for kind, value in told.values_list("kind", "normalised"):
        same |= Q(kind=kind, normalised=value)
    if not same:
        return
    points = ContactPoint.objects.filter(same, subject__in=people)
    for number, kind in points.values_list("subject", "kind").distinct()[:LOOKED_AT]:
        yield number, OF_CONTACTS[ContactPointKind(kind)]


def _of_name(people: QuerySet[DataSubject], name: str) -> Iterator[tuple[int, Reason]]:
    """Every word of the name, in any order; the same where there is no word besides."""
    numbers = search.find(people, name).ids[:LOOKED_AT]
    words = sorted(folded(name).split())
    rows = people.filter(pk__in=numbers).only("family_name", "given_names")
    for person in rows:
        same = sorted(folded(person.full_name).split()) == words
        yield person.pk, Reason.NAME if same else Reason.LIKE_NAME


def _keeps_some_unseen(request: Request, user: User) -> bool:
    if user.has_perm("register.see_every_controllers_people"):
        return False
    return looked_into(request).exclude(pk__in=user.memberships().values("pk")).exists()
