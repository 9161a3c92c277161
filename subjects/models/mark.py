"""What the public pages remember of their use: how often, from nobody they could name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory
from register.personal_data import A_FACT, IDENTIFIER, MOMENT, Datum, OtherPeople


class FormMark(models.Model):
    """A keyed hash of something used, an hour and how often; `public/flood.py` reads it.

    The hour is part of what is hashed: two marks of one visitor cannot be told to belong together.
    """

    hash = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(_("how often"), default=0)
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    personal_data = OtherPeople(
        who="whoever uses the public form",
        until="a day has passed, at the longest (`public/flood.py`)",
        columns={
            "id": IDENTIFIER,
            "hash": Datum((DataCategory.ONLINE_IDENTIFIER,), exported=False),
            "count": A_FACT,
            "expires_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("mark of a form's use")
        verbose_name_plural = _("marks of a form's use")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
