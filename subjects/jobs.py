"""What becomes of requests by itself; `config/schedule.py` tells when.

Each looks at what stands in the rows, not at when it ran last: what was missed while nothing ran is
done once, and what has been done is seen to be. A step is taken through `workflow.move`, under the
request's lock; a reminder is a row that can be there once.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register.groups import Group
from register.journal import JOB
from register.models import User
from register.outbox import queue_mail
from register.support.tasks import task
from subjects import clock, restricted, workflow
from subjects.enums import Delivery, LetterKind, Step
from subjects.identity.points import emails_on_file
from subjects.letters import sending
from subjects.models import (
    Contact,
    ContactKind,
    Letter,
    Pause,
    ReminderKind,
    Request,
    StaffReminder,
)
from subjects.package.keeping import remind_of_downloads
from subjects.policies import SILENT_AFTER, NotAllowed
from subjects.public import confirming
from subjects.transitions import UNDECIDED, WAYS

logger = logging.getLogger(__name__)

BY_MACHINE = (
    LetterKind.RECEIPT,
    LetterKind.REMINDER,
    LetterKind.LAPSED,
    LetterKind.WITHDRAWN,
    LetterKind.JOINED,
)
BEFORE_TARGET = timedelta(days=7)
BEFORE_LIMIT = timedelta(days=2)


@task()
def send_letters() -> None:
    """Every few minutes."""
    now = timezone.now()
    confirming.note_left(now)
    send_owed_letters(now)


@task()
def look_at_days() -> None:
    """Every morning. What comes round by the day is added here."""
    now, fault = timezone.now(), None
    parts = (
        lapse_unconfirmed,
        confirming.remind,
        remind_silent,
        lift_restrictions,
        send_owed_letters,
        remind_staff,
        remind_of_downloads,
    )
    for part in parts:
        try:
            part(now)
        except Exception as failure:  # one part keeps no other waiting
            logger.exception("%s: not whole", part.__name__)
            fault = fault or failure
    if fault is not None:
        raise fault


# Letters that need nobody's judgement


def send_owed_letters(now: datetime) -> int:
    """Send what is owed and needs no person to look at it; how many. By e-mail only.

    Staff write by post to whom has given no address, or one that nobody has confirmed and that
    stood on no card the request is about: the letter stays owed and shows on the desk.
    """
    on_card = emails_on_file(before=OuterRef("request__received_at")).filter(
        subject__request_matches__request=OuterRef("request"),
        subject__request_matches__request__identified_at__isnull=False,  # `policies.page_address`
        normalised=OuterRef("normalised"),
    )
    told = Contact.objects.filter(kind=ContactKind.EMAIL)
    sure = told.filter(Q(confirmed_at__isnull=False) | Exists(on_card)).exclude(normalised="")
    owed = Letter.objects.filter(
        sent_at__isnull=True,
        overtaken_at__isnull=True,
        kind__in=BY_MACHINE,
    ).filter(
        Q(request__in=sure.values("request"))
        | Q(kind=LetterKind.LAPSED, request__in=told.values("request"))
    )
    letters = owed.select_related("request__requester", "request__controller").order_by("pk")
    return _each(letters, lambda letter: _send(letter, now))


def _send(letter: Letter, now: datetime) -> None:
    sending.send(
        letter,
        by=JOB,
        now=now,
        delivery=Delivery.EMAIL,
        expected_version=letter.request.version,
    )


# Days that have come


def lapse_unconfirmed(now: datetime) -> int:
    """Let go what nobody confirmed in time; how many requests."""
    return _each(
        Request.objects.to_lapse(now).distinct().order_by("pk"),
        lambda request: _step(request, Step.LAPSE, now),
    )


def remind_silent(now: datetime) -> int:
    """Remind those who have not answered our question, once; how many. Closing is a person's."""
    silent = Pause.objects.filter(
        answered_on__isnull=True,
        reminded_on__isnull=True,
        asked_on__lte=timezone.localdate(now) - SILENT_AFTER,
        request__status__in=sorted(UNDECIDED),
    ).exclude(
        request__letters__in=Letter.objects.filter(
            kind=LetterKind.REMINDER, sent_at__isnull=True, overtaken_at__isnull=True
        )
    )
    requests = Request.objects.filter(pk__in=silent.values("request")).order_by("pk")
    return _each(requests, lambda request: _step(request, Step.REMIND, now))


def lift_restrictions(now: datetime) -> int:
    """End the restrictions of whose end the person has been told long enough ago; how many."""
    kept = restricted.in_force().filter(
        request__status__in=sorted(WAYS[Step.LIFT_RESTRICTION].sources)
    )
    requests = Request.objects.filter(pk__in=kept.values("request")).order_by("pk")
    return _each(requests, lambda request: _lift(request, now))


def _lift(request: Request, now: datetime) -> bool:
    ends_on = restricted.ends_on(request)
    if ends_on is None or timezone.localdate(now) < ends_on:
        return False
    _step(request, Step.LIFT_RESTRICTION, now)
    return True


def _step(request: Request, step: Step, now: datetime) -> None:
    workflow.move(request, step, by=JOB, now=now, expected_version=request.version)


def _each(rows: QuerySet[Any], act: Callable[[Any], object]) -> int:
    """Do it for each, by itself, as it stands by then; how many.

    What another has done meanwhile is passed over. What fails keeps nobody else waiting: the first
    fault is raised when all are done, so that the job is tried again and shows as failed.
    """
    done, fault = 0, None
    for key in list(rows.values_list("pk", flat=True)):
        row = rows.filter(pk=key).first()
        if row is None:
            continue
        try:
            did = act(row)
        except NotAllowed:
            logger.info("%s: somebody else was here, or it waits", row)
        except Exception as failure:
            logger.exception("%s: left as it was", row)
            fault = fault or failure
        else:
            done += did is not False
    if fault is not None:
        raise fault
    return done


# Reminders of staff


def remind_staff(now: datetime) -> int:
    """Remind of what is near, late or silent, each once a day it concerns; of how many requests."""
    unanswered = Request.objects.unanswered().select_related("assigned_to", "controller")
    rows = unanswered.prefetch_related("pauses", "letters").order_by("pk")
    return _each(rows, lambda request: _remind_of(request, now))


def _remind_of(request: Request, now: datetime) -> bool:
    due = list(due_reminders(request, timezone.localdate(now)))
    return bool(due) and _remind(request, due, now)


def due_reminders(request: Request, today: date) -> Iterator[tuple[ReminderKind, date]]:
    """What its handler is to know by now, with the day each concerns; the most pressing last."""
    reading = clock.read(clock.facts_of(request), today=today)
    pause = next((each for each in request.pauses.all() if each.answered_on is None), None)
    if pause and pause.reminded_on and today >= pause.reminded_on + SILENT_AFTER:
        yield ReminderKind.SILENT, pause.reminded_on
    if reading.stands_still:
        return
    if today >= reading.target - BEFORE_TARGET:
        yield ReminderKind.NEAR_TARGET, reading.target
    if today >= reading.limit - BEFORE_LIMIT:
        yield ReminderKind.NEAR_LIMIT, reading.limit
    if today > reading.limit:
        yield ReminderKind.LATE, reading.limit


def _remind(request: Request, due: Sequence[tuple[ReminderKind, date]], now: datetime) -> bool:
    """One mail, of the most pressing that is new; what it makes needless is noted with it."""
    noted = set(StaffReminder.objects.filter(request=request).values_list("kind", "day"))
    due = [(kind, day) for kind, day in due if (kind, day) not in noted]
    if not due:
        return False
    kind, day = due[-1]
    readers = _readers(request, kind)
    if not readers:
        # Nothing is noted as done: it goes when somebody can be reached.
        logger.warning("%s: reminder %s, but nobody has an e-mail address", request, kind)
        return False
    with transaction.atomic():
        _row, is_new = StaffReminder.objects.get_or_create(
            request=request, kind=kind, day=day, defaults={"queued_at": now}
        )
        for milder, its_day in due[:-1]:
            StaffReminder.objects.get_or_create(
                request=request, kind=milder, day=its_day, defaults={"queued_at": now}
            )
        if is_new:
            for reader in readers:
                _queue(request, kind, day, reader)
    return is_new


def _readers(request: Request, kind: ReminderKind) -> list[User]:
    """Its handler; all of the controller's where nobody has it; the officers once it is late."""
    handlers = _reachable(Group.REQUEST_HANDLER).filter(controllers=request.controller_id)
    officers = _reachable(Group.COMPLIANCE_OFFICER)
    handler = request.assigned_to
    found = [handler] if handler and handler.is_active and handler.email else list(handlers)
    if kind == ReminderKind.LATE or not found:
        found += [officer for officer in officers if officer not in found]
    return found


def _reachable(group: Group) -> QuerySet[User]:
    return User.objects.filter(groups__name=group, is_active=True).exclude(email="").order_by("pk")


def _queue(request: Request, kind: ReminderKind, day: date, reader: User) -> None:
    """In Finnish: accounts know no language yet. The mail names nobody."""
    with translation.override(settings.LANGUAGE_CODE):
        page = reverse("admin:subjects_request_change", args=[request.pk])
        facts = {
            "reference": request.reference,
            "day": date_format(day, "SHORT_DATE_FORMAT"),
            "link": f"{settings.SITE_URL}{page}",
        }
        subject, opening = {
            ReminderKind.SILENT: (
                _("No answer from the person: request %(reference)s"),
                _(
                    "The person was reminded of our question on %(day)s and has not answered. "
                    "Decide how the request goes on: it can be closed as not identified, but that "
                    "is for you to judge."
                ),
            ),
            ReminderKind.NEAR_TARGET: (
                _("Answer by %(day)s: request %(reference)s"),
                _("The target of this request is %(day)s."),
            ),
            ReminderKind.NEAR_LIMIT: (
                _("The time limit is %(day)s: request %(reference)s"),
                _("This request must be answered on %(day)s at the latest (Art. 12(3))."),
            ),
            ReminderKind.LATE: (
                _("Late: request %(reference)s"),
                _(
                    "This request should have been answered on %(day)s at the latest "
                    "(Art. 12(3)). Answer without delay."
                ),
            ),
        }[kind]
        body = "\n\n".join((opening % facts, _("The request in Seloste:\n%(link)s") % facts))
        queue_mail(
            key=f"request {request.pk} {kind} {day} {reader.pk}",
            kind="request_reminder",
            to=reader.email,
            subject=subject % facts,
            body=f"{body}\n",
        )
