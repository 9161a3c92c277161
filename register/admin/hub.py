"""The hub page: one register, area by area, with what it lacks and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register import hub
from register.admin import scope
from register.admin.words import words_of
from register.enums import Language
from register.gaps import BASICS, BASICS_AREA, AreaState, RegisterState, states
from register.hub import Area, Link
from register.models import Register


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """Rows of one model: how many, their list, and ways to add."""

    label: str
    count: int
    url: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class AreaCard:
    """One area as the page shows it."""

    area: Area
    state: AreaState
    shelves: Sequence[ShelfCard]
    is_next: bool

    @property
    def untranslated(self) -> list[tuple[str, str, int]]:
        return [
            (code, str(Language(code).label), count)
            for code, count in sorted(self.state.untranslated.items(), reverse=True)
        ]


def context(request: HttpRequest, register: Register, site: AdminSite) -> dict[str, Any]:
    """Everything the page shows of `register`."""
    state = states([register])[register.pk]
    next_key = state.next_area
    cards = [basics(request, register, state)]
    for area in hub.AREAS:
        shelves = shelf_cards(request, register, area, state.areas[area.key], site)
        if shelves:
            cards.append(
                AreaCard(area, state.areas[area.key], shelves, is_next=area.key == next_key)
            )
    panels = (panel(request, register) for panel in hub.PANELS)
    return {
        "register": register,
        "state": state,
        "cards": cards,
        "next": next((card for card in cards if card.area.key == next_key), None),
        "panels": [panel for panel in panels if panel is not None],
        "crumbs": [
            Link(_("Registers"), scope.url_of(Register, "changelist")),
            Link(words_of(register), ""),
        ],
    }


def basics(request: HttpRequest, register: Register, state: RegisterState) -> AreaCard:
    links = []
    if request.user.has_perm("register.change_register"):
        links = [Link(_("Edit"), reverse("admin:register_register_change", args=(register.pk,)))]
    shelf = ShelfCard(words_of(register), 1, "", links)
    return AreaCard(BASICS_AREA, state.areas[BASICS], [shelf], is_next=state.next_area == BASICS)


def shelf_cards(
    request: HttpRequest, register: Register, area: Area, state: AreaState, site: AdminSite
) -> list[ShelfCard]:
    cards = []
    for shelf in area.shelves:
        if not site.is_registered(shelf.model) or not may_view(request, shelf.model):
            continue
        admin: Any = site.get_model_admin(shelf.model)
        cards.append(
            ShelfCard(
                label=capfirst(str(shelf.model._meta.verbose_name_plural)),
                count=state.rows[shelf.model],
                url=scope.list_url(shelf.model, register.pk),
                links=admin.hub_links(request, register),
            )
        )
    return cards


def may_view(request: HttpRequest, model: type[Model]) -> bool:
    label = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return request.user.has_perm(label) or request.user.has_perm(label.replace("view_", "change_"))
