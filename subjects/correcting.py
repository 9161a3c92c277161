"""What staff entered of a request and entered wrongly: how to reach the person, when it arrived.

Only of what staff entered: what a person wrote in the form is theirs. What was corrected is told by
the names of the fields; the values stand on the request alone.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from register.enums import Language
from register.models import OutgoingMail
from register.outbox import NOTHING_LEFT
from subjects import address_mail, clock
from subjects.deadlines import received_date
from subjects.effects import on_arrival
from subjects.enums import Channel, LetterKind, TokenPurpose
from subjects.letters.notices import key_of
from subjects.models import Contact, ContactKind, Request, Token
from subjects.policies import Hand, NotAllowed, owed_letters

FIELDS = ("received_at", "channel", "language", *ContactKind.values)


def correct(
    request: Request,
    hand: Hand,
    *,
    received_at: datetime | None = None,
    channel: Channel | str = "",
    language: Language | str = "",
    contacts: Mapping[ContactKind, str] | None = None,
) -> Mapping[str, str | int]:
    """`contacts`: by their kind; "" takes one away. What is not named, or the same, stays."""
    done = set()
    if received_at is not None and received_at != request.received_at:
        _check_arrival(request, received_at, hand)
        request.received_at = received_at
        done.add("received_at")
    if channel and channel != request.channel:
        if channel == Channel.FORM or channel not in Channel.values:
            raise NotAllowed(_("Choose how the request arrived."), "channel")
        request.channel = channel
        done.add("channel")
    if language and language != request.language:
        if language not in Language.values:
            raise NotAllowed(_("Choose a language."), "language")
        request.language = language
        done.add("language")
    for kind, value in (contacts or {}).items():
        if _correct_contact(request, ContactKind(kind), value.strip(), hand):
            done.add(str(kind))
    if not done:
        raise NotAllowed(_("Nothing is different from what was entered."))
    _mend_owed_letters(request, hand)
    if done & set(ContactKind.values):
        on_arrival(request, hand)  # what is never refused acts by the right address, too
    return {"fields": " ".join(name for name in FIELDS if name in done)}


def _check_arrival(request: Request, received_at: datetime, hand: Hand) -> None:
    """A request arrives before it is entered, asked about, or taken up by a later one."""
    about = "received_at"
    if received_at > min(request.registered_at, hand.now):
        raise NotAllowed(_("A request arrives before it is entered."), about)
    asked = request.pauses.order_by("asked_on").values_list("asked_on", flat=True).first()
    if asked is not None and received_date(received_at) > asked:
        raise NotAllowed(_("A request arrives before we ask the person about it."), about)
    if Request.objects.filter(joined_to=request, received_at__lt=received_at).exists():
        words = _("A request that was joined to this one arrived before that.")
        raise NotAllowed(words, about)


def _correct_contact(request: Request, kind: ContactKind, value: str, hand: Hand) -> bool:
    """Whether it was another. Links that were sent to the old address open nothing any more.

    One that somebody confirmed may still be a stranger's who got the link: it stays once the
    identity is settled.
    """
    told: Contact | None = request.contacts.filter(kind=kind).first()
    if (told.value if told else "") == value:
        return False
    if told is None:
        Contact.objects.create(request=request, kind=kind, value=value)
        return True
    if told.confirmed_at is not None and request.identified_at is not None:
        words = _("The person has confirmed this address: it is not corrected.")
        raise NotAllowed(words, str(kind))
    begun = f"{address_mail.KEY}{request.pk}:{told.pk}:"
    OutgoingMail.objects.filter(key__startswith=begun, sent_at__isnull=True).delete()
    told.tokens.all().delete()
    if kind == ContactKind.EMAIL:
        _close_page(request, told.value, hand)
    told.delete()
    if value:
        Contact.objects.create(request=request, kind=kind, value=value)
    return True


def _close_page(request: Request, address: str, hand: Hand) -> None:
    """The request's own page, to whoever has the links; a letter not sent yet is sent otherwise."""
    opening = [TokenPurpose.STATUS, TokenPurpose.DOWNLOAD]
    Token.objects.filter(request=request, purpose__in=opening).delete()
    keys = [key_of(letter) for letter in request.letters.values_list("pk", flat=True)]
    waiting = OutgoingMail.objects.filter(key__in=keys, recipient=address, sent_at__isnull=True)
    waiting.update(given_up_at=hand.now, **NOTHING_LEFT)


def _mend_owed_letters(request: Request, hand: Hand) -> None:
    """What has not been sent yet goes in the language and by the days as they stand now."""
    first_limit = clock.read(clock.facts_of(request), today=timezone.localdate(hand.now))
    for letter in owed_letters(request):
        letter.language = request.language
        if letter.kind == LetterKind.EXTENSION:
            letter.due_on = first_limit.first_limit
        letter.save(update_fields=["language", "due_on"])
