"""Whose data are held, and in which situations they are collected."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from register.admin import deletion, scope
from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.words import ticked
from register.models import CollectionSituation, SubjectGroup


@admin.register(SubjectGroup)
class SubjectGroupAdmin(FactAdmin):
    """A group is not deleted while a fact names it: without groups the fact is of everybody."""

    columns = ("kind", ticked("customer_relationship", _("in a customer relationship")))
    fieldsets = [
        main(texts("name"), "kind", "customer_relationship"),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Groups are deleted one by one: each has its facts."""
        actions: dict[str, Any] = super().get_actions(request)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        naming = [words for group in objs for words in self.named_by(group, request)]
        if naming:
            why = ngettext(
                "Without the group this would concern everybody. Take the group away there first:",
                "Without the group these would concern everybody. Take the group away there first:",
                len(naming),
            )
            naming.insert(0, why)
        return rows, counts, lacking, [*protected, *naming]

    def named_by(self, group: SubjectGroup, request: HttpRequest) -> Iterator[str]:
        """The facts that are of this group, each with the way to its page."""
        for relation in SubjectGroup._meta.related_objects:
            if not relation.many_to_many:
                continue
            model: Any = relation.related_model
            for row in model._default_manager.filter(**{relation.field.name: group}):
                if self._may_open(row, request):
                    url = scope.url_of(model, "change", row.pk)
                    link = '<a class="seloste-link" href="{}">{}</a>'
                    yield format_html(link, url, deletion.told(row))
                else:
                    yield deletion.told(row)

    def _may_open(self, row: Any, request: HttpRequest) -> bool:
        if not self.admin_site.is_registered(type(row)):
            return False
        page: Any = self.admin_site.get_model_admin(type(row))
        return bool(page.has_view_permission(request, row))


@admin.register(CollectionSituation)
class CollectionSituationAdmin(FactAdmin):
    fieldsets = [
        main(texts("name")),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]
