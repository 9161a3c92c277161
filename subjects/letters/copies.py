"""What the decision says of a copy that has been made: how it is given, and until when.

Nothing, where none was made: a letter tells what was truly done.
"""

from __future__ import annotations

from collections.abc import Collection
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


def made(told: Told, rights: Collection[RequestedKind]) -> list[RequestedKind]:
    """Of which of these rights a copy has been made, in their order."""
    found = standing(told.request).filter(right__in=rights).values_list("right", flat=True)
    return [right for right in RequestedKind if right in set(found)]


def paragraphs(told: Told, rights: Collection[RequestedKind]) -> list[str]:
    """On the copies of these rights, as the letter would leave today."""
    copied = made(told, rights)
    if not copied:
        return []
    if page_address(told.request):
        until = told.day(told.today + lasts())
        said = [told.say(phrases.ON_PAGE, day=until), told.say(_code(told.request))]
    else:
        said = [told.say(phrases.WITH_LETTER)]
    if Redaction.objects.filter(request=told.request, masked=True).exists():
        said.append(told.say(phrases.MASKED[frozenset(copied)]))
    return [" ".join(said)]


def _code(request: Request) -> Text:
    channel = route_of(request).channel
    return phrases.BY_CODE[channel] if channel is not None else phrases.BY_CODE_TOLD
