"""Where data come from, with the channels they come by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.parts import Part
from register.admin.words import ticked
from register.models import Source, SourceChannel


class SourceChannelPart(Part):
    model = SourceChannel
    fieldsets = [main(texts("name"), "position")]
    ordering_field = "position"


@admin.register(Source)
class SourceAdmin(FactAdmin):
    columns = ("kind", "public", ticked("regular", _("regular source")))
    inlines = [SourceChannelPart]
    fieldsets = [
        main("kind", texts("name"), "public", texts("obtains")),
        folded(_("On what ground, for what"), texts("ground", "purpose"), "subject_groups"),
        folded(_("How often"), "regular", "modality"),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]
