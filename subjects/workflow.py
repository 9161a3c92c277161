"""The one door of requests: nothing else writes a request's status.

A step is locked, looked at, carried out, noted on the timeline and journalled together, or not at
all. Two who work at once do not overwrite each other: the request's row is locked, and whoever
comes second with an earlier version is told to look again.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from register import journal
from register.enums import Language
from register.journal import THE_SUBJECT, Actor
from register.models import Act, Controller, Occasion, Register, User
from subjects import clock, holding, policies, steps
from subjects.deadlines import due_on, received_date, target_on
from subjects.effects import on_arrival
from subjects.enums import ActingAs, Channel, LetterKind, RequestedKind, Status, Step
from subjects.models import (
    Contact,
    ContactKind,
    Match,
    Request,
    RequestedRight,
    Requester,
    SelfTest,
    TimelineEvent,
)
from subjects.policies import Hand, NotAllowed
from subjects.transitions import FINAL, WAYS

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody asks, as it arrived. Never a personal identity code."""

    controller: Controller
    register: Register
    language: Language
    rights: Sequence[RequestedKind]
    name: str
    contacts: Sequence[tuple[ContactKind, str]] = ()
    words: str = ""
    register_only: bool = False
    customer_number: str = ""
    organisation: str = ""
    acting_as: ActingAs = ActingAs.SELF
    on_behalf_of: str = ""
    self_test: SelfTest | None = None  # which try of ours this is; nobody asks then


@transaction.atomic
def submit(draft: Draft, *, now: datetime) -> Request:
    """A request through the form: it waits for its e-mail address to be confirmed."""
    if ContactKind.EMAIL not in {kind for kind, _value in draft.contacts}:
        raise NotAllowed(_("Give an e-mail address."), "contacts")
    return _begin(draft, Hand(THE_SUBJECT, now), Channel.FORM, received_at=now)


@transaction.atomic
def enter(
    draft: Draft,
    *,
    channel: Channel,
    received_at: datetime,
    by: User,
    now: datetime,
    asks_address: bool = False,
) -> Request:
    """A request that staff enter: `received_at` is its true arrival, whoever read it when.

    `asks_address`: a link to confirm it goes to the e-mail address that was told, if one was.
    """
    if not by.has_perm("subjects.enter_request"):
        raise NotAllowed(_("You may not enter requests."))
    sees_all = by.has_perm("register.see_every_controllers_people")
    if not sees_all and not by.controllers.filter(pk=draft.controller.pk).exists():
        raise NotAllowed(_("You do not serve this controller."), "controller")
    if channel == Channel.FORM:
        raise NotAllowed(_("What comes through the form enters by itself."), "channel")
    if received_at > now:
        raise NotAllowed(_("A request cannot have arrived in the future."), "received_at")
    hand = Hand(by, now)
    entered = _begin(draft, hand, channel, received_at=received_at)
    if asks_address and entered.contacts.filter(kind=ContactKind.EMAIL).exists():
        _take(entered, Step.ASK_ADDRESS, hand, {})
    return entered


@transaction.atomic
def move(
    request: Request,
    step: Step,
    *,
    by: User | Actor,
    now: datetime,
    expected_version: int,
    **facts: Any,
) -> Request:
    """Take one step; the request as it stands then. Raises NotAllowed, or Stale.

    `expected_version` is the one whose page was looked at. What `facts` a step takes is told by the
    function of its name in `steps.py`.
    """
    held: Request = Request.everything.select_for_update(of=("self",)).get(pk=request.pk)
    hand = Hand(by, now)
    policies.check_is_current(held, expected_version)
    policies.check_can_take(held, step, hand)
    return _take(held, step, hand, facts)


def _take(held: Request, step: Step, hand: Hand, facts: Mapping[str, Any]) -> Request:
    """Carry a step out that may be taken, note it and journal it."""
    left, way = Status(held.status), WAYS[step]
    people = _people(held)
    detail = steps.CARRY[step](held, hand, **facts)
    is_asked = held.self_test_id is None  # else there is nobody to write to, nor to tell of
    if way.owes is not None and is_asked and left not in way.owes_nobody:
        steps.owe(held, way.owes, hand)
    held.status = way.leads(left) or left
    if held.status in FINAL and left not in FINAL:
        held.closed_at = hand.now
        held.recipientnotices.update(identifier="")  # whoever is told has been told
        holding.release(held, today=hand.today)
    held.version += 1
    held.target_on, held.limit_on = clock.without_running_pause(clock.facts_of(held))
    held.save()
    _note(held, hand, step, left, detail)
    if way.journalled and is_asked:
        _write_down(held, hand, step, left, people | _people(held), detail)
    return held


def _begin(draft: Draft, hand: Hand, channel: Channel, *, received_at: datetime) -> Request:
    if not draft.rights:
        raise NotAllowed(_("Choose what is asked for."), "rights")
    if not draft.name.strip():
        raise NotAllowed(_("Give a name."), "name")
    if (draft.acting_as != ActingAs.SELF) != bool(draft.on_behalf_of.strip()):
        raise NotAllowed(_("Say for whom this is asked."), "on_behalf_of")
    if not draft.register.memberships.filter(controller=draft.controller).exists():
        raise NotAllowed(_("Choose a controller of this register."), "controller")
    is_form = channel == Channel.FORM
    received_on = received_date(received_at)
    request: Request = Request.objects.create(
        reference=_new_reference(),
        controller=draft.controller,
        register=draft.register,
        register_only=draft.register_only,
        language=draft.language,
        channel=channel,
        words=draft.words,
        status=Status.UNCONFIRMED if is_form else Status.RECEIVED,
        received_at=received_at,
        registered_at=hand.now,
        entered_by=hand.user,
        target_on=target_on(received_on),
        limit_on=due_on(received_on),
        self_test=draft.self_test,
    )
    for right in dict.fromkeys(draft.rights):
        RequestedRight.objects.create(request=request, right=right)
    Requester.objects.create(
        request=request,
        name=draft.name,
        customer_number=draft.customer_number,
        organisation=draft.organisation,
        acting_as=draft.acting_as,
        on_behalf_of=draft.on_behalf_of,
    )
    for kind, value in dict.fromkeys(draft.contacts):
        Contact.objects.create(request=request, kind=kind, value=value)
    if not is_form:
        steps.owe(request, LetterKind.RECEIPT, hand)
        on_arrival(request, hand)
    _note(request, hand, None, None, {"channel": channel.value})
    return request


def _new_reference() -> str:
    signs = "".join(secrets.choice(SIGNS) for _number in range(8))
    return f"P-{signs[:4]}-{signs[4:]}"


def _note(
    request: Request, hand: Hand, step: Step | None, left: Status | None, detail: steps.Detail
) -> None:
    TimelineEvent.objects.create(
        request=request,
        at=hand.now,
        step=step or "",
        actor_kind=hand.actor.kind,
        actor=hand.actor.number,
        left=left or "",
        to=request.status,
        version=request.version,
        detail=dict(detail),
    )


def _people(request: Request) -> set[int]:
    fixed = Match.objects.filter(request=request, subject__isnull=False)
    return set(fixed.values_list("subject", flat=True))


def _write_down(
    request: Request,
    hand: Hand,
    step: Step,
    left: Status,
    people: Collection[int],
    noted: steps.Detail,
) -> None:
    """An entry about each person it concerned before or after; else about the request alone."""
    detail: dict[str, Any] = {"step": str(step), "left": str(left), "to": str(request.status)}
    if "fields" in noted:  # what was corrected, by its names
        detail["fields"] = str(noted["fields"]).split()
    told = journal.record_many(
        Act.MOVED,
        sorted(people),
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail=detail,
    )
    if not told:
        journal.record(
            Act.MOVED,
            about=request,
            by=hand.actor,
            occasion=Occasion.REQUEST,
            reference=request.reference,
            detail=detail,
        )
