"""The desk's lists: rows the machine or an act of its own has written; entered, never filled in."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from register.admin.listing import Asked, KeysetList
from register.hub import Link
from register.models import Register
from retention.admin.pages import ways


class DeskList(KeysetList):
    """A list paged by key, narrowed by choices. It has no search and no form behind it."""

    change_list_template = "admin/retention/listing.html"
    search_fields: ClassVar[Any] = ()
    page_name: ClassVar[str] = ""
    whole: ClassVar[str] = ""  # the choice that tells whose list it is: no narrowing

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def page_of(self, request: HttpRequest, asked: Asked) -> dict[str, Any]:
        chosen = {choice.name: choice.chosen for choice in asked.choices if choice.chosen}
        unnarrowed = {name: value for name, value in chosen.items() if name == self.whole}
        return {
            **super().page_of(request, asked),
            "whole": self.whole,
            "narrowed": len(chosen) > len(unnarrowed),
            "unnarrowed": urlencode(unnarrowed),
        }

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        return ways(request, but=self.page_name)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"links_are_plain": True, **(extra_context or {})})

    def list_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.changelist_view), name=name)]

    def get_urls(self) -> list[URLPattern]:
        return self.list_urls()
