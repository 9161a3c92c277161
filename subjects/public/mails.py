"""The mails that the public pages send. Each goes to an address that anybody may have typed,

so it says no more than is needed: not who asks, and not what for.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from register import outbox
from register.models import OutgoingMail
from subjects.enums import Status, TokenPurpose
from subjects.models import ContactKind, Request
from subjects.policies import page_address
from subjects.public.information import name_of
from subjects.public.links import confirm_link, new_link_page, status_link
from subjects.querysets import LAPSES_AFTER

CONFIRMATION = "request_confirmation"
NEW_LINK = "request_new_link"


KEY = "confirm:"
# Of a mail about several requests: with the moment at which the links in it were made, which is
# how one finds its requests again. No two such mails have the same.
COLLECTED = "confirm_all:"
MOMENT = "%Y%m%dT%H%M%S%f"
A_MOMENT = timedelta(microseconds=1)


def keys_of(request: Request) -> str:
    """How the keys of the mails begin that ask to confirm this request alone."""
    return f"{KEY}{request.pk}:"


def moment_of(key: str) -> datetime:
    """When the links were made that stand in a mail about several requests."""
    return datetime.strptime(key.removeprefix(COLLECTED), MOMENT).replace(tzinfo=UTC)


def of_request(request: Request) -> QuerySet[OutgoingMail]:
    """The mails that asked to confirm this request, alone or among others."""
    made = request.tokens.filter(purpose=TokenPurpose.CONFIRM).values_list("made_at", flat=True)
    among = [_collected_key(moment) for moment in made]
    found = Q(key__startswith=keys_of(request)) | Q(key__in=among)
    return OutgoingMail.objects.filter(found, kind=CONFIRMATION)


def send_confirmation(request: Request, *, now: datetime) -> None:
    """Queue the mail that asks to confirm a request, once."""
    with translation.override(request.language):
        subject = _("Confirm your request concerning personal data")
        body = _confirmation([request], now=now)
        _queue(request, f"{keys_of(request)}first", CONFIRMATION, subject, body)


def send_collected(requests: Sequence[Request], *, reminder: bool = False, now: datetime) -> None:
    """Queue one mail that asks to confirm several requests, all of one mailbox."""
    now += A_MOMENT  # later than the links of mails about one request alone
    while OutgoingMail.objects.filter(key=_collected_key(now)).exists():
        now += A_MOMENT
    bodies = []
    for language in dict.fromkeys(one.language for one in requests):
        with translation.override(language):
            own = [one for one in requests if one.language == language]
            bodies.append(_confirmation(own, now=now))
    with translation.override(requests[0].language):
        subject = _("Confirm your request concerning personal data")
        if reminder:
            subject = _("Reminder: confirm your request concerning personal data")
    body = "\n\n\n".join(bodies)
    _queue(requests[0], _collected_key(now), CONFIRMATION, subject, body)


def send_new_link(request: Request, *, now: datetime) -> None:
    """Queue a mail with a fresh link for somebody who has lost theirs.

    To the request's own page there is none where nobody has shown that the mailbox is theirs.
    """
    if request.status != Status.UNCONFIRMED and not page_address(request):
        return
    with translation.override(request.language):
        if request.status == Status.UNCONFIRMED:
            key = f"{keys_of(request)}{uuid4().hex}"
            subject = _("Confirm your request concerning personal data")
            _queue(request, key, CONFIRMATION, subject, _confirmation([request], now=now))
        else:
            key, subject = f"new_link:{request.pk}:{uuid4().hex}", _("How to get to your request")
            _queue(request, key, NEW_LINK, subject, _new_link(request, now=now))


def _queue(request: Request, key: str, kind: str, subject: str, body: str) -> None:
    contact = request.contacts.filter(kind=ContactKind.EMAIL).first()
    if contact is not None:
        outbox.queue_mail(key=key, kind=kind, to=contact.value, subject=subject, body=body)


def _collected_key(moment: datetime) -> str:
    return f"{COLLECTED}{moment.astimezone(UTC).strftime(MOMENT)}"


def _confirmation(requests: Sequence[Request], *, now: datetime) -> str:
    """In the language that is on."""
    several = len(requests) > 1
    opening = _about_several if several else _about_one
    paragraphs = [
        *opening(requests, now=now),
        _(
            "Please confirm the request within %(days)d days. Otherwise it lapses: we cannot know "
            "that it is yours, so we do not handle it. You can then send a new one. You also have "
            "the right to complain to the Data Protection Ombudsman (tietosuoja.fi) and to bring "
            "the matter before a court."
        )
        % {"days": LAPSES_AFTER.days},
        _("If you sent none of the requests, you need not do anything.")
        if several
        else _("If you did not send the request, you need not do anything."),
    ]
    return "\n\n".join(paragraphs)


def _about_one(requests: Sequence[Request], *, now: datetime) -> Iterator[str]:
    (request,) = requests
    yield (
        _(
            "A request concerning personal data was sent with this e-mail address. "
            "It is addressed to: %(controller)s."
        )
        % {"controller": name_of(request.controller, request.language)}
    )
    yield _("If you sent it, open this link and press the button on the page:")
    yield confirm_link(request, now=now)
    yield _("The reference of the request is %(reference)s.") % {"reference": request.reference}


def _about_several(requests: Sequence[Request], *, now: datetime) -> Iterator[str]:
    yield _(
        "Several requests concerning personal data were sent with this e-mail address. Some of "
        "them may have been sent by somebody else."
    )
    yield _(
        "Confirm only what you sent yourself: open the link of that request and press the button "
        "on the page."
    )
    for request in requests:
        sent_at = timezone.localtime(request.received_at)
        about = _(
            "Request %(reference)s, sent on %(day)s at %(time)s. Addressed to: %(controller)s."
        )
        values = {
            "reference": request.reference,
            "day": date_format(sent_at, "SHORT_DATE_FORMAT"),
            "time": time_format(sent_at, "TIME_FORMAT"),
            "controller": name_of(request.controller, request.language),
        }
        yield f"{about % values}\n{confirm_link(request, now=now)}"


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
