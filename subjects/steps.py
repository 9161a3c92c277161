"""What each step writes. Called by `workflow.move` alone, on a locked request, after the policies.

Each takes the facts of its step by name, raises NotAllowed for what does not do, and returns what
the timeline tells of it: names of ours and numbers, nobody's data.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from register import journal, marketing
from register.enums import DataCategory
from register.models import Act, DataSubject, Occasion, System, User
from subjects import (
    addresses,
    clock,
    correcting,
    erasing,
    holding,
    message_mail,
    policies,
    strays,
    unmatched,
)
from subjects.candidates import reachable
from subjects.effects import on_arrival, on_match, restrictions
from subjects.enums import (
    ActingAs,
    Delivery,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Mandate,
    Outcome,
    PauseReason,
    RequestedKind,
    Status,
    Step,
)
from subjects.grounds import TO_BE_SHOWN, WITHOUT_IDENTITY, grounds_for
from subjects.identity import codes, strong
from subjects.identity.points import Point, emails_on_file
from subjects.letters import notices, parties
from subjects.letters.notices import key_of
from subjects.models import (
    Contact,
    ContactKind,
    Decision,
    IdentityCheck,
    IdentityCode,
    Letter,
    Match,
    Message,
    Pause,
    Request,
    StrongComparison,
    Task,
)
from subjects.package import delivering, making
from subjects.policies import QUESTIONS, Hand, NotAllowed, owed_letters, running_pause
from subjects.rectifying.dropping import drop
from subjects.transitions import UNDECIDED

NOT_DECIDED = "not_decided"  # an outcome that takes back what was decided of an item
BY_PAGE = frozenset({Delivery.EMAIL, Delivery.STATUS_PAGE})
Detail = Mapping[str, str | int]
NOTHING: Detail = {}


def note_confirmation_left(request: Request, hand: Hand) -> Detail:
    """Waiting for the confirmation is a pause for identity, from the moment the mail left."""
    Pause.objects.create(request=request, reason=PauseReason.IDENTITY, asked_on=hand.today)
    return NOTHING


def confirm(request: Request, hand: Hand) -> Detail:
    request.confirmed_at = hand.now
    for contact in request.contacts.filter(kind=ContactKind.EMAIL):
        contact.confirmed_at = hand.now
        contact.save(update_fields=["confirmed_at"])
    _end_pause(request, hand.today, answered=True)
    on_arrival(request, hand)
    return NOTHING


def lapse(request: Request, hand: Hand) -> Detail:
    _end_pause(request, hand.today, answered=False)
    return NOTHING


def assign(request: Request, hand: Hand, *, to: User | None) -> Detail:
    if to is not None:
        policies.check_may_work(request, to)
    request.assigned_to = to
    return {"to": to.pk} if to else NOTHING


def ask(request: Request, hand: Hand) -> Detail:
    """The question is owed from now on; the clock stands still once it has been sent."""
    return NOTHING


def ask_identity(request: Request, hand: Hand, *, method: IdentityMethod) -> Detail:
    """`method`: by which rung of the ladder the person is asked to show who they are."""
    if method not in IdentityMethod.values:
        raise NotAllowed(_("Choose how the person shows who they are."), "method")
    return {"method": str(method)}


def send_code(request: Request, hand: Hand, *, point: Point, code: str) -> Detail:
    """To a contact point that stands on a card: journalled about whose it is, too."""
    made = codes.issue(request, hand, point=point, code=code)
    journal.record_many(
        Act.MOVED,
        [point.person],
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
        detail={"step": str(Step.SEND_CODE), "way": made.channel},
    )
    return {"way": made.channel}


def prove_identity(
    request: Request,
    hand: Hand,
    *,
    method: IdentityMethod,
    code: IdentityCode | None = None,
    level: str = "",
    comparisons: Sequence[StrongComparison] = (),
) -> Detail:
    """The person answered who they are. Whether that settles it, staff decide."""
    if method == IdentityMethod.CODE_TO_CONTACT and code is not None:
        code.entered_at = hand.now
        code.save(update_fields=["entered_at"])
    elif method == IdentityMethod.STRONG and hand.user is None:
        strong.keep(request, hand, level=level, comparisons=comparisons)
    else:
        raise NotAllowed(_("Choose how the identity was settled."), "method")
    _identity_answered(request, hand)
    return {"method": str(method)}


def remind(request: Request, hand: Hand) -> Detail:
    return NOTHING


def note_answer(request: Request, hand: Hand, *, arrived_on: date | None = None) -> Detail:
    pause = running_pause(request)
    arrived = arrived_on or hand.today
    if pause is not None:
        _check_arrived(pause, arrived, hand)
    _end_pause(request, arrived, answered=True)
    _overtake(request, hand, {LetterKind.REMINDER})
    return NOTHING


def settle_identity(
    request: Request,
    hand: Hand,
    *,
    method: IdentityMethod,
    mandate: Mandate | str = "",
    arrived_on: date | None = None,
) -> Detail:
    """`arrived_on`: when the answer to our question came, where one is waited for."""
    if method not in IdentityMethod.values:
        raise NotAllowed(_("Choose how the identity was settled."), "method")
    for_another = request.requester.acting_as != ActingAs.SELF
    if for_another and mandate not in Mandate.values:
        words = _("Say what shows that the requester may act for the other person.")
        raise NotAllowed(words, "mandate")
    if method == IdentityMethod.EMAIL_ON_FILE and not _confirmed_addresses(request):
        raise NotAllowed(_("The requester's e-mail address is not confirmed."), "method")
    if method == IdentityMethod.CODE_TO_CONTACT and not codes.proved(request):
        raise NotAllowed(_("No code has been rightly entered for this request."), "method")
    if method == IdentityMethod.STRONG and not request.strongidentifications.exists():
        raise NotAllowed(_("Nobody has identified strongly for this request."), "method")
    IdentityCheck.objects.create(
        request=request,
        method=method,
        mandate=mandate if for_another else "",
        settled_at=hand.now,
        settled_by=hand.staff(),
    )
    request.identified_at = hand.now
    if request.matched_at is not None:  # fixed without it, for a ban: now by what was shown
        _open_match(request, hand)
    _identity_answered(request, hand, arrived_on)
    _overtake(request, hand, {LetterKind.IDENTITY_QUESTION, LetterKind.REMINDER})
    return {"method": str(method)}


def fix_match(
    request: Request, hand: Hand, *, people: Collection[DataSubject], nobody: bool = False
) -> Detail:
    """Fix the people of the controller's registers. That there is `nobody` is said, not implied.

    While the identity is open it serves a ban or a withdrawal alone, and is fixed anew afterwards.
    """
    if nobody == bool(people):
        words = _("Tick whom the request is about, or that nobody was found: one of the two.")
        raise NotAllowed(words, "people")
    found = {person.pk: person for person in people}
    theirs = reachable(request, hand.staff()).filter(pk__in=found)
    if len(theirs) != len(found):
        raise NotAllowed(_("Choose people of this controller's registers."), "people")
    if request.matched_at is not None:
        _open_match(request, hand)
    check = policies.identity_of(request)
    if check is not None and check.method == IdentityMethod.EMAIL_ON_FILE:
        _check_address_on_file(request, found)
    elif check is not None and check.method == IdentityMethod.CODE_TO_CONTACT:
        codes.check_people(request, list(theirs))
    elif check is not None and check.method == IdentityMethod.STRONG:
        strong.check_people(request, list(theirs))
    for person in theirs:
        Match.objects.create(
            request=request,
            subject=person,
            uuid=person.uuid,
            fixed_at=hand.now,
            fixed_by=hand.staff(),
        )
    holding.hold(theirs, by=hand.staff(), today=hand.today)
    if check is not None and RequestedKind.OBJECTION in policies.requested(request):
        restrictions.place(request, hand)  # while it is weighed (Art. 18(1)(d))
    on_match(request, hand)
    request.matched_at = hand.now
    return {"people": len(found)}


def decide_item(
    request: Request,
    hand: Hand,
    *,
    right: RequestedKind,
    outcome: Outcome | str,
    ground: Ground | str = "",
    category: DataCategory | str = "",
    row: tuple[str, int] | None = None,
    explanation: str = "",
    kept_until: date | None = None,
    kept_under: str = "",
    reviewed_by: User | None = None,
) -> Detail:
    """Decide one item; deciding it anew replaces what was said of it, NOT_DECIDED takes it back."""
    if right not in policies.requested(request):
        raise NotAllowed(_("The person did not ask for this."), "right")
    model, number = row or ("", None)
    if row and category:
        raise NotAllowed(_("Decide a category of data or a single row, not both."), "category")
    if outcome == NOT_DECIDED:
        said = request.decisions.filter(right=right, category=category, model=model, row=number)
        if not said.delete()[0]:
            raise NotAllowed(_("Nothing has been decided of this."), "item")
        return {"right": str(right), "outcome": NOT_DECIDED}
    check, outcome = policies.identity_of(request), Outcome(outcome)
    _check_decision(right, outcome, ground, explanation, is_identified=check is not None)
    if ground == Ground.LEGAL_DUTY:
        _check_duty(kept_until, kept_under, explanation)
    Decision.objects.update_or_create(
        request=request,
        right=right,
        category=category,
        model=model,
        row=number,
        defaults={
            "outcome": outcome,
            "ground": ground,
            "explanation": explanation,
            "kept_until": kept_until,
            "kept_under": kept_under,
            "reviewed_by": reviewed_by if right == RequestedKind.HUMAN_REVIEW else None,
            "identity_check": check,
            "decided_at": hand.now,
            "decided_by": hand.staff(),
        },
    )
    return {"right": str(right), "outcome": str(outcome), "ground": str(ground) or "none"}


def finish_deciding(request: Request, hand: Hand, *, arrived_on: date | None = None) -> Detail:
    """`arrived_on`: when the answer to our question came; none: it did not."""
    pause = running_pause(request)
    if pause is not None and arrived_on is not None:
        _check_arrived(pause, arrived_on, hand)
    request.decided_at, request.decided_by = hand.now, hand.staff()
    _end_pause(request, arrived_on or hand.today, answered=arrived_on is not None)
    _overtake(request, hand, {*QUESTIONS, LetterKind.REMINDER})
    return {"items": request.decisions.count()}


def reconsider(request: Request, hand: Hand) -> Detail:
    """The approval falls with the decision, and with it what would be erased or given."""
    erasing.void(request)
    making.discard(request, hand)
    request.decided_at = request.decided_by = None
    request.approved_at = request.approved_by = None
    request.approved_alone, request.approved_digest = False, ""
    return NOTHING


def take_up_again(request: Request, hand: Hand) -> Detail:
    """Who asks is open again: what rested on the answer, or on there being none, falls with it."""
    rested = Q(ground=Ground.NOT_IDENTIFIED) | Q(identity_check__isnull=False)
    items, _by_table = request.decisions.filter(rested).delete()
    people = _open_match(request, hand)
    drop(request)
    request.identified_at = None
    reconsider(request, hand)
    return {"items": items, "people": people}


def _open_match(request: Request, hand: Hand) -> int:
    """Whom it is about is open again: what was held or restricted because of them ends."""
    holding.release(request, today=hand.today)
    restrictions.lift(request, hand)  # nobody was told of it: it stood while we weighed
    people, _by_table = request.matches.all().delete()
    request.matched_at = None
    return people


def note_anothers(request: Request, hand: Hand, *, other: int) -> Detail:
    """A request that nobody has matched is not by the people whom this one is about."""
    may_be = {one.pk for one in unmatched.perhaps_of_the_same(request)}
    if (
        other not in may_be
        or not Request.objects.visible_to(hand.staff()).filter(pk=other).exists()
    ):
        raise NotAllowed(_("This request is not among those that may need the data."))
    return {"other": other}


def lift_bans(request: Request, hand: Hand, *, person: int) -> Detail:
    """On the card of somebody else, where they stand by mistake. A consent stays ended."""
    card = next((one for one in strays.strays_of(request) if one.pk == person), None)
    if card is None or not DataSubject.objects.visible_to(hand.staff()).filter(pk=person).exists():
        raise NotAllowed(_("No ban of this request stands on the card of somebody else."))
    bans = list(strays.bans_of(request).filter(subject=card))
    for ban in bans:
        marketing.take_back(ban, by=hand.staff())
    return {"bans": len(bans)}


def approve(
    request: Request,
    hand: Hand,
    *,
    digest: str = "",
    alone: bool = False,
    count: int | None = None,
) -> Detail:
    """`digest` names the very preview of what will be erased; `alone`: nobody else may approve,
    and what goes has been counted.
    """
    if request.decided_by_id == hand.staff().pk and not alone:
        raise NotAllowed(_("Sign in again and confirm that you approve this alone."))
    if erasing.is_granted(request):
        is_alone = request.decided_by_id == hand.staff().pk
        erasing.approve(request, hand, digest=digest, alone=is_alone, count=count)
    request.approved_at, request.approved_by = hand.now, hand.staff()
    request.approved_alone = request.decided_by_id == hand.staff().pk
    request.approved_digest = digest
    return {"alone": int(request.approved_alone)}


def carry_out(request: Request, hand: Hand, *, digest: str = "") -> Detail:
    policies.check_approved(request, digest)
    carried = request.carriedrights.values("right")
    if request.decisions.filter(outcome=Outcome.GRANTED).exclude(right__in=carried).exists():
        raise NotAllowed(_("Something that was granted has not been carried out yet."))
    request.carried_out_at = hand.now
    return NOTHING


def add_task(
    request: Request,
    hand: Hand,
    *,
    title: str,
    owner: User,
    due_on: date,
    system: System | None = None,
) -> Detail:
    if not title.strip():
        raise NotAllowed(_("Say what is to be done."), "title")
    task = Task.objects.create(
        request=request,
        title=title,
        owner=owner,
        due_on=due_on,
        system=system,
        added_at=hand.now,
    )
    return {"task": task.pk}


def finish_task(request: Request, hand: Hand, *, task: int) -> Detail:
    found = request.tasks.filter(pk=task, done_at__isnull=True).first()
    if found is None:
        raise NotAllowed(_("This task is done already."))
    found.done_at, found.done_by = hand.now, hand.staff()
    found.save(update_fields=["done_at", "done_by"])
    request.recipientnotices.filter(task=found).update(identifier="")
    return {"task": task}


def extend(request: Request, hand: Hand, *, ground: ExtensionGround, reason: str) -> Detail:
    if ground not in ExtensionGround.values:
        raise NotAllowed(_("Only complexity or the number of requests extends the time."), "ground")
    if not reason.strip():
        raise NotAllowed(_("Tell the person why the time is extended. Art. 12(3)."), "reason")
    request.extended_at, request.extended_by = hand.now, hand.staff()
    request.extension_ground, request.extension_reason = ground, reason
    return {"ground": str(ground)}


def send_letter(
    request: Request, hand: Hand, *, letter: int, title: str, body: str, delivery: Delivery
) -> Detail:
    found = owed_letters(request).filter(pk=letter).first()
    if found is None:
        raise NotAllowed(_("This letter has been sent or is no longer needed."))
    if found.kind == LetterKind.EXTENSION and found.due_on and hand.today > found.due_on:
        words = _("The first time limit has passed: the person can no longer be told of more time.")
        raise NotAllowed(words)
    _send(found, hand, title=title, body=body, delivery=delivery)
    if found.kind in QUESTIONS and Status(request.status) in UNDECIDED:
        reason = QUESTIONS[LetterKind(found.kind)]
        Pause.objects.create(request=request, reason=reason, asked_on=hand.today)
    pause = running_pause(request)
    if found.kind == LetterKind.REMINDER and pause is not None:
        pause.reminded_on = hand.today
        pause.save(update_fields=["reminded_on"])
    return {"letter": letter, "kind": found.kind}


def send_again(request: Request, hand: Hand, *, letter: int, delivery: Delivery) -> Detail:
    """Its mail could not be delivered, so the letter was sent otherwise: the alarm ends."""
    if delivery not in (Delivery.POST, Delivery.BY_HAND):
        raise NotAllowed(_("Choose how the letter is sent."), "delivery")
    found = policies.failed_letters(request).filter(pk=letter).first()
    if found is None:
        raise NotAllowed(_("The mail of this letter has not failed."), "letter")
    policies.given_up().filter(key=key_of(found)).delete()
    return {"letter": found.pk, "kind": found.kind, "delivery": str(delivery)}


def write(request: Request, hand: Hand, *, body: str) -> Detail:
    if not body.strip():
        raise NotAllowed(_("Write something first."), "body")
    message = Message.objects.create(
        request=request,
        from_person=hand.user is None,
        body=body,
        written_at=hand.now,
        written_by=hand.user,
    )
    if hand.user is not None:
        message_mail.queue(message, to=policies.page_address(request), now=hand.now)
    return {"message": message.pk}


def answer(request: Request, hand: Hand, *, title: str, body: str, delivery: Delivery) -> Detail:
    """The decision leaves, and says more than anything that was still owed."""
    if delivery == Delivery.EMAIL:
        words = _("An answer is not sent in the mail itself: let it be read on the request's page.")
        raise NotAllowed(words, "delivery")
    _overtake(request, hand, set(LetterKind))
    letter = owe(request, LetterKind.DECISION, hand)
    _send(letter, hand, title=title, body=body, delivery=delivery)
    request.answered_at = hand.now
    delivering.release(request, hand)
    return {"letter": letter.pk}


def close(request: Request, hand: Hand) -> Detail:
    return NOTHING


def lift_restriction(request: Request, hand: Hand) -> Detail:
    return {"people": restrictions.lift(request, hand)}


def withdraw(request: Request, hand: Hand) -> Detail:
    _end_pause(request, hand.today, answered=False)
    _overtake(request, hand, set(LetterKind))
    return NOTHING


def join(request: Request, hand: Hand, *, to: Request) -> Detail:
    """A double is answered with the earlier request, and by its time."""
    other = Request.objects.select_for_update(of=("self",)).get(pk=to.pk)
    policies.check_may_work(other, hand.staff())
    fits = (
        other.controller_id == request.controller_id
        and other.received_at <= request.received_at
        and other.pk != request.pk
        and Status(other.status) in UNDECIDED
        and policies.requested(request) <= policies.requested(other)
    )
    if not fits:
        words = _("Join it to an earlier undecided request of the same controller for the same.")
        raise NotAllowed(words, "to")
    request.joined_to = other
    _end_pause(request, hand.today, answered=False)
    _overtake(request, hand, set(LetterKind))
    return {"to": other.pk}


CARRY: Mapping[Step, Callable[..., Detail]] = {
    Step.NOTE_CONFIRMATION_LEFT: note_confirmation_left,
    Step.CONFIRM: confirm,
    Step.LAPSE: lapse,
    Step.ASSIGN: assign,
    Step.ASK_IDENTITY: ask_identity,
    Step.ASK_ADDRESS: addresses.ask,
    Step.CONFIRM_ADDRESS: addresses.confirm,
    Step.CORRECT: correcting.correct,
    Step.SEND_CODE: send_code,
    Step.PROVE_IDENTITY: prove_identity,
    Step.ASK_SPECIFICATION: ask,
    Step.REMIND: remind,
    Step.NOTE_ANSWER: note_answer,
    Step.SETTLE_IDENTITY: settle_identity,
    Step.FIX_MATCH: fix_match,
    Step.DECIDE_ITEM: decide_item,
    Step.FINISH_DECIDING: finish_deciding,
    Step.RECONSIDER: reconsider,
    Step.TAKE_UP_AGAIN: take_up_again,
    Step.APPROVE: approve,
    Step.NOTE_ANOTHERS: note_anothers,
    Step.CARRY_OUT: carry_out,
    Step.ADD_TASK: add_task,
    Step.FINISH_TASK: finish_task,
    Step.EXTEND: extend,
    Step.SEND_LETTER: send_letter,
    Step.SEND_AGAIN: send_again,
    Step.WRITE: write,
    Step.ANSWER: answer,
    Step.CLOSE: close,
    Step.END_RESTRICTION: ask,
    Step.LIFT_RESTRICTION: lift_restriction,
    Step.LIFT_BANS: lift_bans,
    Step.WITHDRAW: withdraw,
    Step.JOIN: join,
}


def owe(request: Request, kind: LetterKind, hand: Hand) -> Letter:
    """Note that a letter is owed. One of an extension or a lapse is due by the first limit."""
    due_on = None
    if kind in (LetterKind.EXTENSION, LetterKind.LAPSED):
        due_on = clock.read(clock.facts_of(request), today=hand.today).first_limit
    return Letter.objects.create(
        request=request, kind=kind, language=request.language, owed_at=hand.now, due_on=due_on
    )


def _send(letter: Letter, hand: Hand, *, title: str, body: str, delivery: Delivery) -> None:
    """Freeze the letter as it leaves; the mail that tells of it is queued in the same transaction.

    The letter itself is not in the mail: it is read on the request's own page.
    """
    if not title.strip() or not body.strip():
        raise NotAllowed(_("A letter has a title and a text."))
    if delivery not in Delivery.values:
        raise NotAllowed(_("Choose how the letter is sent."), "delivery")
    request = letter.request
    address = policies.mail_address(request, LetterKind(letter.kind))
    if delivery in BY_PAGE and not address:  # a link goes by mail
        words = _("No e-mail address is known to be the person's: send it by post or by hand.")
        raise NotAllowed(words, "delivery")
    letter.title, letter.body, letter.delivery = title, body, delivery
    letter.sender = parties.sender(request.controller, letter.language)
    letter.addressee = parties.addressee(request)
    letter.sent_at, letter.sent_by = hand.now, hand.user
    letter.tidy_texts()
    frozen = "\n\n".join((letter.title, letter.body, letter.sender, letter.addressee))
    letter.sha256 = hashlib.sha256(frozen.encode()).hexdigest()
    letter.save()
    if address and delivery in BY_PAGE:
        notices.queue(letter, to=address, now=hand.now)


def _end_pause(request: Request, on: date, *, answered: bool) -> None:
    pause = running_pause(request)
    if pause is not None:
        pause.answered_on, pause.was_answered = max(on, pause.asked_on), answered
        pause.save(update_fields=["answered_on", "was_answered"])


def _check_arrived(pause: Pause, arrived_on: date, hand: Hand) -> None:
    if not pause.asked_on <= arrived_on <= hand.today:
        raise NotAllowed(
            _("The answer came after the question and not in the future."), "arrived_on"
        )


def _identity_answered(request: Request, hand: Hand, arrived_on: date | None = None) -> None:
    pause = running_pause(request)
    if pause is not None and pause.reason == PauseReason.IDENTITY:
        _check_arrived(pause, arrived_on or hand.today, hand)
        _end_pause(request, arrived_on or hand.today, answered=True)


def _overtake(request: Request, hand: Hand, kinds: Collection[LetterKind]) -> None:
    """What is owed and not sent is no longer needed: something later says more."""
    for letter in owed_letters(request).filter(kind__in=list(kinds)):
        letter.overtaken_at = hand.now
        letter.save(update_fields=["overtaken_at"])


def _confirmed_addresses(request: Request) -> set[str]:
    confirmed = Contact.objects.filter(
        request=request, kind=ContactKind.EMAIL, confirmed_at__isnull=False
    )
    return set(confirmed.values_list("normalised", flat=True))


def _check_address_on_file(request: Request, found: Collection[int]) -> None:
    on_file = emails_on_file(before=request.received_at).filter(
        subject__in=found, normalised__in=_confirmed_addresses(request)
    )
    if set(on_file.values_list("subject", flat=True)) != set(found):
        words = _(
            "The confirmed e-mail address is not on every card that you ticked. Fix only those "
            "that have it, or take the request up again and settle the identity otherwise."
        )
        raise NotAllowed(words, "people")


def _check_duty(kept_until: date | None, kept_under: str, explanation: str) -> None:
    if not kept_under.strip():
        words = _("Name the act and section that oblige us to keep the data.")
        raise NotAllowed(words, "kept_under")
    if kept_until is None and not explanation.strip():
        words = _("Say until when the data are kept, or why no day is known.")
        raise NotAllowed(words, "kept_until")


def _check_decision(
    right: RequestedKind,
    outcome: Outcome,
    ground: Ground | str,
    explanation: str,
    *,
    is_identified: bool,
) -> None:
    """The same as the constraints of the table, in words for people."""
    if outcome == Outcome.GRANTED:
        if ground:
            raise NotAllowed(_("What is granted has no ground for refusing."), "ground")
    elif not grounds_for(right):
        raise NotAllowed(_("This can never be refused."), "outcome")
    elif ground not in grounds_for(right):
        raise NotAllowed(_("This ground does not fit this right."), "ground")
    elif ground in TO_BE_SHOWN and not explanation.strip():
        raise NotAllowed(_("Give the reason in words: it is for us to show."), "explanation")
    if is_identified and ground == Ground.NOT_IDENTIFIED:
        raise NotAllowed(_("The identity is settled."), "ground")
    if is_identified or not grounds_for(right) or ground in WITHOUT_IDENTITY:
        return
    raise NotAllowed(_("Settle the identity first."))
