"""Named questions about people. Whoever shows people asks through `visible_to`."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from register.models.user import User


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
