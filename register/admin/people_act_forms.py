"""The small forms of a person's page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import (
    DATETIME_CLASSES,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from register.admin.people_forms import MomentField, refuse_identity_codes
from register.admin.people_words import kind_of
from register.admin.values import Checkboxes
from register.admin.words import words_of
from register.enums import GivenBy, MarketingChannel, MarketingScope
from register.journal import REFERENCE
from register.models import ConsentText, ContactPoint, DataSubject, Occasion


class Picked(forms.ChoiceField):
    widget = UnfoldAdminSelectWidget


class Ticked(forms.MultipleChoiceField):
    """Several of a vocabulary, at least one."""

    widget = Checkboxes

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.group_label = capfirst(str(self.label))


class GivenForm(forms.Form):
    """Who said it, and when."""

    given_at = MomentField(label=gettext_lazy("When"))
    given_by = Picked(
        label=gettext_lazy("Who said it"),
        choices=GivenBy.choices,
        initial=GivenBy.DATA_SUBJECT,
    )


class BanForm(GivenForm):
    """A direct-marketing ban: every channel and our own marketing, unless told otherwise."""

    channels = Ticked(
        label=gettext_lazy("Not by these channels"),
        choices=MarketingChannel.choices,
        initial=MarketingChannel.values,
    )
    scopes = Ticked(
        label=gettext_lazy("Not for these"),
        choices=MarketingScope.choices,
        initial=[MarketingScope.OWN],
    )
    field_order = ["channels", "scopes", "given_at", "given_by"]


class ConsentForm(GivenForm):
    """A yes to one wording; to marketing by a channel and for a scope."""

    text = forms.ModelChoiceField(
        label=gettext_lazy("What was agreed to"),
        queryset=ConsentText.objects.none(),
        widget=UnfoldAdminSelectWidget,
        empty_label=gettext_lazy("Choose"),
    )
    channel = Picked(
        label=gettext_lazy("Channel of marketing"),
        choices=[("", gettext_lazy("Not about marketing")), *MarketingChannel.choices],
        required=False,
    )
    scope = Picked(
        label=pgettext_lazy("of marketing", "Scope of marketing"),
        choices=[("", gettext_lazy("Not about marketing")), *MarketingScope.choices],
        required=False,
    )
    field_order = ["text", "channel", "scope", "given_at", "given_by"]

    def __init__(self, *args: Any, person: DataSubject, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        field: Any = self.fields["text"]
        field.queryset = ConsentText.objects.filter(
            Q(used_from__isnull=True) | Q(used_from__lte=today),
            Q(used_until__isnull=True) | Q(used_until__gte=today),
            register=person.kept_by.register_id,
        )
        field.label_from_instance = words_of

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("channel")) != bool(cleaned.get("scope")):
            lacking = "scope" if cleaned.get("channel") else "channel"
            self.add_error(lacking, _("A consent to marketing names channel and scope."))
        return cleaned


class WhenForm(forms.Form):
    """A ban is lifted or a consent withdrawn: when."""

    at = MomentField(label=gettext_lazy("When"))


# Identity codes


class ReasonForm(forms.Form):
    """Why a personal identity code is read (Data Protection Act s. 29)."""

    occasion = Picked(label=gettext_lazy("Why you need it"), choices=Occasion.choices)
    reference = forms.CharField(
        label=gettext_lazy("Number of the case"),
        required=False,
        max_length=40,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("A number or code, such as T-2026-14. No names."),
    )

    def clean_reference(self) -> str:
        written = str(self.cleaned_data["reference"]).strip()
        if written and not REFERENCE.fullmatch(written):
            raise ValidationError(_("Only letters a–z, digits and / _ . - without spaces."))
        return written

    def clean(self) -> dict[str, Any]:
        refuse_identity_codes(self)
        return self.cleaned_data


class Unrepeated(UnfoldAdminTextInputWidget):  # type: ignore[misc]  # no types
    """What was typed does not come back with the page."""

    def format_value(self, value: Any) -> None:
        return None


class CodeForm(forms.Form):
    """A code to be written on the card. Never sent back to the page it came from."""

    code = forms.CharField(
        label=gettext_lazy("Personal identity code"),
        max_length=20,
        widget=Unrepeated(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )


# Corrections


@dataclass(frozen=True, slots=True)
class Correctable:
    """A datum that can be put right in place."""

    key: str
    label: str
    row: DataSubject | ContactPoint
    column: str

    @property
    def now(self) -> str:
        return str(getattr(self.row, self.column))

    @property
    def digest(self) -> str:
        return blake2b(self.now.encode(), digest_size=6).hexdigest()


NAMED = ("family_name", "given_names", "customer_number", "user_id", "job_title")


def correctable(person: DataSubject) -> Iterator[Correctable]:
    """What the person's card holds in single words. The rest is edited on its own pages."""
    for column in NAMED:
        field: Any = DataSubject._meta.get_field(column)
        yield Correctable(column, capfirst(str(field.verbose_name)), person, column)
    for point in ContactPoint.objects.filter(subject=person):
        point.subject = person
        yield Correctable(f"contact-{point.pk}", kind_of(point), point, "value")


class CorrectionForm(forms.Form):
    """What is wrong, what is right, and when we were told (Art. 5(1)(d), 16)."""

    what = Picked(label=gettext_lazy("What is wrong"))
    value = forms.CharField(
        label=gettext_lazy("What is right"),
        max_length=254,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    told_on = forms.DateField(
        label=gettext_lazy("When we were told"),
        initial=timezone.localdate,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(
            attrs={"type": "date", "class": " ".join(DATETIME_CLASSES)}, format="%Y-%m-%d"
        ),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: DataSubject, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {one.key: one for one in correctable(person)}
        field: Any = self.fields["what"]
        held = [(key, f"{one.label}: {one.now}") for key, one in self.known.items() if one.now]
        field.choices = [("", _("Choose")), *held]
        self.is_done_already = False
        if not self.is_bound:
            digests = {key: one.digest for key, one in self.known.items()}
            self.initial["stamp"] = json.dumps(digests)

    @property
    def chosen(self) -> Correctable:
        return self.known[self.cleaned_data["what"]]

    def clean_told_on(self) -> Any:
        told = self.cleaned_data["told_on"]
        if told > timezone.localdate():
            raise ValidationError(_("This is in the future."))
        return told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_identity_codes(self)
        if not self.errors:
            # The second of two clicks finds on the card what the first has put there.
            self.is_done_already = self.chosen.now == cleaned["value"]
            if not self.is_done_already and self.stamped.get(self.chosen.key) != self.chosen.digest:
                words = _(
                    "Somebody else has changed this after you opened the page: it is now "
                    "“%(now)s”. Nothing was overwritten."
                )
                self.add_error("what", words % {"now": self.chosen.now})
            elif not self.is_done_already:
                self.put_right()
        return cleaned

    @property
    def stamped(self) -> dict[str, Any]:
        try:
            read = json.loads(self.cleaned_data["stamp"])
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def put_right(self) -> None:
        """The new value on the row, not saved yet; what is wrong with it is told at its field."""
        row, column = self.chosen.row, self.chosen.column
        setattr(row, column, self.cleaned_data["value"])
        try:
            row.full_clean()
        except ValidationError as fault:
            self.add_error("value", ValidationError(fault.messages))

    def save(self) -> None:
        chosen = self.chosen
        derived = {"value": "normalised", "family_name": "sort_name", "given_names": "sort_name"}
        columns = {chosen.column, derived.get(chosen.column, chosen.column)}
        chosen.row.save(update_fields=columns)
