"""The supervisory authority: data with a day on which it was checked, not code."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.base import Written, valid_key
from register.texts import Translated


class SupervisoryAuthority(Written):
    """To whom a data subject may complain (Art. 77; Data Protection Act s. 21)."""

    key = models.CharField(_("key"), max_length=80, unique=True, validators=[valid_key])
    name = Translated(_("name"), max_length=200)
    visiting_address = Translated(_("visiting address"), max_length=200)
    postal_address = Translated(_("postal address"), max_length=200)
    phone = Translated(_("phone"), neutral=True, max_length=40)
    email = models.EmailField(_("e-mail"), blank=True, default="")
    website = Translated(_("website"), neutral=True, max_length=200)
    checked_on = models.DateField(
        _("checked on"), help_text=_("When these details were last compared with the source.")
    )

    class Meta:
        verbose_name = _("supervisory authority")
        verbose_name_plural = _("supervisory authorities")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_fi=""), name="authority_has_name"),
        ]

    def __str__(self) -> str:
        return self.name.fi
