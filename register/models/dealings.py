"""What went on between a person and the controller: contacts, orders, invoices."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import (
    DataCategory,
    Direction,
    InteractionChannel,
    InteractionKind,
    Origin,
)
from register.models.base import Choice, ordered_days, vocabulary
from register.models.data_subject import DataSubject
from register.models.organisation import Organisation
from register.models.people import AboutPeople
from register.models.register import RegisterController
from register.personal_data import (
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)
from register.spellings import folded

C = DataCategory


class Interaction(AboutPeople):
    """One contact with a person."""

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        related_name="interactions",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("when"))
    channel = Choice(_("channel"), choices=InteractionChannel)
    direction = Choice(_("direction"), choices=Direction, default=Direction.INCOMING)
    kind = Choice(
        pgettext_lazy("kind of contact", "about"),
        choices=InteractionKind,
        default=InteractionKind.SERVICE,
    )
    summary = models.TextField(
        _("what was said"),
        blank=True,
        default="",
        help_text=_("Only what is needed. The person has the right to read this. Art. 15."),
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("handled by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "at": Datum((C.INTERACTION,), Origin.OBSERVED),
            "channel": Datum((C.INTERACTION,), Origin.OBSERVED),
            "direction": Datum((C.INTERACTION,), Origin.OBSERVED),
            "kind": Datum((C.INTERACTION,), Origin.DERIVED),
            "summary": Datum((C.INTERACTION,), Origin.DERIVED),
            "handled_by": NotPersonal("a member of staff, whose own data this is (CJEU C-579/21)"),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = pgettext_lazy("with a customer", "contact")
        verbose_name_plural = pgettext_lazy("with a customer", "contacts")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "-at", "-id"], name="interaction_by_person"),
            models.Index(fields=["at"], name="interaction_by_moment"),
        ]
        constraints = [
            vocabulary("interaction", "channel", InteractionChannel),
            vocabulary("interaction", "direction", Direction),
            vocabulary("interaction", "kind", InteractionKind),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Order(AboutPeople):
    """What a person or an organisation ordered."""

    kept_by = models.ForeignKey(
        RegisterController,
        on_delete=models.PROTECT,
        related_name="orders",
        verbose_name=_("register and controller"),
    )
    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("organisation"),
    )
    number = models.CharField(_("order number"), max_length=60)
    ordered_on = models.DateField(_("ordered"))
    delivered_on = models.DateField(_("delivered"), null=True, blank=True)
    content = models.TextField(_("what was ordered"), blank=True, default="")
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        stands_alone=True,
        columns={
            "id": IDENTIFIER,
            "kept_by": LINK,
            "subject": LINK,
            "organisation": LINK,
            "number": Datum((C.ORDER,), Origin.DERIVED, erasure=Erasing.KEEP),
            "ordered_on": Datum((C.ORDER,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "delivered_on": Datum((C.ORDER,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "content": Datum((C.ORDER,)),
            "total": Datum((C.ORDER,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "currency": Datum((C.ORDER,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-ordered_on", "-pk"]
        indexes = [
            models.Index(fields=["subject", "-ordered_on", "-id"], name="order_by_person"),
            models.Index(fields=["ordered_on", "id"], name="order_by_day"),
            models.Index(fields=["kept_by", "ordered_on", "id"], name="order_by_keeper_and_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="order_has_number"),
            models.CheckConstraint(
                condition=ordered_days("ordered_on", "delivered_on"), name="order_before_delivery"
            ),
            models.UniqueConstraint(
                fields=["kept_by", "number"],
                name="order_number_once",
                violation_error_message=_("There is already an order with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Invoice(AboutPeople):
    """An accounting voucher with the buyer as printed.

    The person can go while the voucher stays (Accounting Act 2:10): the link is cut, the printed
    buyer stays until the voucher's own time is up, and access still finds it by what is printed.
    """

    kept_by = models.ForeignKey(
        RegisterController,
        on_delete=models.PROTECT,
        related_name="invoices",
        verbose_name=_("register and controller"),
    )
    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("organisation"),
    )
    number = models.CharField(_("invoice number"), max_length=60)
    issued_on = models.DateField(_("dated"))
    due_on = models.DateField(pgettext_lazy("of an invoice", "due"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)
    financial_year_end = models.DateField(
        _("financial year ends"),
        null=True,
        blank=True,
        help_text=_("The last day of the financial year this voucher belongs to."),
    )
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    buyer_name = models.CharField(_("buyer as printed"), max_length=200, blank=True, default="")
    buyer_address = models.TextField(_("address as printed"), blank=True, default="")
    buyer_reference = models.CharField(
        _("buyer's reference"), max_length=150, blank=True, default=""
    )
    # What of the printed buyer a search may find.
    normalised = models.CharField(max_length=320, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.KEEP,  # has a period of its own, by its own rule
        stands_alone=True,
        columns={
            "id": IDENTIFIER,
            "kept_by": LINK,
            "subject": LINK,
            "organisation": LINK,
            "number": Datum((C.INVOICE,), Origin.DERIVED, erasure=Erasing.KEEP),
            "issued_on": Datum((C.INVOICE,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "due_on": Datum((C.INVOICE, C.DEBT), Origin.OBSERVED, erasure=Erasing.KEEP),
            "paid_on": Datum((C.PAYMENT,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "financial_year_end": Datum((C.INVOICE,), Origin.DERIVED, erasure=Erasing.KEEP),
            "total": Datum((C.INVOICE,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "currency": Datum((C.INVOICE,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "buyer_name": Datum((C.INVOICE,)),
            "buyer_address": Datum((C.INVOICE,)),
            "buyer_reference": Datum((C.INVOICE,)),
            "normalised": Datum((C.INVOICE,), Origin.DERIVED, exported=False),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["subject", "-issued_on", "-id"], name="invoice_by_person"),
            models.Index(fields=["kept_by", "financial_year_end"], name="invoice_by_year"),
            models.Index(fields=["issued_on", "id"], name="invoice_by_day"),
            models.Index(fields=["kept_by", "issued_on", "id"], name="invoice_by_keeper_and_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="invoice_has_number"),
            models.CheckConstraint(
                condition=ordered_days("issued_on", "financial_year_end"),
                name="invoice_before_year_end",
                violation_error_message=_("The financial year ends before the invoice is dated."),
            ),
            models.UniqueConstraint(
                fields=["kept_by", "number"],
                name="invoice_number_once",
                violation_error_message=_("There is already an invoice with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def derive(self) -> None:
        self.normalised = folded(f"{self.buyer_name} {self.buyer_reference}")[:320]
