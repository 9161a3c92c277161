"""Whom we told of what was done, in the decision that tells of it (Art. 19)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from subjects.enums import RequestedKind
from subjects.letters import phrases_rectification as words
from subjects.letters.reading import listed, one_line
from subjects.models import RecipientNotice
from subjects.models.recipient_notice import NOT_TOLD
from subjects.recipients import untold

if TYPE_CHECKING:
    from subjects.letters.composing import Told


def paragraphs(told: Told, right: RequestedKind) -> list[str]:
    of_right = (one for one in untold.in_force(told.request) if one.right == right)
    notices = [one for one in of_right if not one.ended]
    failed = untold.failed_mails(notices)
    waiting = [one for one in notices if untold.is_open(one, failed)]
    not_told = [one for one in notices if one.way in NOT_TOLD]
    done = [one for one in notices if one not in waiting and one not in not_told]
    found: list[str] = []
    for phrase, listing in ((words.TOLD, _names(done)), (words.TO_BE_TOLD, _names(waiting))):
        if listing:
            found += [told.say(phrase), listed(listing)]
    if not_told:
        found += [told.say(words.NOT_TOLD), listed([_with_reason(one) for one in not_told])]
    return found


def _names(notices: Sequence[RecipientNotice]) -> list[str]:
    return list(dict.fromkeys(one_line(one.name) for one in notices))


def _with_reason(notice: RecipientNotice) -> str:
    reason = one_line(notice.reason)
    closed = reason if reason.endswith((".", "!", "?", "…")) else f"{reason}."
    return f"{one_line(notice.name)}. {closed}"
