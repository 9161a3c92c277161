"""Whatever is tried in whatever order: nothing without identity, and no letter is forgotten.

The machine tries every step with any facts, lawful or not, by staff, by the person and by jobs. Its
own small memory of what happened is kept by hand and compared with what the rows say.
"""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from register.journal import JOB, THE_SUBJECT
from register.models import DataSubject, JournalEntry
from retention import on_request
from retention.holds import in_force
from subjects import clock, erasing
from subjects.enums import (
    Channel,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    RequestedKind,
    Status,
    Step,
)
from subjects.models import Letter, Request, TimelineEvent
from subjects.policies import Hand, NotAllowed, possible_steps
from tests import factories as make
from tests.subjects.requests import ARRIVED, DIGEST, LETTER, Office

R = RequestedKind
BANS = {R.MARKETING_BAN, R.CONSENT_WITHDRAWAL}
RIGHTS = st.just([R.ERASURE]) | st.lists(
    st.sampled_from(list(R)), min_size=1, max_size=3, unique=True
)
# Of the preview that there is, of none, and none at all.
DIGESTS = st.sampled_from(["the preview's", "the preview's", DIGEST, ""])
# Which steps owe which letter: by hand, from domain.md §3.2.
OWES = {
    Step.CONFIRM: LetterKind.RECEIPT,
    Step.LAPSE: LetterKind.LAPSED,
    Step.ASK_IDENTITY: LetterKind.IDENTITY_QUESTION,
    Step.ASK_SPECIFICATION: LetterKind.SPECIFICATION_QUESTION,
    Step.REMIND: LetterKind.REMINDER,
    Step.EXTEND: LetterKind.EXTENSION,
    Step.ANSWER: LetterKind.DECISION,
    Step.WITHDRAW: LetterKind.WITHDRAWN,
    Step.JOIN: LetterKind.JOINED,
}
ENDED = {Status.CLOSED, Status.LAPSED, Status.WITHDRAWN, Status.JOINED}
WAYS_ON = {
    Status.RECEIVED: {Step.SETTLE_IDENTITY},
    Status.IDENTIFIED: {Step.FIX_MATCH},
    Status.MATCHED: {Step.DECIDE_ITEM},
    Status.DECIDED: {Step.APPROVE, Step.CARRY_OUT, Step.ANSWER},
    Status.APPROVED: {Step.CARRY_OUT},
    Status.CARRIED_OUT: {Step.ANSWER},
    Status.ANSWERED: {Step.CLOSE, Step.SEND_LETTER, Step.FINISH_TASK},
}
SAYS_MORE = {LetterKind.DECISION, LetterKind.WITHDRAWN, LetterKind.JOINED, LetterKind.LAPSED}


class RandomWays(RuleBasedStateMachine):
    """One office, one request, many hands."""

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.office = Office()
        self.now = ARRIVED
        self.identity_settled = False
        self.neighbour = make.a_person(self.office.kept_by, family_name="Naapuri")
        self.approved_digest = ""
        self.approved_to_go = False
        self.looked_at = 0  # the version

    @initialize(rights=RIGHTS, by_form=st.booleans())
    def arrive(self, rights: list[RequestedKind], by_form: bool) -> None:
        made = self.office.submitted if by_form else self.office.entered
        self.request: Request = made(*rights, at=self.now)
        self.now = self.request.registered_at

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def attempt(self, step: Step, **facts: Any) -> Request | None:
        try:
            self.request = self.office.step(self.request, step, now=self.now, **facts)
        except NotAllowed:
            return None
        return self.request

    @rule(hours=st.integers(1, 24 * 9))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(
        step=st.sampled_from(
            [
                *(Step.NOTE_CONFIRMATION_LEFT, Step.CONFIRM, Step.LAPSE),
                *(Step.ASK_SPECIFICATION, Step.REMIND, Step.NOTE_ANSWER, Step.FINISH_DECIDING),
                *(Step.FINISH_DECIDING, Step.CLOSE, Step.RECONSIDER, Step.TAKE_UP_AGAIN),
            ]
        ),
        by=st.sampled_from(["handler", "person", "job"]),
    )
    def plain(self, step: Step, by: str) -> None:
        hand = {"handler": self.office.handler, "person": THE_SUBJECT, "job": JOB}[by]
        if self.attempt(step, by=hand) and step == Step.RECONSIDER:
            self.approved_digest = ""

    @rule(chance=st.integers(0, 4))
    def take_up_again(self, chance: int) -> None:
        """The card or the person turned out to be another."""
        if chance == 3 and self.attempt(Step.TAKE_UP_AGAIN):
            self.identity_settled = False
            self.approved_digest = ""
            assert not self.request.matches.exists()
            assert not in_force().exists()

    @rule(method=st.sampled_from(["", *IdentityMethod]))
    def ask_who(self, method: str) -> None:
        self.attempt(Step.ASK_IDENTITY, method=method)

    @rule(method=st.sampled_from(list(IdentityMethod)))
    def settle(self, method: IdentityMethod) -> None:
        if self.attempt(Step.SETTLE_IDENTITY, method=method):
            self.identity_settled = True
            assert not self.request.matches.exists()  # whoever was fixed without it is fixed anew
            assert not in_force().exists()

    @rule(found=st.booleans(), nobody=st.booleans())
    def match(self, found: bool, nobody: bool) -> None:
        people = [self.office.person] if found else []
        if self.attempt(Step.FIX_MATCH, people=people, nobody=nobody):
            assert self.request.matches.count() == len(people)
            assert self.identity_settled or BANS & self.asked()

    def asked(self) -> set[str]:
        return set(self.request.requestedrights.values_list("right", flat=True))

    @rule(
        right=st.sampled_from(list(R)),
        outcome=st.sampled_from(list(Outcome)),
        ground=st.sampled_from(["", *Ground]),
    )
    def decide(self, right: RequestedKind, outcome: Outcome, ground: str) -> None:
        self.attempt(
            Step.DECIDE_ITEM, right=right, outcome=outcome, ground=ground, explanation="Syy."
        )

    @rule(outcome=st.sampled_from(list(Outcome)))
    def decide_all(self, outcome: Outcome) -> None:
        """As an officer would, so that the way on is found often enough."""
        fitting = {
            R.ACCESS: Ground.OTHERS_RIGHTS,
            R.ERASURE: Ground.LEGAL_DUTY,
            R.OBJECTION: Ground.NO_OBJECTION_BASIS,
        }
        for one in self.request.requestedrights.all():
            refusal = outcome == Outcome.REFUSED and one.right not in BANS
            ground = fitting.get(one.right, Ground.EXCESSIVE) if refusal else ""
            facts = {
                "outcome": Outcome.REFUSED if refusal else Outcome.GRANTED,
                "ground": ground,
                "kept_under": "Kirjanpitolaki 2:10" if ground == Ground.LEGAL_DUTY else "",
            }
            self.attempt(Step.DECIDE_ITEM, right=one.right, explanation="Syy.", **facts)
        self.attempt(Step.FINISH_DECIDING)

    @rule()
    def look(self) -> None:
        """At what would be erased; whoever looks again voids what was approved."""
        try:
            self.office.preview(self.request, now=self.now)
        except NotAllowed:
            return
        self.approved_digest = ""

    def told(self, digest: str) -> str:
        newest = erasing.newest_plan(self.request)
        return newest.digest if newest and digest == "the preview's" else digest

    @rule(by_officer=st.booleans(), digest=DIGESTS)
    def approve(self, by_officer: bool, digest: str) -> None:
        hand, digest = self.office.officer if by_officer else self.office.handler, self.told(digest)
        if self.attempt(Step.APPROVE, by=hand, digest=digest):
            self.approved_digest = digest

    @rule(digest=DIGESTS)
    def carry_out(self, digest: str) -> None:
        digest = self.told(digest)
        try:
            request = self.office.carry_out(self.request, now=self.now, digest=digest)
        except NotAllowed:
            self.nobody_goes_without_approval()
            return
        self.request = request
        granted = set(request.decisions.filter(outcome="granted").values_list("right", flat=True))
        assert granted <= BANS or self.identity_settled
        if R.ERASURE in granted:
            assert digest == self.approved_digest != ""
            assert request.approved_by_id not in (None, request.decided_by_id)
            self.approved_to_go = True
        self.nobody_goes_without_approval()

    def nobody_goes_without_approval(self) -> None:
        if self.approved_digest:
            self.approved_to_go = True
        assert DataSubject.objects.filter(pk=self.office.person.pk).exists() or self.approved_to_go
        assert DataSubject.objects.filter(pk=self.neighbour.pk).exists()

    @rule()
    def extend(self) -> None:
        facts = {"ground": ExtensionGround.NUMBER, "reason": "Pyyntöjä on monta."}
        self.attempt(Step.EXTEND, **facts)

    @rule(hours=st.integers(-90, 90))
    def correct(self, hours: int) -> None:
        arrived = self.request.received_at + timedelta(hours=hours)
        if self.attempt(Step.CORRECT, received_at=arrived):
            assert self.request.channel != Channel.FORM
            assert self.request.received_at <= self.request.registered_at

    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        letters = list(Letter.objects.filter(sent_at=None, overtaken_at=None).order_by("pk"))
        if letters:
            letter = data.draw(st.sampled_from(letters))
            self.attempt(Step.SEND_LETTER, letter=letter.pk, **LETTER)

    @rule()
    def answer(self) -> None:
        self.attempt(Step.ANSWER, **LETTER)

    @rule(chance=st.integers(0, 19))
    def withdraw(self, chance: int) -> None:
        if chance == 7:
            self.attempt(Step.WITHDRAW, by=THE_SUBJECT)

    @rule(second_pair_of_eyes=st.booleans(), digest=DIGESTS, times=st.integers(1, 6))
    def onward(self, second_pair_of_eyes: bool, digest: str, times: int) -> None:
        """What an office does next, so that every part of the way is walked."""
        for _time in range(times):
            self.go_on(second_pair_of_eyes, digest)
            self.the_law_holds()

    def go_on(self, second_pair_of_eyes: bool, digest: str) -> None:
        match self.request.status:
            case Status.UNCONFIRMED:
                self.attempt(Step.CONFIRM, by=THE_SUBJECT)
            case Status.RECEIVED:
                self.settle(IdentityMethod.IN_PERSON)
            case Status.IDENTIFIED:
                self.match(True, False)
            case Status.MATCHED:
                self.decide_all(Outcome.GRANTED)
            case Status.DECIDED if second_pair_of_eyes:
                self.look()
                self.approve(True, "the preview's")
            case Status.DECIDED | Status.APPROVED:
                self.carry_out(digest)
            case Status.CARRIED_OUT:
                self.answer()
            case Status.ANSWERED:
                self.attempt(Step.CLOSE)

    @invariant()
    def the_law_holds(self) -> None:
        if self.looked_at != self.request.version:
            self.looked_at = self.request.version
            self.nothing_is_told_without_identity()
            self.no_letter_is_forgotten()
            self.every_step_left_its_row()
            self.the_limit_is_the_clocks()
            self.there_is_a_way_on()

    def nothing_is_told_without_identity(self) -> None:
        if not self.identity_settled:
            assert self.request.status not in {Status.IDENTIFIED, Status.MATCHED, Status.APPROVED}
            self.office.person.refresh_from_db()
            assert self.office.person.restricted_at is None
        for decision in self.request.decisions.all():
            needs_none = decision.right in BANS or decision.ground in (
                Ground.NOT_IDENTIFIED,
                Ground.EXCESSIVE,
            )
            assert needs_none or self.identity_settled, (decision.right, decision.ground)
            assert decision.right not in BANS or decision.outcome == Outcome.GRANTED

    def no_letter_is_forgotten(self) -> None:
        """Each letter a step owed was sent, is still owed, or a later one says more."""
        letters = list(self.request.letters.all())
        # Who withdraws before confirming has no address of which we know that it is theirs.
        known = self.request.timelineevents.exclude(step=Step.WITHDRAW, left=Status.UNCONFIRMED)
        steps = list(known.values_list("step", flat=True))
        for step, kind in OWES.items():
            found = [letter for letter in letters if letter.kind == kind]
            assert len(found) >= steps.count(step), kind
        for letter in letters:
            if letter.overtaken_at:
                later = [
                    other
                    for other in letters
                    if other.kind in SAYS_MORE and other.owed_at >= letter.overtaken_at
                ]
                questions = {
                    *(LetterKind.IDENTITY_QUESTION, LetterKind.SPECIFICATION_QUESTION),
                    LetterKind.REMINDER,
                }
                assert later or letter.kind in questions
        if self.request.status == Status.CLOSED:
            assert all(letter.sent_at or letter.overtaken_at for letter in letters)
        if self.request.answered_at:
            assert [one.sent_at for one in letters if one.kind == LetterKind.DECISION] == [
                self.request.answered_at
            ]

    def every_step_left_its_row(self) -> None:
        events = list(self.request.timelineevents.order_by("version"))
        assert [event.version for event in events] == list(range(1, self.request.version + 1))
        assert events[-1].to == self.request.status
        for before, after in pairwise(events):
            assert after.left == before.to
            if after.to != after.left:
                assert JournalEntry.objects.filter(
                    reference=self.request.reference, detail__step=after.step
                ).exists()

    def there_is_a_way_on(self) -> None:
        """Nobody has to tell the person something untrue to get a request out of a corner."""
        if self.request.status in {*ENDED, Status.UNCONFIRMED}:
            return
        fresh = Request.objects.get(pk=self.request.pk)
        possible = {
            step
            for user in (self.office.handler, self.office.officer)
            for step in possible_steps(fresh, Hand(user, self.now))
        }
        assert possible & WAYS_ON[Status(fresh.status)], (fresh.status, possible)
        if fresh.identified_at and fresh.carried_out_at is None and fresh.answered_at is None:
            carried = fresh.carriedrights.exclude(right__in=BANS).exists()
            has_begun = carried or on_request.has_begun(fresh.reference)
            assert (Step.TAKE_UP_AGAIN in possible) != has_begun, fresh.status

    def the_limit_is_the_clocks(self) -> None:
        """And never before the first month is over."""
        fresh = Request.objects.get(pk=self.request.pk)
        assert (fresh.target_on, fresh.limit_on) == clock.without_running_pause(
            clock.facts_of(fresh)
        )
        plain = clock.read(clock.Facts(clock.facts_of(fresh).received_on), today=fresh.target_on)
        assert fresh.limit_on >= plain.limit
        told = TimelineEvent.objects.filter(request=fresh, step=Step.EXTEND).exists()
        pauses = fresh.pauses.exists()
        assert fresh.limit_on == plain.limit or told or pauses


@pytest.mark.slow
@pytest.mark.django_db
def test_no_way_leads_past_the_law() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        RandomWays,
        settings=settings(
            max_examples=50,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
