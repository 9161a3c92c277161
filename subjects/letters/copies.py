"""What the decision says of a copy that has been made: how it is given, and until when.

Nothing, where none was made: a letter tells what was truly done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from register.texts import Text
from subjects.enums import RequestedKind
from subjects.letters import phrases_copies as phrases
from subjects.models import Redaction, Request
from subjects.package.route import route_of
from subjects.package.term import lasts, standing
from subjects.policies import page_address

if TYPE_CHECKING:
    from subjects.letters.composing import Told


def paragraphs(told: Told, right: RequestedKind) -> list[str]:
    """On the copy of one right, as the letter would leave today."""
    if not standing(told.request).filter(right=right).exists():
        return []
    if page_address(told.request):
        until = told.day(told.today + lasts())
        said = [told.say(phrases.ON_PAGE, day=until), told.say(_code(told.request))]
    else:
        said = [told.say(phrases.WITH_LETTER)]
    if Redaction.objects.filter(request=told.request, masked=True).exists():
        is_moved = right == RequestedKind.PORTABILITY
        said.append(told.say(phrases.MASKED_MOVED if is_moved else phrases.MASKED))
    return [" ".join(said)]


def _code(request: Request) -> Text:
    channel = route_of(request).channel
    return phrases.BY_CODE[channel] if channel is not None else phrases.BY_CODE_TOLD
