"""A marketing ban acts at once, where the person's own address stands, and stays (Art. 21(3))."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from register import erasure, marketing, merging
from register.enums import ContactPointKind, MarketingChannel, MarketingScope
from register.erasure import Warrant
from register.journal import JOB, THE_SUBJECT
from register.models import (
    Act,
    ActorKind,
    DataSubject,
    JournalEntry,
    MarketingBan,
    RegisterController,
    SuppressedIdentifier,
)
from retention.models import LedgerChoice
from subjects import workflow
from subjects.enums import ActingAs, Mandate, RequestedKind, Step
from subjects.letters.composing import compose_answer
from subjects.models import CarriedRight, ContactKind
from subjects.policies import NotAllowed
from tests import factories as make
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

pytestmark = pytest.mark.django_db

BAN = RequestedKind.MARKETING_BAN
PHONE = "040 123 4567"
WAYS = len(MarketingChannel) * len(MarketingScope)


@pytest.fixture
def office() -> Office:
    return Office()


def another_register(office: Office, slug: str = "klubi") -> RegisterController:
    return make.a_membership(make.a_register(slug), office.kept_by.controller)


def a_stranger() -> DataSubject:
    """The same address, in the register of a company that was asked nothing."""
    other = make.a_membership(make.a_register("muut"), make.a_controller("muu", name="Muu Oy"))
    person = make.a_person(other)
    make.a_contact_point(person, EMAIL)
    return person


def banned() -> set[int]:
    """Who has every ban there is."""
    people = MarketingBan.objects.filter(lifted_at=None).values_list("subject", flat=True)
    counted = {person: list(people).count(person) for person in people}
    assert set(counted.values()) <= {WAYS}
    return set(counted)


def channels_of(person: DataSubject) -> set[str]:
    bans = MarketingBan.objects.filter(subject=person, lifted_at=None)
    return set(bans.values_list("channel", flat=True))


def test_it_is_in_force_on_every_card_that_holds_the_confirmed_address(office):
    club = make.a_person(another_register(office), given_names="IMPI SYLVIA")
    make.a_contact_point(club, EMAIL.upper())
    stranger = a_stranger()
    namesake = make.a_person(office.kept_by)
    make.a_contact_point(namesake, "toinen@satumaa.example")
    request = office.submitted(BAN)
    assert banned() == set()  # anybody can write anybody's address into a form
    office.step(request, Step.CONFIRM, by=THE_SUBJECT)
    assert banned() == {office.person.pk, club.pk}
    assert not {stranger.pk, namesake.pk} & banned()
    assert set(MarketingBan.objects.values_list("given_at", flat=True)) == {ARRIVED}
    carried = CarriedRight.objects.get(request=request)
    assert (carried.right, carried.carried_by) == (BAN, None)
    assert carried.detail == {"cards": 2, "at_once": 2, "listed": 0}
    assert not SuppressedIdentifier.objects.exists()


def test_by_a_number_that_several_share_only_what_reaches_them_by_it_is_forbidden(office):
    home = [make.a_person(office.kept_by, given_names=name) for name in ("Aamu", "Utu")]
    alone = make.a_person(another_register(office), given_names="Alma")
    for person in (office.person, *home):
        make.a_contact_point(person, PHONE, ContactPointKind.PHONE)
    make.a_contact_point(alone, "050 7654321", ContactPointKind.PHONE)
    request = office.entered(BAN, contacts=[(ContactKind.PHONE, PHONE)])
    for person in (office.person, *home):
        assert channels_of(person) == {"phone", "sms", "social_media"}
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    office.carry_out(office.step(office.decide(request, BAN), Step.FINISH_DECIDING))
    assert channels_of(office.person) == set(MarketingChannel)
    assert channels_of(home[0]) == {"phone", "sms", "social_media"}
    office.entered(BAN, contacts=[(ContactKind.PHONE, "050 7654321")])
    assert channels_of(alone) == set(MarketingChannel)


def test_it_is_shared_though_the_other_stands_in_a_register_that_was_not_asked(office):
    club = make.a_person(another_register(office), given_names="Aamu")
    make.a_contact_point(club, EMAIL)
    office.entered(BAN, register_only=True)
    assert channels_of(office.person) == {"email", "app", "social_media"}
    assert channels_of(club) == set()


def test_each_card_is_journalled_with_the_reference_and_the_ledger_knows_of_it(office):
    request = office.confirmed(BAN)
    [entry] = JournalEntry.objects.filter(act=Act.BANNED)
    assert (entry.uuid, entry.actor_kind) == (office.person.uuid, ActorKind.SUBJECT)
    assert entry.reference == request.reference
    told = LedgerChoice.objects.filter(uuid=office.person.uuid, said="banned")
    assert told.count() == WAYS


def test_a_ban_that_was_there_stays_as_it_was(office):
    make.a_marketing_ban(office.person, channel=MarketingChannel.POST)
    office.confirmed(BAN)
    assert banned() == {office.person.pk}


def test_it_keeps_to_the_register_to_which_the_person_narrowed_it(office):
    club = make.a_person(another_register(office))
    make.a_contact_point(club, EMAIL)
    office.entered(BAN, register_only=True)
    assert banned() == {office.person.pk}


def test_an_address_left_on_an_absorbed_card_bans_the_card_that_stands(office):
    kept = make.a_person(office.kept_by)
    merging.merge(kept, office.person, by=make.a_user(is_superuser=True), now=timezone.now())
    office.confirmed(BAN)
    assert banned() == {kept.pk}


def test_of_a_form_only_the_confirmed_address_counts_of_an_entry_what_staff_were_told(office):
    other = make.a_person(office.kept_by)
    make.a_contact_point(other, PHONE, ContactPointKind.PHONE)
    contacts = [(ContactKind.EMAIL, EMAIL), (ContactKind.PHONE, PHONE)]
    request = workflow.submit(office.draft(BAN, contacts=contacts), now=ARRIVED)
    office.step(request, Step.CONFIRM, by=THE_SUBJECT)
    assert banned() == {office.person.pk}
    office.entered(BAN, contacts=[(ContactKind.PHONE, "+358401234567")])
    assert banned() == {office.person.pk, other.pk}


def test_it_acts_by_the_right_address_once_a_slip_of_the_pen_is_corrected(office):
    request = office.entered(BAN, contacts=[(ContactKind.EMAIL, "imppi@vaara.example")])
    assert banned() == set()
    office.step(request, Step.CORRECT, contacts={ContactKind.EMAIL: EMAIL})
    assert banned() == {office.person.pk}


def test_whoever_corrects_an_address_is_told_on_how_many_cards_it_has_acted_by_the_wrong_one(
    office,
):
    desk = Desk(office.handler)
    right = office.entered(BAN, contacts=[(ContactKind.EMAIL, "tuntematon@satumaa.example")])
    wrong = office.entered(BAN)
    words = "the ban or the withdrawal has already acted: 1."
    assert words in desk.page(wrong).content.decode()
    assert "has already acted" not in desk.page(right).content.decode()
    assert "has already acted" not in desk.page(office.entered()).content.decode()


def test_whoever_acts_for_another_bans_nothing_by_their_own_address(office):
    child = make.a_person(office.kept_by, given_names="Aamu")
    for_child = {"acting_as": ActingAs.GUARDIAN, "on_behalf_of": "Aamu Tarulainen"}
    request = office.entered(BAN, **for_child)
    assert banned() == set()
    decided = office.step(office.decide(request, BAN), Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="fix whom it is about"):
        office.carry_out(decided)
    request = office.step(decided, Step.TAKE_UP_AGAIN)
    facts = {"method": "in_person", "mandate": Mandate.CUSTODY}
    request = office.step(request, Step.SETTLE_IDENTITY, **facts)
    request = office.step(request, Step.FIX_MATCH, people=[child])
    request = office.step(office.decide(request, BAN), Step.FINISH_DECIDING)
    office.carry_out(request)
    assert banned() == {child.pk}


def test_the_other_cards_of_the_person_get_it_when_it_is_fixed_whom_it_is_about(office):
    club = make.a_person(another_register(office))  # by another address
    request = office.entered(BAN)
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    assert banned() == {office.person.pk}
    request = office.step(request, Step.FIX_MATCH, people=[office.person, club])
    assert banned() == {office.person.pk, club.pk}
    request = office.step(office.decide(request, BAN), Step.FINISH_DECIDING)
    office.carry_out(request)
    carried = CarriedRight.objects.get(request=request)
    assert carried.detail == {"cards": 2, "at_once": 1, "listed": 0}


def test_what_the_person_has_allowed_again_meanwhile_stays_allowed(office):
    request = office.entered(BAN)
    post = MarketingBan.objects.get(channel=MarketingChannel.POST, scope=MarketingScope.OWN)
    marketing.lift(post, by=office.handler)
    office.carry_out(office.step(office.decide(request, BAN), Step.FINISH_DECIDING))
    in_force = MarketingBan.objects.filter(subject=office.person, lifted_at=None)
    assert in_force.count() == WAYS - 1
    assert not in_force.filter(channel=post.channel, scope=post.scope).exists()


# Nobody has the address


def test_an_unknown_address_is_kept_as_a_hash_so_that_an_import_cannot_market_to_it(
    office, tmp_path
):
    unknown = [(ContactKind.EMAIL, "tuntematon@satumaa.example")]
    request = office.entered(BAN, contacts=unknown)
    entries = SuppressedIdentifier.objects.all()
    assert set(entries.values_list("kept_by", "until", "reason")) == {
        (office.kept_by.pk, None, "marketing_ban")
    }
    assert not any("tuntematon" in hashed for hashed in entries.values_list("hash", flat=True))
    assert CarriedRight.objects.get(request=request).detail["listed"] == 1
    club = another_register(office)
    file = tmp_path / "people.csv"
    file.write_text(
        "Sukunimi;Etunimi;Asiakasnumero;Sähköposti\nUusinen;Aada;B-2;Tuntematon@satumaa.example\n"
        "Toisinen;Oona;B-3;toisinen@satumaa.example\n",
        encoding="utf-8",
    )
    call_command("import_subjects", str(file), "--register", club.register.slug)
    come = DataSubject.objects.get(customer_number="B-2")
    answer = marketing.may_market(
        come, MarketingChannel.EMAIL, MarketingScope.OWN, timezone.localdate()
    )
    assert answer.why == marketing.Why.BANNED
    assert not MarketingBan.objects.filter(subject__customer_number="B-3").exists()


def test_another_company_may_still_write_to_the_unknown_address(office):
    office.entered(BAN, contacts=[(ContactKind.EMAIL, "tuntematon@satumaa.example")])
    other = make.a_membership(make.a_register("muut"), make.a_controller("muu", name="Muu Oy"))
    make.a_contact_point(make.a_person(other), "tuntematon@satumaa.example")
    assert banned() == set()


def test_it_survives_the_erasure_of_the_card(office):
    office.confirmed(BAN)
    erasure.erase_people([office.person.pk], warrant=Warrant(digest="0" * 64, by=JOB))
    assert not MarketingBan.objects.exists()
    back = make.a_person(office.kept_by)
    make.a_contact_point(back, EMAIL)
    for channel in (MarketingChannel.EMAIL, MarketingChannel.SOCIAL_MEDIA):
        answer = marketing.may_market(back, channel, MarketingScope.OWN, date(2027, 1, 1))
        assert answer.why == marketing.Why.BANNED


# What the person is told


def test_the_answer_is_the_same_whether_a_card_was_found_or_not(office):
    def told(**values):
        request = office.entered(BAN, **values)
        office.carry_out(office.step(office.decide(request, BAN), Step.FINISH_DECIDING))
        body = compose_answer(request, today=NOW.date()).body
        return body.replace(request.reference, "")

    known = told()
    assert known == told(contacts=[(ContactKind.EMAIL, "tuntematon@satumaa.example")])
    assert "Suoramarkkinointikielto: kieltosi on voimassa. Se koskee niitä yhteystietoja" in known


def test_whose_data_are_nowhere_is_not_told_of_a_ban_that_is_nowhere(office):
    request = office.entered(BAN, contacts=[(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")])
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    request = office.step(request, Step.FIX_MATCH, people=[], nobody=True)
    request = office.step(office.decide(request, BAN), Step.FINISH_DECIDING)
    request = office.carry_out(request)
    body = compose_answer(request, today=NOW.date()).body
    assert "kieltosi on voimassa" not in body
    assert "ei ole tietoja, joiden perusteella sinulle voisi lähettää suoramarkkinointia" in body


def test_it_stays_when_the_request_is_withdrawn(office):
    request = office.entered(BAN, at=ARRIVED + timedelta(hours=1))
    office.step(request, Step.WITHDRAW, by=THE_SUBJECT)
    assert banned() == {office.person.pk}
