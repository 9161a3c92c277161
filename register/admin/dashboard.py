"""The start page: every register with what it lacks, or what to do first."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from register import hub
from register.admin import scope
from register.gaps import BASICS, BASICS_AREA, RegisterState, states
from register.models import Register


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """One register on the start page."""

    register: Register
    state: RegisterState
    url: str

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
    if not request.user.has_perm("register.view_register"):
        return context
    registers = list(Register.objects.prefetch_related("controllers"))
    found = states(registers)
    cards = [
        RegisterCard(register, found[register.pk], scope.hub_url(register.pk))
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
