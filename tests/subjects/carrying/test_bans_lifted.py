"""A ban that acted on the card of somebody else, by a slip of the pen, is lifted from the page."""

from datetime import timedelta

import pytest

from register import binding, suppressions
from register.enums import MarketingChannel, MarketingScope, SuppressedKind
from register.merging import merge
from register.models import Act, JournalEntry, MarketingBan, SuppressedIdentifier
from subjects.enums import RequestedKind, Step
from subjects.models import ContactKind, TimelineEvent
from subjects.policies import Hand, NotAllowed
from subjects.strays import strays_of
from tests import factories as make
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

pytestmark = pytest.mark.django_db
BAN = RequestedKind.MARKETING_BAN
RIGHT_ONE = "oikea@satumaa.example"
CORRECTED = {ContactKind.EMAIL: RIGHT_ONE}
EVERY_BAN = len(MarketingChannel) * len(MarketingScope)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def asker(office):
    """Who truly asked."""
    person = make.a_person(office.kept_by, given_names="Aamu")
    make.a_contact_point(person, RIGHT_ONE)
    return person


@pytest.fixture
def mended(office, asker):
    """It was entered with the address of another, whose card it banned, and corrected."""
    return office.step(office.entered(BAN), Step.CORRECT, contacts=CORRECTED)


def in_force(person):
    return MarketingBan.objects.filter(subject=person, lifted_at=None)


def test_it_is_lifted_on_that_card_alone_and_written_down(office, asker, mended):
    assert strays_of(mended) == [office.person]
    office.step(mended, Step.LIFT_BANS, person=office.person.pk)
    assert not in_force(office.person).exists()
    assert in_force(asker).count() == EVERY_BAN
    lifted = JournalEntry.objects.filter(act=Act.BAN_LIFTED)
    assert set(lifted.values_list("uuid", flat=True)) == {office.person.uuid}
    assert TimelineEvent.objects.get(step=Step.LIFT_BANS).detail == {"bans": EVERY_BAN}
    assert strays_of(mended) == []


def test_of_who_asked_it_is_not_lifted(office, asker, mended):
    with pytest.raises(NotAllowed):
        office.step(mended, Step.LIFT_BANS, person=asker.pk)


def test_a_ban_that_was_there_before_stays(office, asker):
    make.a_marketing_ban(office.person, channel=MarketingChannel.POST)
    mended = office.step(office.entered(BAN), Step.CORRECT, contacts=CORRECTED)
    office.step(mended, Step.LIFT_BANS, person=office.person.pk)
    assert [ban.channel for ban in in_force(office.person)] == [MarketingChannel.POST]


def test_whoever_has_forbidden_it_too_keeps_it(office, mended):
    """Of their own request no ban was new: to lift the one in force would take theirs away."""
    office.confirmed(BAN)
    assert strays_of(mended) == []
    with pytest.raises(NotAllowed):
        office.step(mended, Step.LIFT_BANS, person=office.person.pk)


def test_whoever_forbids_it_afterwards_is_heard_though_their_letter_had_come_earlier(
    office, mended
):
    """The lifting was of our mistake: nobody has allowed anything since their letter came."""
    office.step(mended, Step.LIFT_BANS, person=office.person.pk)
    office.entered(BAN, at=ARRIVED - timedelta(days=2))
    assert in_force(office.person).count() == EVERY_BAN


def test_what_somebody_has_forbidden_by_the_same_address_before_stays_listed(office, mended):
    """Of one whose card is gone the list alone knows it; whoever has this card allows nothing."""
    listed = [(SuppressedKind.EMAIL, EMAIL)]
    suppressions.ban_unknown([office.kept_by.pk], listed, since=NOW.date())
    entries = set(SuppressedIdentifier.objects.values_list("pk", flat=True))
    office.step(mended, Step.LIFT_BANS, person=office.person.pk)
    assert entries
    assert set(SuppressedIdentifier.objects.values_list("pk", flat=True)) == entries


def test_a_card_that_has_only_got_another_address_since_is_nobody_elses(office):
    request = office.entered(BAN)
    office.person.contact_points.all().delete()
    assert strays_of(request) == []


def test_a_wrong_tick_is_mended_in_the_same_way(office, asker):
    request = office.entered(BAN, contacts=[(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")])
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    request = office.step(request, Step.FIX_MATCH, people=[asker])
    assert strays_of(request) == [office.person]
    office.step(request, Step.LIFT_BANS, person=office.person.pk)
    assert not in_force(office.person).exists()


def test_nothing_is_lifted_while_it_is_open_whom_the_request_is_about(office):
    request = office.entered(BAN, contacts=[(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")])
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    request = office.step(request, Step.TAKE_UP_AGAIN)
    assert strays_of(request) == []


def test_it_is_found_on_the_card_that_the_wrong_one_was_merged_into(office, mended):
    survivor = make.a_person(office.kept_by, given_names="Kolmas")
    merge(survivor, office.person, by=office.officer, now=NOW)
    assert strays_of(mended) == [survivor]
    office.step(mended, Step.LIFT_BANS, person=survivor.pk)
    assert not in_force(survivor).exists()


def test_nor_is_it_lifted_once_the_wrong_card_was_merged_into_that_of_who_asked(
    office, asker, mended
):
    merge(asker, office.person, by=office.officer, now=NOW)
    assert strays_of(mended) == []
    assert in_force(asker).count() == EVERY_BAN


def test_one_that_was_lifted_in_error_is_given_again_by_the_same_request(office, asker):
    request = office.entered(BAN, contacts=[(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")])
    for person in (office.person, asker):
        request = office.step(request, Step.FIX_MATCH, people=[person])
    request = office.step(request, Step.LIFT_BANS, person=office.person.pk)
    office.step(request, Step.FIX_MATCH, people=[office.person])
    assert in_force(office.person).count() == EVERY_BAN


def test_it_is_found_though_the_day_of_arrival_was_corrected_as_well(office, asker):
    request = office.entered(BAN, at=NOW)
    facts = {"contacts": CORRECTED, "received_at": ARRIVED}
    request = office.step(request, Step.CORRECT, **facts)
    assert strays_of(request) == [office.person]


def test_it_is_one_button_on_the_requests_page(office, mended):
    desk = Desk(office.handler)
    page = desk.page(mended).content.decode()
    assert "which the request has nothing to do with any more" in page
    assert "Lift the ban on this card" in page
    desk.take(mended, Step.LIFT_BANS, person=office.person.pk)
    assert not in_force(office.person).exists()
    assert "Lift the ban on this card" not in desk.page(mended).content.decode()


def test_nobody_lifts_a_ban_on_a_card_that_is_not_shown_to_them(office, mended):
    other = make.a_membership(make.a_register("muut"), make.a_controller("muu", name="Muu Oy"))
    hidden = make.a_person(other)
    given = {"given_at": mended.received_at, "reference": mended.reference}
    binding.ban_everywhere([hidden.pk], by=Hand(office.handler, NOW).actor, **given)
    with pytest.raises(NotAllowed):
        office.step(mended, Step.LIFT_BANS, person=hidden.pk)
    assert in_force(hidden).exists()
    [shown] = Desk(office.handler).page(mended).context["page"].banned_by_mistake()
    assert f"/{office.person.pk}/" in shown.url
