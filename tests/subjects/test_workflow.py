"""What holds on a request's way, told step by step."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry

from register.enums import ContactPointKind
from register.erasure import Warrant, anonymise_people, erase_people
from register.groups import Group
from register.journal import JOB, THE_SUBJECT
from register.merging import merge
from register.models import DataSubject, JournalEntry, OutgoingMail
from register.personal_data import rows_with_a_term_of_their_own
from retention.holds import in_force
from subjects import workflow
from subjects.enums import (
    ActingAs,
    Channel,
    Delivery,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Mandate,
    Outcome,
    RequestedKind,
    Status,
    Step,
)
from subjects.grounds import REFUSABLE
from subjects.letters import undelivered
from subjects.models import (
    ContactKind,
    Decision,
    Frozen,
    Letter,
    Match,
    Pause,
    Request,
    TimelineEvent,
)
from subjects.policies import Hand, NotAllowed, Stale, possible_steps
from subjects.steps import NOT_DECIDED
from tests import factories as make
from tests.subjects.requests import ARRIVED, DIGEST, EMAIL, LETTER, NOW, WORDS, Office

R, G = RequestedKind, Ground
ONE_DAY = timedelta(days=1)


def owed(request: Request) -> set[str]:
    letters = Letter.objects.filter(request=request, sent_at=None, overtaken_at=None)
    return set(letters.values_list("kind", flat=True))


# Messages


def test_a_message_of_ours_is_told_of_by_a_mail_that_says_nothing(office: Office) -> None:
    request = office.confirmed()
    for _number in range(2):
        office.step(request, Step.WRITE, body="Kysyn vielä laskuista.")
    mails = list(OutgoingMail.objects.filter(kind="request_message").order_by("pk"))
    assert [mail.key for mail in mails] == [
        f"message:{message.pk}" for message in request.messages.order_by("pk")
    ]
    for mail in mails:
        assert (mail.recipient, mail.subject) == (
            EMAIL,
            f"Sinulle on uusi viesti pyynnöstäsi {request.reference}",
        )
        assert "laskuista" not in mail.body
        assert "Tarulainen" not in mail.body
        assert "http" in mail.body
    office.step(request, Step.WRITE, by=THE_SUBJECT, body="Hyvä.")
    assert OutgoingMail.objects.filter(kind="request_message").count() == 2


def test_nothing_is_written_to_whom_no_page_can_be_shown(office: Office) -> None:
    """An address that a caller told and nobody confirmed may be a stranger's."""
    hand = Hand(office.handler, NOW)
    for request in (office.entered(contacts=[]), office.entered()):
        assert Step.WRITE not in possible_steps(request, hand)
        with pytest.raises(NotAllowed, match="write a letter"):
            office.step(request, Step.WRITE, body="Hei.")
    assert Step.WRITE in possible_steps(office.matched(), hand)  # it stands on the card


# How a request comes in


def test_the_form_waits_for_the_address_and_staff_do_not(office: Office) -> None:
    assert office.submitted().status == Status.UNCONFIRMED
    entered = office.entered()
    assert (entered.status, entered.received_at, entered.registered_at) == (
        Status.RECEIVED,
        ARRIVED,
        NOW,
    )
    assert (entered.target_on, entered.limit_on) == (date(2026, 4, 10), date(2026, 4, 10))
    assert entered.entered_by == office.handler
    assert owed(entered) == {LetterKind.RECEIPT}


def test_what_lay_unread_is_entered_with_the_day_it_came(office: Office) -> None:
    request = office.entered(at=datetime(2026, 1, 31, 22, 30, tzinfo=UTC))  # 1.2. in Helsinki
    assert (request.target_on, request.limit_on) == (date(2026, 3, 1), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rights": []}, "what is asked"),
        ({"name": " "}, "name"),
        ({"acting_as": ActingAs.GUARDIAN}, "for whom"),
        ({"on_behalf_of": "Lapsi Tarulainen"}, "for whom"),
    ],
)
def test_what_says_too_little_is_not_taken_in(
    office: Office, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(NotAllowed, match=words):
        workflow.submit(office.draft(**values), now=ARRIVED)
    assert not Request.objects.exists()


def test_a_request_is_made_to_a_controller_of_the_register(office: Office) -> None:
    stranger = make.a_controller("toinen", name="Toinen Oy")
    with pytest.raises(NotAllowed, match="controller of this register"):
        workflow.submit(office.draft(controller=stranger), now=ARRIVED)
    with pytest.raises(NotAllowed, match="do not serve"):
        workflow.enter(
            office.draft(controller=stranger),
            channel=Channel.PHONE,
            received_at=ARRIVED,
            by=office.handler,
            now=NOW,
        )


def test_nothing_arrives_in_the_future_or_past_the_form(office: Office) -> None:
    for channel, at, words in (
        (Channel.PHONE, NOW + ONE_DAY, "future"),
        (Channel.FORM, ARRIVED, "by itself"),
    ):
        with pytest.raises(NotAllowed, match=words):
            workflow.enter(
                office.draft(), channel=channel, received_at=at, by=office.handler, now=NOW
            )


def test_the_form_wants_an_address_to_confirm(office: Office) -> None:
    phone = office.draft(contacts=[(ContactKind.PHONE, "045 000 1234")])
    with pytest.raises(NotAllowed, match="e-mail"):
        workflow.submit(phone, now=ARRIVED)


def test_references_count_nothing(office: Office) -> None:
    first, second = office.entered(), office.entered()
    assert first.reference != second.reference
    assert str(first) == f"request {first.reference}"


# Confirmation and lapse


def test_waiting_for_the_confirmation_is_a_pause_from_when_the_mail_left(office: Office) -> None:
    request = office.submitted()
    office.step(request, Step.NOTE_CONFIRMATION_LEFT, by=JOB, now=ARRIVED + ONE_DAY)
    later = ARRIVED + 4 * ONE_DAY
    confirmed = office.step(request, Step.CONFIRM, by=THE_SUBJECT, now=later)
    assert (confirmed.status, confirmed.confirmed_at) == (Status.RECEIVED, later)
    assert confirmed.limit_on == date(2026, 4, 13)  # three days later
    assert confirmed.contacts.get().confirmed_at == later


@pytest.mark.parametrize(("day", "lapses"), [(date(2026, 3, 25), False), (date(2026, 3, 26), True)])
def test_it_lapses_fourteen_days_after_the_mail_left(
    office: Office, day: date, lapses: bool
) -> None:
    request = office.submitted()
    office.step(request, Step.NOTE_CONFIRMATION_LEFT, by=JOB, now=ARRIVED + ONE_DAY)  # 11.3.
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    assert Request.objects.to_lapse(now).exists() is lapses
    if lapses:
        lapsed = office.step(request, Step.LAPSE, by=JOB, now=now)
        assert (lapsed.status, lapsed.closed_at, owed(lapsed)) == (
            Status.LAPSED,
            now,
            {LetterKind.LAPSED},
        )
        assert lapsed.letters.get().due_on == date(2026, 4, 27)  # 10.4. and 15 days: Saturday
    else:
        with pytest.raises(NotAllowed, match="still has time"):
            office.step(request, Step.LAPSE, by=JOB, now=now)
        office.step(request, Step.CONFIRM, by=THE_SUBJECT, now=now)


def test_a_mail_server_that_was_down_takes_no_time_from_the_person(office: Office) -> None:
    request = office.submitted()
    now = ARRIVED + timedelta(days=20)
    assert not Request.objects.to_lapse(now).exists()
    assert Request.objects.to_lapse(ARRIVED + timedelta(days=28)).get() == request
    office.step(request, Step.NOTE_CONFIRMATION_LEFT, by=JOB, now=now)
    assert not Request.objects.to_lapse(ARRIVED + timedelta(days=28)).exists()


def test_an_unconfirmed_request_stands_in_nobodys_way(office: Office) -> None:
    """Anybody can write anybody's address into a form."""
    for _number in range(3):
        office.submitted()
    real = office.submitted()
    real = office.step(real, Step.CONFIRM, by=THE_SUBJECT)
    assert list(Request.objects.open()) == [real]
    assert not Request.objects.like(real).exists()
    settled = office.step(real, Step.SETTLE_IDENTITY, method=IdentityMethod.EMAIL_ON_FILE)
    assert office.step(settled, Step.FIX_MATCH, people=[office.person]).status == Status.MATCHED


def test_a_double_is_shown_and_joined_to_the_earlier(office: Office) -> None:
    earlier = office.entered(R.ACCESS, R.ERASURE, at=ARRIVED - ONE_DAY)
    double = office.entered(contacts=[(ContactKind.EMAIL, EMAIL.upper())])
    assert list(Request.objects.like(double)) == [earlier]
    joined = office.step(double, Step.JOIN, to=earlier)
    assert (joined.status, joined.joined_to, owed(joined)) == (
        Status.JOINED,
        earlier,
        {LetterKind.JOINED},
    )
    assert Request.objects.get(pk=earlier.pk).status == Status.RECEIVED


@pytest.mark.parametrize("fault", ["later", "other rights", "itself", "decided"])
def test_joining_takes_no_time_or_right_from_the_person(office: Office, fault: str) -> None:
    request = office.entered()
    others = {
        "later": lambda: office.entered(at=ARRIVED + timedelta(hours=1)),
        "other rights": lambda: office.entered(R.ERASURE, at=ARRIVED - ONE_DAY),
        "itself": lambda: request,
        "decided": office.decided,
    }
    with pytest.raises(NotAllowed, match="Join it to an earlier"):
        office.step(request, Step.JOIN, to=others[fault]())


# Identity and match


def test_a_question_stops_the_clock_once_it_has_left(office: Office) -> None:
    request = office.step(office.entered(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    assert not Pause.objects.exists()
    request = office.send(request, LetterKind.IDENTITY_QUESTION, now=NOW + ONE_DAY)
    request = office.step(request, Step.NOTE_ANSWER, now=NOW + 5 * ONE_DAY)
    pause = Pause.objects.get()
    assert (pause.asked_on, pause.answered_on) == (date(2026, 3, 13), date(2026, 3, 17))
    assert (request.target_on, request.limit_on) == (date(2026, 4, 14), date(2026, 4, 14))


def test_an_answer_that_lay_on_a_desk_counts_from_its_arrival(office: Office) -> None:
    request = office.asked_who()
    with pytest.raises(NotAllowed, match="after the question"):
        office.step(request, Step.NOTE_ANSWER, arrived_on=date(2026, 3, 11))
    with pytest.raises(NotAllowed, match="not in the future"):
        office.step(request, Step.NOTE_ANSWER, arrived_on=date(2026, 3, 13))
    now = NOW + 9 * ONE_DAY
    request = office.step(request, Step.NOTE_ANSWER, now=now, arrived_on=date(2026, 3, 14))
    assert request.limit_on == date(2026, 4, 13)  # 10.4. and two days: Sunday


def test_one_question_at_a_time(office: Office) -> None:
    request = office.step(office.entered(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    with pytest.raises(NotAllowed, match="has not been sent"):
        office.step(request, Step.ASK_SPECIFICATION)
    request = office.send(request, LetterKind.IDENTITY_QUESTION)
    with pytest.raises(NotAllowed, match="already waiting"):
        office.step(request, Step.ASK_SPECIFICATION)


def test_a_ban_needs_no_proof_of_identity(office: Office) -> None:
    ban = office.entered(R.MARKETING_BAN, R.CONSENT_WITHDRAWAL)
    with pytest.raises(NotAllowed, match="needs no proof"):
        office.step(ban, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    for right in (R.MARKETING_BAN, R.CONSENT_WITHDRAWAL):
        office.decide(ban, right)
    decided = office.step(ban, Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="needs no approval"):
        office.step(decided, Step.APPROVE, by=office.officer)
    assert office.carry_out(decided).status == Status.CARRIED_OUT
    assert decided.identified_at is None


def test_only_access_may_need_to_be_specified(office: Office) -> None:
    with pytest.raises(NotAllowed, match="recital 63"):
        office.step(office.entered(R.ERASURE), Step.ASK_SPECIFICATION)


def test_the_address_must_be_confirmed_and_on_the_very_card(office: Office) -> None:
    by_letter = office.entered()
    with pytest.raises(NotAllowed, match="not confirmed"):
        office.step(by_letter, Step.SETTLE_IDENTITY, method=IdentityMethod.EMAIL_ON_FILE)
    request = office.step(office.submitted(), Step.CONFIRM, by=THE_SUBJECT)
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.EMAIL_ON_FILE)
    namesake = make.a_person(office.kept_by)
    make.a_contact_point(namesake, "045 000 1234", ContactPointKind.PHONE)
    with pytest.raises(NotAllowed, match="not on every card"):
        office.step(request, Step.FIX_MATCH, people=[namesake])
    with pytest.raises(NotAllowed, match="not on every card"):
        office.step(request, Step.FIX_MATCH, people=[office.person, namesake])
    assert not Match.objects.exists()
    # Which is no dead end: the identity is settled anew, by another rung.
    request = office.step(request, Step.TAKE_UP_AGAIN)
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.QUESTION)
    both = office.step(request, Step.FIX_MATCH, people=[office.person, namesake])
    assert both.matches.count() == 2


@pytest.mark.parametrize("people", [True, False])
def test_that_nobody_is_meant_is_said_and_not_implied(office: Office, people: bool) -> None:
    request = office.identified()
    chosen = [office.person] if people else []
    with pytest.raises(NotAllowed, match="one of the two"):
        office.step(request, Step.FIX_MATCH, people=chosen, nobody=people)
    fixed = office.step(request, Step.FIX_MATCH, people=chosen, nobody=not people)
    assert fixed.matches.count() == len(chosen)


@pytest.mark.parametrize("at", [Status.MATCHED, Status.DECIDED, Status.APPROVED])
def test_a_wrong_card_is_mended_until_something_is_done(office: Office, at: Status) -> None:
    wrong = office.person
    request = office.at(at)
    decided = request.decisions.count()
    assert in_force().filter(subject=wrong).exists()
    again = office.step(request, Step.TAKE_UP_AGAIN)
    assert (again.status, again.identified_at, again.matched_at) == (Status.RECEIVED, None, None)
    assert (again.decided_at, again.approved_at, again.approved_digest) == (None, None, "")
    assert not again.matches.exists()
    assert not again.decisions.exists()
    assert not in_force().filter(subject=wrong).exists()
    event = again.timelineevents.get(version=again.version)
    assert event.detail == {"items": decided, "people": 1}
    # Whose card it no longer is can see that it was.
    entry = JournalEntry.objects.get(reference=again.reference, detail__step="take_up_again")
    assert entry.uuid == wrong.uuid
    right = make.a_person(office.kept_by, family_name="Toinen")
    again = office.step(again, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    office.step(again, Step.FIX_MATCH, people=[right])
    assert in_force().filter(subject=right).exists()


def test_what_has_been_carried_out_is_not_taken_up_again(office: Office) -> None:
    with pytest.raises(NotAllowed, match="cannot be done now"):
        office.step(office.carried_out(), Step.TAKE_UP_AGAIN)


def test_a_hold_of_another_request_stays_when_one_is_taken_up_again(office: Office) -> None:
    office.matched()
    office.step(office.matched(), Step.TAKE_UP_AGAIN)
    assert in_force().filter(subject=office.person).exists()


@pytest.mark.parametrize("step", [Step.SETTLE_IDENTITY, Step.FINISH_DECIDING])
def test_the_answer_ends_the_pause_on_the_day_it_came(office: Office, step: Step) -> None:
    request = office.asked_who()  # 12.3.
    facts = {"method": IdentityMethod.IN_PERSON} if step == Step.SETTLE_IDENTITY else {}
    office.decide(request, outcome=Outcome.REFUSED, ground=G.EXCESSIVE, explanation="Toistuva.")
    now = NOW + 9 * ONE_DAY
    with pytest.raises(NotAllowed, match="after the question"):
        office.step(request, step, now=now, arrived_on=date(2026, 3, 11), **facts)
    request = office.step(request, step, now=now, arrived_on=date(2026, 3, 14), **facts)
    pause = request.pauses.get()
    assert (pause.answered_on, pause.was_answered) == (date(2026, 3, 14), True)
    assert request.limit_on == date(2026, 4, 13)


@pytest.mark.parametrize("method", ["name_and_code", "id_copy", ""])
def test_no_rung_of_the_ladder_is_a_name_with_a_code(office: Office, method: str) -> None:
    with pytest.raises(NotAllowed, match="how the identity"):
        office.step(office.entered(), Step.SETTLE_IDENTITY, method=method)


def test_whoever_acts_for_another_shows_that_they_may(office: Office) -> None:
    values = {"acting_as": ActingAs.GUARDIAN, "on_behalf_of": "Lapsi Tarulainen"}
    request = office.entered(**values)
    with pytest.raises(NotAllowed, match="may act"):
        office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    settled = office.step(
        request,
        Step.SETTLE_IDENTITY,
        method=IdentityMethod.IN_PERSON,
        mandate=Mandate.GUARDIANSHIP,
    )
    check = settled.identitychecks.get()
    assert (check.method, check.mandate, check.settled_by) == (
        IdentityMethod.IN_PERSON,
        Mandate.GUARDIANSHIP,
        office.handler,
    )


def test_people_are_of_this_controller_and_of_the_door_where_it_was_narrowed(
    office: Office,
) -> None:
    elsewhere = make.a_person(
        make.a_membership(make.a_register("muut"), make.a_controller("toinen", name="Toinen Oy"))
    )
    other_register = make.a_person(
        make.a_membership(make.a_register("jasenet"), office.kept_by.controller)
    )
    settled = office.identified()
    with pytest.raises(NotAllowed, match="this controller's"):
        office.step(settled, Step.FIX_MATCH, people=[elsewhere])
    both = office.step(settled, Step.FIX_MATCH, people=[office.person, other_register])
    assert both.matches.count() == 2
    narrow = office.entered(register_only=True)
    narrow = office.step(narrow, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    with pytest.raises(NotAllowed, match="this controller's"):
        office.step(narrow, Step.FIX_MATCH, people=[other_register])


# Decisions


@pytest.mark.parametrize(
    ("right", "grounds"),
    [
        (R.ACCESS, {G.OTHERS_RIGHTS, G.DATA_PROTECTION_ACT_34, G.AML_SECRET, G.NOTHING_HELD}),
        (R.RECTIFICATION, {G.DATA_CORRECT, G.NOTHING_HELD}),
        (
            R.ERASURE,
            {
                *(G.NO_ERASURE_GROUND, G.EXPRESSION, G.LEGAL_DUTY, G.PUBLIC_HEALTH),
                *(G.ARCHIVING, G.LEGAL_CLAIMS, G.NOTHING_HELD),
            },
        ),
        (R.RESTRICTION, {G.NO_RESTRICTION_GROUND, G.NOTHING_HELD}),
        (R.PORTABILITY, {G.NOT_PORTABLE, G.PUBLIC_TASK, G.OTHERS_RIGHTS_MOVED, G.NOTHING_HELD}),
        (R.OBJECTION, {G.NO_OBJECTION_BASIS, G.COMPELLING, G.NOTHING_HELD}),
        (R.HUMAN_REVIEW, {G.NO_AUTOMATED_DECISION}),
        (R.OTHER, set()),
        (R.MARKETING_BAN, None),
        (R.CONSENT_WITHDRAWAL, None),
    ],
)
def test_which_ground_fits_which_right(right: R, grounds: set[G] | None) -> None:
    """By hand, from domain.md §3.1; 12(5) and 12(6) fit whatever can be refused at all."""
    always = {G.NOT_IDENTIFIED, G.EXCESSIVE}
    assert REFUSABLE.get(right) == (None if grounds is None else always | grounds)


def test_a_ban_and_a_withdrawal_are_never_refused(office: Office) -> None:
    request = office.matched(R.MARKETING_BAN, R.CONSENT_WITHDRAWAL)
    for right in (R.MARKETING_BAN, R.CONSENT_WITHDRAWAL):
        for ground in ("", *G):
            with pytest.raises(NotAllowed, match="never be refused"):
                office.decide(request, right, Outcome.REFUSED, ground=ground)
    assert not Decision.objects.exists()


def test_a_ground_must_fit_and_some_must_be_shown(office: Office) -> None:
    request = office.matched(R.ERASURE)
    for ground, words in (
        (G.OTHERS_RIGHTS, "does not fit"),
        ("", "does not fit"),
        (G.EXCESSIVE, "in words"),
        (G.LEGAL_DUTY, "act and section"),
        (G.NOT_IDENTIFIED, "identity is settled"),
    ):
        with pytest.raises(NotAllowed, match=words):
            office.decide(request, R.ERASURE, Outcome.REFUSED, ground=ground)
    with pytest.raises(NotAllowed, match="no ground for refusing"):
        office.decide(request, R.ERASURE, ground=G.LEGAL_DUTY)


def test_a_legal_duty_is_named_with_how_long_it_binds(office: Office) -> None:
    request = office.matched(R.ERASURE)
    duty = {"ground": G.LEGAL_DUTY, "kept_under": "Kirjanpitolaki 2:10"}
    with pytest.raises(NotAllowed, match="until when"):
        office.decide(request, R.ERASURE, Outcome.REFUSED, **duty)
    for reason in ({"kept_until": date(2032, 12, 31)}, {"explanation": "Asia on kesken."}):
        office.decide(request, R.ERASURE, Outcome.REFUSED, **duty, **reason)


def test_why_data_cannot_be_moved_is_told(office: Office) -> None:
    request = office.matched(R.PORTABILITY)
    with pytest.raises(NotAllowed, match="in words"):
        office.decide(request, R.PORTABILITY, Outcome.REFUSED, ground=G.NOT_PORTABLE)


def test_a_decision_that_never_arrived_is_sent_otherwise_before_closing(office: Office) -> None:
    words = {**WORDS, "delivery": Delivery.STATUS_PAGE}
    request = office.step(office.carried_out(), Step.ANSWER, **words)
    letter = request.letters.get(kind=LetterKind.DECISION)
    mail = OutgoingMail.objects.filter(key=f"letter:{letter.pk}")
    again = {"letter": letter.pk, "delivery": Delivery.POST}
    with pytest.raises(NotAllowed, match="No mail"):
        office.step(request, Step.SEND_AGAIN, **again)
    mail.update(given_up_at=NOW)
    with pytest.raises(NotAllowed, match="could not be delivered"):
        office.step(request, Step.CLOSE)
    assert undelivered.requests_of(office.handler).exists()
    with pytest.raises(NotAllowed, match="how the letter"):
        office.step(request, Step.SEND_AGAIN, letter=letter.pk, delivery=Delivery.EMAIL)
    request = office.step(request, Step.SEND_AGAIN, **again)
    assert not undelivered.requests_of(office.handler).exists()
    event = request.timelineevents.get(version=request.version)
    assert event.detail == {"letter": letter.pk, "kind": "decision", "delivery": "post"}
    assert office.step(request, Step.CLOSE).status == Status.CLOSED


def test_one_request_is_granted_in_part(office: Office) -> None:
    request = office.matched(R.ERASURE)
    office.decide(request, R.ERASURE)
    kept = {"kept_until": date(2032, 12, 31), "kept_under": "Kirjanpitolaki 2:10"}
    office.decide(
        request, R.ERASURE, Outcome.REFUSED, category="invoice", ground=G.LEGAL_DUTY, **kept
    )
    decided = office.step(request, Step.FINISH_DECIDING)
    assert list(decided.decisions.values_list("category", "outcome", "kept_until")) == [
        ("", "granted", None),
        ("invoice", "refused", date(2032, 12, 31)),
    ]


@pytest.mark.parametrize("part", [{"category": "invoice"}, {"row": ("register.Interaction", 1)}])
def test_a_part_is_not_the_whole_answer(office: Office, part: dict[str, Any]) -> None:
    request = office.matched()
    office.decide(request, **part)
    with pytest.raises(NotAllowed, match="All data this is about"):
        office.step(request, Step.FINISH_DECIDING)
    office.decide(request)
    assert office.step(request, Step.FINISH_DECIDING).status == Status.DECIDED


def test_what_was_decided_of_an_item_can_be_taken_back(office: Office) -> None:
    request = office.decide(office.matched())
    office.decide(request, outcome=Outcome.REFUSED, ground=G.AML_SECRET, category="invoice")
    request = office.decide(request, outcome=NOT_DECIDED, category="invoice")
    assert Decision.objects.get().category == ""
    event = TimelineEvent.objects.get(request=request, version=request.version)
    assert event.detail == {"right": "access", "outcome": "not_decided"}
    steps = JournalEntry.objects.filter(reference=request.reference, detail__step="decide_item")
    assert steps.count() == 3
    with pytest.raises(NotAllowed, match="Nothing has been decided"):
        office.decide(request, outcome=NOT_DECIDED, category="invoice")
    office.decide(request, outcome=NOT_DECIDED)
    with pytest.raises(NotAllowed, match="not decided yet"):
        office.step(request, Step.FINISH_DECIDING)


def test_deciding_an_item_again_replaces_what_was_said_of_it(office: Office) -> None:
    request = office.matched()
    office.decide(request, outcome=Outcome.REFUSED, ground=G.AML_SECRET)
    office.decide(request)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.ground) == (Outcome.GRANTED, "")


@pytest.mark.parametrize("ground", [G.NOTHING_HELD, G.OTHERS_RIGHTS])
def test_nothing_is_told_of_a_person_before_the_identity(office: Office, ground: G) -> None:
    request = office.entered()
    for outcome, why in ((Outcome.GRANTED, ""), (Outcome.REFUSED, ground)):
        with pytest.raises(NotAllowed, match="identity first"):
            office.decide(request, outcome=outcome, ground=why)


def test_nobody_is_turned_away_unasked_or_unreminded(office: Office) -> None:
    request = office.decide(office.entered(), outcome=Outcome.REFUSED, ground=G.NOT_IDENTIFIED)
    with pytest.raises(NotAllowed, match="show who they are"):
        office.step(request, Step.FINISH_DECIDING)
    request = office.step(request, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    request = office.send(request, LetterKind.IDENTITY_QUESTION)
    with pytest.raises(NotAllowed, match="Remind"):
        office.step(request, Step.FINISH_DECIDING)
    request = office.step(request, Step.REMIND)
    request = office.send(request, LetterKind.REMINDER)
    with pytest.raises(NotAllowed, match="wait until"):
        office.step(request, Step.FINISH_DECIDING, now=NOW + 13 * ONE_DAY)
    later = NOW + 14 * ONE_DAY
    decided = office.step(request, Step.FINISH_DECIDING, now=later)
    assert decided.status == Status.DECIDED
    assert not Pause.objects.filter(answered_on=None).exists()
    assert office.step(decided, Step.ANSWER, now=later, **LETTER).status == Status.ANSWERED


def test_who_turns_out_to_be_known_is_taken_up_again(office: Office) -> None:
    again = office.step(office.turned_away(), Step.TAKE_UP_AGAIN)
    assert (again.status, again.decisions.count(), again.decided_at) == (
        Status.RECEIVED,
        0,
        None,
    )
    settled = office.step(again, Step.SETTLE_IDENTITY, method=IdentityMethod.QUESTION)
    assert settled.status == Status.IDENTIFIED


def test_everything_asked_is_decided(office: Office) -> None:
    request = office.decide(office.matched(R.ACCESS, R.ERASURE))
    with pytest.raises(NotAllowed, match="not decided yet"):
        office.step(request, Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="did not ask"):
        office.decide(request, R.PORTABILITY)


# Two pairs of eyes


def test_erasing_needs_another_person_and_the_very_preview(office: Office) -> None:
    decided = office.decided(R.ERASURE)
    with pytest.raises(NotAllowed, match="second person"):
        office.carry_out(decided)
    with pytest.raises(NotAllowed, match="names it"):
        office.step(decided, Step.APPROVE, by=office.officer)
    with pytest.raises(NotAllowed, match="names it"):
        office.step(decided, Step.APPROVE, by=office.officer, digest=DIGEST)
    preview = office.preview(decided)
    with pytest.raises(NotAllowed, match="look again"):
        office.step(decided, Step.APPROVE, by=office.officer, digest=DIGEST)
    approved = office.step(decided, Step.APPROVE, by=office.officer, digest=preview)
    for digest in ("", "e" * 64):
        with pytest.raises(NotAllowed, match="has changed"):
            office.carry_out(approved, digest=digest)
    assert office.carry_out(approved, digest=preview).status == Status.CARRIED_OUT


def test_reconsidering_voids_the_approval(office: Office) -> None:
    again = office.step(office.approved(R.ERASURE), Step.RECONSIDER)
    assert (again.approved_by, again.approved_digest, again.decided_by) == (None, "", None)
    decided = office.step(again, Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="second person"):
        office.carry_out(decided, digest=DIGEST)


def test_who_decided_approves_only_where_nobody_else_can(office: Office) -> None:
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    request = office.step(request, Step.FINISH_DECIDING, by=office.officer)
    digest = office.preview(request)
    alone = {"by": office.officer, "digest": digest, "alone": True, "count": 1}
    second = make.a_user(Group.COMPLIANCE_OFFICER)
    with pytest.raises(NotAllowed, match="another person"):
        office.step(request, Step.APPROVE, **alone)
    second.is_active = False
    second.save()
    with pytest.raises(NotAllowed, match="Sign in again"):
        office.step(request, Step.APPROVE, by=office.officer, digest=digest)
    with pytest.raises(NotAllowed, match="Sign in again"):
        office.step(request, Step.APPROVE, **alone)
    office.officer.last_login = NOW
    with pytest.raises(NotAllowed, match="type how many things go"):
        office.step(request, Step.APPROVE, **{**alone, "count": 2})
    approved = office.step(request, Step.APPROVE, **alone)
    assert (approved.approved_by, approved.approved_alone) == (office.officer, True)


# Time


def test_an_extension_is_told_in_the_same_breath(office: Office) -> None:
    request = office.entered()
    facts = {"ground": ExtensionGround.NUMBER, "reason": "Pyyntöjä on tullut kymmenen."}
    extended = office.step(request, Step.EXTEND, **facts)
    assert LetterKind.EXTENSION in owed(extended)
    assert extended.limit_on == date(2026, 4, 10)  # nobody has been told yet
    told = office.send(extended, LetterKind.EXTENSION)
    assert (told.target_on, told.limit_on) == (date(2026, 6, 10), date(2026, 6, 10))
    with pytest.raises(NotAllowed, match="possible once"):
        office.step(told, Step.EXTEND, **facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ground": "holidays", "reason": "Loma."}, "Only complexity"),
        ({"ground": "complexity", "reason": " "}, "why the time is extended"),
    ],
)
def test_an_extension_has_a_ground_and_a_reason(
    office: Office, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(NotAllowed, match=words):
        office.step(office.entered(), Step.EXTEND, **facts)


@pytest.mark.parametrize(
    ("day", "possible"), [(date(2026, 4, 10), True), (date(2026, 4, 11), False)]
)
def test_both_the_extension_and_its_letter_come_by_the_first_limit(
    office: Office, day: date, possible: bool
) -> None:
    facts = {"ground": ExtensionGround.COMPLEXITY, "reason": "Tietoja on monessa paikassa."}
    on = {"now": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}
    early = office.step(office.entered(), Step.EXTEND, **facts)
    late = office.entered()
    if possible:
        assert office.step(late, Step.EXTEND, **facts, **on).extended_at
        assert office.send(early, LetterKind.EXTENSION, **on).limit_on == date(2026, 6, 10)
        return
    with pytest.raises(NotAllowed, match="first time limit has passed"):
        office.step(late, Step.EXTEND, **facts, **on)
    with pytest.raises(NotAllowed, match="no longer be told"):
        office.send(early, LetterKind.EXTENSION, **on)


# Letters


def test_a_letter_that_left_stays_as_it_was(office: Office) -> None:
    office.send(office.entered(), LetterKind.RECEIPT)
    letter = Letter.objects.get()
    assert (letter.title, letter.delivery, letter.sent_by) == (
        "Otsikko",
        Delivery.POST,
        office.handler,
    )
    assert len(letter.sha256) == 64
    letter.body = "Toista."
    with pytest.raises(Frozen):
        letter.save()


def test_a_letter_by_mail_leaves_through_the_outbox(office: Office) -> None:
    request = office.send(office.confirmed(), LetterKind.RECEIPT, delivery=Delivery.EMAIL)
    mail = OutgoingMail.objects.get()
    letter = request.letters.get()
    assert (mail.key, mail.recipient) == (f"letter:{letter.pk}", EMAIL)
    assert WORDS["body"] not in mail.body  # it is read on the request's own page
    assert request.reference in mail.body
    without = office.entered(contacts=[])
    with pytest.raises(NotAllowed, match="No e-mail address"):
        office.send(without, LetterKind.RECEIPT, delivery=Delivery.EMAIL)


def test_an_answer_never_lies_in_a_mailbox(office: Office) -> None:
    with pytest.raises(NotAllowed, match="not sent in the mail"):
        office.step(office.refused(), Step.ANSWER, **{**LETTER, "delivery": Delivery.EMAIL})


def test_the_answer_overtakes_what_was_owed_and_a_request_is_closed_without_debts(
    office: Office,
) -> None:
    request = office.carried_out()
    assert owed(request) == {LetterKind.RECEIPT}
    answered = office.step(request, Step.ANSWER, **LETTER)
    assert owed(answered) == set()
    office.step(
        answered,
        Step.ADD_TASK,
        title="Poista paperikansiosta",
        owner=office.handler,
        due_on=date(2026, 4, 1),
    )
    with pytest.raises(NotAllowed, match="still open"):
        office.step(answered, Step.CLOSE)
    office.step(answered, Step.FINISH_TASK, task=answered.tasks.get().pk)
    assert office.step(answered, Step.CLOSE).closed_at == NOW


# Who may what, and who was first


def test_a_step_decided_on_an_old_page_is_refused(office: Office) -> None:
    request = office.entered()
    office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    with pytest.raises(Stale, match="Look again"):
        workflow.move(request, Step.WITHDRAW, by=office.other_handler, now=NOW, expected_version=1)


def test_a_letter_that_the_machine_sends_makes_no_form_stale(office: Office) -> None:
    request = office.entered()
    seen = request.version
    letter = request.letters.get()
    sent = office.step(request, Step.SEND_LETTER, by=JOB, letter=letter.pk, **LETTER)
    assert sent.version == seen + 1
    taken = {"by": office.handler, "now": NOW, "expected_version": seen}
    moved = workflow.move(request, Step.ASSIGN, to=office.handler, **taken)
    assert moved.version == seen + 2
    with pytest.raises(Stale):  # a person was here meanwhile
        workflow.move(request, Step.ASSIGN, to=office.handler, **taken)


def test_handlers_work_for_the_controllers_they_serve(office: Office) -> None:
    request = office.entered()
    stranger = make.a_user(Group.REQUEST_HANDLER, make.a_controller("toinen", name="Toinen Oy"))
    for who, words in (
        (stranger, "do not serve"),
        (make.a_user(Group.STAFF, office.kept_by.controller), "may not do this"),
        (make.a_user(Group.AUDITOR), "may not do this"),
    ):
        with pytest.raises(NotAllowed, match=words):
            office.step(request, Step.ASSIGN, by=who, to=None)
        assert list(possible_steps(request, Hand(who, NOW))) == []
    with pytest.raises(NotAllowed, match="do not serve"):
        office.step(request, Step.ASSIGN, to=stranger)
    assert set(Request.objects.visible_to(stranger)) == set()
    assert set(Request.objects.visible_to(office.officer)) == {request}
    decided = office.decided(R.ERASURE)
    with pytest.raises(NotAllowed, match="may not do this"):
        office.step(decided, Step.APPROVE, by=office.other_handler, digest=DIGEST)


def test_a_job_decides_nothing_and_the_person_decides_nothing(office: Office) -> None:
    matched = office.matched()
    for who in (JOB, THE_SUBJECT):
        with pytest.raises(NotAllowed, match="not yours"):
            office.step(matched, Step.FINISH_DECIDING, by=who)


def test_the_buttons_are_the_steps_that_would_be_taken(office: Office) -> None:
    shown = set(possible_steps(office.entered(), Hand(office.handler, NOW)))
    assert shown == {
        *(Step.ASSIGN, Step.ASK_IDENTITY, Step.ASK_ADDRESS, Step.CORRECT, Step.SEND_CODE),
        *(Step.ASK_SPECIFICATION, Step.SETTLE_IDENTITY),
        *(Step.DECIDE_ITEM, Step.EXTEND, Step.SEND_LETTER, Step.WITHDRAW, Step.JOIN),
    }


def test_the_desk_knows_whose_requests_wait(office: Office) -> None:
    waiting, mine = office.asked_who(), office.entered()
    mine = office.step(mine, Step.ASSIGN, to=office.handler)
    late = office.entered(at=ARRIVED - timedelta(days=60))
    office.closed()
    questions = Request.objects
    assert set(questions.open()) == {waiting, mine, late}
    assert list(questions.waiting()) == [waiting]
    assert list(questions.assigned_to(office.handler)) == [mine]
    assert set(questions.unassigned()) == {waiting, late}
    assert list(questions.late(NOW.date())) == [late]
    assert list(questions.late(date(2027, 1, 1))) == [late, mine]  # not the one that waits


# Traces


def test_a_step_stands_on_the_timeline_and_in_the_journal_alone(office: Office) -> None:
    request = office.matched()
    before = LogEntry.objects.count(), JournalEntry.objects.count()
    office.decide(request)
    event = TimelineEvent.objects.filter(request=request).latest("version")
    assert (event.step, event.actor, event.detail) == (
        Step.DECIDE_ITEM,
        office.handler.pk,
        {"right": "access", "outcome": "granted", "ground": "none"},
    )
    entry = JournalEntry.objects.latest("pk")
    assert (entry.act, entry.uuid, entry.reference) == (
        "moved",
        office.person.uuid,
        request.reference,
    )
    assert entry.detail == {"to": "matched", "left": "matched", "step": "decide_item"}
    assert (LogEntry.objects.count(), JournalEntry.objects.count()) == (before[0], before[1] + 1)
    with pytest.raises(Frozen):
        event.save()


def test_a_refused_step_leaves_nothing(office: Office) -> None:
    request = office.decided(R.ERASURE)
    before = TimelineEvent.objects.count(), JournalEntry.objects.count()
    with pytest.raises(NotAllowed):
        office.carry_out(request)
    assert (TimelineEvent.objects.count(), JournalEntry.objects.count()) == before


def test_what_somebody_asked_is_found_for_their_access_and_survives_their_erasure(
    office: Office,
) -> None:
    request = office.answered()
    office.entered()  # somebody's: not matched
    people = DataSubject.objects.filter(pk=office.person.pk)
    found = {model.__name__: rows.count() for model, rows in rows_with_a_term_of_their_own(people)}
    assert {name: count for name, count in found.items() if count} == {
        "Request": 1,
        "Requester": 1,
        "RequestedRight": 1,
        "Contact": 1,
        "IdentityCheck": 1,
        "Decision": 1,
        "CarriedRight": 1,
        "Package": 1,
        "Token": 1,  # to download it
        "Letter": 2,  # one of them overtaken
    }
    warrant = Warrant(digest=DIGEST, by=JOB)
    erase_people([office.person.pk], warrant=warrant)
    match = Match.objects.get(request=request)
    assert (match.subject, match.uuid) == (None, office.person.uuid)
    assert Request.objects.get(pk=request.pk).status == Status.ANSWERED


def test_a_person_can_be_anonymised_whatever_they_asked(office: Office) -> None:
    request = office.matched()
    anonymise_people([office.person.pk], warrant=Warrant(digest=DIGEST, by=JOB))
    assert Match.objects.get(request=request).subject is None


def test_a_request_goes_with_its_person_when_cards_are_merged(office: Office) -> None:
    request, twin = office.matched(), make.a_person(office.kept_by)
    merge(twin, office.person, by=office.officer, now=NOW)
    assert Match.objects.get(request=request).subject == twin


def test_who_withdraws_before_confirming_is_owed_no_letter(office: Office) -> None:
    """Nobody knows whose the address is; who has confirmed theirs gets a confirmation."""
    withdrawn = office.step(office.submitted(), Step.WITHDRAW)
    assert (withdrawn.status, withdrawn.letters.count()) == (Status.WITHDRAWN, 0)
    assert withdrawn not in Request.objects.owing()
    assert office.withdrawn().letters.filter(kind=LetterKind.WITHDRAWN, sent_at=None).exists()
