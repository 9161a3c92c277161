"""Over which channel the code of a copy goes: the one that settled the identity.

Whoever could show who they are there gets the code there; a stranger who has found the link does
not have it. What was settled face to face, by a question or strongly has no address of its own: one
of the staff tells the code by phone or posts it.
"""

from dataclasses import dataclass

from register.models import DataSubject
from subjects.enums import CodeChannel, IdentityMethod
from subjects.identity import codes
from subjects.identity.points import Point, points_for
from subjects.models import Request
from subjects.policies import identity_of, page_address


@dataclass(frozen=True, slots=True)
class Route:
    """Where the code goes. Without a channel, one of the staff chooses phone or post."""

    channel: CodeChannel | None
    mailbox: str = ""  # to which the machine sends it by itself
    place: str = ""  # the phone number or address to use, where the card may tell it

    @property
    def is_by_machine(self) -> bool:
        return bool(self.mailbox)


def route_of(request: Request) -> Route:
    check = identity_of(request)
    method = check.method if check is not None else ""
    if method == IdentityMethod.EMAIL_ON_FILE and (mailbox := page_address(request)):
        return Route(CodeChannel.EMAIL, mailbox=mailbox)
    if method == IdentityMethod.CODE_TO_CONTACT and (point := _proved_point(request)):
        if point.channel == CodeChannel.EMAIL:
            return Route(CodeChannel.EMAIL, mailbox=point.normalised)
        return Route(point.channel, place=point.value)
    return Route(None)


def _proved_point(request: Request) -> Point | None:
    """The contact point to which the code went that was rightly entered, while it is on the card.

    By the closing nobody knows any more which one it was.
    """
    proved = {(code.channel, code.point) for code in codes.proved(request)}
    people = DataSubject.objects.filter(request_matches__request=request)
    points = points_for(request, people) if proved else ()
    return next((one for one in points if (one.channel, one.hash) in proved), None)
