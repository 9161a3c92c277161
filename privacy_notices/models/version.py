"""Published versions: what was told, when, by whom. A published version never changes.

The rows are frozen three times over: here, in every queryset, and by triggers in the database
(`privacy_notices/freezing.py`). *Superseded* is nowhere written; it is what a version is once a
later one is in force.
"""

import json
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy_notices.models.notice import Notice
from register.enums import Language
from register.models.base import Written, ordered_days, valid_key, vocabulary
from register.texts import Translated


class Frozen(Exception):
    """Raised where somebody would change or remove what is published."""


class FrozenRows(models.QuerySet[Any]):
    """Rows can be added and read."""

    def update(self, **values: Any) -> NoReturn:
        raise Frozen("A published version is never changed.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise Frozen("A published version is never changed.")

    def delete(self) -> NoReturn:
        raise Frozen("A published version is never removed.")


class FrozenRow(models.Model):
    """Saved once."""

    objects = FrozenRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise Frozen("A published version is never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise Frozen("A published version is never removed.")


class NoticeVersion(FrozenRow):
    """One publication of a notice, in every language that was complete."""

    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="versions", verbose_name=_("privacy notice")
    )
    # What the public pages need stands here, so that serving asks no register table.
    slug = models.CharField(_("short name in addresses"), max_length=80, validators=[valid_key])
    number = models.PositiveIntegerField(_("version"))
    effective_on = models.DateField(_("in force from"))
    languages = models.JSONField(_("languages"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="published_versions",
        verbose_name=_("published by"),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="submitted_versions",
        verbose_name=_("submitted by"),
    )
    summary = Translated(_("what changed"))
    override_reason = models.TextField(_("why published with errors"), blank=True, default="")
    findings = models.JSONField(_("findings when published"), default=list)
    titles = models.JSONField(_("titles"))  # by language, for lists
    # JSON as text, because a database's own JSON type may reorder it, and its bytes are evidence.
    snapshot = models.TextField(_("snapshot"))
    draft_digest = models.CharField(_("digest of the draft"), max_length=64)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    release = models.CharField(_("release of the program"), max_length=40)
    next_review_on = models.DateField(_("next review"), null=True)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["notice", "-number"]
        default_permissions = ("add", "view")  # there is nothing to change or delete
        permissions = [
            ("publish_notice", _("Can publish a privacy notice")),
            ("override_checks", _("Can publish although the check finds errors")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["slug", "number"], name="version_address_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="version_number_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.number}"

    @property
    def opened(self) -> dict[str, Any]:
        """The snapshot as a value."""
        return dict(json.loads(self.snapshot))


class Rendering(FrozenRow):
    """One language of a published version, as bytes."""

    version = models.ForeignKey(
        NoticeVersion,
        on_delete=models.PROTECT,
        related_name="renderings",
        verbose_name=_("published version"),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    html = models.BinaryField(_("page"))
    pdf = models.BinaryField(_("PDF"))
    json = models.BinaryField(_("JSON"))
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    json_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("rendering")
        verbose_name_plural = _("renderings")
        default_permissions = ("view",)
        ordering = ["version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="rendering_language_once"),
            vocabulary("rendering", "language", Language),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"


class Submission(Written):
    """A draft handed over for review. It stands while the draft stays as it was submitted."""

    notice = models.OneToOneField(
        Notice,
        on_delete=models.CASCADE,
        related_name="submission",
        verbose_name=_("privacy notice"),
    )
    draft_digest = models.CharField(_("digest of the draft"), max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"))

    class Meta:
        verbose_name = _("submission for review")
        verbose_name_plural = _("submissions for review")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.notice_id}"


class Withdrawal(Written):
    """A notice that is no longer in force, because the register is no longer kept.

    Its current page answers 410 and says why; the versions stay at their permanent addresses.
    Publishing again ends it: the register is in use again, and the row tells of the time between.
    """

    notice = models.ForeignKey(
        Notice,
        on_delete=models.PROTECT,
        related_name="withdrawals",
        verbose_name=_("privacy notice"),
    )
    slug = models.CharField(_("short name in addresses"), max_length=80, validators=[valid_key])
    withdrawn_on = models.DateField(_("withdrawn on"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    reason = Translated(_("why"), help_text=_("Shown to whoever opens the old address."))
    successor = models.CharField(
        _("short name of the register that replaces it"), max_length=80, blank=True, default=""
    )
    back_on = models.DateField(_("in force again from"), null=True, blank=True)

    class Meta:
        verbose_name = _("withdrawal of a notice")
        verbose_name_plural = _("withdrawals of notices")
        ordering = ["slug", "-withdrawn_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(back_on=None), name="withdrawal_open_once"
            ),
            models.CheckConstraint(
                condition=ordered_days("withdrawn_on", "back_on"), name="withdrawal_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.slug
