"""What all registers share: supervisory authorities, and the acts that notices refer to."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.admin.base import SelosteAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.models import SupervisoryAuthority
from register.models.statute import StatuteReference


@admin.register(SupervisoryAuthority)
class SupervisoryAuthorityAdmin(SelosteAdmin):
    list_display = ["name_fi", "email", "checked_on", "untranslated"]
    fieldsets = [
        main(
            texts("name", "postal_address", "visiting_address", "phone", "website"),
            "email",
            "checked_on",
        ),
        TECHNICAL,
    ]


@admin.register(StatuteReference)
class StatuteReferenceAdmin(SelosteAdmin):
    list_display = ["name_fi", "number", "status", "checked_on", "untranslated"]
    search_fields = ["name_fi", "name_sv", "name_en", "number"]
    fieldsets = [
        main(texts("name"), ("number", "status"), "outdated_wordings", "checked_on"),
        folded(_("Repealed"), ("repealed_on", "replaced_by")),
        TECHNICAL,
    ]
