"""The record of processing has no rows of its own: it is a view of a controller."""

from django.utils.translation import gettext_lazy as _

from register.models import Controller


class ProcessingRecord(Controller):
    """A controller as the one whose record is read. May be looked at, never written."""

    class Meta:
        proxy = True
        verbose_name = _("record of processing activities")
        verbose_name_plural = _("records of processing activities")
        default_permissions = ("view",)
