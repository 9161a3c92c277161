"""The start page: a search for people, and every register with what it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from register import hub
from register.admin import scope
from register.admin.people_access import reader, serves_nobody
from register.gaps import BASICS, BASICS_AREA, RegisterState, states
from register.hub import Link
from register.models import DataSubject, Register


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """One register on the start page."""

    register: Register
    state: RegisterState
    url: str
    remarks: Sequence[Link]

    @property
    def companies(self) -> str:
        return ", ".join(company.name for company in self.register.controllers.all())

    @property
    def next_label(self) -> Any:
        areas = {BASICS: BASICS_AREA, **{area.key: area for area in hub.AREAS}}
        key = self.state.next_area
        return areas[key].label if key else None


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Called by unfold for the start page."""
    parts = (part(request) for part in hub.START_PARTS)
    context = {
        **context,
        "people": people(request),
        "parts": [part for part in parts if part is not None],
    }
    if not request.user.has_perm("register.view_register"):
        return context
    registers = list(Register.objects.prefetch_related("controllers"))
    found = states(registers)
    remarks = [remark(request, registers) for remark in hub.REMARKS]
    cards = [
        RegisterCard(
            register,
            found[register.pk],
            scope.hub_url(register.pk),
            [links[register.pk] for links in remarks if register.pk in links],
        )
        for register in registers
    ]
    may_add = request.user.has_perm("register.add_register")
    return {
        **context,
        "title": _("Start"),
        "may_view_registers": True,
        "cards": cards,
        "add_url": scope.url_of(Register, "add") if may_add else "",
        "starts": [link for start in hub.STARTS for link in start(request)] if may_add else [],
    }


def people(request: HttpRequest) -> dict[str, Any] | None:
    """The way to the people whom the reader may see; none for whoever may see nobody at all."""
    if not request.user.has_perm("register.view_datasubject"):
        return None
    return {
        "url": scope.url_of(DataSubject, "changelist"),
        "add_url": scope.url_of(DataSubject, "add")
        if request.user.has_perm("register.add_datasubject")
        else "",
        "serves_nobody": serves_nobody(reader(request)),
    }
