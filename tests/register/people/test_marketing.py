"""May we market? The law's table, one by one and set-wise; and the doors of yes and no."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register import erasure, journal, marketing
from register.enums import (
    ContactPointKind,
    KeyDateKind,
    MarketingChannel,
    MarketingScope,
    Relationship,
    SubjectKind,
)
from register.marketing import Why
from register.models import Act, Consent, DataSubject, JournalEntry, MarketingBan
from register.refusal import Refusal
from tests import factories as make

pytestmark = pytest.mark.django_db

POST, PHONE, EMAIL = MarketingChannel.POST, MarketingChannel.PHONE, MarketingChannel.EMAIL
SMS, APP, SOCIAL = MarketingChannel.SMS, MarketingChannel.APP, MarketingChannel.SOCIAL_MEDIA
OWN, GROUP = MarketingScope.OWN, MarketingScope.GROUP
PARTNERS, RESEARCH = MarketingScope.PARTNERS, MarketingScope.RESEARCH
TODAY = date(2026, 11, 22)
BEFORE = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def kept_by():
    membership = make.a_membership()
    make.a_purpose(membership.register, "markkinointi", direct_marketing=True)
    return membership


@pytest.fixture
def person(kept_by):
    return make.a_person(kept_by, relationship=Relationship.PROSPECT)


def answer(person, channel=EMAIL, scope=OWN, on=TODAY) -> Why:
    return marketing.may_market(person, channel, scope, on).why


# Without any word from the person: the law's default for each channel and scope.
DEFAULTS = {
    (POST, OWN): Why.NOT_FORBIDDEN,
    (POST, GROUP): Why.NOT_FORBIDDEN,
    (POST, PARTNERS): Why.NO_CONSENT,
    (POST, RESEARCH): Why.NOT_FORBIDDEN,
    (PHONE, OWN): Why.NOT_FORBIDDEN,
    (PHONE, GROUP): Why.NOT_FORBIDDEN,
    (PHONE, PARTNERS): Why.NO_CONSENT,
    (PHONE, RESEARCH): Why.NOT_FORBIDDEN,
    (EMAIL, OWN): Why.NO_CONSENT,
    (EMAIL, GROUP): Why.NO_CONSENT,
    (EMAIL, PARTNERS): Why.NO_CONSENT,
    (EMAIL, RESEARCH): Why.NO_CONSENT,
    (SMS, OWN): Why.NO_CONSENT,
    (SMS, GROUP): Why.NO_CONSENT,
    (SMS, PARTNERS): Why.NO_CONSENT,
    (SMS, RESEARCH): Why.NO_CONSENT,
    (APP, OWN): Why.NO_CONSENT,
    (APP, GROUP): Why.NO_CONSENT,
    (APP, PARTNERS): Why.NO_CONSENT,
    (APP, RESEARCH): Why.NO_CONSENT,
    (SOCIAL, OWN): Why.NO_CONSENT,
    (SOCIAL, GROUP): Why.NO_CONSENT,
    (SOCIAL, PARTNERS): Why.NO_CONSENT,
    (SOCIAL, RESEARCH): Why.NO_CONSENT,
}


@pytest.mark.parametrize(
    ("channel", "scope"), list(product(MarketingChannel, MarketingScope)), ids=str
)
def test_the_laws_default(person, channel, scope):
    assert answer(person, channel, scope) == DEFAULTS[channel, scope]


# An existing customer who has bought (917/2014 s. 200(3)): own products, by the contact given.
CUSTOMERS = {(EMAIL, OWN), (SMS, OWN)}


@pytest.mark.parametrize(
    ("channel", "scope"), list(product(MarketingChannel, MarketingScope)), ids=str
)
def test_a_customer_who_has_bought_may_be_told_of_similar_products(kept_by, channel, scope):
    customer = make.a_person(kept_by)
    make.an_order(customer)
    wanted = Why.CUSTOMER if (channel, scope) in CUSTOMERS else DEFAULTS[channel, scope]
    assert answer(customer, channel, scope) == wanted


def test_who_has_bought_nothing_or_left_is_no_such_customer(kept_by):
    make_no_order = make.a_person(kept_by)
    left = make.a_person(kept_by, relationship=Relationship.FORMER)
    make.an_order(left)
    assert answer(make_no_order) == answer(left) == Why.NO_CONSENT


def test_a_contact_person_at_work_is_a_person(kept_by):
    """A named work address was treated as a natural person's: 3425/157/2019."""
    contact = make.a_person(
        kept_by, kind=SubjectKind.CONTACT_PERSON, relationship=Relationship.PROSPECT
    )
    assert answer(contact) == Why.NO_CONSENT


def test_a_consent_is_for_its_channel_and_scope_only(person):
    make.a_consent(person, channel=EMAIL, scope=OWN, given_at=BEFORE)
    assert answer(person) == Why.CONSENT
    assert answer(person, SMS) == Why.NO_CONSENT
    assert answer(person, EMAIL, GROUP) == Why.NO_CONSENT


@pytest.mark.parametrize(
    ("given", "withdrawn", "why"),
    [
        (BEFORE, None, Why.CONSENT),
        (AFTER, None, Why.NO_CONSENT),
        (BEFORE, AFTER, Why.CONSENT),
        (BEFORE, datetime(2026, 11, 22, 21, 59, tzinfo=UTC), Why.NO_CONSENT),  # that very day
        (BEFORE, datetime(2026, 11, 22, 22, 0, tzinfo=UTC), Why.CONSENT),  # tomorrow in Helsinki
    ],
)
def test_a_consent_counts_from_its_day_until_the_day_it_is_withdrawn(person, given, withdrawn, why):
    make.a_consent(person, channel=EMAIL, scope=OWN, given_at=given, withdrawn_at=withdrawn)
    assert answer(person) == why


def test_a_ban_beats_a_consent_and_a_sale(kept_by):
    customer = make.a_person(kept_by)
    make.an_order(customer)
    make.a_consent(customer, channel=EMAIL, scope=OWN, given_at=BEFORE)
    make.a_marketing_ban(customer, channel=EMAIL, scope=OWN, given_at=BEFORE)
    assert answer(customer) == Why.BANNED


@pytest.mark.parametrize("channel", [POST, PHONE])
def test_a_ban_is_for_its_channel_and_scope(person, channel):
    make.a_marketing_ban(person, channel=channel, scope=OWN, given_at=BEFORE)
    other = PHONE if channel == POST else POST
    assert answer(person, channel) == Why.BANNED
    assert answer(person, other) == Why.NOT_FORBIDDEN
    assert answer(person, channel, RESEARCH) == Why.NOT_FORBIDDEN


def test_a_lifted_ban_is_none(person):
    make.a_marketing_ban(person, channel=POST, scope=OWN, given_at=BEFORE, lifted_at=BEFORE)
    assert answer(person, POST) == Why.NOT_FORBIDDEN


def test_who_is_restricted_absorbed_or_dead_is_left_alone(kept_by, person):
    restricted = make.a_person(kept_by, restricted_at=BEFORE)
    absorbed = make.a_person(kept_by, merged_into=person)
    dead = make.a_person(kept_by)
    make.a_key_date(dead, date(2026, 11, 22), kind=KeyDateKind.DEATH)
    assert answer(restricted, POST) == Why.RESTRICTED
    assert answer(absorbed, POST) == Why.ABSORBED
    assert answer(dead, POST) == Why.DECEASED


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (None, Why.PROTECTED_ADDRESS),
        (date(2026, 11, 22), Why.PROTECTED_ADDRESS),
        (date(2026, 11, 21), Why.NOT_FORBIDDEN),
    ],
)
def test_an_address_under_a_security_ban_gets_no_marketing(kept_by, until, why):
    person = make.a_person(kept_by, address_protected=True, address_protected_until=until)
    assert answer(person, POST) == why
    assert answer(person, PHONE) == Why.NOT_FORBIDDEN


def test_a_register_without_the_purpose_is_not_for_marketing(kept_by, person):
    kept_by.register.purpose_set.update(direct_marketing=False)
    assert answer(person, POST) == Why.NOT_A_PURPOSE


# The doors


def test_a_ban_is_in_force_at_once_and_a_second_click_changes_nothing(person):
    first = marketing.ban(person, POST, OWN, by=journal.THE_SUBJECT)
    again = marketing.ban(person, POST, OWN, by=journal.THE_SUBJECT)
    assert first == again
    assert answer(person, POST) == Why.BANNED
    entry = JournalEntry.objects.get(act=Act.BANNED)
    assert (entry.uuid, entry.detail) == (person.uuid, {"scope": "own", "channel": "post"})


def test_a_ban_can_be_lifted_and_given_again(person):
    row = marketing.ban(person, POST, OWN, by=journal.THE_SUBJECT)
    marketing.lift(row, by=journal.THE_SUBJECT)
    marketing.lift(row, by=journal.THE_SUBJECT)
    assert answer(person, POST) == Why.NOT_FORBIDDEN
    marketing.ban(person, POST, OWN, by=journal.THE_SUBJECT)
    assert MarketingBan.objects.count() == 2
    acts = list(JournalEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == [Act.BANNED, Act.BAN_LIFTED, Act.BANNED]


def test_a_consent_names_its_words_and_can_be_taken_back(person):
    text = make.a_consent_text(person.kept_by.register)
    row = marketing.give_consent(person, text, channel=EMAIL, scope=OWN, by=journal.THE_SUBJECT)
    assert (
        marketing.give_consent(person, text, channel=EMAIL, scope=OWN, by=journal.THE_SUBJECT)
        == row
    )
    assert answer(person) == Why.CONSENT
    marketing.withdraw_consent(row, by=journal.THE_SUBJECT)
    marketing.withdraw_consent(row, by=journal.THE_SUBJECT)
    assert answer(person) == Why.NO_CONSENT
    acts = list(JournalEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == [Act.CONSENT_GIVEN, Act.CONSENT_WITHDRAWN]


def test_words_of_another_register_are_refused(person):
    text = make.a_consent_text(make.a_register("toinen"))
    with pytest.raises(Refusal):
        marketing.give_consent(person, text, by=journal.THE_SUBJECT)
    assert not Consent.objects.exists()


def test_a_channel_without_its_scope_is_refused(person):
    text = make.a_consent_text(person.kept_by.register)
    with pytest.raises(Refusal):
        marketing.give_consent(person, text, channel=EMAIL, by=journal.THE_SUBJECT)


def test_nothing_ends_before_it_began(person):
    ban = make.a_marketing_ban(person, given_at=BEFORE)
    with pytest.raises(Refusal):
        marketing.lift(ban, by=journal.COMMAND, lifted_at=datetime(2025, 1, 1, tzinfo=UTC))
    ban.refresh_from_db()
    assert ban.lifted_at is None


# A ban outlives the card


def test_a_ban_comes_back_with_the_address_after_erasure(kept_by, person):
    make.a_contact_point(person, "Impi.T@Satumaa.example")
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    for channel in (EMAIL, PHONE):
        marketing.ban(person, channel, OWN, by=journal.THE_SUBJECT)
    with transaction.atomic():
        erasure.erase_people([person.pk], warrant=erasure.Warrant(digest="a" * 64, by=journal.JOB))
    again = make.a_person(kept_by, relationship=Relationship.PROSPECT)
    assert answer(again, PHONE) == Why.NOT_FORBIDDEN
    make.a_contact_point(again, "+358 40 1234567", ContactPointKind.PHONE)
    assert answer(again, PHONE) == Why.BANNED
    assert answer(again, POST) == Why.NOT_FORBIDDEN
    stranger = make.a_person(kept_by)
    make.a_contact_point(stranger, "050 765 4321", ContactPointKind.PHONE)
    assert answer(stranger, PHONE) == Why.NOT_FORBIDDEN


def test_a_ban_is_kept_for_its_own_controller(person):
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    marketing.ban(person, PHONE, OWN, by=journal.THE_SUBJECT)
    with transaction.atomic():
        erasure.erase_people([person.pk], warrant=erasure.Warrant(digest="a" * 64, by=journal.JOB))
    elsewhere = make.a_membership(controller=make.a_controller("toinen", name="Toinen Oy"))
    other = make.a_person(elsewhere)
    make.a_contact_point(other, "040 123 4567", ContactPointKind.PHONE)
    assert not MarketingBan.objects.exists()


# Many at once


MOMENTS = st.sampled_from([BEFORE, datetime(2026, 11, 22, 12, 0, tzinfo=UTC), AFTER])
PERSON = st.fixed_dictionaries(
    {
        "relationship": st.sampled_from(Relationship),
        "protected": st.booleans(),
        "restricted": st.booleans(),
        "bought": st.booleans(),
        "ban": st.none() | st.tuples(MOMENTS, st.booleans()),
        "consent": st.none() | st.tuples(MOMENTS, st.booleans()),
    }
)


@given(
    people=st.lists(PERSON, min_size=1, max_size=4),
    channel=st.sampled_from(MarketingChannel),
    scope=st.sampled_from(MarketingScope),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_list_holds_exactly_those_who_may_be_approached(kept_by, people, channel, scope):
    with transaction.atomic():
        made = [_made(kept_by, one, number, channel, scope) for number, one in enumerate(people)]
        found = set(marketing.allowed(DataSubject.objects.all(), channel, scope, TODAY))
        assert found == {
            person for person in made if marketing.may_market(person, channel, scope, TODAY)
        }
        transaction.set_rollback(True)


def _made(kept_by, said, number, channel, scope):
    person = make.a_person(
        kept_by,
        relationship=said["relationship"],
        address_protected=said["protected"],
        restricted_at=BEFORE if said["restricted"] else None,
    )
    if said["bought"]:
        make.an_invoice(person, f"L-{number}")
    for name, maker, ended in (
        ("ban", make.a_marketing_ban, "lifted_at"),
        ("consent", make.a_consent, "withdrawn_at"),
    ):
        if said[name]:
            at, is_over = said[name]
            over = {ended: at} if is_over else {}
            more = {} if name == "ban" else {"text": _text(kept_by)}
            maker(person, channel=channel, scope=scope, given_at=at, **over, **more)
    return person


def _text(kept_by):
    texts = kept_by.register.consenttext_set
    return texts.first() or make.a_consent_text(kept_by.register)
