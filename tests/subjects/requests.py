"""Requests as they stand at every status, brought there step by step through the one door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from register.enums import Language
from register.groups import Group
from register.journal import JOB, THE_SUBJECT, Actor
from register.models import DataSubject, RegisterController, User
from register.personal_data import declared_models
from retention.changes import has_moment
from subjects import erasing, workflow
from subjects.carrying import carry_out
from subjects.enums import (
    Channel,
    Delivery,
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    RequestedKind,
    Status,
    Step,
)
from subjects.models import ContactKind, Letter, Request
from subjects.policies import Hand
from subjects.workflow import Draft
from tests import factories as make

ARRIVED = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)  # a Tuesday; target and limit 10.4.
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
EMAIL = "impi.tarulainen@satumaa.example"
WORDS = {"title": "Otsikko", "body": "Tässä kirjeessä kerrotaan, mitä pyynnölle tapahtui."}
LETTER: dict[str, Any] = {**WORDS, "delivery": Delivery.POST}
DIGEST = "d" * 64


def held_since(day: datetime) -> None:
    """Everything there is was written then, not at this moment."""
    for model in declared_models():
        if has_moment(model):
            model._base_manager.filter(created_at__gt=day).update(created_at=day)


class Office:
    """A controller with its register, its customer and those who work on requests."""

    def __init__(self) -> None:
        self.kept_by: RegisterController = make.a_membership()
        controller = self.kept_by.controller
        self.handler = make.a_user(Group.REQUEST_HANDLER, controller)
        self.other_handler = make.a_user(Group.REQUEST_HANDLER, controller)
        self.officer = make.a_user(Group.COMPLIANCE_OFFICER)
        self.person: DataSubject = make.a_person(self.kept_by)
        make.a_contact_point(self.person, EMAIL)
        held_since(ARRIVED - timedelta(days=90))

    def draft(self, *rights: RequestedKind, **values: Any) -> Draft:
        values = {
            "controller": self.kept_by.controller,
            "register": self.kept_by.register,
            "language": Language.FI,
            "rights": rights or (RequestedKind.ACCESS,),
            "name": "Impi Sylvia Tarulainen",
            "contacts": [(ContactKind.EMAIL, EMAIL)],
            **values,
        }
        return Draft(**values)

    def submitted(self, *rights: RequestedKind, at: datetime = ARRIVED) -> Request:
        return workflow.submit(self.draft(*rights), now=at)

    def entered(self, *rights: RequestedKind, at: datetime = ARRIVED, **values: Any) -> Request:
        return workflow.enter(
            self.draft(*rights, **values),
            channel=Channel.LETTER,
            received_at=at,
            by=self.handler,
            now=max(at, NOW),
        )

    def confirmed(self, *rights: RequestedKind) -> Request:
        """Through the form, its address confirmed by the person."""
        return self.step(self.submitted(*rights), Step.CONFIRM, by=THE_SUBJECT)

    def step(
        self,
        request: Request,
        step: Step,
        *,
        by: User | Actor | None = None,
        now: datetime = NOW,
        **facts: Any,
    ) -> Request:
        """Take a step as somebody who has just looked."""
        current = Request.objects.get(pk=request.pk)
        return workflow.move(
            current,
            step,
            by=by or self.handler,
            now=now,
            expected_version=current.version,
            **facts,
        )

    def send(
        self, request: Request, kind: LetterKind, *, now: datetime = NOW, **facts: Any
    ) -> Request:
        letter = Letter.objects.get(request=request, kind=kind, sent_at=None, overtaken_at=None)
        facts = {**LETTER, **facts}
        return self.step(request, Step.SEND_LETTER, now=now, letter=letter.pk, **facts)

    def identified(self, *rights: RequestedKind) -> Request:
        request = self.entered(*rights)
        return self.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)

    def matched(self, *rights: RequestedKind) -> Request:
        return self.step(self.identified(*rights), Step.FIX_MATCH, people=[self.person])

    def decide(
        self,
        request: Request,
        right: RequestedKind = RequestedKind.ACCESS,
        outcome: Outcome = Outcome.GRANTED,
        **facts: Any,
    ) -> Request:
        return self.step(request, Step.DECIDE_ITEM, right=right, outcome=outcome, **facts)

    def decided(self, right: RequestedKind = RequestedKind.ACCESS) -> Request:
        request = self.decide(self.matched(right), right)
        return self.step(request, Step.FINISH_DECIDING)

    def refused(self) -> Request:
        """Refused as to a person who is known."""
        request = self.decide(self.matched(), outcome=Outcome.REFUSED, ground=Ground.OTHERS_RIGHTS)
        return self.step(request, Step.FINISH_DECIDING)

    def turned_away(self) -> Request:
        """Refused because nobody knows who asks."""
        request = self.asked_who()
        request = self.step(request, Step.NOTE_ANSWER)
        request = self.decide(request, outcome=Outcome.REFUSED, ground=Ground.NOT_IDENTIFIED)
        return self.step(request, Step.FINISH_DECIDING)

    def asked_who(self) -> Request:
        request = self.step(self.confirmed(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
        return self.send(request, LetterKind.IDENTITY_QUESTION)

    def preview(self, request: Request, *, now: datetime = NOW) -> str:
        """The digest of what would be erased, as whoever approves it sees it."""
        return erasing.make_preview(request, Hand(self.officer, now)).digest

    def approve(self, request: Request, *, now: datetime = NOW) -> Request:
        digest = self.preview(request, now=now) if erasing.is_granted(request) else DIGEST
        return self.step(request, Step.APPROVE, by=self.officer, digest=digest, now=now)

    def approved(self, right: RequestedKind = RequestedKind.ACCESS) -> Request:
        return self.approve(self.decided(right))

    def carry_out(self, request: Request, *, now: datetime = NOW, **facts: Any) -> Request:
        current = Request.objects.get(pk=request.pk)
        told = {"by": self.handler, "now": now, "expected_version": current.version}
        facts = {**told, "digest": current.approved_digest, **facts}
        return carry_out(current, **facts)

    def carried_out(self) -> Request:
        return self.carry_out(self.approved())

    def answered(self) -> Request:
        return self.step(self.carried_out(), Step.ANSWER, **LETTER)

    def closed(self) -> Request:
        return self.step(self.answered(), Step.CLOSE)

    def lapsed(self) -> Request:
        later = ARRIVED + timedelta(days=29)
        return self.step(self.submitted(), Step.LAPSE, by=JOB, now=later)

    def withdrawn(self) -> Request:
        return self.step(self.confirmed(), Step.WITHDRAW, by=THE_SUBJECT)

    def joined(self) -> Request:
        earlier = self.entered(at=ARRIVED - timedelta(days=1))
        return self.step(self.confirmed(), Step.JOIN, to=earlier)

    def at(self, status: Status) -> Request:
        made: dict[Status, Callable[[], Request]] = {
            Status.UNCONFIRMED: self.submitted,
            Status.RECEIVED: self.entered,
            Status.IDENTIFIED: self.identified,
            Status.MATCHED: self.matched,
            Status.DECIDED: self.decided,
            Status.APPROVED: self.approved,
            Status.CARRIED_OUT: self.carried_out,
            Status.ANSWERED: self.answered,
            Status.CLOSED: self.closed,
            Status.LAPSED: self.lapsed,
            Status.WITHDRAWN: self.withdrawn,
            Status.JOINED: self.joined,
        }
        return made[status]()
