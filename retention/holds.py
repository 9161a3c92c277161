"""Holds: placed, reviewed and lifted. Each act is a saved row, so the audit log tells of it."""

import logging
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.groups import Group
from register.models import DataSubject, User
from register.outbox import queue_mail
from register.refusal import Refusal
from register.support.tasks import task
from retention.models import Hold, HoldReason

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=14)


def in_force() -> QuerySet[Hold]:
    return Hold.objects.filter(lifted_on=None)


@transaction.atomic
def place(
    person: DataSubject,
    *,
    category: str,
    reason: str,
    explanation: str,
    review_on: date,
    by: User,
    today: date,
) -> Hold:
    """Hold a person's data, or one category of them. The second of two clicks changes nothing.

    Raises Refusal where the review would not be after today.
    """
    _check_review(review_on, today)
    DataSubject.objects.select_for_update(of=("self",)).get(pk=person.pk)
    same = in_force().filter(subject=person, category=category, reason=reason)
    placed = same.first()
    if placed is not None:
        if (placed.review_on, placed.explanation) == (review_on, explanation):
            return placed
        raise Refusal(_("There is already a hold for this reason: review that one."), "reason")
    return Hold.objects.create(
        subject=person,
        category=category,
        reason=reason,
        explanation=explanation,
        placed_on=today,
        review_on=review_on,
        placed_by=by,
    )


@transaction.atomic
def review(hold: Hold, *, review_on: date, seen: date, today: date) -> None:
    """The hold stands, until another day. `seen` is the day the reviewer saw. Raises Refusal."""
    held = _locked(hold)
    _check_review(review_on, today)
    if held.review_on == review_on:
        return
    if held.review_on != seen:
        raise Refusal(
            _("Somebody else has reviewed the hold meanwhile: the next review is on %s.")
            % date_format(held.review_on, "SHORT_DATE_FORMAT"),
            "review_on",
        )
    held.review_on = review_on
    held.save(update_fields=["review_on"])


@transaction.atomic
def lift(hold: Hold, *, by: User, today: date) -> None:
    """The data go when their time is up. A lifted hold stays lifted. Raises Refusal."""
    held = _locked(hold)
    if held.reason == HoldReason.REQUEST:
        raise Refusal(_("This hold ends by itself when the person's request has been handled."))
    held.lifted_on, held.lifted_by = today, by
    held.save(update_fields=["lifted_on", "lifted_by"])


# By a request of the person (`subjects`): nobody places or lifts these by hand


def place_for_request(
    people: Iterable[DataSubject], *, by: User, review_on: date, today: date
) -> None:
    """Keep people from falling due while a request of theirs is open: an answer needs the data."""
    held = in_force().filter(reason=HoldReason.REQUEST)
    people = sorted(people, key=lambda person: person.pk)
    lock_people([person.pk for person in people])
    for person in people:
        if not held.filter(subject=person, category="").exists():
            Hold.objects.create(
                subject=person,
                reason=HoldReason.REQUEST,
                placed_on=today,
                review_on=review_on,
                placed_by=by,
            )


def lift_after_request(people: Collection[int], *, today: date) -> None:
    """The request has ended, by whomever: the data go when their time is up.

    The caller has locked the people (`lock_people`) before it saw that no other request is open.
    """
    for hold in in_force().filter(reason=HoldReason.REQUEST, subject__in=people):
        hold.lifted_on = today
        hold.save(update_fields=["lifted_on"])


def lock_people(people: Collection[int]) -> None:
    """In one order, whoever asks, so that no two wait for each other for ever."""
    rows = DataSubject.objects.select_for_update(of=("self",)).filter(pk__in=people)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _locked(hold: Hold) -> Hold:
    held = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if held.lifted_on is not None:
        raise Refusal(_("The hold has been lifted already."))
    return held


def _check_review(review_on: date, today: date) -> None:
    if review_on <= today:
        raise Refusal(
            _("Choose a day to come: a hold without a review lasts for ever."), "review_on"
        )


# Reminders


@task()
def remind_of_holds() -> None:
    remind(timezone.localdate())


def remind(today: date) -> int:
    """Mail of holds to be reviewed to the compliance officers and to who placed them; how many.

    Once in the fourteen days before and once when the day has come, all holds of a day in one mail.
    A mail names nobody: only how many holds, and where to look.
    """
    waiting = in_force().filter(review_on__lte=today + AHEAD).order_by("review_on", "pk")
    by_day: dict[date, list[Hold]] = {}
    for hold in waiting.select_related("placed_by"):
        by_day.setdefault(hold.review_on, []).append(hold)
    officers = set(
        User.objects.filter(groups__name=Group.COMPLIANCE_OFFICER, is_active=True).exclude(email="")
    )
    sent = 0
    for day, holds in by_day.items():
        placers = {hold.placed_by for hold in holds if _is_reachable(hold.placed_by)}
        for reader in officers | placers:
            sent += _queue(reader, day, len(holds), is_due=day <= today)
    if by_day and not officers:
        logger.warning("%d holds to review, but no officer has an e-mail address", len(waiting))
    return sent


def _is_reachable(user: Any) -> bool:
    return bool(user.is_active and user.email)


def _queue(reader: User, day: date, count: int, *, is_due: bool) -> bool:
    """In Finnish: accounts know no language yet."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "day": date_format(day, "SHORT_DATE_FORMAT"),
            "link": f"{settings.SITE_URL}{reverse('admin:retention_hold_changelist')}",
        }
        if is_due:
            subject = _("Holds are due for review: %(day)s")
        else:
            subject = _("Review the holds by %(day)s")
        opening = ngettext(
            "%(count)d hold that stops erasure is to be reviewed by %(day)s.",
            "%(count)d holds that stop erasure are to be reviewed by %(day)s.",
            count,
        )
        body = "\n\n".join(
            [
                opening % {**facts, "count": count},
                _(
                    "Is the reason still there? Then set the next review. If not, lift the hold: "
                    "the data are erased when their time is up."
                ),
                _("The holds in Seloste:\n%(link)s") % facts,
            ]
        )
        return queue_mail(
            key=f"hold review {day} {'due' if is_due else 'ahead'} {reader.pk}",
            kind="hold_reminder",
            to=reader.email,
            subject=subject % facts,
            body=f"{body}\n",
        )
