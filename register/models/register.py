"""The register itself and its controllers."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import JointControllership
from register.models.base import Choice, Keyed, Written, valid_key, vocabulary
from register.models.controller import Controller
from register.texts import Translated

# Filled by upper apps: register -> why it cannot take its short name, or "".
SLUG_CHECKS: list[Callable[["Register"], str]] = []


class Register(Written):
    """One customer register: what a notice is about."""

    slug = models.CharField(
        _("short name in addresses"),
        max_length=80,
        unique=True,
        validators=[valid_key],
        help_text=_("Part of the notice's permanent address: choose once."),
    )
    name = Translated(
        _("name of the register"),
        max_length=200,
        help_text=_("Such as “Customer register of Esimerkki Oy”."),
    )
    other_name = Translated(
        _("other name in use"), max_length=200, help_text=_("Another name the notice also uses.")
    )
    controllers: models.ManyToManyField[Controller, "RegisterController"] = models.ManyToManyField(
        Controller,
        through="RegisterController",
        related_name="registers",
        verbose_name=_("controllers"),
    )
    joint_controllership = Choice(
        _("several controllers"),
        choices=JointControllership,
        blank=True,
        help_text=_(
            "Art. 26: where two or more decide together, the notice tells the essence of their "
            "arrangement."
        ),
    )
    automated = models.BooleanField(
        _("processed by automated means"),
        default=True,
        help_text=_("Data portability (Art. 20) applies to automated processing only."),
    )
    offered_to_children = models.BooleanField(
        _("online service offered to children on consent"),
        default=False,
        help_text=_("Art. 8; in Finland the age limit is 13 (Data Protection Act s. 5)."),
    )

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="register_has_slug"),
            vocabulary("register", "joint_controllership", JointControllership, blank=True),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def slug_fault(self) -> str:
        """Why it cannot take its short name, or ""."""
        return next(filter(None, (check(self) for check in SLUG_CHECKS)), "")

    def clean(self) -> None:
        super().clean()
        self._check_slug()

    def save(self, *args: Any, **options: Any) -> None:
        """Raises ValidationError also where it cannot take its short name."""
        self._check_slug()
        super().save(*args, **options)

    def _check_slug(self) -> None:
        if words := self.slug_fault:
            raise ValidationError({"slug": words})


class RegisterController(Written):
    """A controller of a register, in the order the notice names them."""

    register = models.ForeignKey(
        Register, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("register")
    )
    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("controller"),
    )
    position = Keyed._meta.get_field("position").clone()
    responsibility = Translated(
        _("what this controller answers for"),
        help_text=_("Art. 26(1): the division of duties between joint controllers."),
    )

    class Meta:
        verbose_name = _("controller of the register")
        verbose_name_plural = _("controllers of the register")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "controller"],
                name="register_controller_once",
                violation_error_message=_("This controller is already on the register."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.register.slug}: {self.controller}"
