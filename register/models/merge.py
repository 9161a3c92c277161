"""Cards that were taken to be of one person, or found not to be."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.models.base import ordered_days
from register.models.data_subject import DataSubject
from register.personal_data import (
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)

C = DataCategory
BY_STAFF = NotPersonal("a member of staff")


class Merge(models.Model):
    """One card absorbed by another: what moved, so that it can be undone for some time."""

    survivor = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="merges", verbose_name=_("person")
    )
    absorbed = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="+", verbose_name=_("absorbed card")
    )
    merged_at = models.DateTimeField(_("merged"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("merged by"),
    )
    undo_until = models.DateField(_("can be undone until"))
    # Names of columns the survivor took over, and numbers of rows that moved, by model.
    taken = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    # What stood in columns that were not empty; of a customer number that moved the keyed hash.
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    apart = models.JSONField(default=list)  # notes of two people that came with the absorbed card
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    personal_data = PersonalData(
        subject="survivor",
        also=("absorbed",),
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "survivor": LINK,
            "absorbed": LINK,
            "merged_at": MOMENT,
            "merged_by": BY_STAFF,
            "undo_until": MOMENT,
            "taken": NotPersonal("names of columns, no values"),
            "moved": NotPersonal("numbers of rows"),
            "before": Datum(
                (C.RELATIONSHIP, C.POSTAL_ADDRESS, C.CUSTOMER_NUMBER),
                Origin.DERIVED,
                exported=False,
            ),
            "apart": NotPersonal("numbers of rows"),
            "undone_at": MOMENT,
            "undone_by": BY_STAFF,
        },
    )

    class Meta:
        verbose_name = _("merged card")
        verbose_name_plural = _("merged cards")
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(survivor=models.F("absorbed")), name="merge_of_two_cards"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=ordered_days("merged_at", "undone_at"), name="merge_before_undoing"
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="merge_absorbs_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class NotTheSame(models.Model):
    """Somebody looked and found two cards to be of two people: not proposed again."""

    first = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    second = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="+", verbose_name=_("other person")
    )
    found_at = models.DateTimeField(_("found"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("found by"),
    )

    personal_data = PersonalData(
        subject="first",
        also=("second",),
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "first": LINK,
            "second": LINK,
            "found_at": MOMENT,
            "found_by": BY_STAFF,
        },
    )

    class Meta:
        verbose_name = _("pair of different people")
        verbose_name_plural = _("pairs of different people")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="notthesame_in_order"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="notthesame_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
