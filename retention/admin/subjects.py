"""Groups of data subjects: rules apply by their kind, so changing it shows its effect."""

from django.contrib import admin
from django.utils.translation import gettext as _

from register.admin.subjects import SubjectGroupAdmin
from register.models import SubjectGroup
from retention.admin.effects import Asking, ShowsEffect


class JudgedGroupAdmin(ShowsEffect, SubjectGroupAdmin):
    def asking_to_save(self) -> Asking:
        return Asking(
            title=_("What the group changes"),
            nothing_yet=_("Nothing has been saved yet."),
            before=_("by the rules as they are"),
            after=_("with the group changed"),
            publish=_(
                "Publish a new version once the group is saved, or the notice and the run differ."
            ),
            button=_("Save the group"),
            busy=_("Saving…"),
            leave=_("Do not save"),
        )


admin.site.unregister(SubjectGroup)
admin.site.register(SubjectGroup, JudgedGroupAdmin)
