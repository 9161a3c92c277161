"""The desk: the requests to be worked on, those whose time ends first at the top.

Those that wait for the person come after all that wait for us.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from register.admin.listing import Asked, Cell, Filter, KeysetList, Line, Table, Words
from register.admin.people_access import reader
from register.admin.people_words import name_of
from register.hub import Link
from register.models import Register, User
from register.search import Found
from subjects.admin import (
    carrying_copies,
    carrying_erasure,
    carrying_recipients,
    carrying_rectification,
    entry,
    figures,
    files,
    identity,
    stepping,
)
from subjects.admin.access import page_url
from subjects.admin.request_page import request_page
from subjects.admin.words import new_message, rights_of, time_of
from subjects.enums import LetterKind
from subjects.letters import undelivered
from subjects.models import Letter, Request
from subjects.querysets import (
    OPEN,
    UNCONFIRMED,
    has_news,
    stands_still,
    waits_for_approval,
    waits_for_the_person,
)

SHOW = "show"
WEEK = timedelta(days=7)
MOST_FOUND = 100
LONGEST_REFERENCE = 20


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the desk; `mine` gets the reader."""

    label: Words
    rows: Callable[[Any, User], Any]
    nothing: Words
    ended: bool = False  # nobody counts these, and the latest come first
    tab: bool = True  # else it has one only while it is looked at: the start page leads there


VIEWS: Mapping[str, View] = {
    "": View(
        gettext_lazy("All open"),
        lambda rows, user: rows.open(),
        gettext_lazy("No request is open."),
    ),
    "mine": View(
        pgettext_lazy("requests", "Mine"),
        lambda rows, user: rows.assigned_to(user),
        gettext_lazy("No open request is yours."),
    ),
    "unassigned": View(
        gettext_lazy("Without a handler"),
        lambda rows, user: rows.unassigned(),
        gettext_lazy("Every open request has its handler."),
    ),
    "waiting": View(
        gettext_lazy("Waiting for the person"),
        lambda rows, user: rows.waiting(),
        gettext_lazy("No request waits for the person."),
    ),
    "unconfirmed": View(
        gettext_lazy("Not confirmed yet"),
        lambda rows, user: rows.filter(UNCONFIRMED),
        gettext_lazy("No request waits for its e-mail address to be confirmed."),
    ),
    "news": View(
        gettext_lazy("New messages"),
        lambda rows, user: rows.with_news(),
        gettext_lazy("Nobody has written since."),
    ),
    "approval": View(
        gettext_lazy("Waiting for approval"),
        lambda rows, user: rows.to_be_approved(),
        gettext_lazy("No decision waits for approval."),
    ),
    "late": View(
        pgettext_lazy("requests", "Late"),
        lambda rows, user: rows.late(timezone.localdate()),
        gettext_lazy("No request is late."),
        tab=False,
    ),
    "week": View(
        gettext_lazy("Due within a week"),
        lambda rows, user: rows.due_within(timezone.localdate(), WEEK),
        gettext_lazy("No request is due within a week."),
        tab=False,
    ),
    "owed": View(
        gettext_lazy("Letters owed"),
        lambda rows, user: rows.owing(),
        gettext_lazy("No letter is owed."),
        tab=False,
    ),
    "telling": View(
        gettext_lazy("Recipients to be told"),
        lambda rows, user: rows.telling(),
        gettext_lazy("Every recipient has been seen to."),
        tab=False,
    ),
    "failed": View(
        gettext_lazy("Mail that failed"),
        lambda rows, user: rows.filter(pk__in=undelivered.requests_of(user).values("pk")),
        gettext_lazy("All mail has arrived or is on its way."),
        tab=False,
    ),
    "ended": View(
        pgettext_lazy("requests", "Ended"),
        lambda rows, user: rows.exclude(OPEN),
        gettext_lazy("No request has ended yet."),
        ended=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as the page draws it."""

    label: Words
    url: str
    count: int | None
    current: bool


@admin.register(Request)
class RequestAdmin(KeysetList):
    order: ClassVar[str] = "limit_on"
    change_list_template = "admin/subjects/desk.html"
    searched_by = gettext_lazy("The request's reference or a part of it, such as P-7K2M-9QXC.")
    filters = (
        Filter(
            SHOW,
            gettext_lazy("Show"),
            lambda request: [(name, view.label) for name, view in VIEWS.items() if name],
            lambda rows, chosen: rows,  # `asked` narrows them: it knows who asks
        ),
    )

    # Who

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("subjects.view_request")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # see `entry.py`

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The list

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        """With what a line tells: a fixed number of statements, however many rows."""
        told = Letter.objects.filter(kind=LetterKind.EXTENSION).only("request", "kind", "sent_at")
        rows = Request.objects.visible_to(reader(request)).defer("words", "extension_reason")
        rows = rows.annotate(news=has_news(), waits=waits_for_the_person())
        found: QuerySet[Any] = rows.select_related(
            "requester", "controller", "assigned_to"
        ).prefetch_related("requestedrights", "pauses", Prefetch("letters", told))
        return found

    def asked(self, request: HttpRequest) -> Asked:
        asked = super().asked(request)
        chosen = request.GET.get(SHOW, "")
        if asked.written and not chosen:
            return asked  # a reference is found wherever the request stands
        return replace(asked, rows=VIEWS[chosen].rows(asked.rows, reader(request)))

    def find(self, rows: QuerySet[Any], written: str) -> Found[Any]:
        """By reference alone: people are found on their own list."""
        sought = "".join(sign for sign in written.upper() if sign.isascii() and sign.isalnum())
        if not 0 < len(sought) <= LONGEST_REFERENCE:
            return Found(rows.none())
        bare = sought.removeprefix("P") if len(sought) == 9 else sought
        like = Q(reference__contains=sought) | Q(reference__contains=dashed(bare))
        found = self.sorted(rows.filter(like), back=False).values_list("pk", flat=True)
        ids = list(found[: MOST_FOUND + 1])
        return Found(rows.filter(pk__in=ids), ids[:MOST_FOUND], len(ids) > MOST_FOUND)

    def sorted(self, rows: QuerySet[Any], *, back: bool) -> QuerySet[Any]:
        sign = "-" if self.newest_first != back else ""
        return rows.order_by(f"{sign}waits", f"{sign}{self.order}", f"{sign}pk")

    def place_of(self, request: HttpRequest, number: int | None) -> tuple[Any, ...] | None:
        if number is None:
            return None
        rows = self.rows_listed(request).filter(pk=number)
        return rows.order_by().values_list("waits", self.order, "pk").first()

    def beyond(self, rows: QuerySet[Any], place: Iterable[Any], *, back: bool) -> QuerySet[Any]:
        past = "lt" if self.newest_first != back else "gt"
        waits, limit, number = place
        later = Q(**{f"{self.order}__{past}": limit})
        later |= Q(**{self.order: limit, f"pk__{past}": number})
        return rows.filter(Q(**{f"waits__{past}": waits}) | (Q(waits=waits) & later))

    def page_of(self, request: HttpRequest, asked: Asked) -> dict[str, Any]:
        if not VIEWS[request.GET.get(SHOW, "")].ended:
            return super().page_of(request, asked)
        turned: Any = copy(self)
        turned.newest_first = True
        return KeysetList.page_of(turned, request, asked)

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        today = timezone.localdate()
        several = len({row.controller_id for row in rows}) > 1
        return Table(_("Reference"), [line(row, today, several=several) for row in rows])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context: dict[str, Any] = {}
        if self.has_view_permission(request):
            view = VIEWS.get(request.GET.get(SHOW, ""), VIEWS[""])
            context = {"tabs": tabs(request), "nothing_yet": view.nothing}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        links = [Link(_("Figures of the year"), reverse("admin:subjects_request_figures"))]
        if request.user.has_perm("subjects.enter_request"):
            links.insert(0, Link(_("Enter a request"), reverse("admin:subjects_request_enter")))
        return links

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, str, Callable[..., Any]]] = [
            ("", "changelist", self.changelist_view),
            ("enter/", "enter", entry.enter),
            ("figures/", "figures", figures.page),
            ("figures/file/", "figures_file", figures.file),
            ("files/<int:attachment_id>/", "file", files.download),
            ("<int:request_id>/change/", "change", request_page),
            ("<int:request_id>/step/<slug:step>/", "step", stepping.take),
            ("<int:request_id>/seek/", "seek", stepping.seek),
            ("<int:request_id>/attach/", "attach", files.attach),
        ]
        return [
            *(
                path(address, self.admin_site.admin_view(view), name=f"subjects_request_{name}")
                for address, name, view in pages
            ),
            *identity.pages(self.admin_site),
            *carrying_copies.pages(self.admin_site),
            *carrying_rectification.pages(self.admin_site),
            *carrying_recipients.pages(self.admin_site),
            *carrying_erasure.pages(self.admin_site),
        ]


def dashed(sought: str) -> str:
    """The eight signs of a reference as they are printed."""
    return f"{sought[:4]}-{sought[4:]}" if len(sought) > 4 else sought


def line(row: Request, today: date, *, several: bool) -> Line:
    time = time_of(row, today)
    standing = [capfirst(str(row.get_status_display()))]
    if row.news:  # type: ignore[attr-defined] # annotated by `rows_listed`
        standing.append(new_message())
    cells = [
        Cell(_("Time left"), [time.badge, time.days]),
        Cell(_("What is asked"), rights_of(row)),
        Cell(_("Who asks"), [row.requester.name]),
        Cell(pgettext("request", "Where it stands"), standing),
        Cell(_("Handler"), [name_of(row.assigned_to) if row.assigned_to else "–"]),
    ]
    if several:
        cells.append(Cell(_("Controller"), [row.controller.name]))
    return Line(row.reference, page_url(row), cells)


def tabs(request: HttpRequest) -> list[Tab]:
    """The views with how many stand in each: one statement, of what has not ended."""
    user = reader(request)
    open_ = ~UNCONFIRMED
    found = (
        Request.objects.visible_to(user)
        .filter(OPEN)
        .annotate(still=stands_still(), has_news=has_news(), to_approve=waits_for_approval())
        .aggregate(
            all=Count("pk", filter=open_),
            mine=Count("pk", filter=open_ & Q(assigned_to=user)),
            unassigned=Count("pk", filter=open_ & Q(assigned_to__isnull=True)),
            waiting=Count("pk", filter=open_ & Q(still=True, answered_at__isnull=True)),
            unconfirmed=Count("pk", filter=UNCONFIRMED),
            news=Count("pk", filter=open_ & Q(has_news=True)),
            approval=Count("pk", filter=open_ & Q(to_approve=True)),
        )
    )
    chosen = "" if request.GET.get("q") else request.GET.get(SHOW, "")
    return [
        Tab(
            view.label,
            f"?{SHOW}={name}" if name else "?",
            found.get(name or "all"),
            name == chosen and not request.GET.get("q"),
        )
        for name, view in VIEWS.items()
        if view.tab or name == chosen
    ]
