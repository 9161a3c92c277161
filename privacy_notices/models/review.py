"""A published notice was gone through and needed no change (Art. 5(2), 24(1))."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from privacy_notices.models.version import NoticeVersion


class Review(models.Model):
    """Who went through a version, when, and by when it is gone through again."""

    version = models.ForeignKey(
        NoticeVersion,
        on_delete=models.PROTECT,
        related_name="reviews",
        verbose_name=_("published version"),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed at"))
    next_review_on = models.DateField(_("next review"))

    class Meta:
        verbose_name = _("review without changes")
        verbose_name_plural = _("reviews without changes")
        ordering = ["version", "-reviewed_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def with_review_day(versions: QuerySet[NoticeVersion]) -> QuerySet[NoticeVersion]:
    """Versions with `review_on`: what the last review set, or else the version itself."""
    last = Review.objects.filter(version=OuterRef("pk")).order_by("-reviewed_at", "-pk")
    day = Subquery(last.values("next_review_on")[:1])
    return versions.annotate(review_on=Coalesce(day, F("next_review_on")))


def review_day(version: NoticeVersion) -> date | None:
    """By when a version is to be gone through."""
    last = version.reviews.first()
    return last.next_review_on if last else version.next_review_on
