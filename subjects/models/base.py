"""What every row of a request has in common: whom it is about, and how long it stays."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.personal_data import IDENTIFIER, LINK, Datum, NotPersonal, OtherPeople

WHO = "whoever asks something of the controller"
UNTIL = "the request's own period is over, three years from its closing"
BY_STAFF = NotPersonal("a member of staff")
OFFICE = NotPersonal("says how the office works on the request")
WHEN = NotPersonal("when the office did something; the request's own days stand on the request")
SAID = Datum((DataCategory.INTERACTION,))
OURS = Datum((DataCategory.INTERACTION,), Origin.DERIVED)


def part_of_request(**columns: Datum | NotPersonal) -> OtherPeople:
    """The declaration of a table whose rows belong to a request."""
    return OtherPeople(
        who=WHO,
        until=UNTIL,
        found_by="request__matches__subject",
        found_once="request__identified_at",
        columns={"id": IDENTIFIER, "request": LINK, **columns},
    )


class PartOfRequest(models.Model):
    """A row that belongs to one request and goes with it, by its retention alone.

    What only serves to settle who asks goes when the request ends (`forgetting.py`).
    """

    goes_at_closing: ClassVar[bool] = False

    request = models.ForeignKey(
        "subjects.Request",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("request"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def together(*names: str) -> Q:
    """All of these columns are filled in, or none of them is."""
    none, all_of_them = Q(), Q()
    for name in names:
        none &= Q(**{f"{name}__isnull": True})
        all_of_them &= Q(**{f"{name}__isnull": False})
    return none | all_of_them


def only_in(name: str, statuses: list[str]) -> Q:
    """Column `name` is filled in exactly while the request stands at one of these."""
    there = Q(**{f"{name}__isnull": False})
    return (Q(status__in=statuses) & there) | (~Q(status__in=statuses) & ~there)


def needed_in(name: str, statuses: list[str]) -> Q:
    """Column `name` is filled in while the request stands at one of these, and may be before."""
    return ~Q(status__in=statuses) | Q(**{f"{name}__isnull": False})
