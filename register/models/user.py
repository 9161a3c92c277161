"""Staff accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from register.models.controller import Controller
from register.models.register import RegisterController


class User(AbstractUser):
    """Somebody who signs in to the admin; who may do what is told by the groups of `groups.py`."""

    controllers: models.ManyToManyField[Controller, models.Model] = models.ManyToManyField(
        Controller,
        blank=True,
        related_name="staff",
        verbose_name=_("controllers served"),
        help_text=_("Customer service and request handlers see the people of these controllers."),
    )

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    def __str__(self) -> str:
        """Reaches logs and the audit trail: never a name."""
        return f"user {self.pk}"

    def memberships(self) -> QuerySet[RegisterController]:
        """Where the people are kept whom this account serves."""
        return RegisterController.objects.filter(controller__staff=self)
