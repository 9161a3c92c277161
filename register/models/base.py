"""What every fact of a register has in common: a key, a place among its like, printable texts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.texts import check_lengths, check_printable, tidy

valid_key = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    _("Use small letters a–z, digits and hyphens, such as “billing-address”."),
)


def one_of(name: str, choices: type[models.TextChoices], *, blank: bool = False) -> Q:
    """The condition that column `name` holds a value of a closed vocabulary."""
    allowed = Q(**{f"{name}__in": sorted(choices.values)})
    return allowed | Q(**{name: ""}) if blank else allowed


def vocabulary(
    model_name: str, name: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """Hold a column to its vocabulary in the database, not only in forms."""
    return models.CheckConstraint(
        condition=one_of(name, choices, blank=blank), name=f"{model_name}_{name}_known"
    )


class Choice(models.CharField[str, str]):
    """A column that holds one value of a closed vocabulary; `blank=True` leaves it unanswered."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 30)
        if options.get("blank"):
            options.setdefault("default", "")
        super().__init__(*args, **options)


class Written(models.Model):
    """A row with texts: tidied and checked whenever it is saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Raises ValidationError where a text cannot be printed or held; nothing is saved then."""
        self.tidy_texts()
        check_printable(self)
        check_lengths(self)
        super().save(*args, **options)

    def clean(self) -> None:
        self.tidy_texts()
        super().clean()
        self.check_own_columns()

    def tidy_texts(self) -> None:
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
                setattr(self, field.attname, tidy(value))

    def check_own_columns(self) -> None:
        """Raises ValidationError for what this row's own columns make wrong; asks no other row."""
        check_printable(self)


class Keyed(Written):
    """A row that a register file names by its key."""

    key = models.CharField(
        _("key"),
        max_length=80,
        validators=[valid_key],
        help_text=_(
            "A short permanent name for this row in files and links. "
            "Not shown to the public; no names of people."
        ),
    )
    position = models.PositiveIntegerField(
        pgettext_lazy("order of rows", "place"),
        default=0,
        help_text=_("Rows are printed in this order."),
    )

    class Meta:
        abstract = True


class RegisterFact(Keyed):
    """A row that belongs to one register."""

    register = models.ForeignKey(
        "register.Register",
        on_delete=models.CASCADE,
        related_name="%(class)s_set",
        verbose_name=_("register"),
    )

    class Meta:
        abstract = True
        ordering = ["register", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "key"],
                name="%(class)s_key_once",
                violation_error_message=_("Another row of this register has the same key."),
            ),
            models.CheckConstraint(condition=~Q(key=""), name="%(class)s_has_key"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.key}"


def belongs_to_same_register(owner: RegisterFact, **rows: RegisterFact | None) -> None:
    """Raises ValidationError where a row refers to another register's row."""
    faults = {
        name: _("This belongs to another register.")
        for name, row in rows.items()
        if row is not None and row.register_id != owner.register_id
    }
    if faults:
        raise ValidationError(faults)


def said(name: str) -> Q:
    """The text `name` says something in at least one language."""
    return ~Q(**{f"{name}_fi": ""}) | ~Q(**{f"{name}_sv": ""}) | ~Q(**{f"{name}_en": ""})


def must_say(model_name: str, *names: str) -> models.CheckConstraint:
    """At least one of the texts `names` says something, in at least one language."""
    condition = Q()
    for name in names:
        condition |= said(name)
    return models.CheckConstraint(
        condition=condition,
        name=f"{model_name}_says_something",
        violation_error_message=_("Write this in at least one language, first in Finnish."),
    )


def ordered_days(first: str, last: str) -> Q:
    """Day `first` is not after day `last`, where both are known."""
    return (
        Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{last}__gte": F(first)})
    )
