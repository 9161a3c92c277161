"""One-time codes to a contact point on file: made, sent, entered.

Whoever shows a code that went where the card says is the person of that card, or reads their mail.
What is kept is a keyed hash. A code expires, bears five wrong guesses in all and falls when a newer
one is sent.
"""

import hmac
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from register import outbox
from register.models import DataSubject
from register.support.secrets import keyed_hash
from subjects.enums import CodeChannel
from subjects.identity.points import Point, same_points
from subjects.models import IdentityCode, Request
from subjects.models.identity import MOST_TRIES
from subjects.policies import Hand, NotAllowed

DIGITS = 8
LASTS: Mapping[CodeChannel, timedelta] = {
    CodeChannel.PHONE: timedelta(minutes=15),  # the person is on the line
    CodeChannel.EMAIL: timedelta(hours=24),
    CodeChannel.POST: timedelta(days=14),
}


def draw() -> str:
    """Eight digits: they are read out and typed in."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def issue(request: Request, hand: Hand, *, point: Point, code: str) -> IdentityCode:
    """Note the code and, where the machine can, send it. Called by the step alone."""
    standing(request).update(replaced_at=hand.now)
    channel = point.channel
    made = IdentityCode.objects.create(
        request=request,
        card=point.card,
        channel=channel,
        point=point.hash,
        hash=_hash(request, code),
        sent_at=hand.now,
        sent_by=hand.staff(),
        expires_at=hand.now + LASTS[channel],
    )
    if channel == CodeChannel.EMAIL:
        with translation.override(point.language or request.language):
            subject, body = _mail(request, code)
        outbox.queue_mail(
            key=f"identity_code:{made.pk}",
            kind="identity_code",
            to=point.normalised,
            subject=subject,
            body=body,
        )
    return made


def _mail(request: Request, code: str) -> tuple[str, str]:
    """Says no name and holds no link: it may reach somebody who knows nothing of the request."""
    company = request.controller.name
    subject = _("A code for identification: %(company)s") % {"company": company}
    lines = (
        _("Somebody has sent %(company)s a request about their personal data (%(reference)s).")
        % {"company": company, "reference": request.reference},
        _("If it was you, enter this code on the page of your request:"),
        spaced(code),
        _("The code is valid for 24 hours. Give it to nobody."),
        _("If it was not you, you need do nothing: without the code nothing is told to anybody."),
    )
    return subject, "\n\n".join(lines) + "\n"


def standing(request: Request) -> QuerySet[IdentityCode]:
    """The code that may be entered, if any."""
    return IdentityCode.objects.filter(
        request=request, replaced_at__isnull=True, entered_at__isnull=True
    )


def guess(request: Request, said: str, *, now: datetime) -> IdentityCode | None:
    """The code that `said` is, still to be marked as entered; a wrong guess is counted.

    The caller holds the request's row, so that two who guess at once are counted twice. No code,
    one that expired and one that was guessed at too often answer alike: nothing is told of which.
    """
    text = "".join(sign for sign in said if sign.isdigit() and sign.isascii())
    found: IdentityCode | None = standing(request).select_for_update().first()
    wanted = found.hash if found else ""
    is_it = hmac.compare_digest(_hash(request, text), wanted)
    if found is None or found.expires_at <= now or found.tries >= MOST_TRIES:
        return None
    if is_it:
        return found
    found.tries += 1
    found.save(update_fields=["tries"])
    return None


def proved(request: Request) -> Collection[IdentityCode]:
    """The codes that were rightly entered."""
    return list(request.identitycodes.filter(entered_at__isnull=False))


def check_people(request: Request, people: Collection[DataSubject]) -> None:
    """Each of them has the contact point that the code went to, under the name of that card."""
    wanted = {person.pk for person in people}
    shown: set[int] = set()
    for code in proved(request):
        names = _names_of(code.card)
        for person, point in same_points(wanted, CodeChannel(code.channel)):
            is_it = person.uuid == code.card or person.sort_name in names
            if point == code.point and is_it:
                shown.add(person.pk)
    if wanted - shown:
        words = _("The code went to no contact point of this card: settle the identity otherwise.")
        raise NotAllowed(words, "people")


def _names_of(card: UUID) -> set[str]:
    names = DataSubject.objects.filter(uuid=card).exclude(sort_name="")
    return set(names.values_list("sort_name", flat=True))


def _hash(request: Request, code: str) -> str:
    """Bound to the request: the code of another is no code here."""
    return keyed_hash(f"identity:code:{request.pk}", code, settings.LOOKUP_KEY)
