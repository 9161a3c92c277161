"""Mail on its way. What it says and to whom is kept only until it has left."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory
from register.personal_data import A_FACT, IDENTIFIER, MOMENT, Datum, OtherPeople

EMPTY = Q(recipient="", subject="", body="")
WAITING = Q(sent_at__isnull=True, given_up_at__isnull=True)


class OutgoingMail(models.Model):
    """One mail to one person; `register/outbox.py` is the only one who writes here."""

    key = models.CharField(_("key"), max_length=200, unique=True)  # names no person
    kind = models.CharField(_("kind"), max_length=60)
    recipient = models.CharField(_("to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    body = models.TextField(_("text"), blank=True)
    queued_at = models.DateTimeField(_("queued"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    personal_data = OtherPeople(
        who="whoever gets the mail",
        until="the mail has left, or 30 days after it was given up (`outbox.forget_old`)",
        columns={
            "id": IDENTIFIER,
            "key": A_FACT,
            "kind": A_FACT,
            "recipient": Datum((DataCategory.EMAIL,), exported=False),
            "subject": Datum((DataCategory.OTHER,), exported=False),
            "body": Datum((DataCategory.OTHER,), exported=False),
            "queued_at": MOMENT,
            "attempts": A_FACT,
            "next_attempt_at": MOMENT,
            "sent_at": MOMENT,
            "given_up_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["-queued_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("resend_outgoingmail", _("Can try again to send mail that was given up"))]
        indexes = [models.Index(fields=["next_attempt_at"], condition=WAITING, name="mail_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | EMPTY, name="sent_mail_is_forgotten"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="mail_sent_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"  # reaches logs: neither address nor subject
