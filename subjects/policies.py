"""Who may take which step now. Raises with words that somebody can act on.

A screen that only wants to hide a button asks `possible_steps`, which goes by the same rules. What
depends on what is filled in is looked at by the step itself (`steps.py`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register.journal import Actor
from register.models import OutgoingMail, User
from register.refusal import Refusal
from retention import on_request
from subjects import clock, restricted, strays, unmatched
from subjects.enums import (
    NEVER_REFUSED,
    ActingAs,
    Channel,
    Ground,
    LetterKind,
    Outcome,
    PauseReason,
    RequestedKind,
    Status,
    Step,
)
from subjects.identity.points import emails_on_file
from subjects.models import ContactKind, IdentityCheck, Letter, Pause, Request
from subjects.querysets import LAPSES_AFTER, LAPSES_UNSENT_AFTER
from subjects.recipients.untold import are_on_their_way, untold
from subjects.rectifying import fitting
from subjects.transitions import MACHINE, WAYS

QUESTIONS: Mapping[LetterKind, PauseReason] = {
    LetterKind.IDENTITY_QUESTION: PauseReason.IDENTITY,
    LetterKind.SPECIFICATION_QUESTION: PauseReason.SPECIFICATION,
}


SILENT_AFTER = timedelta(days=14)  # of our question, then of our reminder
OF_SELF_TESTS = frozenset({Step.NOTE_CONFIRMATION_LEFT, Step.CONFIRM})
ADDRESS_LINKS = 2  # to one address that staff entered: at the entry, and once more


class NotAllowed(Refusal):
    """The step cannot be taken; nothing was changed."""


class Stale(NotAllowed):
    """Somebody else has taken a step since the page was opened."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes a step, and when."""

    by: User | Actor
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def user(self) -> User | None:
        return self.by if isinstance(self.by, User) else None

    @property
    def actor(self) -> Actor:
        return Actor.staff(self.by) if isinstance(self.by, User) else self.by

    def staff(self) -> User:
        """The member of staff; the table of steps lets nobody else come here."""
        return cast("User", self.by)


def check_is_current(request: Request, expected_version: int) -> None:
    if request.version != expected_version:
        if _only_letters_since(request, expected_version):
            return
        words = _("Somebody else has worked on this request since you opened the page. Look again.")
        raise Stale(words)


def _only_letters_since(request: Request, version: int) -> bool:
    """A letter that the machine sent meanwhile changes nothing that a form rests on."""
    letters = request.timelineevents.filter(
        version__gt=version, step=Step.SEND_LETTER, actor_kind__in=sorted(MACHINE)
    )
    return 0 < version < request.version == version + letters.count()


def check_can_take(request: Request, step: Step, hand: Hand) -> None:
    """Whatever is filled in: may this be done now, by this hand?"""
    way = WAYS[step]
    if Status(request.status) not in way.sources:
        words = _("This cannot be done now. Where the request stands: %(status)s.")
        raise NotAllowed(words % {"status": request.get_status_display()})
    if hand.actor.kind not in way.by:
        raise NotAllowed(_("This step is not yours to take."))
    if request.self_test_id is not None and step not in OF_SELF_TESTS:
        raise NotAllowed(_("Nobody works on a self-test."))
    if hand.user is not None:
        check_may_work(request, hand.user, approving=step == Step.APPROVE)
    if step in NEEDS:
        NEEDS[step](request, hand)


def possible_steps(request: Request, hand: Hand) -> Iterator[Step]:
    """What can be done now, in the order of the table."""
    for step in WAYS:
        try:
            check_can_take(request, step, hand)
        except NotAllowed:
            continue
        yield step


def check_may_work(request: Request, user: User, *, approving: bool = False) -> None:
    permission = "subjects.approve_request" if approving else "subjects.handle_request"
    if not user.has_perm(permission):
        raise NotAllowed(_("You may not do this with requests."))
    if not Request.objects.visible_to(user).filter(pk=request.pk).exists():
        raise NotAllowed(_("This request belongs to a controller that you do not serve."))


def lapses_at(request: Request) -> datetime:
    """When an unconfirmed request lapses: counted from the mail that asked, once it has left."""
    pause = running_pause(request)
    if pause is None:
        return request.received_at + LAPSES_UNSENT_AFTER
    asked = datetime.combine(pause.asked_on, datetime.min.time())
    return timezone.make_aware(asked + LAPSES_AFTER + timedelta(days=1))


def running_pause(request: Request) -> Pause | None:
    found: Pause | None = request.pauses.filter(answered_on__isnull=True).first()
    return found


def owed_letters(request: Request) -> QuerySet[Letter]:
    return Letter.objects.filter(request=request, sent_at__isnull=True, overtaken_at__isnull=True)


def page_address(request: Request) -> str:
    """Where a link to the request's own page may go; "" where nowhere.

    To an address that the person has confirmed, or that stood already on a card the request is
    about: one that somebody has told us and nobody has confirmed may be a stranger's.
    """
    told = request.contacts.filter(kind=ContactKind.EMAIL)
    on_card = emails_on_file(before=request.received_at).filter(
        subject__request_matches__request=request,
        # Else how a letter comes would tell a stranger whether the address is known to us.
        subject__request_matches__request__identified_at__isnull=False,
    )
    sure = Q(confirmed_at__isnull=False) | Q(normalised__in=on_card.values("normalised"))
    return told.filter(sure).exclude(normalised="").values_list("value", flat=True).first() or ""


def mail_address(request: Request, kind: LetterKind) -> str:
    """Where the mail of a letter may go. That of a request that lapsed holds no link."""
    if kind != LetterKind.LAPSED:
        return page_address(request)
    told = request.contacts.filter(kind=ContactKind.EMAIL)
    return told.values_list("value", flat=True).first() or ""


def given_up() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(given_up_at__isnull=False)


def failed_letters(request: Request) -> QuerySet[Letter]:
    """Letters whose mail could not be delivered, and which nobody has sent again since."""
    numbers = Letter.objects.filter(request=request, sent_at__isnull=False)
    keys = {f"letter:{number}": number for number in numbers.values_list("pk", flat=True)}
    failed = given_up().filter(key__in=list(keys)).values_list("key", flat=True)
    return Letter.objects.filter(pk__in=[keys[key] for key in failed])


def requested(request: Request) -> set[str]:
    return set(request.requestedrights.values_list("right", flat=True))


def identity_of(request: Request) -> IdentityCheck | None:
    """The check that stands; none while the identity is open."""
    if request.identified_at is None:
        return None
    check: IdentityCheck | None = request.identitychecks.last()
    return check


def grants(request: Request, *rights: RequestedKind) -> bool:
    """Is anything granted, of these rights or of any?"""
    granted = request.decisions.filter(outcome=Outcome.GRANTED)
    return bool((granted.filter(right__in=rights) if rights else granted).exists())


# What single steps need


def _confirm(request: Request, hand: Hand) -> None:
    if hand.now >= lapses_at(request):
        raise NotAllowed(_("The time for confirming this request is over. Please send a new one."))


def _lapse(request: Request, hand: Hand) -> None:
    if hand.now < lapses_at(request):
        raise NotAllowed(_("The person still has time to confirm this request."))


def _note_confirmation_left(request: Request, hand: Hand) -> None:
    if running_pause(request) is not None:
        raise NotAllowed(_("That the mail left is noted already."))


def _ask(request: Request, hand: Hand) -> None:
    if running_pause(request) is not None:
        raise NotAllowed(_("We are already waiting for the person's answer."))
    if owed_letters(request).filter(kind__in=list(QUESTIONS)).exists():
        raise NotAllowed(_("There is already a question that has not been sent."))


def _ask_identity(request: Request, hand: Hand) -> None:
    if requested(request) <= NEVER_REFUSED:
        raise NotAllowed(_needs_none())
    _ask(request, hand)


def _ask_address(request: Request, hand: Hand) -> None:
    told = request.contacts.filter(kind=ContactKind.EMAIL).first()
    if request.channel == Channel.FORM or told is None:
        raise NotAllowed(_("Staff have entered no e-mail address for this request."))
    if told.confirmed_at is not None:
        raise NotAllowed(_("The e-mail address is confirmed already."))
    if told.tokens.count() >= ADDRESS_LINKS:
        raise NotAllowed(_("A link has been sent to this address twice already."))


def _correct(request: Request, hand: Hand) -> None:
    if request.channel == Channel.FORM:
        raise NotAllowed(_("What a person has written in the form is not corrected by staff."))


def _send_code(request: Request, hand: Hand) -> None:
    if requested(request) <= NEVER_REFUSED:
        raise NotAllowed(_needs_none())


def _prove_identity(request: Request, hand: Hand) -> None:
    """Staff can enter for a person only a code that was sent."""
    codes = request.identitycodes.filter(replaced_at__isnull=True, entered_at__isnull=True)
    if hand.user is not None and not codes.exists():
        raise NotAllowed(_("No code waits to be entered."))


def _needs_none() -> str:
    return _("A marketing ban or a withdrawal of consent needs no proof of identity.")


def _fix_match(request: Request, hand: Hand) -> None:
    """Without an identity only for what is never refused, said by the person and by nobody else."""
    if request.identified_at is not None:
        return
    if not requested(request) & NEVER_REFUSED or request.requester.acting_as != ActingAs.SELF:
        raise NotAllowed(_("Settle the identity first."))


def _ask_specification(request: Request, hand: Hand) -> None:
    if RequestedKind.ACCESS not in requested(request):
        words = _("Only a request to see one's data may need to be specified (recital 63).")
        raise NotAllowed(words)
    _ask(request, hand)


def _remind(request: Request, hand: Hand) -> None:
    pause = running_pause(request)
    if pause is None:
        raise NotAllowed(_("We are not waiting for an answer."))
    waits = owed_letters(request).filter(kind=LetterKind.REMINDER).exists()
    if pause.reminded_on is not None or waits:
        raise NotAllowed(_("The person has been reminded already."))


def _note_answer(request: Request, hand: Hand) -> None:
    if running_pause(request) is None:
        raise NotAllowed(_("We are not waiting for an answer."))


def _finish_deciding(request: Request, hand: Hand) -> None:
    # Of a kind of data or a row is an exception to what is decided of the whole.
    whole = request.decisions.filter(category="", model="")
    if requested(request) - set(whole.values_list("right", flat=True)):
        words = _(
            "Something the person asked for is not decided yet. Of each right, decide “All data "
            "this is about”: what is decided of a kind of data or of a row is an exception to it."
        )
        raise NotAllowed(words)
    if fault := fitting.fault_of(request):
        raise NotAllowed(fault)
    if request.decisions.filter(ground=Ground.NOT_IDENTIFIED).exists():
        _check_tried_to_identify(request, hand)


def _check_tried_to_identify(request: Request, hand: Hand) -> None:
    """Nobody is turned away as unknown who was not asked, and reminded where they kept silent."""
    asked = request.letters.filter(kind=LetterKind.IDENTITY_QUESTION, sent_at__isnull=False)
    if not asked.exists():
        raise NotAllowed(_("Ask the person to show who they are first."))
    pause = running_pause(request)
    if pause is None:
        return
    if pause.reminded_on is None:
        raise NotAllowed(_("Remind the person of the question first."))
    if hand.today < pause.reminded_on + SILENT_AFTER:
        words = _("The person was reminded on %(day)s: wait until %(until)s for the answer.")
        days = {"day": pause.reminded_on, "until": pause.reminded_on + SILENT_AFTER}
        raise NotAllowed(
            words % {name: date_format(day, "SHORT_DATE_FORMAT") for name, day in days.items()}
        )


def _nothing_erased(request: Request, hand: Hand) -> None:
    """What is gone is answered for: nobody decides it otherwise, withdraws it or asks anew."""
    if on_request.has_begun(request.reference):
        raise NotAllowed(_("Data have been erased already: carry out the rest, and answer."))
    _not_begun(request, hand)


def _not_begun(request: Request, hand: Hand) -> None:
    """What was carried out is not decided otherwise; a ban acts at once, whatever comes."""
    if request.carriedrights.exclude(right__in=sorted(NEVER_REFUSED)).exists():
        raise NotAllowed(
            _("Part of the decision has been carried out already: carry out the rest.")
        )


def _reconsider(request: Request, hand: Hand) -> None:
    _nothing_erased(request, hand)
    if request.identified_at is None or request.matched_at is None:
        raise NotAllowed(_("It was decided without knowing who asks: take the request up again."))


def _approve(request: Request, hand: Hand) -> None:
    if not grants(request):
        raise NotAllowed(_("Nothing is granted, so there is nothing to approve."))
    if request.identified_at is None:  # nothing else can have been granted
        raise NotAllowed(_("A ban or a withdrawal of consent alone needs no approval."))
    if request.decided_by_id == hand.staff().pk and approvers(request, but=hand.staff()):
        raise NotAllowed(_("You decided this, so another person approves it."))
    if request.status == Status.APPROVED and not is_to_be_approved_anew(request):
        raise NotAllowed(_("This has been approved already."))


def is_to_be_approved_anew(request: Request) -> bool:
    """What would be erased was looked at again after somebody approved it."""
    if not grants(request, RequestedKind.ERASURE):
        return False
    plans = on_request.plans_of(request.reference)
    approved = plans.filter(approval__isnull=False, digest=request.approved_digest).last()
    newest = plans.last()
    return newest is not None and newest != approved


def approvers(request: Request, *, but: User) -> bool:
    """Is there anybody else who may approve this request?"""
    others = User.objects.with_perm(
        "subjects.approve_request", backend="django.contrib.auth.backends.ModelBackend"
    ).exclude(pk=but.pk)
    return any(Request.objects.visible_to(other).filter(pk=request.pk).exists() for other in others)


def _carry_out(request: Request, hand: Hand) -> None:
    if not grants(request):
        raise NotAllowed(_("Nothing is granted, so there is nothing to carry out: answer."))
    if request.status == Status.DECIDED and grants(request, RequestedKind.ERASURE):
        raise NotAllowed(_("Erasing needs a second person's approval."))


def check_approved(request: Request, digest: str) -> None:
    """What is erased is the very preview that was approved."""
    if grants(request, RequestedKind.ERASURE) and digest != request.approved_digest:
        words = _("What would be erased has changed since it was approved. Approve it again.")
        raise NotAllowed(words)


def _finish_task(request: Request, hand: Hand) -> None:
    if not request.tasks.filter(done_at__isnull=True).exists():
        raise NotAllowed(_("No task is open."))


def _extend(request: Request, hand: Hand) -> None:
    if request.extended_at is not None:
        raise NotAllowed(_("The time limit has been extended already: that is possible once."))
    if hand.today > clock.read(clock.facts_of(request), today=hand.today).first_limit:
        raise NotAllowed(_("The first time limit has passed: it can no longer be extended."))


def _send_letter(request: Request, hand: Hand) -> None:
    if not owed_letters(request).exists():
        raise NotAllowed(_("No letter is owed."))


def _send_again(request: Request, hand: Hand) -> None:
    if not failed_letters(request).exists():
        raise NotAllowed(_("No mail of a letter has failed."))


def _write(request: Request, hand: Hand) -> None:
    if hand.user is not None and not page_address(request):
        words = _(
            "A message is read on the request's own page, and no address is known to be the "
            "person's: write a letter or call."
        )
        raise NotAllowed(words)


def _answer(request: Request, hand: Hand) -> None:
    if request.status == Status.DECIDED and grants(request):
        raise NotAllowed(_("Carry out first what is granted."))


def _close(request: Request, hand: Hand) -> None:
    if request.tasks.filter(done_at__isnull=True).exists():
        raise NotAllowed(_("A task for another system is still open."))
    if untold(request):
        raise NotAllowed(_("A recipient of the data has not been told yet (Art. 19)."))
    if are_on_their_way(request):
        raise NotAllowed(_("The mail to a recipient has not left yet."))
    if owed_letters(request).exists():
        raise NotAllowed(_("A letter is still owed to the person."))
    if failed_letters(request).filter(kind=LetterKind.DECISION).exists():
        words = _("The mail of the decision could not be delivered: send it by post or by hand.")
        raise NotAllowed(words)


def _end_restriction(request: Request, hand: Hand) -> None:
    if not restricted.held_by(request).exists():
        raise NotAllowed(_("This request does not keep anybody's processing restricted."))
    telling = [LetterKind.RESTRICTION_END]
    if restricted.ends_with_answer(request):
        telling.append(LetterKind.DECISION)
    letters = request.letters.filter(kind__in=telling, overtaken_at__isnull=True)
    if not all(restricted.is_lost(letter) for letter in letters):
        raise NotAllowed(_("The person has been told, or will be, that the restriction ends."))


def _lift_bans(request: Request, hand: Hand) -> None:
    if not strays.strays_of(request):
        raise NotAllowed(_("No ban of this request stands on the card of somebody else."))


def _note_anothers(request: Request, hand: Hand) -> None:
    erases = grants(request, RequestedKind.ERASURE)
    if not erases or not unmatched.perhaps_of_the_same(request):
        raise NotAllowed(_("No request that is open may need the data."))


def _lift_restriction(request: Request, hand: Hand) -> None:
    if not restricted.held_by(request).exists():
        raise NotAllowed(_("This request does not keep anybody's processing restricted."))
    ends_on = restricted.ends_on(request)
    if ends_on is None or hand.today < ends_on:
        raise NotAllowed(_("The person is told before a restriction ends (Art. 18(3))."))


NEEDS: Mapping[Step, Callable[[Request, Hand], None]] = {
    Step.NOTE_CONFIRMATION_LEFT: _note_confirmation_left,
    Step.CONFIRM: _confirm,
    Step.LAPSE: _lapse,
    Step.ASK_IDENTITY: _ask_identity,
    Step.ASK_ADDRESS: _ask_address,
    Step.CORRECT: _correct,
    Step.SEND_CODE: _send_code,
    Step.PROVE_IDENTITY: _prove_identity,
    Step.FIX_MATCH: _fix_match,
    Step.ASK_SPECIFICATION: _ask_specification,
    Step.REMIND: _remind,
    Step.NOTE_ANSWER: _note_answer,
    Step.FINISH_DECIDING: _finish_deciding,
    Step.RECONSIDER: _reconsider,
    Step.TAKE_UP_AGAIN: _nothing_erased,
    Step.WITHDRAW: _nothing_erased,
    Step.APPROVE: _approve,
    Step.NOTE_ANOTHERS: _note_anothers,
    Step.CARRY_OUT: _carry_out,
    Step.FINISH_TASK: _finish_task,
    Step.EXTEND: _extend,
    Step.SEND_LETTER: _send_letter,
    Step.SEND_AGAIN: _send_again,
    Step.WRITE: _write,
    Step.ANSWER: _answer,
    Step.CLOSE: _close,
    Step.END_RESTRICTION: _end_restriction,
    Step.LIFT_RESTRICTION: _lift_restriction,
    Step.LIFT_BANS: _lift_bans,
}
