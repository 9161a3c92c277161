"""Named questions about requests. Whoever shows requests asks through `visible_to`."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from register.models import User

LAPSES_AFTER = timedelta(days=14)  # the mail that asks for confirmation left
LAPSES_UNSENT_AFTER = timedelta(days=28)  # it never left: no address takes it
OPEN = Q(closed_at__isnull=True)
UNCONFIRMED = Q(status="unconfirmed")


class Requests(models.QuerySet[Any]):
    """Requests of data subjects."""

    def visible_to(self, user: User) -> Self:
        """Those whom a member of staff may see: of the controllers served, or of all."""
        if not user.is_active or not user.has_perm("subjects.view_request"):
            return self.none()
        if user.has_perm("register.see_every_controllers_people"):
            return self
        return self.filter(controller__in=user.controllers.all())

    def open(self) -> Self:
        """Confirmed or entered, and not closed: what is worked on."""
        return self.filter(OPEN).exclude(UNCONFIRMED)

    def unanswered(self) -> Self:
        return self.open().filter(answered_at__isnull=True)

    def assigned_to(self, user: User) -> Self:
        return self.open().filter(assigned_to=user)

    def unassigned(self) -> Self:
        return self.open().filter(assigned_to__isnull=True)

    def waiting(self) -> Self:
        """Those that wait for the person: their clock stands still."""
        pauses = self.model._meta.get_field("pauses").related_model
        still = pauses.objects.filter(request=OuterRef("pk"), answered_on__isnull=True)
        return self.unanswered().filter(Exists(still))

    def late(self, today: date) -> Self:
        """Unanswered after their limit; those that wait for the person are not late."""
        late = self.unanswered().filter(limit_on__lt=today)
        return late.exclude(pk__in=self.waiting().values("pk"))

    def to_lapse(self, now: datetime) -> Self:
        """Not confirmed within 14 days of the mail that asked (`policies.lapses_at`)."""
        asked_before = timezone.localdate(now) - LAPSES_AFTER
        never_asked = Q(pauses__isnull=True, received_at__lte=now - LAPSES_UNSENT_AFTER)
        return self.filter(UNCONFIRMED).filter(Q(pauses__asked_on__lt=asked_before) | never_asked)

    def like(self, request: Any) -> Self:
        """Others that are worked on and came from the same contact point to the same controller.

        What nobody has confirmed is no double of anything: it could be anybody's.
        """
        values = request.contacts.exclude(normalised="").values("normalised")
        found = self.open().filter(controller=request.controller, contacts__normalised__in=values)
        return found.exclude(pk=request.pk).distinct()
