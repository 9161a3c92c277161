"""What is held: data items, alone or in groups."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.forms import FactForm
from register.admin.values import ChosenValues
from register.admin.words import words_of
from register.enums import DataCategory
from register.models import DataItem, DataItemCategory


class DataItemForm(FactForm):
    """A piece of data with its categories, or a group of such pieces."""

    chosen_categories = ChosenValues(
        rows=DataItemCategory,
        owner="item",
        column="category",
        choices=DataCategory.choices,
        label=_("categories"),
        help_text=_("What the item is. Retention and requests go by these; a group needs none."),
    )

    def limit(self, field: "ModelChoiceField[Any]") -> None:
        super().limit(field)
        if field is self.fields.get("parent") and field.queryset is not None:
            field.queryset = field.queryset.filter(parent=None).exclude(pk=self.instance.pk)


@admin.register(DataItem)
class DataItemAdmin(FactAdmin):
    form = DataItemForm
    columns = ("chosen_categories", "origin", "obligation")
    list_select_related = ["parent"]
    fieldsets = [
        main(texts("name"), "parent", "chosen_categories", ("origin", "obligation")),
        folded(
            _("Personal identity code, special and criminal data"),
            "identity_code_ground",
            "special_condition",
            texts("special_statute"),
        ),
        folded(_("What for, and on whom"), "purposes", "subject_groups", "modality"),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DataItem]:
        return super().get_queryset(request).prefetch_related("categories")

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """A group, then what is in it."""
        return [
            "register__slug",
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "pk"),
            F("parent_id").asc(nulls_first=True),
            "position",
            "pk",
        ]

    @admin.display(description=_("data"), ordering="name_fi")
    def shown(self, row: Any) -> Any:
        if row.parent_id is None:
            return words_of(row)
        return format_html('<span class="seloste-inner">{}</span>', words_of(row))

    @admin.display(description=_("categories"))
    def chosen_categories(self, row: DataItem) -> str:
        return ", ".join(str(DataCategory(one.category).label) for one in row.categories.all())
