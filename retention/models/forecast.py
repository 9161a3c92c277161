"""What falls due in the months to come: figures made at night, drawn in the admin."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models import Register


class Forecast(models.Model):
    """How much of one register falls due in one month, if nothing changes. Names nobody."""

    register = models.ForeignKey(
        Register, on_delete=models.CASCADE, related_name="forecasts", verbose_name=_("register")
    )
    made_at = models.DateTimeField(_("made"))
    month = models.DateField(_("month"))  # its first day; the first month holds what is due already
    people = models.PositiveIntegerField(_("whole people"), default=0)
    parts = models.PositiveIntegerField(_("parts of people's data"), default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        ordering = ["register", "month"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["register", "month"], name="forecast_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
