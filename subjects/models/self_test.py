"""What came of trying our own door: the public form, its mail and its link."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models.base import Choice, ordered_days, vocabulary


class Part(models.TextChoices):
    """Which part of the way failed, in the order in which a person comes to them."""

    SITE = "site", _("the site does not answer")
    FORM = "form", _("the form of requests is not there or cannot be filled in")
    SENDING = "sending", _("the form was filled in, but the request was not taken")
    MAIL = "mail", _("the mail server did not take the confirmation mail")
    MAILBOX = "mailbox", _("the confirmation mail was not found in the mailbox")
    LINK = "link", _("the link does not lead to the page on which one confirms")
    CONFIRMING = "confirming", _("the button was pressed, but the request was not confirmed")
    INTERRUPTED = "interrupted", _("the test was interrupted")


class SelfTest(models.Model):
    """One try. It holds nobody's data: the request it makes is ours, and goes with its end."""

    started_at = models.DateTimeField(_("started"))
    sent_at = models.DateTimeField(_("form sent"), null=True)  # its mark is used up
    ended_at = models.DateTimeField(_("ended"), null=True)
    failed = Choice(pgettext_lazy("self-test", "what failed"), choices=Part, blank=True)

    class Meta:
        verbose_name = _("self-test of the form")
        verbose_name_plural = _("self-tests of the form")
        ordering = ["started_at", "pk"]
        default_permissions = ()
        constraints = [
            vocabulary("selftest", "failed", Part, blank=True),
            models.CheckConstraint(
                condition=ordered_days("started_at", "ended_at"), name="selftest_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(failed="") | Q(ended_at__isnull=False), name="selftest_failed_at_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
