"""Rows edited on the page of the row they belong to: addresses, terms, the blocks of a section."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from unfold import admin as unfold

from register.admin.fields import plain_choice
from register.admin.forms import PlainForm, next_position
from register.admin.keys import key_from
from register.admin.words import words_of

if TYPE_CHECKING:
    PartBase = admin.StackedInline[Any, Any]
else:
    PartBase = unfold.StackedInline


class PartFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Gives new rows a key and a place, and numbers the places again when all are saved."""

    model: type[Any]  # the factory sets both
    fk: Any

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)  # type: ignore[misc]
        if form.instance.pk:
            form.instance.get_inline_title = self.called(form.instance)
        return form

    def called(self, row: Any) -> str:
        """What stands above a row on the page."""
        return words_of(row)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        self.complete(form.instance)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        self.complete(obj)
        return super().save_existing(form, obj, commit)

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit and self.has("position"):
            self.number_places()
        return saved

    def complete(self, row: Any) -> None:
        if self.has("key") and not row.key:
            row.key = key_from(
                words_of(row), taken=self.keys(), fallback=str(self.model._meta.model_name)
            )
            self.keys().add(row.key)
        if self.has("position") and row.position is None:
            row.position = next_position(self.rows())

    def keys(self) -> set[str]:
        if not hasattr(self, "_keys"):
            self._keys = set(self.rows().values_list("key", flat=True))
        return self._keys

    def rows(self) -> Any:
        return self.model._default_manager.filter(**{self.fk.name: self.instance})

    def has(self, column: str) -> bool:
        return any(field.name == column for field in self.model._meta.concrete_fields)

    def number_places(self) -> None:
        for place, row in enumerate(self.rows().order_by("position", "pk")):
            if row.position != place:
                row.position = place
                row.save(update_fields=["position"])


class PartForm(PlainForm):
    """A part; its place may be left empty, which puts it last."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "position" in self.fields:
            self.fields["position"].required = False
            if not self.instance.pk:
                self.initial["position"] = None
            self.fields["position"].widget.attrs["min"] = 0

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc] # Django's own hook
        if "position" in self.fields and self.cleaned_data.get("position") is None:
            self.instance.position = None  # the formset finds it a place


class Part(PartBase):
    """Rows below the row of the page."""

    form = PartForm
    formset = PartFormSet
    extra = 0
    compressed_fields = False

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> int:
        return self.extra if obj else max(self.extra, 1)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **options: Any) -> Any:
        return super().formfield_for_choice_field(
            db_field, request, **plain_choice(db_field, options)
        )
