"""On a person's card: the requests that are about the person."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin.people_access import reader
from register.admin.people_words import joined
from register.hub import Link
from register.models import DataSubject
from register.panels import PANELS, Line, Panel
from subjects.admin.access import page_url
from subjects.admin.words import rights_of, time_of
from subjects.models import Request

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
    lines = [line(one) for one in found]
    return Panel("requests", _("Requests"), lines, "" if lines else _("Nothing recorded."))


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
