"""Named questions about people. Whoever shows people asks through `visible_to`."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from register.models.user import User

Row = TypeVar("Row", bound=models.Model)


class DataSubjects(models.QuerySet[Any]):
    """People."""

    def standing(self) -> Self:
        """Cards that have not been absorbed by another."""
        return self.filter(merged_into__isnull=True)

    def visible_to(self, user: "User") -> Self:
        """Those whom a member of staff may see: the one rule behind every door.

        Customer service and request handlers see the people of their controllers; restricted people
        (Art. 18) only those who may. Whoever may not view people at all sees none.
        """
        if not user.is_active or not user.has_perm("register.view_datasubject"):
            return self.none()
        seen = self
        if not user.has_perm("register.see_every_controllers_people"):
            seen = seen.filter(kept_by__in=user.memberships())
        if not user.has_perm("register.see_restricted_people"):
            seen = seen.filter(restricted_at__isnull=True)
        return seen


def of_visible(rows: "models.QuerySet[Row]", user: "User") -> "models.QuerySet[Row]":
    """Of people, or of the rows of any table that belongs to them, those that `user` may see.

    A part of a card goes with its person or organisation. What a controller keeps by itself (an
    organisation, an order, an invoice) goes with the controller, unless its person is restricted.
    """
    if isinstance(rows, DataSubjects):
        return rows.visible_to(user)
    if not user.is_active:
        return rows.none()
    columns = {field.name for field in rows.model._meta.concrete_fields}
    if "kept_by" in columns:
        seen = rows
        if not user.has_perm("register.see_every_controllers_people"):
            seen = seen.filter(kept_by__in=user.memberships())
        if "subject" in columns and not user.has_perm("register.see_restricted_people"):
            seen = seen.filter(subject__restricted_at__isnull=True)  # true of rows without any
        return seen
    people: Any = apps.get_model("register", "DataSubject")
    whose = Q(subject__in=people.objects.visible_to(user))
    if "organisation" in columns:
        organisations: Any = apps.get_model("register", "Organisation")
        whose |= Q(organisation__in=of_visible(organisations.objects.all(), user))
    return rows.filter(whose)
