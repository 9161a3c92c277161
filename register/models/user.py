"""Staff accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.models.controller import Controller
from register.models.register import RegisterController
from register.personal_data import A_FACT, IDENTIFIER, MOMENT, Datum, OtherPeople


class User(AbstractUser):
    """Somebody who signs in to the admin; who may do what is told by the groups of `groups.py`."""

    controllers: models.ManyToManyField[Controller, models.Model] = models.ManyToManyField(
        Controller,
        blank=True,
        related_name="staff",
        verbose_name=_("controllers served"),
        help_text=_("Customer service and request handlers see the people of these controllers."),
    )

    personal_data = OtherPeople(
        who="staff",
        until="the account is deleted; what it did stands under its number",
        columns={
            "id": IDENTIFIER,
            "password": Datum((DataCategory.USER_ID,), exported=False),
            "last_login": Datum((DataCategory.TECHNICAL_LOG,), Origin.OBSERVED),
            "is_superuser": A_FACT,
            "username": Datum((DataCategory.USER_ID,)),
            "first_name": Datum((DataCategory.NAME,)),
            "last_name": Datum((DataCategory.NAME,)),
            "email": Datum((DataCategory.EMAIL,)),
            "is_staff": A_FACT,
            "is_active": A_FACT,
            "date_joined": MOMENT,
        },
    )

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    def __str__(self) -> str:
        """Reaches logs and the audit trail: never a name."""
        return f"user {self.pk}"

    def memberships(self) -> QuerySet[RegisterController]:
        """Where the people are kept whom this account serves."""
        return RegisterController.objects.filter(controller__staff=self)
