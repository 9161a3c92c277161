"""Which ground may refuse which right: one table, held in the database by a constraint.

What stands in no cell is not lawful. A marketing ban and the withdrawal of consent have no row.
"""

from collections.abc import Mapping

from django.db.models import Q

from subjects.enums import NEVER_REFUSED, Ground, Outcome, RequestedKind

_ALWAYS = frozenset({Ground.NOT_IDENTIFIED, Ground.EXCESSIVE})
_HELD = _ALWAYS | {Ground.NOTHING_HELD}

REFUSABLE: Mapping[RequestedKind, frozenset[Ground]] = {
    RequestedKind.ACCESS: _HELD
    | {Ground.OTHERS_RIGHTS, Ground.DATA_PROTECTION_ACT_34, Ground.AML_SECRET},
    RequestedKind.RECTIFICATION: _HELD | {Ground.DATA_CORRECT},
    RequestedKind.ERASURE: _HELD
    | {
        Ground.NO_ERASURE_GROUND,
        Ground.EXPRESSION,
        Ground.LEGAL_DUTY,
        Ground.PUBLIC_HEALTH,
        Ground.ARCHIVING,
        Ground.LEGAL_CLAIMS,
    },
    RequestedKind.RESTRICTION: _HELD | {Ground.NO_RESTRICTION_GROUND},
    RequestedKind.PORTABILITY: _HELD
    | {Ground.NOT_PORTABLE, Ground.PUBLIC_TASK, Ground.OTHERS_RIGHTS_MOVED},
    RequestedKind.OBJECTION: _HELD | {Ground.NO_OBJECTION_BASIS, Ground.COMPELLING},
    RequestedKind.HUMAN_REVIEW: _ALWAYS | {Ground.NO_AUTOMATED_DECISION},
    RequestedKind.OTHER: _ALWAYS,
}

# These say nothing of whether the person is known here, so they need no identity.
WITHOUT_IDENTITY = _ALWAYS
# The controller has to show why (Art. 12(5), 21(1)): the letter gives the reason in words.
# “Not portable” stands for several reasons, of which the person is told theirs.
TO_BE_SHOWN = frozenset({Ground.EXCESSIVE, Ground.COMPELLING, Ground.NOT_PORTABLE})
# What is refused under either is told in the very same words, and nothing is added to them: whoever
# reads an answer must not learn which of the two it was, nor what it concerned.
LAW_RESTRICTS = frozenset({Ground.AML_SECRET, Ground.DATA_PROTECTION_ACT_34})


def grounds_for(right: RequestedKind) -> frozenset[Ground]:
    """What may refuse this right; nothing, where it can never be refused."""
    return REFUSABLE.get(right, frozenset())


def reason_is_given() -> Q:
    """In words where it is for us to show; of a legal duty, the act and how long it binds."""
    in_words = ~Q(explanation="")
    by_law = ~Q(kept_under="") & (Q(kept_until__isnull=False) | in_words)
    return (~Q(ground__in=sorted(TO_BE_SHOWN)) | in_words) & (~Q(ground=Ground.LEGAL_DUTY) | by_law)


def decision_is_lawful() -> Q:
    """Granted without a ground, or refused on a ground that fits the right."""
    lawful = Q(outcome=Outcome.GRANTED, ground="")
    for right in sorted(REFUSABLE):
        allowed = sorted(REFUSABLE[right])
        lawful |= Q(outcome=Outcome.REFUSED, right=right, ground__in=allowed)
    return lawful


def identity_comes_first() -> Q:
    """Whatever discloses or changes something waits for the identity; a ban does not."""
    return (
        Q(identity_check__isnull=False)
        | Q(right__in=sorted(NEVER_REFUSED))
        | Q(outcome=Outcome.REFUSED, ground__in=sorted(WITHOUT_IDENTITY))
    )
