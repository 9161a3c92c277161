"""Where it has to be known whom a request is about, though nobody is asked: in Finnish, by letter.

A ban that is fixed without an identity, and lifted where the tick was wrong; an erasure that waits
for a request that nobody has looked at yet.
"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.models import DataSubject, MarketingBan
from subjects.enums import RequestedKind, Step
from subjects.models import ContactKind
from tests import factories as make
from tests.browser.journeys import Journey
from tests.retention.rules import a_rule_of
from tests.subjects.requests import Office

pytestmark = pytest.mark.django_db(transaction=True)
BY_LETTER = [(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")]


def banned() -> set[int]:
    return set(MarketingBan.objects.filter(lifted_at=None).values_list("subject", flat=True))


def test_a_ban_by_letter_finds_its_card_and_leaves_the_wrong_one(
    journey: Journey, office: Office
) -> None:
    wrong = make.a_person(office.kept_by, given_names="Impi Sylvia Maria")
    request = office.entered(RequestedKind.MARKETING_BAN, contacts=BY_LETTER)
    staff = journey.staff(office.handler, color_scheme="dark")
    staff.open(request)
    people = staff.page.locator("#people")
    expect(people).to_contain_text("Henkilöllisyyttä ei ole selvitetty")
    staff.look_over("ban-by-letter")
    staff.fix_match(wrong)
    assert banned() == {wrong.pk}
    staff.fix_match(office.person)
    effects = staff.page.locator("#effects")
    expect(effects).to_contain_text("joihin pyyntö ei enää liity")
    staff.look_over("ban-on-the-wrong-card")
    staff.take(Step.LIFT_BANS)
    assert banned() == {office.person.pk}
    expect(effects).not_to_contain_text("joihin pyyntö ei enää liity")


def test_an_erasure_waits_until_it_is_known_whose_the_other_request_is(
    journey: Journey, office: Office
) -> None:
    a_rule_of(office.kept_by.register, ("customer_relationship_end", 10, "year"), key="oma")
    other = office.entered(RequestedKind.ACCESS)
    request = office.approve(office.decided(RequestedKind.ERASURE), now=timezone.now())
    staff = journey.staff(office.handler)
    staff.open(request)
    erasure = staff.page.locator("#erasure")
    expect(erasure).to_contain_text("voivat olla saman henkilön ja tarvita tietoja")
    expect(erasure.get_by_role("link", name=other.reference)).to_be_visible()
    staff.look_over("erasure-waits")
    assert other.reference in staff.try_to(Step.CARRY_OUT)
    assert DataSubject.objects.filter(pk=office.person.pk).exists()
    staff.take(Step.NOTE_ANOTHERS)
    expect(erasure).not_to_contain_text("voivat olla saman henkilön")
