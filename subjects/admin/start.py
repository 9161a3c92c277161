"""On the start page: what of the requests waits, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from register import hub
from register.admin import scope
from register.admin.people_access import reader
from register.admin.people_words import joined
from register.hub import Link, StartPart
from register.models import User
from subjects.admin.access import page_url
from subjects.admin.door import note_for
from subjects.admin.words import Time, rights_of, time_of
from subjects.letters import undelivered
from subjects.models import Request
from subjects.querysets import UNCONFIRMED, has_news, stands_still, waits_for_approval

DAYS = timedelta(days=7)
FIRST = 5  # of those whose time ends first


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, of what; grave where somebody should look today."""

    label: str
    count: int
    url: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    reference: str
    url: str
    what: str
    time: Time


def on_start_page(request: HttpRequest) -> StartPart | None:
    """For those who work on requests or watch over them; for others, the way to enter one."""
    links = []
    if request.user.has_perm("subjects.enter_request"):
        links.append(Link(_("Enter a request"), reverse("admin:subjects_request_enter")))
    if not request.user.has_perm("subjects.view_request"):
        if not links:
            return None
        context: dict[str, Any] = {"links": links, "entering_only": True}
        return StartPart("admin/subjects/start.html", context, above=True)
    links.insert(0, Link(_("All requests"), scope.url_of(Request, "changelist")))
    links.append(Link(_("Figures of the year"), reverse("admin:subjects_request_figures")))
    user = reader(request)
    door = note_for(user, timezone.now())
    context = {"figures": figures(user), "waiting": first(user), "links": links, "door": door}
    return StartPart("admin/subjects/start.html", context, above=True)


def figures(user: User) -> list[Figure]:
    """A fixed number of statements, whatever waits. Each figure leads to those it counts."""
    today = timezone.localdate()
    unanswered = ~UNCONFIRMED & Q(answered_at__isnull=True)
    ticking = unanswered & Q(still=False)
    found = (
        Request.objects.visible_to(user)
        .filter(closed_at__isnull=True)
        .annotate(still=stands_still(), has_news=has_news(), to_approve=waits_for_approval())
        .aggregate(
            late=Count("pk", filter=ticking & Q(limit_on__lt=today)),
            week=Count("pk", filter=ticking & Q(limit_on__range=(today, today + DAYS))),
            unassigned=Count("pk", filter=~UNCONFIRMED & Q(assigned_to__isnull=True)),
            waiting=Count("pk", filter=unanswered & Q(still=True)),
            news=Count("pk", filter=~UNCONFIRMED & Q(has_news=True)),
            approval=Count("pk", filter=~UNCONFIRMED & Q(to_approve=True)),
        )
    )
    desk = scope.url_of(Request, "changelist")
    owed = Request.objects.visible_to(user).owing().count()
    telling = Request.objects.visible_to(user).telling().count()
    return [
        Figure(_("Late"), found["late"], f"{desk}?show=late", grave=True),
        Figure(_("Due within a week"), found["week"], f"{desk}?show=week"),
        Figure(_("New messages"), found["news"], f"{desk}?show=news"),
        Figure(_("Waiting for approval"), found["approval"], f"{desk}?show=approval"),
        Figure(_("Without a handler"), found["unassigned"], f"{desk}?show=unassigned"),
        Figure(_("Waiting for the person"), found["waiting"], f"{desk}?show=waiting"),
        Figure(_("Letters owed"), owed, f"{desk}?show=owed"),
        Figure(_("Recipients to be told"), telling, f"{desk}?show=telling"),
        Figure(
            _("Mail that failed"),
            undelivered.requests_of(user).count(),
            f"{desk}?show=failed",
            grave=True,
        ),
    ]


def first(user: User) -> Sequence[Waiting]:
    """Those whose time ends first; whose clock stands still, after the others."""
    rows = Request.objects.visible_to(user).unanswered()
    found = rows.prefetch_related("requestedrights", "pauses", "letters")
    today = timezone.localdate()
    return [
        Waiting(row.reference, page_url(row), joined(rights_of(row)), time_of(row, today))
        for row in found.order_by(stands_still(), "limit_on", "pk")[:FIRST]
    ]


hub.START_PARTS.append(on_start_page)
