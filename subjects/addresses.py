"""An e-mail address that staff entered, confirmed by whoever has its mailbox.

Somebody has told it by phone or in a letter, so it may be a stranger's: until its mailbox answers,
no letter and no link to the request's own page goes there. This is no question about who asks
(Art. 12(6)), and the clock goes on.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from subjects import address_mail
from subjects.models import Contact, ContactKind, Request
from subjects.policies import Hand, NotAllowed

NOTHING: Mapping[str, str | int] = {}


def ask(request: Request, hand: Hand) -> Mapping[str, str | int]:
    """Queue the mail with the link, to the address as it was entered."""
    address_mail.queue(entered_address(request), now=hand.now)
    return NOTHING


def confirm(request: Request, hand: Hand, *, contact: int) -> Mapping[str, str | int]:
    """`contact`: the address whose link was used."""
    told = request.contacts.filter(pk=contact, confirmed_at__isnull=True).first()
    if told is None:
        raise NotAllowed(_("This address has been confirmed, or corrected since."))
    told.confirmed_at = hand.now
    told.save(update_fields=["confirmed_at"])
    return NOTHING


def entered_address(request: Request) -> Contact:
    found: Contact = request.contacts.filter(kind=ContactKind.EMAIL)[0]
    return found
