"""On a person's card: the requests that are about the person."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin.people_access import reader
from register.admin.people_words import day, day_of, joined
from register.hub import Link
from register.models import DataSubject
from register.panels import PANELS, Line, Panel
from retention import holds
from subjects.admin.access import page_url
from subjects.admin.words import rights_of, time_of
from subjects.enums import RequestedKind
from subjects.models import CarriedRight, Request

LATEST = 20


def panel(request: HttpRequest, person: DataSubject) -> Panel | None:
    """The requests whose person was fixed to be this one, the open ones first."""
    if not request.user.has_perm("subjects.view_request"):
        return None
    rows = Request.objects.visible_to(reader(request)).filter(matches__subject=person)
    found = list(
        rows.prefetch_related("requestedrights", "pauses", "letters").order_by("-received_at")[
            :LATEST
        ]
    )
    found.sort(key=lambda one: one.closed_at is not None)
    lines = [*why_empty(person, found), *(line(one) for one in found)]
    return Panel("requests", _("Requests"), lines, "" if lines else _("Nothing recorded."))


def why_empty(person: DataSubject, requests: Sequence[Request]) -> Iterator[Line]:
    """Of a card that an erasure has emptied and something that was not erased keeps here."""
    if person.family_name or person.given_names:
        return
    erased = CarriedRight.objects.filter(request__in=requests, right=RequestedKind.ERASURE)
    last = erased.order_by("carried_at").last()
    if last is None:
        return
    words = _("The data were erased at the person's own request on %s.") % day_of(last.carried_at)
    hold = holds.in_force().filter(subject=person).order_by("-review_on").first()
    until = _("A hold keeps it until it is reviewed, by %s.") % day(hold.review_on) if hold else ""
    rest = _("Only what could not be erased is left here: see “Retention”.")
    yield Line(_("Why the card is empty"), words, joined((rest, until)))


def line(row: Request) -> Line:
    time = time_of(row, timezone.localdate())
    status = capfirst(str(row.get_status_display()))
    return Line(
        row.reference,
        joined(rights_of(row)),
        joined((status, time.words, time.days if row.closed_at is None else "")),
        [Link(_("Open"), page_url(row))],
        over=row.closed_at is not None,
    )


PANELS.append(panel)
