"""The paragraphs of a decision on corrections: which fields, and which not and why (Art. 16).

Fields are named, values are not: a letter lies about, and the person knows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import translation

from subjects.enums import Ground, Outcome, ProposalOutcome
from subjects.letters import phrases, phrases_rectification
from subjects.letters.reading import listed, one_line, within
from subjects.models import ProposedChange, Request
from subjects.rectifying.fields import label_of_change

if TYPE_CHECKING:
    from subjects.letters.composing import Told


def is_partly_refused(request: Request) -> bool:
    """Some of what was proposed is refused, while something else is granted."""
    outcomes = set(request.proposedchanges.values_list("outcome", flat=True))
    return ProposalOutcome.REFUSED in outcomes


def is_wholly_refused(request: Request) -> bool:
    """Whatever was decided of the whole, no correction was made."""
    outcomes = set(request.proposedchanges.values_list("outcome", flat=True))
    return outcomes == {ProposalOutcome.REFUSED}


def paragraphs(told: Told, name: str, outcome: str, *, is_here: bool) -> list[str] | None:
    """None where nothing was proposed: the decision as a whole says it all.

    `is_here`: something is still to be done in another system.
    """
    changes = list(told.request.proposedchanges.all())
    if not changes:
        return None
    found: list[str] = []
    accepted = [one for one in changes if one.outcome == ProposalOutcome.ACCEPTED]
    refused = [one for one in changes if one.outcome == ProposalOutcome.REFUSED]
    if corrected := [one for one in accepted if not one.is_statement]:
        done = phrases_rectification.CORRECTED
        done = phrases_rectification.CORRECTED_HERE if is_here else done
        found += [f"{name}: {within(told.say(done))}", listed(_labels(told, corrected))]
    if len(corrected) < len(accepted):
        found.append(told.say(phrases_rectification.STATEMENT_ADDED))
    if refused:
        is_partly = accepted or (outcome == Outcome.GRANTED and told.request.tasks.exists())
        opening = phrases.NOT_GRANTED if is_partly else phrases.NOT_GRANTED_AT_ALL
        items = list(dict.fromkeys(_refused(told, one) for one in refused))
        found += [f"{name}: {within(told.say(opening))}", listed(items)]
    if any(one.ground == Ground.DATA_CORRECT and not one.is_statement for one in refused):
        found.append(told.say(phrases_rectification.OWN_STATEMENT))
    return found


def _labels(told: Told, changes: Sequence[ProposedChange]) -> list[str]:
    """The same field of several cards is told once."""
    with translation.override(told.language):
        return list(dict.fromkeys(label_of_change(one, told.language) for one in changes))


def _refused(told: Told, change: ProposedChange) -> str:
    [label] = _labels(told, [change])
    parts = [f"{label}.", told.say(phrases_rectification.NOT_CORRECTED[change.ground])]
    if change.reason.strip():
        reason = one_line(change.reason)
        parts.append(reason if reason.endswith((".", "!", "?", "…")) else f"{reason}.")
    return " ".join(parts)
