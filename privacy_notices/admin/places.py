"""From a place in the register file to the admin page where it is mended.

Findings and gaps tell where they are as "purposes/billing" or "notice/sections/rights". One query
for each table named, however many rows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import Truncator, capfirst

from privacy_notices.compare import field_label
from privacy_notices.files import format as f
from privacy_notices.models import Notice, Section
from register.admin import scope
from register.admin.hub import may_view
from register.admin.words import words_of
from register.models import Controller, Register, RegisterController, SupervisoryAuthority

TABLES = {table.name: table for table in (f.CONTROLLERS, *f.FACTS, f.SECTIONS)}
LONGEST = 60
# A register's controllers are listed by what joins them to it.
LISTS: dict[type[Model], type[Model]] = {Controller: RegisterController}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the admin; without `url` where the reader may not open it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place taken apart: the table, and the key of a row or nothing."""

    table: str
    key: str = ""
    field: str = ""


def pages_of(request: HttpRequest, notice: Notice, places: Iterable[str]) -> dict[str, Page]:
    """The page of each place."""
    spots = {place: _spot(place) for place in places}
    keys: dict[str, set[str]] = {}
    for spot in spots.values():
        keys.setdefault(spot.table, set()).add(spot.key)
    rows = {table: _rows(notice, table, wanted - {""}) for table, wanted in keys.items()}
    return {place: _page(request, notice, spot, rows) for place, spot in spots.items()}


def list_page(request: HttpRequest, notice: Notice, model: type[Model]) -> Page:
    """The rows of one kind in the register."""
    listed = LISTS.get(model, model)
    label = capfirst(str(listed._meta.verbose_name_plural))
    return _if_allowed(request, listed, label, scope.list_url(listed, notice.register_id))


def _spot(place: str) -> _Spot:
    match place.split("/"):
        case ["notice", "sections", key, *_below]:
            return _Spot("sections", key)
        case ["notice", "sections"]:
            return _Spot("sections")
        case ["notice", field]:
            return _Spot("notice", field=field)
        case ["controllers", company, "responsibility"]:
            return _Spot("memberships", company)
        case ["controllers", _company, "contacts", key, *_below]:
            return _Spot("contacts", key)
        case ["data_items", _group, "items", key, *_below]:
            return _Spot("data_items", key)
        case [table, key, *_below]:
            return _Spot(table, key)
    return _Spot(place)


def _rows(notice: Notice, table: str, keys: Collection[str]) -> Mapping[str, Model]:
    """The rows behind keys; a key of a part of a row, such as a channel, leads to the row."""
    if not keys:
        return {}
    if table == "memberships":
        memberships = RegisterController.objects.filter(
            register=notice.register_id, controller__key__in=keys
        )
        return {row.controller.key: row for row in memberships.select_related("controller")}
    if table == f.AUTHORITIES.name:
        authorities = SupervisoryAuthority.objects.filter(key__in=keys)
        return {authority.key: authority for authority in authorities}
    if table not in TABLES:
        return {}
    of_register = _of_register(notice, TABLES[table])
    found: dict[str, Any] = {row.key: row for row in of_register.filter(key__in=keys)}
    for part in TABLES[table].children:
        missing = set(keys) - set(found)
        if missing and part.keyed and part.model is not TABLES[table].model:
            parts: Any = part.model._default_manager.filter(
                key__in=missing, **{f"{part.owner}__in": of_register}
            )
            found |= {one.key: getattr(one, part.owner) for one in parts.select_related(part.owner)}
    return found


def _of_register(notice: Notice, table: f.Table) -> Any:
    rows = table.model._default_manager
    if table.model is Section:
        return rows.filter(notice=notice.pk)
    return rows.filter(admin_of(table.model).of_register(notice.register_id))


def admin_of(model: type[Model]) -> Any:
    return admin.site.get_model_admin(model)


def _page(
    request: HttpRequest, notice: Notice, spot: _Spot, rows: Mapping[str, Mapping[str, Model]]
) -> Page:
    row = rows.get(spot.table, {}).get(spot.key)
    if row is not None:
        kind = capfirst(str(row._meta.verbose_name))
        label = f"{kind}: {Truncator(words_of(row)).chars(LONGEST)}"
        return _if_allowed(request, type(row), label, _change_url(notice, row))
    if spot.table == "register":
        words = field_label(f.REGISTER, spot.key) if spot.key else words_of(notice.register)
        label = capfirst(words)
        url = scope.url_of(Register, "change", notice.register_id)
        return _if_allowed(request, Register, label, url)
    if spot.table in TABLES:
        return list_page(request, notice, TABLES[spot.table].model)
    label = capfirst(str(notice._meta.verbose_name))
    if spot.field in f.NOTICE.fields:
        label = f"{label}: {field_label(f.NOTICE, spot.field)}"
    return _if_allowed(request, Notice, label, scope.url_of(Notice, "change", notice.pk))


def _change_url(notice: Notice, row: Any) -> str:
    """A row that serves several registers is told from which one the reader comes."""
    url = scope.url_of(type(row), "change", row.pk)
    if isinstance(row, Section) or getattr(row, "register_id", None) is not None:
        return url
    return f"{url}?{scope.ADD_PARAMETER}={notice.register_id}"


def _if_allowed(request: HttpRequest, model: type[Model], label: str, url: str) -> Page:
    return Page(label, url if may_view(request, model) else "")
