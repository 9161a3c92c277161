"""Closed vocabularies as checkboxes, kept as rows: categories of data, kinds of fact."""

from typing import Any

from django import forms
from django.db.models import Model
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from register.admin.stale import Below


class Checkboxes(UnfoldAdminCheckboxSelectMultipleWidget):  # type: ignore[misc]  # unfold has no types
    """Checkboxes in columns, named as a group for those who do not see them."""

    template_name = "register/widgets/checkboxes.html"
    group_label = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["group_label"] = self.group_label
        return context


class ChosenValues(forms.MultipleChoiceField):
    """Several values of a vocabulary, one row of `rows` each.

    Rows already there stay as they are, in their order; new ones come after them.
    """

    def __init__(
        self,
        *,
        rows: type[Model],
        owner: str,
        column: str,
        **options: Any,
    ) -> None:
        self.rows, self.owner, self.column = rows, owner, column
        super().__init__(**{"required": False, "widget": Checkboxes, **options})

    @property
    def below(self) -> Below:
        return Below(self.rows, self.owner)

    def stored(self, row: Model) -> list[str]:
        rows = self.rows._default_manager.filter(**{self.owner: row}).order_by("pk")
        return [str(value) for value in rows.values_list(self.column, flat=True)]

    def store(self, row: Model, chosen: list[str]) -> None:
        rows = self.rows._default_manager.filter(**{self.owner: row})
        known = {str(getattr(one, self.column)): one for one in rows.order_by("pk")}
        for value, one in known.items():
            if value not in chosen:
                one.delete()
        for value in chosen:
            if value not in known:
                self.rows._default_manager.create(**{self.owner: row, self.column: value})
