"""A recipient is told, or why it is not told is written down: each once, under the request's lock.

Written down here after its mail failed, it may be told again.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from register import journal, outbox
from register.hidden_codes import holds_identity_code
from register.models import Act, Occasion, User
from subjects import policies, workflow
from subjects.enums import NoticeWay, RequestedKind, Step
from subjects.models import RecipientNotice, Request
from subjects.models.recipient_notice import NOT_TOLD
from subjects.policies import Hand, NotAllowed
from subjects.recipients import mail, untold
from subjects.recipients.mail import Composed


def tell_by_mail(
    notice: RecipientNotice, *, to: str, composed: Composed, by: User, now: datetime
) -> None:
    """Queue the very mail that was looked at."""
    try:
        validate_email(to)
    except ValidationError:
        words = _("This is not an e-mail address, such as nimi@esimerkki.fi.")
        raise NotAllowed(words, "to") from None
    if holds_identity_code(f"{composed.subject}\n{composed.body}"):
        raise NotAllowed(
            _("This holds a personal identity code. Take it out of here."), "own_words"
        )

    def tell(held: RecipientNotice) -> None:
        outbox.queue_mail(
            key=untold.key_of(held),
            kind="recipient_notice",
            to=to,
            subject=composed.subject,
            body=f"{composed.body}\n",
        )

    _settle(notice, NoticeWay.EMAIL, Hand(by, now), then=tell)


def note_as_told(notice: RecipientNotice, *, by: User, now: datetime, reason: str = "") -> None:
    """Told by phone, by letter, in the recipient's own service. `reason`: how."""
    _settle(notice, NoticeWay.OTHERWISE, Hand(by, now), reason=reason)


def note_as_not_told(
    notice: RecipientNotice, *, way: NoticeWay, reason: str, by: User, now: datetime
) -> None:
    """Impossible, or a disproportionate effort: with the reason, which is for us to show."""
    if way not in NOT_TOLD:
        raise NotAllowed(_("Choose why the recipient is not told."), "way")
    if not reason.strip():
        words = _("Write down why: it is for us to show (Art. 19, 5(2)).")
        raise NotAllowed(words, "reason")
    _settle(notice, way, Hand(by, now), reason=reason)


@transaction.atomic
def make_task(
    notice: RecipientNotice, *, owner: User, due_on: date, by: User, now: datetime
) -> None:
    """Somebody tells the recipient; the notice stays open until the task is done."""
    held = _held(notice, Hand(by, now))
    request = held.request
    if request.closed_at is not None:
        raise NotAllowed(_("The request has ended: no task can be given with it any more."))
    title = mail.task_title(held)
    workflow.move(
        request,
        Step.ADD_TASK,
        by=by,
        now=now,
        expected_version=request.version,
        title=title,
        owner=owner,
        due_on=due_on,
    )
    held.task = request.tasks.order_by("-pk").first()
    _write(held, NoticeWay.TASK, Hand(by, now))


@transaction.atomic
def add(request: Request, *, right: RequestedKind, name: str, by: User, now: datetime) -> None:
    """A recipient of whom the register knows nothing."""
    hand = Hand(by, now)
    held = _locked(request, hand)
    _check_has_not_ended(held)
    if not held.carriedrights.filter(right=right).exists():
        raise NotAllowed(_("This has not been carried out."), "right")
    if not name.strip():
        raise NotAllowed(_("Write the name of the recipient."), "name")
    if holds_identity_code(name):
        raise NotAllowed(_("This holds a personal identity code. Take it out of here."), "name")
    named = held.recipientnotices.filter(right=right, ended=False)
    if named.filter(name__iexact=" ".join(name.split())).exists():
        raise NotAllowed(_("This recipient is among them already."), "name")
    RecipientNotice.objects.create(request=held, right=right, name=name, noted_at=now)


@transaction.atomic
def _settle(
    notice: RecipientNotice,
    way: NoticeWay,
    hand: Hand,
    *,
    reason: str = "",
    then: Callable[[RecipientNotice], None] | None = None,
) -> None:
    if holds_identity_code(reason):
        raise NotAllowed(_("This holds a personal identity code. Take it out of here."), "reason")
    held = _held(notice, hand)
    held.reason, held.task = reason, None
    _write(held, way, hand)
    if then is not None:
        then(held)


def _write(held: RecipientNotice, way: NoticeWay, hand: Hand) -> None:
    held.way, held.settled_at, held.settled_by = way, hand.now, hand.staff()
    if way != NoticeWay.TASK and way != NoticeWay.EMAIL:
        held.identifier = ""  # a mail may fail, and a task is still to be done
    held.save()
    request = held.request
    part = "recipient_of_end" if held.ended else "recipient"
    detail = {"part": part, "way": str(way), "right": held.right}
    journal.record(
        Act.MOVED,
        about=request,
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail=detail,
    )


def _held(notice: RecipientNotice, hand: Hand) -> RecipientNotice:
    """The notice as it stands now, where it still waits. Raises NotAllowed."""
    request = _locked(notice.request, hand)
    if not notice.ended:  # a restriction may end long after its request
        _check_has_not_ended(request)
    waiting = {one.pk: one for one in untold.untold(request)}
    held = waiting.get(notice.pk)
    if held is None or held.way == NoticeWay.TASK:
        raise NotAllowed(_("Somebody has seen to this recipient already."))
    held.request = request
    return held


def _locked(request: Request, hand: Hand) -> Request:
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    policies.check_may_work(held, hand.staff())
    return held


def _check_has_not_ended(request: Request) -> None:
    if request.closed_at is not None:
        raise NotAllowed(_("The request has ended: nothing is added to it any more."))
