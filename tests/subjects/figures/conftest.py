"""Requests of a year, one of every kind, that arrive and are answered at given moments."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from register.journal import JOB
from subjects import workflow
from subjects.enums import (
    Channel,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    RequestedKind,
    Step,
)
from subjects.figures import Figures, figures_of
from subjects.models import CarriedRight, Request
from tests.subjects.requests import LETTER, Office

TODAY = date(2025, 12, 30)
OTHER, ACCESS = RequestedKind.OTHER, RequestedKind.ACCESS
BAN = RequestedKind.MARKETING_BAN


def at(day: int, month: int, hour: int = 9, minute: int = 0, *, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


class Desk(Office):
    """Requests that arrive and are answered at given moments."""

    def came(
        self, when: datetime, *rights: RequestedKind, channel: Channel = Channel.LETTER
    ) -> Request:
        draft = self.draft(*rights)
        return workflow.enter(draft, channel=channel, received_at=when, by=self.officer, now=when)

    def known(self, request: Request, when: datetime) -> Request:
        method = IdentityMethod.IN_PERSON
        request = self.step(request, Step.SETTLE_IDENTITY, now=when, method=method)
        return self.step(request, Step.FIX_MATCH, now=when, people=[self.person])

    def answer(self, request: Request, when: datetime, *refused: RequestedKind) -> Request:
        """Everything else is granted."""
        request = self.known(request, when)
        for right in request.requestedrights.values_list("right", flat=True):
            facts: Mapping[str, Any] = {"outcome": Outcome.GRANTED}
            if right in refused:
                facts = {"outcome": Outcome.REFUSED, "ground": Ground.OTHERS_RIGHTS}
            request = self.step(request, Step.DECIDE_ITEM, now=when, right=right, **facts)
        request = self.step(request, Step.FINISH_DECIDING, now=when)
        granted = request.decisions.filter(outcome=Outcome.GRANTED)
        for right in granted.values_list("right", flat=True):  # how is told by other tests
            CarriedRight.objects.get_or_create(
                request=request, right=right, defaults={"carried_at": when}
            )
        if granted.exists():
            request = self.step(request, Step.CARRY_OUT, now=when)
        return self.step(request, Step.ANSWER, now=when, **LETTER)

    def ask(self, request: Request, when: datetime) -> Request:
        method = IdentityMethod.QUESTION
        request = self.step(request, Step.ASK_IDENTITY, now=when, method=method)
        return self.send(request, LetterKind.IDENTITY_QUESTION, now=when)

    def extend(self, request: Request, when: datetime) -> Request:
        facts = {"ground": ExtensionGround.COMPLEXITY, "reason": "Aineisto on laaja."}
        request = self.step(request, Step.EXTEND, now=when, **facts)
        return self.send(request, LetterKind.EXTENSION, now=when)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


@pytest.fixture
def year(desk: Desk) -> Figures:
    """2025 as it stood on 30 December, one of every kind."""
    # 10.3. + a month = Thursday 10.4.; the last minute of that day in Helsinki is 20.59 UTC.
    desk.answer(desk.came(at(10, 3), OTHER), at(10, 4, 20, 59))  # 31 days, in time
    desk.answer(desk.came(at(10, 3), OTHER), at(10, 4, 21, 0))  # 32 days, a day late
    # Extended: 2.5. + 3 months = Saturday 2.8., so Monday 4.8.: 94 days, in time.
    desk.answer(desk.extend(desk.came(at(2, 5), OTHER), at(20, 5)), at(4, 8))
    # The clock stood still for 10 days: 3.3. + 10 = 13.3., 38 days from 3.2., in time.
    paused = desk.ask(desk.came(at(3, 2), ACCESS, channel=Channel.PHONE), at(5, 2))
    paused = desk.step(paused, Step.NOTE_ANSWER, now=at(15, 2))
    desk.answer(paused, at(13, 3), ACCESS)
    desk.answer(desk.came(at(1, 9), ACCESS, OTHER), at(8, 9), ACCESS)  # 7 days, partly
    # Half past midnight to half past eleven of the day whose night is an hour short: 0 days.
    desk.answer(desk.came(at(29, 3, 22, 30), BAN, channel=Channel.PHONE), at(30, 3, 20, 30))
    overdue = desk.came(at(1, 10), OTHER)
    desk.came(at(1, 12), OTHER)  # until 2.1.2026
    desk.ask(desk.came(at(20, 11), ACCESS), at(25, 11))  # until 22.12., but it waits since 25.11.
    desk.step(desk.came(at(2, 12), OTHER), Step.WITHDRAW, now=at(3, 12))
    desk.step(desk.came(at(3, 12), OTHER), Step.JOIN, now=at(4, 12), to=overdue)
    desk.submitted(OTHER, at=at(28, 12))
    lapsed = desk.submitted(OTHER, at=at(1, 6))
    desk.step(lapsed, Step.LAPSE, by=JOB, now=at(1, 7))
    return shown(2025)


def shown(of: int) -> Figures:
    return figures_of(Request.objects.all(), of, today=TODAY)
