"""That somebody's erasure was granted (Art. 17), for as long as something of theirs was kept.

The request and its decision go in some years; what a duty of law kept of it may stay for ten. So
this is said of the card itself, and of each voucher that outlives its person.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.models import DataSubject, Invoice
from register.models.people import AboutPeople
from register.personal_data import (
    IDENTIFIER,
    LINK,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)

CLOCK = (DataCategory.RELATIONSHIP,)  # goes with the whole person only


class GrantedErasure(AboutPeople):
    """A card, or a voucher, that stayed for no other reason than a duty of law or a hold.

    A grant of a later request takes the place of an earlier one.
    """

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        null=True,
        related_name="granted_erasures",
        verbose_name=_("person"),
    )
    # Vouchers go by doors that know nothing of this; what is left behind is swept up.
    invoice = models.OneToOneField(
        Invoice,
        on_delete=models.CASCADE,
        null=True,
        related_name="granted_erasure",
        verbose_name=_("invoice"),
        db_constraint=False,
    )
    reference = models.CharField(_("request"), max_length=20)
    decided_on = models.DateField(_("decided"))
    # Categories of data of which something was refused: for them all rules of the register count.
    refused = models.JSONField(default=list)
    # Until this moment nothing new is known to have been written on the card.
    quiet_until = models.DateTimeField()
    ended_on = models.DateField(_("ended"), null=True)  # data have been given anew

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "invoice": LINK,
            "reference": NotPersonal("the number of a request, by which the journal tells of it"),
            "decided_on": Datum(CLOCK, Origin.DERIVED),
            "refused": NotPersonal("kinds of data, as the answer to the request named them"),
            "quiet_until": NotPersonal("when the rows were last looked through"),
            "ended_on": Datum(CLOCK, Origin.DERIVED),
        },
    )

    class Meta:
        verbose_name = _("granted erasure")
        verbose_name_plural = _("granted erasures")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="grantederasure_one_a_card"),
            models.CheckConstraint(
                condition=Q(subject__isnull=False, invoice__isnull=True)
                | Q(subject__isnull=True, invoice__isnull=False),
                name="grantederasure_of_card_or_voucher",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
