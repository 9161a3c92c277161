"""The forms of the public pages: what is asked, and what is never taken.

A form is only the door: it looks nobody up, and what is wrong with it has to do with what was typed
and with nothing that is kept.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.enums import Language
from register.hidden_codes import holds_identity_code
from register.models import Controller, Register
from register.models.people import has_control_characters, one_line
from register.spellings import normalised_email
from register.texts import tidy
from subjects.enums import ActingAs, RequestedKind
from subjects.models import ContactKind
from subjects.public.information import controllers_of, name_of
from subjects.public.words import ACTING, OFFERS
from subjects.workflow import Draft

LONGEST_WORDS = 5000
LONGEST_LINE = 300
LONGEST_EMAIL = 254
TOO_LONG = gettext_lazy("Shorten this text to %(limit_value)d characters or fewer.")
NO_EMAIL = gettext_lazy(
    "Write the e-mail address in full, such as firstname.lastname@company.example."
)


class Line(forms.CharField):
    """One line of text, without what no one typed on purpose."""

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        options.setdefault("max_length", LONGEST_LINE)
        attributes = {"autocomplete": autocomplete}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(error_messages={"max_length": TOO_LONG}, **options)
        self.widget.attrs.pop("maxlength", None)  # whoever pastes more is told, not cut short

    def to_python(self, value: Any) -> str:
        return one_line(_without_controls(super().to_python(value) or ""))


class Words(Line):
    """Text of several lines."""

    def __init__(self, *, rows: int, autocomplete: str = "off", **options: Any) -> None:
        attributes = {"rows": rows, "autocomplete": autocomplete}
        super().__init__(widget=forms.Textarea(attrs=attributes), **options)

    def to_python(self, value: Any) -> str:
        return tidy(_without_controls(forms.CharField.to_python(self, value) or ""))


class Email(forms.EmailField):
    """An address as people have them: in it stands nothing that would not be seen."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "email", "spellcheck": "false"}
        super().__init__(
            label=gettext_lazy("E-mail address"),
            max_length=LONGEST_EMAIL,
            widget=forms.EmailInput(attrs=attributes),
            error_messages={"invalid": NO_EMAIL, "max_length": TOO_LONG},
            **options,
        )
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if has_control_characters(address) or len(normalised_email(address)) > LONGEST_EMAIL:
            raise forms.ValidationError(NO_EMAIL, code="invalid")
        return address


class Problem(NamedTuple):
    """A line of the summary above a form, leading to its field."""

    target: str
    message: str


class PublicForm(forms.Form):
    """What every form of ours does: refuses identity codes, and says which fields need a look."""

    use_required_attribute = False  # the browser's own bubbles are in the browser's language

    # Who fills this in is no person: it is not shown, and no field of a browser's memory.
    remarks = forms.CharField(required=False, strip=False, widget=forms.TextInput)
    page_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("page_key", uuid.uuid4().hex)

    @property
    def is_from_a_bot(self) -> bool:
        return bool(self.data.get("remarks"))

    @property
    def fingerprint(self) -> str:
        """The same page, filled in the same way, sent again; not kept but as a keyed hash."""
        told = {name: self.data.getlist(name) for name in sorted(self.fields)}  # type: ignore[attr-defined]
        return json.dumps(told, sort_keys=True)

    def problems(self) -> Iterator[Problem]:
        """In the order of the page."""
        for name in self.fields:
            for error in self.errors.get(name, []):
                yield Problem(_target(self[name]), str(error))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for name, value in list(values.items()):
            if isinstance(value, str) and name != "page_key" and holds_identity_code(value):
                words = _(
                    "Please remove the personal identity code. We do not ask for it here, "
                    "and we do not need it to handle your request."
                )
                self.add_error(name, words)
        return values


class RequestForm(PublicForm):
    """A request about one's data, at the door of one register."""

    controller = forms.ChoiceField(
        label=gettext_lazy("To whom do you address your request?"),
        help_text=gettext_lazy(
            "The register is kept by several companies. Choose the one whose customer you are."
        ),
        widget=forms.RadioSelect,
    )
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want?"),
        help_text=gettext_lazy("Choose one or more."),
        widget=forms.CheckboxSelectMultiple,
    )
    words = Words(
        label=gettext_lazy("Your request in your own words"),
        help_text=gettext_lazy(
            "Do not write your personal identity code here, nor send copies of identity "
            "documents. If we need to make sure who you are, we ask."
        ),
        required=False,
        max_length=LONGEST_WORDS,
        rows=6,
    )
    register_only = forms.BooleanField(required=False)
    name = Line(label=gettext_lazy("Name"), autocomplete="name")
    email = Email(
        help_text=gettext_lazy(
            "We send the message here that you confirm your request with. Give the address we "
            "know, if you have given us one."
        )
    )
    phone = Line(
        label=gettext_lazy("Phone number"), required=False, max_length=40, autocomplete="tel"
    )
    address = Words(
        label=gettext_lazy("Postal address"),
        required=False,
        max_length=LONGEST_LINE,
        rows=3,
        autocomplete="street-address",
    )
    customer_number = Line(label=gettext_lazy("Customer number"), required=False, max_length=60)
    organisation = Line(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("If you deal with us on behalf of a company or an association."),
        required=False,
        max_length=200,
        autocomplete="organization",
    )
    acting_as = forms.ChoiceField(
        label=gettext_lazy("For whom do you ask?"),
        widget=forms.RadioSelect,
        initial=ActingAs.SELF,
        required=False,
    )
    on_behalf_of = Line(
        label=gettext_lazy("The other person's name"),
        help_text=gettext_lazy(
            "Fill in only if you ask for another person. We ask you later to show that you may."
        ),
        required=False,
    )

    MISSING = {
        "controller": gettext_lazy("Choose to whom you address your request."),
        "rights": gettext_lazy("Choose at least one thing that you want."),
        "name": gettext_lazy("Write your name."),
        "email": gettext_lazy("Write your e-mail address: we send a message there to confirm it."),
    }

    def __init__(self, *args: Any, register: Register, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.register, self.language = register, language
        self.controllers = controllers_of(register)
        if len(self.controllers) > 1:
            self._choices(
                "controller", [(str(one.pk), name_of(one, language)) for one in self.controllers]
            )
        else:
            del self.fields["controller"]
        self._choices("rights", [(kind.value, offer.label) for kind, offer in OFFERS.items()])
        self._choices("acting_as", [(kind.value, label) for kind, label in ACTING.items()])
        for name, words in self.MISSING.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = words

    def offers(self) -> Iterator[tuple[BoundWidget, Promise]]:
        """Each right with its line of explanation."""
        explanations = [offer.explanation for offer in OFFERS.values()]
        yield from zip(self["rights"], explanations, strict=True)

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_address(self) -> str:
        """As one line, which is how it is kept."""
        address = ", ".join(filter(None, map(one_line, self.cleaned_data["address"].split("\n"))))
        if len(address) > LONGEST_LINE:
            raise forms.ValidationError(TOO_LONG, params={"limit_value": LONGEST_LINE})
        return address

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["acting_as"] = values.get("acting_as") or ActingAs.SELF
        other = values.get("on_behalf_of", "")
        if values["acting_as"] == ActingAs.SELF:
            values["on_behalf_of"] = ""
            if other:
                self.add_error(
                    "acting_as",
                    _("You named another person: choose on what grounds you ask for them."),
                )
        elif not other and "on_behalf_of" not in self.errors:
            self.add_error("on_behalf_of", _("Write the name of the person for whom you ask."))
        return values

    def draft(self) -> Draft:
        """What was asked, as it was typed."""
        values = self.cleaned_data
        contacts = [
            (ContactKind.EMAIL, values["email"]),
            (ContactKind.PHONE, values["phone"]),
            (ContactKind.ADDRESS, values["address"]),
        ]
        return Draft(
            controller=self._controller(),
            register=self.register,
            language=Language(self.language),
            rights=[RequestedKind(right) for right in values["rights"]],
            name=values["name"],
            contacts=[(kind, value) for kind, value in contacts if value],
            words=values["words"],
            register_only=values["register_only"],
            customer_number=values["customer_number"],
            organisation=values["organisation"],
            acting_as=ActingAs(values["acting_as"]),
            on_behalf_of=values["on_behalf_of"],
        )

    def _controller(self) -> Controller:
        chosen = self.cleaned_data.get("controller")
        return next(one for one in self.controllers if chosen is None or str(one.pk) == chosen)


class NewLinkForm(PublicForm):
    """What somebody knows who has lost the link."""

    reference = Line(
        label=gettext_lazy("Reference of the request"),
        help_text=gettext_lazy(
            "It stands in each message that we have sent you, such as P-7K3M-Q9XZ."
        ),
        max_length=40,
    )
    email = Email()

    def clean_reference(self) -> str:
        """As it is kept, however it was typed: its letters and digits, and our hyphens."""
        signs = "".join(s for s in self.cleaned_data["reference"].upper() if s.isalnum())
        return f"{signs[:1]}-{signs[1:5]}-{signs[5:]}"


class MessageForm(PublicForm):
    """A message to whoever handles the request."""

    body = Words(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Do not write your personal identity code here."),
        max_length=LONGEST_WORDS,
        rows=5,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].error_messages["required"] = gettext_lazy("Write something first.")


def _target(field: BoundField) -> str:
    """What a link to the field leads to: of a group, its first choice."""
    grouped = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.id_for_label or field.auto_id}_0" if grouped else str(field.id_for_label)


def _without_controls(text: str) -> str:
    """Without control codes and signs that turn the direction: nobody types them on purpose."""
    return "".join(sign for sign in text if not has_control_characters(sign))
