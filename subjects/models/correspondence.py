"""What is written to people and by them. A letter that has left is never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, Language
from register.models.base import Choice, vocabulary
from register.models.people import AboutPeople
from register.personal_data import Datum
from subjects.enums import Delivery, FileKind, LetterKind
from subjects.models.base import BY_STAFF, OFFICE, OURS, SAID, WHEN, PartOfRequest, part_of_request

LARGEST_FILE = 10 * 1024 * 1024


class Frozen(Exception):
    """Raised where somebody would change what the person has been sent."""


class Letter(AboutPeople, PartOfRequest):
    """A letter: owed first, then sent, or overtaken by a later one that says more.

    Once sent its words stay as they are: here, and by a trigger (`subjects/freezing.py`).
    """

    kind = Choice(pgettext_lazy("of a letter", "kind"), choices=LetterKind)
    language = Choice(_("language"), choices=Language)
    owed_at = models.DateTimeField(_("owed since"))
    due_on = models.DateField(_("to be sent by"), null=True)
    title = models.CharField(_("title"), max_length=250, blank=True, default="")
    body = models.TextField(_("text"), blank=True, default="")
    # As they stood when it was sent: what the register says of them may change.
    sender = models.TextField(_("sender"), blank=True, default="")
    addressee = models.TextField(_("addressee"), blank=True, default="")
    delivery = Choice(_("sent by"), choices=Delivery, blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("of a letter", "sent"), null=True)
    sent_by = models.ForeignKey(  # none: by the machine
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    sha256 = models.CharField(max_length=64, blank=True, default="")
    overtaken_at = models.DateTimeField(_("overtaken"), null=True)

    personal_data = part_of_request(
        kind=OURS,
        language=OURS,
        owed_at=WHEN,
        due_on=OFFICE,
        title=OFFICE,
        body=OURS,
        sender=OFFICE,
        addressee=Datum((DataCategory.NAME, DataCategory.POSTAL_ADDRESS)),
        delivery=OURS,
        sent_at=OURS,
        sent_by=BY_STAFF,
        sha256=OFFICE,
        overtaken_at=OFFICE,
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("letter", "kind", LetterKind),
            vocabulary("letter", "language", Language),
            vocabulary("letter", "delivery", Delivery, blank=True),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, delivery="", sha256="")
                | (
                    Q(sent_at__isnull=False, overtaken_at__isnull=True)
                    & ~(Q(title="") | Q(body="") | Q(delivery="") | Q(sha256=""))
                ),
                name="letter_sent_whole",
            ),
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=Q(sent_at__isnull=True, overtaken_at__isnull=True),
                name="letter_owed_once",
            ),
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=Q(kind__in=[LetterKind.DECISION, LetterKind.EXTENSION]),
                name="letter_of_its_kind_once",
            ),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Raises Frozen for a letter that has left."""
        if self.pk and Letter.objects.filter(pk=self.pk, sent_at__isnull=False).exists():
            raise Frozen("A letter that was sent is never changed.")
        super().save(*args, **options)


class Message(AboutPeople, PartOfRequest):
    """A message between the person and the handler. Added, never changed."""

    from_person = models.BooleanField(_("from the person"))
    body = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(  # of staff
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    personal_data = part_of_request(
        from_person=SAID, body=SAID, written_at=SAID, written_by=BY_STAFF
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["written_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="message_says_something"),
            models.CheckConstraint(
                condition=Q(from_person=True, written_by__isnull=True)
                | Q(from_person=False, written_by__isnull=False),
                name="message_written_by_somebody",
            ),
        ]


class Attachment(PartOfRequest):
    """A scanned letter, kept with the request: erased with it, backed up with it."""

    name = models.CharField(_("name of the file"), max_length=200)
    kind = Choice(pgettext_lazy("of a file", "kind"), choices=FileKind)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(_("content"))
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
    )

    personal_data = part_of_request(
        name=Datum((DataCategory.INTERACTION,)),
        kind=OFFICE,
        size=OFFICE,
        sha256=OFFICE,
        content=SAID,
        added_at=WHEN,
        added_by=BY_STAFF,
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("attachment", "kind", FileKind),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LARGEST_FILE), name="attachment_of_a_size"
            ),
        ]
