"""The menu, by task; each place shows to those who may look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin.hub import may_view
from register.admin.scope import url_of
from register.hub import AREAS
from register.models import Controller, Register, SupervisoryAuthority, User
from register.models.statute import StatuteReference


@dataclass(frozen=True, slots=True)
class Place:
    """A list in the menu, or another page about the same rows."""

    model: type[Model]
    icon: str
    label: str | Promise = ""
    page: str = "changelist"
    asks_for: str = ""  # a permission, besides seeing the rows

    @property
    def url(self) -> str:
        return url_of(self.model, self.page)

    def is_open_to(self, request: HttpRequest) -> bool:
        allowed = not self.asks_for or request.user.has_perm(self.asks_for)
        return allowed and may_view(request, self.model)


PEOPLE: list[Place] = []  # filled by the pages of people
REGISTERS = [
    Place(Register, "folder_shared"),
    Place(Controller, "apartment"),
    Place(SupervisoryAuthority, "account_balance"),
    Place(StatuteReference, "gavel"),
]
NOTICES: list[Place] = []  # filled by the notices
RETENTION: list[Place] = []  # filled by the retention desk
ADMINISTRATION = [
    Place(User, "person"),
    Place(Group, "group"),
    Place(LogEntry, "history", gettext_lazy("Audit log")),
]


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """What unfold draws at the left."""
    start = {"title": _("Start"), "icon": "home", "link": reverse("admin:index")}
    groups = [
        (_("Daily work"), [start, *items(request, PEOPLE)], False),
        (_("Registers"), items(request, REGISTERS), False),
        (_("Notices"), items(request, NOTICES), False),
        (_("Retention"), items(request, RETENTION), False),
        (_("All facts"), items(request, facts()), True),
        (_("Administration"), items(request, ADMINISTRATION), False),
    ]
    return [
        {"title": title, "items": places, "collapsible": folded, "separator": False}
        for title, places, folded in groups
        if places
    ]


def facts() -> list[Place]:
    named = {place.model for place in (*REGISTERS, *NOTICES)}
    models = (shelf.model for area in AREAS for shelf in area.shelves)
    return [Place(model, "") for model in models if model not in named]


def items(request: HttpRequest, places: Sequence[Place]) -> list[dict[str, Any]]:
    """Of two places whose addresses begin alike, the reader is at the longer one."""
    shown = [place for place in places if place.is_open_to(request)]
    here = max((place.url for place in shown if request.path.startswith(place.url)), default="")
    return [
        {
            "title": place.label or capfirst(str(place.model._meta.verbose_name_plural)),
            "icon": place.icon,
            "link": place.url,
            "active": place.url == here,
        }
        for place in shown
    ]


def environment(request: HttpRequest) -> list[str] | None:
    """A mark in the header where this is no real installation."""
    return [_("Development"), "warning"] if settings.DEBUG else None


def favicon(request: HttpRequest) -> str:
    return static("register/favicon.svg")


def stylesheet(request: HttpRequest) -> str:
    return static("register/admin.css")
