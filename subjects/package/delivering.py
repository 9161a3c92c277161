"""Copies on their way to the person: a link to one mailbox, a code over another channel.

They can be fetched from the answer on, for PACKAGE_DAYS. Whoever gets hold of the link alone, or of
the code alone, gets nothing. The code is kept as a keyed hash and bears five wrong guesses.
"""

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from register import journal
from register.models import Act, DataSubject, Occasion, User
from register.support.secrets import keyed_hash
from subjects.enums import CodeChannel, RequestedKind
from subjects.identity.codes import draw
from subjects.models import DeliveryCode, Match, Package, Request
from subjects.models.identity import MOST_TRIES
from subjects.package import making
from subjects.package.mails import queue_code, queue_link, queue_reminder
from subjects.package.route import route_of
from subjects.package.term import lasts, standing
from subjects.policies import Hand, NotAllowed, page_address

REMINDED_BEFORE = timedelta(days=4)  # of those who have not fetched theirs


def release(request: Request, hand: Hand) -> None:
    """The answer leaves: from now on the copies can be fetched. In the transaction of the step.

    Only those that were carried out: one may have been made for a decision that has fallen since.
    """
    carried = standing(request).filter(right__in=request.carriedrights.values("right"))
    if not carried.update(expires_at=hand.now + lasts()):
        return
    if mailbox := page_address(request):
        queue_link(request, to=mailbox, now=hand.now)
        if route_of(request).is_by_machine:
            send_code(request, now=hand.now)


# The code


@transaction.atomic
def send_code(request: Request, *, now: datetime) -> None:
    """A new code to the mailbox that settled the identity; the one before it is void."""
    route = route_of(request)
    if not route.is_by_machine:
        raise NotAllowed(_("The code of this request is not sent by e-mail."))
    code = draw()
    made = _note_code(request, CodeChannel.EMAIL, code, by=None, now=now)
    queue_code(request, made, code, to=route.mailbox)


def send_again(request: Request, *, now: datetime) -> None:
    """The same, as one of the staff asks for it. Raises NotAllowed."""
    if not standing(request).filter(expires_at__gt=now).exists():
        raise NotAllowed(_("There is no copy that a code would open."))
    send_code(request, now=now)


@transaction.atomic
def draw_code(request: Request, channel: CodeChannel, *, by: User, now: datetime) -> str:
    """A new code for one of the staff to tell or post; shown once. Raises NotAllowed."""
    if not standing(request).exists():
        raise NotAllowed(_("There is no copy that a code would open."))
    if channel == CodeChannel.EMAIL:
        raise NotAllowed(_("Choose whether you tell the code by phone or send it by post."))
    code = draw()
    _note_code(request, channel, code, by=by, now=now)
    return code


def code_of(request: Request) -> DeliveryCode | None:
    """The one that is valid; they are forgotten with the last copy."""
    return DeliveryCode.objects.filter(request=request, replaced_at=None).first()


def was_mailed(request: Request) -> bool:
    """How the code went; or will go, where there is none yet."""
    code = code_of(request)
    return route_of(request).is_by_machine if code is None else code.channel == CodeChannel.EMAIL


def guess(request: Request, said: str) -> bool:
    """Whether this is the code; a wrong guess is counted. The caller holds the request's row."""
    text = "".join(sign for sign in said if sign.isdigit() and sign.isascii())
    codes = DeliveryCode.objects.select_for_update().filter(request=request, replaced_at=None)
    found: DeliveryCode | None = codes.first()
    is_it = hmac.compare_digest(_hash(request, text), found.hash if found else "")
    if found is None or found.tries >= MOST_TRIES:
        return False
    if not is_it:
        found.tries += 1
        found.save(update_fields=["tries"])
    return is_it


def _note_code(
    request: Request, channel: CodeChannel, code: str, *, by: User | None, now: datetime
) -> DeliveryCode:
    Request.objects.select_for_update(of=("self",)).get(pk=request.pk)  # one code at a time
    DeliveryCode.objects.filter(request=request, replaced_at=None).update(replaced_at=now)
    return DeliveryCode.objects.create(
        request=request, channel=channel, hash=_hash(request, code), made_at=now, made_by=by
    )


def _hash(request: Request, code: str) -> str:
    """Bound to the request: the code of another is no code here."""
    return keyed_hash(f"package:code:{request.pk}", code, settings.LOOKUP_KEY)


# Fetched


@transaction.atomic
def note_fetched(package: Package, *, by: journal.Actor, now: datetime) -> None:
    """Count a download by the person, and journal it; of one of the staff, the journal alone."""
    if by == journal.THE_SUBJECT:
        Package.objects.filter(pk=package.pk).update(
            downloads=F("downloads") + 1, last_downloaded_at=now
        )
    request = package.request
    people = Match.objects.filter(request=request, subject__isnull=False)
    detail = {"part": "package", "right": str(package.right)}
    told = journal.record_many(
        Act.EXPORTED,
        sorted(people.values_list("subject", flat=True)),
        by=by,
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail=detail,
    )
    if not told:  # the card has been erased since
        journal.record(
            Act.EXPORTED,
            about=request,
            by=by,
            occasion=Occasion.REQUEST,
            reference=request.reference,
            detail=detail,
        )


def file_name(package: Package) -> str:
    """Ours, safe on every system; it names nobody."""
    return f"{package.request.reference}-{package.right}.zip"


# Anew, longer


def make_anew(package: Package, *, by: User, now: datetime) -> Package:
    """From what stands now, for another period. Raises NotAllowed once it has been erased."""
    request, right = package.request, RequestedKind(package.right)
    if _is_erased(request):
        words = _("The data have been erased since: a copy made now would lack them.")
        raise NotAllowed(words)
    if package.expires_at is None:
        return making.make(request, right, Hand(by, now))
    made = making.make(request, right, Hand(by, now), until=now + lasts())
    _note(request, "made_anew", by=by)
    if mailbox := page_address(request):
        queue_link(request, to=mailbox, now=now)
        if route_of(request).is_by_machine and code_of(request) is None:
            send_code(request, now=now)
    return made


@transaction.atomic
def extend(package: Package, *, by: User, now: datetime) -> None:
    """Another period from now on. Raises NotAllowed where the file is gone.

    What has been erased since is kept no longer than two periods from when it was given.
    """
    held: Package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if held.expires_at is None:
        raise NotAllowed(_("The copy has not been given yet: its time begins with the answer."))
    if held.deleted_at is not None or not making.is_whole(held):
        raise NotAllowed(_("The file is there no more: make it anew."))
    ends = now + lasts()
    if _is_erased(held.request):
        ends = min(ends, _given_at(held) + 2 * lasts())
        if ends <= held.expires_at:
            words = _("The data have been erased since: the copy is not kept any longer.")
            raise NotAllowed(words)
    held.expires_at, held.reminded_at = ends, None
    held.save(update_fields=["expires_at", "reminded_at"])
    _note(held.request, "extended", by=by)


def _note(request: Request, what: str, *, by: User) -> None:
    journal.record(
        Act.CHANGED,
        about=request,
        by=journal.Actor.staff(by),
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail={"part": "package", "what": what},
    )


def _given_at(package: Package) -> datetime:
    """With the answer, or later, when it was made anew."""
    return max(package.made_at, package.request.answered_at or package.made_at)


def _is_erased(request: Request) -> bool:
    cards = DataSubject.objects.filter(request_matches__request=request)
    return request.carriedrights.filter(right=RequestedKind.ERASURE).exists() or not cards.exists()


# Reminded


def due_reminders(now: datetime) -> QuerySet[Package]:
    """Copies about to expire that nobody has fetched or been reminded of."""
    return Package.objects.filter(
        deleted_at=None,
        downloads=0,
        reminded_at=None,
        expires_at__gt=now,
        expires_at__lte=now + REMINDED_BEFORE,
        made_at__lt=now - timedelta(days=1),
    ).select_related("request__controller")


@transaction.atomic
def remind(package: Package, *, now: datetime) -> bool:
    """One mail of all the copies of a request; False where no address is known."""
    mailbox = page_address(package.request)
    due = due_reminders(now).filter(request=package.request_id)
    if not mailbox or not due.exists():
        return False
    queue_reminder(package, to=mailbox, now=now)
    Package.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(reminded_at=now)
    return True
