"""Who sees whom on the pages about people, and the trail of who looked.

Every page of the admin that shows somebody's data stands on `OfPeople`, or asks `person_for`; both
ask `querysets`. A page about one person is journalled each time it is shown (Art. 5(2), 32; CJEU
C-579/21), with the occasion told by where it was opened.
"""

import re
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from register import journal
from register.admin.people_words import about, called
from register.models import (
    Act,
    DataSubject,
    Occasion,
    Organisation,
    RegisterController,
    User,
)

# Where a person's page may have been opened from, and what for. Upper apps add their own kinds of
# page; what follows the hyphen is the number of the case: “request-12”.
ORIGINS: dict[str, Occasion] = {
    "audit": Occasion.AUDIT,
    "authority": Occasion.AUTHORITY,
    "duplicates": Occasion.QUALITY,
    "import": Occasion.MIGRATION,
    "invoice": Occasion.BILLING,
    "marketing": Occasion.MARKETING,
    "request": Occasion.REQUEST,
}
ORIGIN = re.compile(r"(?P<page>[a-z]{1,20})(?:-[1-9][0-9]{0,17})?")
FROM = "from"
PERSON, ORGANISATION = "person", "organisation"  # .../add/?person=5


def reader(request: HttpRequest) -> User:
    """Who is signed in: the admin lets nobody else in."""
    return cast("User", request.user)


# Addresses


def url_of_person(person: DataSubject | int, *, origin: str = "", part: str = "") -> str:
    """A person's page. `origin` names the case it is opened for, such as “request-12”."""
    number = person if isinstance(person, int) else person.pk
    address = reverse("admin:register_datasubject_card", args=(number,))
    return f"{address}{f'?{FROM}={origin}' if origin else ''}{f'#{part}' if part else ''}"


def url_of_organisation(organisation: Organisation | int, *, part: str = "") -> str:
    number = organisation if isinstance(organisation, int) else organisation.pk
    address = reverse("admin:register_organisation_card", args=(number,))
    return f"{address}{f'#{part}' if part else ''}"


# The trail


def origin_of(request: HttpRequest) -> str:
    """Where the page was opened from; "" where nothing of the known form is said."""
    said = request.GET.get(FROM, "")
    found = ORIGIN.fullmatch(said)
    return said if found and found["page"] in ORIGINS else ""


def occasion_of(request: HttpRequest) -> tuple[Occasion, str]:
    """What a page is opened for, with the number of the case where it has one.

    Whoever may not change people looks at them to supervise; everybody else serves customers.
    """
    origin = origin_of(request)
    if origin:
        page = origin.partition("-")[0]
        return ORIGINS[page], origin if origin != page else ""
    serves = request.user.has_perm("register.change_datasubject")
    return (Occasion.CUSTOMER_SERVICE if serves else Occasion.AUDIT), ""


def record_view(request: HttpRequest, person: DataSubject, *, page: str, **detail: int) -> None:
    """Journal that a page about `person` is shown: asked for, or come back with faults of a form.

    A page fetched in advance is refused instead. What a browser fetches before anybody asks for it
    is seen by nobody, and once fetched it would be seen without our knowing.
    """
    if request.method == "HEAD":
        return  # the answer has no page in it
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        raise PermissionDenied
    occasion, reference = occasion_of(request)
    journal.record(
        Act.VIEWED,
        about=person,
        by=journal.Actor.staff(reader(request)),
        occasion=occasion,
        reference=reference,
        detail={"page": page, **detail},
    )


# Whom


def person_for(request: HttpRequest, number: int) -> DataSubject:
    """The person with this number, for those who may see him or her. Raises Http404."""
    if not request.user.has_perm("register.view_datasubject"):
        raise PermissionDenied
    people = DataSubject.objects.visible_to(reader(request)).select_related(
        "kept_by__register", "kept_by__controller", "organisation", "source"
    )
    person = people.filter(pk=number).first()
    if person is None:
        raise Http404
    return cast("DataSubject", person)


def survivor_of(person: DataSubject) -> DataSubject:
    """The card that stands in the place of an absorbed one, however often it was merged."""
    passed = {person.pk}
    while person.merged_into is not None and person.merged_into.pk not in passed:
        person = person.merged_into
        passed.add(person.pk)
    return person


def hides_address(request: HttpRequest, person: DataSubject | None) -> bool:
    """Whether a security ban keeps the person's address from this reader."""
    if person is None or not person.address_protected:
        return False
    return not request.user.has_perm("register.see_protected_address")


def served(user: User) -> QuerySet[RegisterController]:
    """Where this account may put new people."""
    known = RegisterController.objects.select_related("register", "controller")
    if not user.has_perm("register.see_every_controllers_people"):
        known = known.filter(controller__staff=user)
    return known.order_by("register__slug", "position", "pk")


def serves_nobody(user: User) -> bool:
    """Sees only the people of some controllers, and has none of them."""
    if user.has_perm("register.see_every_controllers_people"):
        return False
    return not user.memberships().exists()


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose card a row stands on: a person's or an organisation's."""

    person: DataSubject | None = None
    organisation: Organisation | None = None

    @classmethod
    def of(cls, row: Any) -> "Owner | None":
        person, organisation = getattr(row, "subject", None), getattr(row, "organisation", None)
        if person is None and organisation is None:
            return None
        return cls(person, organisation)

    @property
    def kept_by(self) -> RegisterController:
        whose: Any = self.person or self.organisation
        return cast("RegisterController", whose.kept_by)

    @property
    def name(self) -> str:
        return called(self.person) if self.person else about(cast("Any", self.organisation))

    @property
    def query(self) -> str:
        if self.person:
            return f"{PERSON}={self.person.pk}"
        return f"{ORGANISATION}={cast('Any', self.organisation).pk}"

    def url(self, request: HttpRequest, part: str = "") -> str:
        if self.person:
            return url_of_person(self.person, origin=origin_of(request), part=part)
        return url_of_organisation(cast("Organisation", self.organisation), part=part)


def number_in(request: HttpRequest, name: str) -> int | None:
    """A row's number from the address."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
