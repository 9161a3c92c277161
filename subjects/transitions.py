"""The one table of lawful steps: from where, to where, by whom.

The diagram in `docs/requests.md` is drawn from it. What a step needs besides (a ground, a letter,
somebody else's eyes) is told by `policies.py`; who carries it out is `workflow.move` alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from register.models import ActorKind
from subjects.enums import LetterKind, Status, Step

S = Status
STARTS = (S.UNCONFIRMED, S.RECEIVED)
FINAL = frozenset({S.CLOSED, S.LAPSED, S.WITHDRAWN, S.JOINED})
WORKED_ON = frozenset(
    {S.RECEIVED, S.IDENTIFIED, S.MATCHED, S.DECIDED, S.APPROVED, S.CARRIED_OUT, S.ANSWERED}
)
UNANSWERED = WORKED_ON - {S.ANSWERED}
UNDECIDED = frozenset({S.RECEIVED, S.IDENTIFIED, S.MATCHED})
# From here on something may have been done that cannot be taken back.
NOT_YET_DONE = UNDECIDED | {S.DECIDED, S.APPROVED}
# What a request has restricted outlives its answer.
MAY_STAY_RESTRICTED = frozenset({S.ANSWERED, S.CLOSED})

STAFF = frozenset({ActorKind.USER})
PERSON = frozenset({ActorKind.SUBJECT})
MACHINE = frozenset({ActorKind.JOB, ActorKind.COMMAND})


@dataclass(frozen=True, slots=True)
class Way:
    """One step: the statuses it may be taken in, and the one it leads to."""

    sources: frozenset[Status]
    to: Status | None = None  # none: the request stays where it is
    by: frozenset[ActorKind] = STAFF
    owes: LetterKind | None = None  # the letter that is owed from this step on
    journalled: bool = False  # an act on people, and not only office work
    owes_nobody: frozenset[Status] = frozenset()  # from these, nobody is known to whom to write
    stays: frozenset[Status] = frozenset()  # in these it leaves the request where it is

    def leads(self, source: Status) -> Status | None:
        """Where it leads from there; none: nowhere else."""
        return None if source in self.stays else self.to


WAYS: Mapping[Step, Way] = {
    Step.NOTE_CONFIRMATION_LEFT: Way(frozenset({S.UNCONFIRMED}), by=MACHINE),
    Step.CONFIRM: Way(
        frozenset({S.UNCONFIRMED}), S.RECEIVED, by=PERSON, owes=LetterKind.RECEIPT, journalled=True
    ),
    Step.LAPSE: Way(
        frozenset({S.UNCONFIRMED}), S.LAPSED, by=MACHINE, owes=LetterKind.LAPSED, journalled=True
    ),
    Step.ASSIGN: Way(WORKED_ON),
    Step.ASK_IDENTITY: Way(frozenset({S.RECEIVED}), owes=LetterKind.IDENTITY_QUESTION),
    Step.ASK_ADDRESS: Way(WORKED_ON),
    Step.CONFIRM_ADDRESS: Way(WORKED_ON, by=PERSON, journalled=True),
    Step.CORRECT: Way(UNANSWERED, journalled=True),
    Step.SEND_CODE: Way(frozenset({S.RECEIVED}), journalled=True),
    Step.PROVE_IDENTITY: Way(frozenset({S.RECEIVED}), by=STAFF | PERSON, journalled=True),
    Step.ASK_SPECIFICATION: Way(UNDECIDED, owes=LetterKind.SPECIFICATION_QUESTION),
    Step.REMIND: Way(UNDECIDED, by=STAFF | MACHINE, owes=LetterKind.REMINDER),
    Step.NOTE_ANSWER: Way(UNDECIDED, by=STAFF | PERSON),
    Step.SETTLE_IDENTITY: Way(frozenset({S.RECEIVED}), S.IDENTIFIED, journalled=True),
    # What can never be refused needs no identity: for it alone people are fixed before that.
    Step.FIX_MATCH: Way(
        frozenset({S.RECEIVED, S.IDENTIFIED}),
        S.MATCHED,
        journalled=True,
        stays=frozenset({S.RECEIVED}),
    ),
    Step.DECIDE_ITEM: Way(frozenset({S.RECEIVED, S.MATCHED}), journalled=True),
    Step.FINISH_DECIDING: Way(frozenset({S.RECEIVED, S.MATCHED}), S.DECIDED, journalled=True),
    Step.RECONSIDER: Way(frozenset({S.DECIDED, S.APPROVED}), S.MATCHED, journalled=True),
    Step.TAKE_UP_AGAIN: Way(
        frozenset({S.IDENTIFIED, S.MATCHED, S.DECIDED, S.APPROVED}), S.RECEIVED, journalled=True
    ),
    # Once more where what would be erased has changed since.
    Step.APPROVE: Way(frozenset({S.DECIDED, S.APPROVED}), S.APPROVED, journalled=True),
    Step.CARRY_OUT: Way(frozenset({S.DECIDED, S.APPROVED}), S.CARRIED_OUT, journalled=True),
    Step.NOTE_ANOTHERS: Way(frozenset({S.DECIDED, S.APPROVED}), journalled=True),
    Step.ADD_TASK: Way(frozenset({S.MATCHED, S.DECIDED, S.APPROVED, S.CARRIED_OUT, S.ANSWERED})),
    Step.FINISH_TASK: Way(frozenset({S.MATCHED, S.DECIDED, S.APPROVED, S.CARRIED_OUT, S.ANSWERED})),
    Step.EXTEND: Way(UNANSWERED, owes=LetterKind.EXTENSION, journalled=True),
    Step.SEND_LETTER: Way(WORKED_ON | FINAL, by=STAFF | MACHINE),
    Step.SEND_AGAIN: Way(WORKED_ON | FINAL),
    Step.WRITE: Way(WORKED_ON, by=STAFF | PERSON),
    Step.ANSWER: Way(frozenset({S.DECIDED, S.CARRIED_OUT}), S.ANSWERED, journalled=True),
    Step.CLOSE: Way(frozenset({S.ANSWERED}), S.CLOSED, by=STAFF | MACHINE, journalled=True),
    Step.END_RESTRICTION: Way(MAY_STAY_RESTRICTED, owes=LetterKind.RESTRICTION_END),
    Step.LIFT_RESTRICTION: Way(MAY_STAY_RESTRICTED | {S.WITHDRAWN}, by=MACHINE, journalled=True),
    Step.LIFT_BANS: Way(WORKED_ON | FINAL, journalled=True),
    Step.WITHDRAW: Way(
        NOT_YET_DONE | {S.UNCONFIRMED},
        S.WITHDRAWN,
        by=STAFF | PERSON,
        owes=LetterKind.WITHDRAWN,
        journalled=True,
        owes_nobody=frozenset({S.UNCONFIRMED}),  # its address may be a stranger's
    ),
    Step.JOIN: Way(frozenset({S.RECEIVED}), S.JOINED, owes=LetterKind.JOINED, journalled=True),
}


def arrows() -> Iterator[tuple[Status, Step, Status]]:
    """Every move from one status to another."""
    for step, way in WAYS.items():
        for source in Status:
            to = way.leads(source)
            if source in way.sources and to is not None:
                yield source, step, to
