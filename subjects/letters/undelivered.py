"""Mail about requests that was given up: shown on the request's timeline and on the start page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from register.models import OutgoingMail, User
from subjects.enums import TokenPurpose
from subjects.letters import notices
from subjects.models import IdentityCode, Letter, RecipientNotice, Request, Token
from subjects.public import mails
from subjects.recipients.untold import key_of

OF_LETTERS, OF_CODES = "letter:", "identity_code:"
OF_ADDRESSES = "request_address:"
NEW_LINKS = "new_link:"
OF_RECIPIENTS = "recipient:"


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail that never arrived. `letter`: of which it told, if it told of one."""

    given_up_at: datetime
    letter: Letter | None


def of_request(request: Request) -> list[Undelivered]:
    """The mails of one request that were given up, the oldest first: few queries."""
    letters = {notices.key_of(letter): letter for letter in request.letters.all()}
    codes = request.identitycodes.values_list("pk", flat=True)
    keys = [*letters, *(f"{OF_CODES}{number}" for number in codes)]
    given_up = OutgoingMail.objects.filter(given_up_at__isnull=False)
    found = given_up.filter(
        Q(key__in=keys)
        | Q(key__startswith=f"{NEW_LINKS}{request.pk}:")
        | Q(key__startswith=f"{OF_ADDRESSES}{request.pk}:")
        | Q(pk__in=mails.of_request(request).values("pk"))
    )
    return [
        Undelivered(mail.given_up_at, letters.get(mail.key))
        for mail in found.order_by("given_up_at", "pk")
        if mail.given_up_at
    ]


def requests_of(user: User) -> QuerySet[Request]:
    """The requests, of those the user may see, with a mail that was given up.

    Whose confirmation failed is among them: it lapses unless somebody looks.
    """
    given_up = OutgoingMail.objects.filter(given_up_at__isnull=False)
    keys = given_up.values_list("key", flat=True)  # few, and none as a rule

    def numbers(*starts: str) -> list[int]:
        found = (key.split(":") for key in keys if key.startswith(starts))
        return [int(parts[1]) for parts in found]

    letters, codes = numbers(OF_LETTERS), numbers(OF_CODES)
    of_end = RecipientNotice.objects.filter(
        request=OuterRef("request"), right=OuterRef("right"), name=OuterRef("name"), ended=True
    )  # whose restriction has ended is told of that, and no more that it began
    recipients = RecipientNotice.objects.filter(Q(ended=True) | ~Exists(of_end))
    recipients = recipients.filter(pk__in=numbers(OF_RECIPIENTS))
    untold = [one.request_id for one in recipients if key_of(one) in keys]  # not seen to since
    alone = numbers(mails.KEY, NEW_LINKS, OF_ADDRESSES)
    moments = [mails.moment_of(key) for key in keys if key.startswith(mails.COLLECTED)]
    collected = Token.objects.filter(purpose=TokenPurpose.CONFIRM, made_at__in=moments)
    return Request.objects.visible_to(user).filter(
        Q(pk__in=Letter.objects.filter(pk__in=letters).values("request"))
        | Q(pk__in=IdentityCode.objects.filter(pk__in=codes).values("request"))
        | Q(pk__in=collected.values("request"))
        | Q(pk__in=alone)
        | Q(pk__in=untold)
    )
