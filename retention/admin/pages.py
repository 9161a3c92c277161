"""What the desk's own pages have in common: who may look, where one is, and how they are shown."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.hub import may_view
from register.admin.words import words_of
from register.hub import Link
from register.models import Register
from retention.models import Hold, LedgerEntry, Plan


def demand(request: HttpRequest, permission: str) -> None:
    """Raises PermissionDenied for whoever may not, such as “retention.add_plan”."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def show(
    request: HttpRequest,
    name: str,
    title: str,
    *,
    crumbs: Sequence[Link] = (),
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """The page `name` of the desk."""
    home = Link(_("Retention"), scope.url_of(Plan, "changelist"))
    return TemplateResponse(
        request,
        f"admin/retention/{name}.html",
        {
            **admin.site.each_context(request),
            "title": title,
            "opts": Plan._meta,
            "crumbs": [home, *crumbs, Link(title, "")],
            "links": ways(request, but=name),
            "links_are_plain": True,
            **context,
        },
        status=status,
    )


def ways(request: HttpRequest, *, but: str = "") -> list[Link]:
    """The desk's pages, for those who may look at them."""
    known = {
        "plans": (Plan, capfirst(str(Plan._meta.verbose_name_plural))),
        "holds": (Hold, capfirst(str(Hold._meta.verbose_name_plural))),
        "ledger": (LedgerEntry, capfirst(str(LedgerEntry._meta.verbose_name_plural))),
    }
    return [
        Link(label, scope.url_of(model, "changelist"))
        for name, (model, label) in known.items()
        if name != but and may_view(request, model)
    ]


def register_words(register: Register | None) -> str:
    return words_of(register) if register is not None else str(_("All registers"))
