"""To whom data are given, and whether they leave the EU/EEA."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.forms import FactForm
from register.admin.parts import Part
from register.admin.words import words_of
from register.models import Controller, Recipient, Transfer, TransferCountry


class RecipientForm(FactForm):
    def companies(self) -> QuerySet[Controller]:
        """A company of the group need not be a controller of this register."""
        return Controller.objects.all()


@admin.register(Recipient)
class RecipientAdmin(FactAdmin):
    form = RecipientForm
    columns = ("kind", "modality", "country")
    fieldsets = [
        main("kind", texts("name"), "named", texts("description"), ("modality", "country")),
        folded(_("Agreement and ground"), texts("contract", "ground"), "controller"),
        folded(_("What for, and how"), "purposes", texts("format"), "may_redisclose"),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]


class TransferCountryPart(Part):
    model = TransferCountry
    fieldsets = [main("country")]


@admin.register(Transfer)
class TransferAdmin(FactAdmin):
    inlines = [TransferCountryPart]
    columns = ("recipient_named", "countries_named", "mechanism")
    list_select_related = ["recipient"]
    fieldsets = [
        main("state", "recipient", ("adequacy", "mechanism"), texts("copy")),
        folded(_("In your own words"), texts("text", "example")),
        TECHNICAL,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transfer]:
        return super().get_queryset(request).prefetch_related("countries")

    @admin.display(description=_("is data transferred"), ordering="state")
    def shown(self, row: Any) -> str:
        return str(row.get_state_display())

    @admin.display(description=_("recipient"))
    def recipient_named(self, row: Transfer) -> str:
        return words_of(row.recipient) if row.recipient else ""

    @admin.display(description=_("countries"))
    def countries_named(self, row: Transfer) -> str:
        return ", ".join(str(one.country.name) for one in row.countries.all())
