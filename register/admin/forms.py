"""Forms that say what is wrong where it is wrong, propose keys and refuse to overwrite."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Max, Model, Q, QuerySet, UniqueConstraint
from django.forms.models import ModelChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin import stale
from register.admin.keys import key_from
from register.admin.values import Checkboxes, ChosenValues
from register.admin.words import words_of
from register.enums import Language
from register.hub import REFERRERS, TEXT_CHECKS
from register.models import ContactPerson, Controller
from register.models.base import RegisterFact


class PlainForm(forms.ModelForm[Any]):
    """A form whose errors stand where they can be mended."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            language = name.rpartition("_")[2]
            if language in Language.values:
                field.widget.attrs["lang"] = language
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
            if isinstance(field, ChosenValues):
                field.label = capfirst(str(field.label))
            if isinstance(field.widget, Checkboxes):
                field.widget.group_label = capfirst(str(field.label))

    def add_error(self, field: str | None, error: Any) -> None:
        """Errors of the whole row go to the field that can mend them, if it is here."""
        if field is not None or not hasattr(error, "error_dict"):
            super().add_error(field, error)
            return
        for name, faults in error.error_dict.items():
            for fault in faults:
                place = self._place_of(fault) if name == NON_FIELD_ERRORS else name
                if place in self.fields:
                    super().add_error(place, fault)
                else:
                    super().add_error(None, self._with_label(name, fault))

    def _place_of(self, fault: ValidationError) -> str | None:
        """The field to blame for a broken constraint: the first of its columns left empty."""
        for constraint in self._meta.model._meta.constraints:
            if constraint.get_violation_error_message() != fault.message:
                continue
            columns = _columns_of(constraint)
            named = [name for name in self.fields if name in columns]
            empty = [name for name in named if not self.cleaned_data.get(name)]
            if _has_no_own_words(constraint):
                fault.message = _("Fill this in.")
            return next(iter(empty or named), None)
        return None

    def _with_label(self, name: str, fault: ValidationError) -> ValidationError:
        if name == NON_FIELD_ERRORS:
            return fault
        label = capfirst(str(self._meta.model._meta.get_field(name).verbose_name))
        return ValidationError([f"{label}: {message}" for message in fault.messages])


def _columns_of(constraint: object) -> set[str]:
    match constraint:
        case CheckConstraint(condition=Q() as condition):
            return {name.partition("__")[0] for name in condition.referenced_base_fields}
        case UniqueConstraint(fields=fields):
            return set(fields)
    return set()


def _has_no_own_words(constraint: Any) -> bool:
    return bool(constraint.violation_error_message == constraint.default_violation_error_message)


class KeyedForm(PlainForm):
    """Proposes the key where none is written, and keeps it unique among its like."""

    key_field: ClassVar[str] = "key"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.key_field in self.fields:
            self.fields[self.key_field].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.key_field in self.fields and not cleaned.get(self.key_field):
            cleaned[self.key_field] = self.initial.get(self.key_field) or self.proposed_key(cleaned)
        return cleaned

    def proposed_key(self, cleaned: dict[str, Any]) -> str:
        taken = set(self.like().values_list(self.key_field, flat=True))
        fallback = str(self._meta.model._meta.model_name)
        return key_from(self.key_words(cleaned), taken=taken, fallback=fallback)

    def key_words(self, cleaned: dict[str, Any]) -> str:
        """What the key is made from: the first text said, in Finnish where it is."""
        for name, field in self.fields.items():
            value = cleaned.get(name)
            if name == self.key_field or not isinstance(value, str) or not value.strip():
                continue
            if isinstance(field, forms.ChoiceField):
                continue
            return value.split("\n")[0]
        return self.kind_words(cleaned)

    def kind_words(self, cleaned: dict[str, Any]) -> str:
        """The value of the first choice made, for rows that need no words of their own."""
        values = (
            cleaned.get(name)
            for name, field in self.fields.items()
            if isinstance(field, forms.TypedChoiceField)
        )
        return str(next((value for value in values if value), ""))

    def like(self) -> QuerySet[Any]:
        """The rows among which the key is unique, this one left out."""
        rows: QuerySet[Any] = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        return rows


class StampedForm(KeyedForm):
    """Refuses to save over what somebody else saved after the form was opened."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    below: ClassVar[Sequence[stale.Below]] = ()
    current_url: ClassVar[str] = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.chosen_values():
            if self.instance.pk and not self.is_bound:
                self.initial[name] = field.stored(self.instance)
            elif self.instance.pk:
                self.initial.setdefault(name, field.stored(self.instance))
        if self.instance.pk and not self.is_bound:
            self.initial["stamp"] = stale.as_text(self.stored(self.instance))

    def chosen_values(self) -> Iterable[tuple[str, ChosenValues]]:
        return [(n, f) for n, f in self.fields.items() if isinstance(f, ChosenValues)]

    def stored(self, row: Model) -> dict[str, str]:
        below = [*self.below, *(field.below for _name, field in self.chosen_values())]
        return stale.stamp(row, self.fields, below)

    def clean(self) -> dict[str, Any]:
        self.refuse_to_overwrite()
        return super().clean()

    def refuse_to_overwrite(self) -> None:
        if not self.instance.pk:
            return
        rows = self._meta.model._base_manager.select_for_update()
        row = rows.filter(pk=self.instance.pk).first()
        if row is None:
            self.add_error(None, _("Somebody has deleted this in the meantime."))
            return
        opened = stale.from_text(self.data.get(self.add_prefix("stamp"), ""))
        stored = self.stored(row)
        changed = [name for name, digest in stored.items() if opened.get(name) != digest]
        if changed:
            self.add_error(None, self.refusal(changed))

    def refusal(self, changed: list[str]) -> ValidationError:
        labels = ", ".join(dict.fromkeys(self.label_of(name) for name in changed))
        return ValidationError(
            _(
                "Somebody else saved this after you opened it. Nothing was overwritten: what you "
                "wrote is still below, not saved. Changed meanwhile: %(parts)s. Open the page "
                "again in another tab, compare, and save there."
            ),
            params={"parts": labels},
            code="stale",
        )

    def label_of(self, name: str) -> str:
        if name in self.fields:
            return capfirst(str(self.fields[name].label))
        for part in (*self.below, *(field.below for _name, field in self.chosen_values())):
            if part.model._meta.label_lower == name:
                return capfirst(str(part.model._meta.verbose_name_plural))
        return name

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc] # Django's own hook for what follows the row
        for name, field in self.chosen_values():
            if name in self.cleaned_data:
                field.store(self.instance, self.cleaned_data[name])


class FactForm(StampedForm):
    """A row of one register: the register is known before the form is opened, and stays."""

    owner_field: ClassVar[str] = "register"
    owner_id: ClassVar[int | None] = None
    register_id: ClassVar[int | None] = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk and self.owner_id:
            setattr(self.instance, f"{self.owner_field}_id", self.owner_id)
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField):
                self.limit(field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, text in list(cleaned.items()):
            if isinstance(text, str) and self.register_id is not None and "{" in text:
                for check in TEXT_CHECKS:
                    if fault := check(self.register_id, text):
                        self.add_error(name, fault)
        self.refuse_to_rename(cleaned.get("key"))
        return cleaned

    def refuse_to_rename(self, key: str | None) -> None:
        """A key that something else names stays."""
        if not self.instance.pk or key in (None, self.initial.get("key")):
            return
        named = [found.words for referrer in REFERRERS for found in referrer(self.instance)]
        if named:
            words = _("The key stays as it is, because it is used here: %s.")
            self.add_error("key", words % "; ".join(named))

    def limit(self, field: "ModelChoiceField[Any]") -> None:
        """Offer rows of the same register only, by what they say."""
        model = field.queryset.model  # type: ignore[union-attr] # a model form sets it
        if issubclass(model, RegisterFact):
            field.queryset = field.queryset.filter(register=self.register_id)  # type: ignore[union-attr]
        elif model is Controller:
            field.queryset = self.companies()
        elif model is ContactPerson:
            field.queryset = ContactPerson.objects.filter(
                Q(register=self.register_id)
                | Q(register=None, controller__memberships__register=self.register_id)
            ).distinct()
        field.label_from_instance = words_of  # type: ignore[assignment] # takes a row, no self

    def companies(self) -> QuerySet[Controller]:
        """The controllers of this register."""
        return Controller.objects.filter(memberships__register=self.register_id).distinct()

    def like(self) -> QuerySet[Any]:
        return super().like().filter(**{self.owner_field: self.owner_id})

    def _get_validation_exclusions(self) -> set[str]:
        """The owner is no field of the form, and yet part of what must be unique."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {self.owner_field}


def next_position(rows: QuerySet[Any]) -> int:
    """The place after the last of `rows`."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
