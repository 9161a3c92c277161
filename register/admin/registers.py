"""The register itself: its page is the hub, its basic data a form of their own."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.views import ChangeList

from register import hub
from register.admin import hub as hub_page
from register.admin import scope
from register.admin.base import SelosteAdmin
from register.admin.fields import folded, main, texts
from register.admin.forms import StampedForm
from register.admin.words import words_of
from register.hub import Link
from register.models import Register


class RegisterForm(StampedForm):
    """The short name is made from the name, where none is given."""

    key_field = "slug"


class HubList(ChangeList):  # type: ignore[misc]  # unfold has no types
    """A register's row leads to its hub."""

    def url_for_result(self, result: Register) -> str:
        return scope.hub_url(result.pk)


@admin.register(Register)
class RegisterAdmin(SelosteAdmin):
    form = RegisterForm
    list_display = ["shown", "slug", "controllers_named"]
    list_display_links = ["shown"]
    search_fields = ["slug", "name_fi", "name_sv", "name_en"]
    fieldsets = [
        main(texts("name")),
        main(
            "joint_controllership",
            "automated",
            "offered_to_children",
            title=gettext_lazy("How it is kept"),
        ),
        folded(gettext_lazy("Another name"), texts("other_name")),
        (gettext_lazy("Address of the notice"), {"fields": ["slug"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("controllers")

    def get_changelist(self, request: HttpRequest, **options: Any) -> Any:
        return HubList

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.hub_view)
        return [
            path("<int:object_id>/", page, name="register_register_hub"),
            *super().get_urls(),
        ]

    def hub_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """One register, area by area."""
        register = get_object_or_404(Register, pk=object_id)
        if not self.has_view_permission(request, register):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **hub_page.context(request, register, self.admin_site),
            "title": words_of(register),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/register/hub.html", context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            for made in hub.REGISTER_MADE:
                made(form.instance)

    # Where one is

    def of_register(self, register_id: int) -> Q:
        return Q(pk=register_id)

    def register_id_of(self, request: HttpRequest, row: Any) -> int | None:
        return row.pk if row is not None else None

    def back_url(self, register_id: int | None) -> str:
        return scope.hub_url(register_id) if register_id else super().back_url(None)

    def deleted_url(self, register_id: int) -> str:
        return scope.url_of(Register, "changelist")

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        known = super().place(request, object_id)
        crumbs = [Link(_("Registers"), scope.url_of(Register, "changelist"))]
        if known["register"] is not None:
            crumbs += [Link(words_of(known["register"]), scope.hub_url(known["register_id"]))]
            crumbs += [Link(_("Basic data"), "")]
        return {**known, "crumbs": crumbs}

    def saved(self, request: HttpRequest, row: Any) -> HttpResponse:
        if "_addanother" in request.POST:
            return redirect(scope.url_of(Register, "add"))
        return super().saved(request, row)

    # Columns

    @admin.display(description=gettext_lazy("name"), ordering="name_fi")
    def shown(self, row: Any) -> str:
        return str(row)

    @admin.display(description=gettext_lazy("controllers"))
    def controllers_named(self, row: Register) -> str:
        return ", ".join(company.name for company in row.controllers.all())
