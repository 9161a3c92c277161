"""Forms about people: nothing is overwritten, and no identity code slips into a text."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceField
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    DATETIME_CLASSES,
    UnfoldAdminAutocompleteModelChoiceFieldWidget,
    UnfoldAdminTextInputWidget,
)

from register.admin.forms import StampedForm
from register.admin.people_access import Owner
from register.admin.words import words_of
from register.enums import ContactPointKind, SubjectKind
from register.hidden_codes import holds_identity_code
from register.models import (
    ContactPoint,
    DataSubject,
    Interaction,
    Organisation,
    RegisterController,
    User,
)
from register.models.base import RegisterFact
from register.spellings import normalised_contact

FORM_LASTS = 24 * 60 * 60  # seconds in which a form sent twice is known again


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        classes = {"class": " ".join(DATETIME_CLASSES), **(attrs or {})}
        super().__init__(classes, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """When something happened: not in the future, which nobody can know of."""

    widget = MomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"initial": now_in_minutes, **options})

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment is not None and moment > timezone.now() + timedelta(minutes=5):
            raise ValidationError(_("This is in the future."), code="future")
        return moment


def now_in_minutes() -> Any:
    return timezone.localtime().replace(second=0, microsecond=0)


def refuse_identity_codes(form: forms.Form | forms.ModelForm[Any]) -> None:
    """An identity code is refused wherever it is not asked for."""
    for name, value in list(form.cleaned_data.items()):
        if isinstance(value, str) and holds_identity_code(value):
            form.add_error(
                name,
                _(
                    "This holds a personal identity code. It may stand only in its own place on "
                    "the card, where it is encrypted and masked. Take it out of here."
                ),
            )


class PeopleForm(StampedForm):
    """A row of a card: whose it is is known before the form is opened, and stays."""

    owner: ClassVar[Owner | None] = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk and self.owner is not None:
            self.belong_to(self.owner)
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField):
                self.limit(field)

    def belong_to(self, owner: Owner) -> None:
        """Whose a new row is."""
        self.instance.subject = owner.person
        if owner.organisation is not None:
            self.instance.organisation = owner.organisation

    @property
    def kept_by(self) -> RegisterController | None:
        return self.owner.kept_by if self.owner else None

    def limit(self, field: "ModelChoiceField[Any]") -> None:
        """Offer the facts of the same register only, by what they say."""
        rows: QuerySet[Any] = field.queryset  # type: ignore[assignment] # a model form sets it
        if issubclass(rows.model, RegisterFact):
            register = self.kept_by.register_id if self.kept_by else None
            field.queryset = rows.filter(register=register)
        field.label_from_instance = words_of  # type: ignore[assignment] # takes a row, no self

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_identity_codes(self)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Whose the row is is no field of the form, and yet part of what must be unique."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"subject", "organisation", "kept_by"}


# People


class OrganisationChoice(ModelChoiceField):  # type: ignore[type-arg] # cannot be subscripted
    """Found by its name as it is typed; there are too many for a list."""

    widget = UnfoldAdminAutocompleteModelChoiceFieldWidget

    def among(self, kept_by: RegisterController) -> None:
        self.queryset = Organisation.objects.filter(kept_by=kept_by)
        address = reverse("admin:register_organisation_choose")
        self.widget.attrs["data-ajax--url"] = f"{address}?kept_by={kept_by.pk}"
        self.widget.attrs["data-placeholder"] = _("Begin to write its name.")  # and its label

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ChosenOnly(UnfoldAdminAutocompleteModelChoiceFieldWidget):  # type: ignore[misc]  # no types
    """Carries the row chosen, not every row there is."""

    option_template_name = "django/forms/widgets/select_option.html"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        chosen = [one for one in value if one]
        every: Any = self.choices  # type: ignore[has-type] # of a package without types
        rows = every.queryset.filter(pk__in=chosen) if chosen else []
        self.choices = [("", ""), *((row.pk, row.name) for row in rows)]
        try:
            return super().optgroups(name, value, attrs)  # type: ignore[no-any-return]
        finally:
            self.choices = every


class PersonForm(PeopleForm):
    """Who somebody is."""

    organisation = OrganisationChoice(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        widget=ChosenOnly,
        required=False,
    )
    at: ClassVar[RegisterController | None] = None  # where the person is kept

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "organisation" in self.fields and self.kept_by is not None:
            self.fields["organisation"].among(self.kept_by)  # type: ignore[attr-defined]

    def belong_to(self, owner: Owner) -> None:
        """A person belongs to nobody; a new one to a register, see `NewPersonForm`."""

    @property
    def kept_by(self) -> RegisterController | None:
        return self.at


class NewPersonForm(PersonForm):
    """Somebody new: warns of people who may be the same, and is not saved twice."""

    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=60,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"}),
    )
    # Made with the page: the person's random name, so that a page sent twice makes one person.
    once = forms.CharField(required=False, widget=forms.HiddenInput)
    user: ClassVar[User | None] = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.likely: Sequence[DataSubject] = ()
        if self.at is not None:
            self.instance.kept_by = self.at
        if self.is_bound:
            self.instance.uuid = uuid_from(self.data.get("once", "")) or self.instance.uuid
        else:
            self.initial["once"] = signed(uuid4())

    def clean_email(self) -> str:
        return self.checked(ContactPointKind.EMAIL, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return self.checked(ContactPointKind.PHONE, self.cleaned_data["phone"])

    def checked(self, kind: str, value: str) -> str:
        if value:
            point = ContactPoint(kind=kind, value=value)
            point.tidy_texts()
            try:
                point.check_own_columns()
            except ValidationError as fault:
                raise ValidationError(fault.messages) from fault
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        telling = ("family_name", "given_names", "customer_number", "user_id", "email", "phone")
        if not self.errors and not any(cleaned.get(name) for name in telling):
            self.add_error("family_name", _("Write a name, or something else to find them by."))
        if not self.errors:
            self.warn_of_likely(cleaned)
        return cleaned

    def warn_of_likely(self, cleaned: dict[str, Any]) -> None:
        """Shown once: who saves again after seeing the same people knows what they do."""
        self.likely = likely_the_same(
            self.kept_by,
            self.user,
            email=cleaned.get("email", ""),
            phone=cleaned.get("phone", ""),
            number=cleaned.get("customer_number", ""),
        )
        if self.likely and self.data.get("seen", "") != self.seen:
            self.add_error(
                None,
                _(
                    "There may be a card already: look at the people below. If none of them is "
                    "the same person, save again."
                ),
            )

    @property
    def seen(self) -> str:
        """Whom the warning named, sent back with the form."""
        return "-".join(str(person.pk) for person in self.likely)

    def save_points(self) -> None:
        """The first contact points of the person just saved."""
        for kind, name in ((ContactPointKind.EMAIL, "email"), (ContactPointKind.PHONE, "phone")):
            if value := self.cleaned_data.get(name):
                ContactPoint.objects.create(subject=self.instance, kind=kind, value=value)


def likely_the_same(
    kept_by: RegisterController | None,
    user: User | None,
    *,
    email: str = "",
    phone: str = "",
    number: str = "",
) -> list[DataSubject]:
    """People of the register, among those the user may see, who share one of these."""
    if kept_by is None or user is None:
        return []
    same = Q()
    if number:
        same |= Q(customer_number=number)
    for kind, value in ((ContactPointKind.EMAIL, email), (ContactPointKind.PHONE, phone)):
        if spelling := normalised_contact(kind, value) if value else "":
            points = ContactPoint.objects.filter(kind=kind, normalised=spelling)
            same |= Q(pk__in=points.values("subject"))
    if not same:
        return []
    people = DataSubject.objects.visible_to(user).standing()
    return list(people.filter(same, kept_by__register=kept_by.register_id).order_by("pk")[:5])


def signed(uuid: UUID) -> str:
    return signing.dumps(str(uuid), salt="register.new-person")


def uuid_from(token: str) -> UUID | None:
    """The name that was made with the page; none where the page is another's or too old."""
    try:
        return UUID(signing.loads(token, salt="register.new-person", max_age=FORM_LASTS))
    except (signing.BadSignature, ValueError):
        return None


# Parts


class ContactPointForm(PeopleForm):
    """An address or number, compared in its one spelling with those that are there."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned.get("value"):
            self.instance.normalised = normalised_contact(cleaned["kind"], cleaned["value"])
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        return excluded - {"normalised"} if self.instance.normalised else excluded

    def _place_of(self, fault: ValidationError) -> str | None:
        """What is there already is told where it was written again."""
        place = super()._place_of(fault)
        return "value" if place == "kind" else place


class InteractionForm(PeopleForm):
    at = MomentField(label=gettext_lazy("When"))


def twin_of(row: Interaction) -> Interaction | None:
    """The same contact, saved a moment ago by the first of two clicks."""
    columns = ("subject", "at", "channel", "direction", "kind", "summary", "handled_by")
    same = {name: getattr(row, name) for name in columns}
    return Interaction.objects.filter(**same).first()


class MoneyField(forms.DecimalField):
    """An amount as people here write it: with a comma or a point, and spaces between thousands."""

    widget = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return number_format(value, 2) if isinstance(value, Decimal) else value


class BelongsToSomebody(PeopleForm):
    """An order or an invoice: kept where its buyer is kept."""

    total = MoneyField(label=gettext_lazy("Total"), required=False, max_digits=12, decimal_places=2)

    def belong_to(self, owner: Owner) -> None:
        super().belong_to(owner)
        self.instance.kept_by = owner.kept_by
        person = owner.person
        if person is not None and person.kind == SubjectKind.CONTACT_PERSON:
            self.instance.organisation = person.organisation  # it is the buyer

    @property
    def kept_by(self) -> RegisterController | None:
        if self.instance.pk:
            return self.instance.kept_by  # type: ignore[no-any-return]
        return super().kept_by


class OrganisationForm(StampedForm):
    """A customer organisation."""

    at: ClassVar[RegisterController | None] = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk and self.at is not None:
            self.instance.kept_by = self.at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_identity_codes(self)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"kept_by"}
