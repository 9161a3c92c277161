"""The rights as the notice states them, and the ways to use them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from register.admin import scope
from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.sending import sent_by
from register.gaps import rights_missing
from register.hub import Link
from register.models import Register, RequestChannel, Right
from register.usual_rights import add_missing_rights


@admin.register(Right)
class RightAdmin(FactAdmin):
    columns = ("form_of_request",)
    fieldsets = [
        main("right", "authority"),
        folded(_("In your own words"), texts("name", "text", "limits")),
        folded(_("How to use it"), texts("procedure", "answer_time"), ("form", "document")),
        TECHNICAL,
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(sent_by("register.add_right")(self.add_missing))
        return [
            path("for/<int:register_id>/missing/", view, name="register_right_missing"),
            *super().get_urls(),
        ]

    def add_missing(self, request: HttpRequest, register_id: int) -> HttpResponse:
        """The rights the law wants of this register, at one press."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        added = add_missing_rights(get_object_or_404(Register, pk=register_id))
        words = ngettext("%d right was added.", "%d rights were added.", len(added))
        messages.success(request, words % len(added))
        return redirect(scope.list_url(Right, register_id))

    def hub_links(self, request: HttpRequest, register: Register) -> list[Link]:
        return [*super().hub_links(request, register), *self.missing_links(request, register)]

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        missing = self.missing_links(request, register) if register else []
        return [*super().list_links(request, register), *missing]

    def missing_links(self, request: HttpRequest, register: Register) -> list[Link]:
        if not self.has_add_permission(request) or not rights_missing([register.pk])[register.pk]:
            return []
        url = reverse("admin:register_right_missing", args=(register.pk,))
        return [Link(_("Add the missing ones"), url, post=True)]

    @admin.display(description=_("right"), ordering="right")
    def shown(self, row: Any) -> str:
        return str(row.get_right_display())

    @admin.display(description=_("form of request"), ordering="form")
    def form_of_request(self, row: Any) -> str:
        return str(row.get_form_display())


@admin.register(RequestChannel)
class RequestChannelAdmin(FactAdmin):
    columns = ("value",)
    fieldsets = [
        main("kind", "value", ("contact", "controller")),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]

    @admin.display(description=_("kind"), ordering="kind")
    def shown(self, row: Any) -> str:
        return str(row.get_kind_display())
