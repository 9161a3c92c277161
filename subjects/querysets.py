"""Named questions about requests. Whoever shows requests asks through `visible_to`."""

from datetime import date, datetime, timedelta
from typing import Any, Self, cast

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from register.models import ActorKind, User
from subjects.enums import Outcome, RequestedKind, Status, Step

LAPSES_AFTER = timedelta(days=14)  # the mail that asks for confirmation left
LAPSES_UNSENT_AFTER = timedelta(days=28)  # it never left: no address takes it
OPEN = Q(closed_at__isnull=True)
UNCONFIRMED = Q(status="unconfirmed")


def stands_still() -> Exists:
    """Of a request's row: does a question that counts wait for its answer?

    One that was asked after the limit stops nothing. The row's limit is the one without the pause
    that runs, so it is the limit as it stood when the question was asked.
    """
    pauses = apps.get_model("subjects", "Pause").objects
    running = pauses.filter(request=OuterRef("pk"), answered_on__isnull=True)
    return Exists(running.filter(asked_on__lte=OuterRef("limit_on")))


def waits_for_the_person() -> Case:
    """Of a request's row: 1 where nothing can be done before the person answers or confirms."""
    waiting = OPEN & (UNCONFIRMED | Q(stands_still()))
    return Case(When(waiting, then=1), default=0, output_field=models.SmallIntegerField())


def has_news() -> Exists:
    """Of a request's row: has the person written since one of the staff took a step?"""
    events = apps.get_model("subjects", "TimelineEvent").objects
    answered = events.filter(
        request=OuterRef("request"), actor_kind=ActorKind.USER, version__gt=OuterRef("version")
    )
    written = events.filter(step=Step.WRITE, actor_kind=ActorKind.SUBJECT)
    return Exists(written.filter(~Exists(answered), request=OuterRef("pk")))


def waits_for_approval() -> Exists:
    """Of a request's row: may it be carried out only once another person has approved it?"""
    decisions = apps.get_model("subjects", "Decision").objects
    erased = decisions.filter(right=RequestedKind.ERASURE, outcome=Outcome.GRANTED)
    return Exists(erased.filter(request=OuterRef("pk"), request__status=Status.DECIDED))


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
        return self.unanswered().filter(stands_still())

    def late(self, today: date) -> Self:
        """Unanswered after their limit; those that wait for the person are not late."""
        return self.unanswered().filter(~stands_still(), limit_on__lt=today)

    def due_within(self, today: date, days: timedelta) -> Self:
        """Unanswered, their clock running, and their limit near."""
        near = Q(limit_on__range=(today, today + days))
        return self.unanswered().filter(near, ~stands_still())

    def with_news(self) -> Self:
        return self.open().filter(has_news())

    def to_be_approved(self) -> Self:
        return self.open().filter(waits_for_approval())

    def owing(self) -> Self:
        """Those of which a letter is owed to the person, wherever they stand."""
        letters = apps.get_model("subjects", "Letter").objects
        owed = letters.filter(sent_at__isnull=True, overtaken_at__isnull=True)
        return self.filter(Exists(owed.filter(request=OuterRef("pk"))))

    def telling(self) -> Self:
        """Those of which a recipient of the data is still to be told (Art. 19), closed ones too."""
        carried = apps.get_model("subjects", "CarriedRight").objects.filter(
            request=OuterRef("request"), right=OuterRef("right")
        )
        notices = apps.get_model("subjects", "RecipientNotice").objects
        open_ones = notices.filter(Exists(carried), way="")
        return self.filter(Exists(open_ones.filter(request=OuterRef("pk"))))

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


AllRequests = models.Manager.from_queryset(Requests)


class RealRequests(AllRequests[Any]):
    """All but those of the self-test, which nobody asks and nobody works on."""

    def get_queryset(self) -> Requests:
        found: Any = super().get_queryset()
        return cast("Requests", found.filter(self_test__isnull=True))
