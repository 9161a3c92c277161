"""How data are protected, where they live, and what is done for others."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.models import ProcessingForOthers, SecurityMeasure, System


@admin.register(SecurityMeasure)
class SecurityMeasureAdmin(FactAdmin):
    columns = ("kind",)
    fieldsets = [
        main("kind", texts("name")),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]


@admin.register(System)
class SystemAdmin(FactAdmin):
    columns = ("kind", "country")
    fieldsets = [
        main(texts("name"), "kind", ("supplier", "country")),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]


@admin.register(ProcessingForOthers)
class ProcessingForOthersAdmin(FactAdmin):
    fieldsets = [
        main(texts("name", "contact", "processing")),
        folded(_("Transfers and security"), texts("transfers", "security")),
        TECHNICAL,
    ]
