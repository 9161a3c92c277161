"""The two mails that the public pages send. Each goes to an address that anybody may have typed,

so it says no more than is needed: not who asks, and not what for.
"""

from datetime import datetime
from uuid import uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from register import outbox
from subjects.enums import Status
from subjects.models import ContactKind, Request
from subjects.public.information import name_of
from subjects.public.links import confirm_link, new_link_page, status_link
from subjects.querysets import LAPSES_AFTER

CONFIRMATION = "request_confirmation"
NEW_LINK = "request_new_link"


def keys_of(request: Request) -> str:
    """How the keys of the mails begin that ask to confirm this request."""
    return f"confirm:{request.pk}:"


def reminder_key(request: Request) -> str:
    return f"{keys_of(request)}reminder"


def send_confirmation(request: Request, *, reminder: bool = False, now: datetime) -> None:
    """Queue the mail that asks to confirm a request: once, and the reminder once."""
    with translation.override(request.language):
        subject = _("Confirm your request concerning personal data")
        if reminder:
            subject = _("Reminder: confirm your request concerning personal data")
        key = reminder_key(request) if reminder else f"{keys_of(request)}first"
        _queue(request, key, CONFIRMATION, subject, _confirmation(request, now=now))


def send_new_link(request: Request, *, now: datetime) -> None:
    """Queue a mail with a fresh link for somebody who has lost theirs."""
    with translation.override(request.language):
        if request.status == Status.UNCONFIRMED:
            key = f"{keys_of(request)}{uuid4().hex}"
            subject = _("Confirm your request concerning personal data")
            _queue(request, key, CONFIRMATION, subject, _confirmation(request, now=now))
        else:
            key, subject = f"new_link:{request.pk}:{uuid4().hex}", _("How to get to your request")
            _queue(request, key, NEW_LINK, subject, _new_link(request, now=now))


def _queue(request: Request, key: str, kind: str, subject: str, body: str) -> None:
    contact = request.contacts.filter(kind=ContactKind.EMAIL).first()
    if contact is not None:
        outbox.queue_mail(key=key, kind=kind, to=contact.value, subject=subject, body=body)


def _confirmation(request: Request, *, now: datetime) -> str:
    paragraphs = [
        _(
            "A request concerning personal data was sent with this e-mail address. "
            "It is addressed to: %(controller)s."
        )
        % {"controller": name_of(request.controller, request.language)},
        _("If you sent it, open this link and press the button on the page:"),
        confirm_link(request, now=now),
        _("The number of the request is %(reference)s.") % {"reference": request.reference},
        _(
            "Please confirm the request within %(days)d days. Otherwise it lapses: we cannot know "
            "that it is yours, so we do not handle it. You can then send a new one. You also have "
            "the right to complain to the Data Protection Ombudsman (tietosuoja.fi) and to bring "
            "the matter before a court."
        )
        % {"days": LAPSES_AFTER.days},
        _("If you did not send the request, you need not do anything."),
    ]
    return "\n\n".join(paragraphs)


def _new_link(request: Request, *, now: datetime) -> str:
    paragraphs = [
        _("Somebody, probably you, asked for a new link to the request %(reference)s.")
        % {"reference": request.reference},
        status_link(request, now=now),
        _("Keep the link to yourself: whoever has it sees where the request stands."),
        _("If you lose the link, ask for a new one here: %(address)s")
        % {"address": new_link_page(request.language)},
        _("If you did not ask for the link, you need not do anything."),
    ]
    return "\n\n".join(paragraphs)
