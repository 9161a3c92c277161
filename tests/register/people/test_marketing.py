"""May we market? The law's table, one by one and set-wise; and the doors of yes and no."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register import erasure, journal, marketing, merging, suppressions
from register.enums import (
    ContactPointKind,
    KeyDateKind,
    MarketingChannel,
    MarketingScope,
    Relationship,
    SourceKind,
    SubjectKind,
    SuppressionReason,
)
from register.marketing import Why
from register.models import (
    Act,
    Consent,
    DataSubject,
    JournalEntry,
    MarketingBan,
    Source,
    SubjectAddress,
    SuppressedIdentifier,
)
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


def a_buyer(kept_by, number="T-1", source=None, mail="ostaja@satumaa.example"):
    customer = make.a_person(kept_by)
    make.an_order(customer, number)
    make.a_contact_point(customer, mail, source=source)
    make.a_contact_point(customer, "020 000 1000", ContactPointKind.PHONE, source=source)
    return customer


def a_source(kept_by, kind):
    return Source.objects.create(
        register=kept_by.register, key=f"lahde-{kind}", kind=kind, name_fi="Keksitty lähde"
    )


# An existing customer who has bought (917/2014 s. 200(3)): own products, by the contact given.
CUSTOMERS = {(EMAIL, OWN), (SMS, OWN)}


@pytest.mark.parametrize(
    ("channel", "scope"), list(product(MarketingChannel, MarketingScope)), ids=str
)
def test_a_customer_who_has_bought_may_be_told_of_similar_products(kept_by, channel, scope):
    customer = a_buyer(kept_by)
    wanted = Why.CUSTOMER if (channel, scope) in CUSTOMERS else DEFAULTS[channel, scope]
    assert answer(customer, channel, scope) == wanted


def test_who_has_bought_nothing_or_left_is_no_such_customer(kept_by):
    never = a_buyer(kept_by)
    never.orders.all().delete()
    left = a_buyer(kept_by, "T-2")
    DataSubject.objects.filter(pk=left.pk).update(relationship=Relationship.FORMER)
    assert answer(never) == answer(left) == Why.NO_CONSENT


# Whose words the e-mail address is: a sale gives an address only where the buyer gave it.
GOT_FROM = {
    SourceKind.DATA_SUBJECT: Why.CUSTOMER,
    SourceKind.OWN_ACTIVITY: Why.CUSTOMER,
    SourceKind.ORGANISATION: Why.NO_CONSENT,
    SourceKind.COOKIES: Why.NO_CONSENT,
    SourceKind.PUBLIC_REGISTER: Why.NO_CONSENT,
    SourceKind.AUTHORITY: Why.NO_CONSENT,
    SourceKind.THIRD_PARTY: Why.NO_CONSENT,
}


@pytest.mark.parametrize("kind", SourceKind)
def test_an_address_got_elsewhere_was_not_got_in_a_sale(kept_by, kind):
    customer = a_buyer(kept_by, source=a_source(kept_by, kind))
    assert answer(customer) == answer(customer, SMS) == GOT_FROM[kind]
    make.a_consent(customer, channel=EMAIL, scope=OWN, given_at=BEFORE)
    assert answer(customer) == Why.CONSENT


def test_a_customer_by_no_address_of_that_kind_has_given_none(kept_by):
    customer = make.a_person(kept_by)
    make.an_order(customer)
    make.a_contact_point(customer, "020 000 1000", ContactPointKind.PHONE)
    assert (answer(customer), answer(customer, SMS)) == (Why.NO_CONSENT, Why.CUSTOMER)


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
    customer = a_buyer(kept_by)
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


@pytest.mark.parametrize("until", [None, date(2026, 11, 22), date(2026, 11, 21)])
def test_an_address_under_a_security_ban_gets_no_marketing(kept_by, until):
    """Past the day as well, until somebody takes the mark away: so it is on cards and lists."""
    person = make.a_person(kept_by, address_protected=True, address_protected_until=until)
    assert answer(person, POST) == Why.PROTECTED_ADDRESS
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


@pytest.fixture
def twin(kept_by, person):
    """Who is known by another number and merged into the first card."""
    twin = make.a_person(kept_by)
    make.a_home_address(person)
    make.a_home_address(twin)  # the same, so it stays on the absorbed card
    DataSubject.objects.filter(pk=twin.pk).update(sort_name="toinen nimi")
    marketing.ban(person, POST, OWN, by=journal.THE_SUBJECT)
    merging.merge(person, twin, by=make.a_user(), now=timezone.now())
    return twin


def known_by(card):
    return {one.hash for one in suppressions.identifiers_of([card.pk])}


def banned():
    return set(SuppressedIdentifier.objects.values_list("hash", flat=True))


def test_a_ban_is_kept_for_what_an_absorbed_card_was_known_by(person, twin):
    of_both = known_by(person) | known_by(twin)
    assert len(of_both) == 2
    erased(person)
    assert banned() == of_both


def test_a_ban_is_kept_when_rows_of_an_absorbed_card_go(person, twin):
    with transaction.atomic():
        rows = list(SubjectAddress.objects.filter(subject=twin).values_list("pk", flat=True))
        warrant = erasure.Warrant(digest="a" * 64, by=journal.JOB)
        before = known_by(twin)
        erasure.erase_rows(SubjectAddress, rows, warrant=warrant)
    assert before <= banned()


def test_a_ban_that_is_lifted_is_not_kept_by_the_card_that_was_absorbed(kept_by, person):
    twin = make.a_person(kept_by)
    for card in (person, twin):
        make.a_home_address(card)
        marketing.ban(card, POST, OWN, by=journal.THE_SUBJECT)
    merging.merge(person, twin, by=make.a_user(), now=timezone.now())
    marketing.lift(person.marketing_bans.get(), by=journal.COMMAND)
    erased(person)
    assert banned() == set()


def test_a_ban_is_kept_for_its_own_controller(person):
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    marketing.ban(person, PHONE, OWN, by=journal.THE_SUBJECT)
    with transaction.atomic():
        erasure.erase_people([person.pk], warrant=erasure.Warrant(digest="a" * 64, by=journal.JOB))
    elsewhere = make.a_membership(controller=make.a_controller("toinen", name="Toinen Oy"))
    other = make.a_person(elsewhere)
    make.a_contact_point(other, "040 123 4567", ContactPointKind.PHONE)
    assert not MarketingBan.objects.exists()


def erased(person):
    with transaction.atomic():
        erasure.erase_people([person.pk], warrant=erasure.Warrant(digest="a" * 64, by=journal.JOB))


def test_a_ban_that_came_back_and_is_lifted_does_not_come_back_again(kept_by, person):
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    for scope in (OWN, RESEARCH):
        marketing.ban(person, PHONE, scope, by=journal.THE_SUBJECT)
    erased(person)
    again = make.a_person(kept_by)
    point = make.a_contact_point(again, "040 123 4567", ContactPointKind.PHONE)
    assert (answer(again, PHONE), answer(again, PHONE, RESEARCH)) == (Why.BANNED, Why.BANNED)
    own = again.marketing_bans.get(scope=OWN)
    marketing.lift(own, by=journal.THE_SUBJECT)
    again.save()
    point.save()
    assert answer(again, PHONE) == Why.NOT_FORBIDDEN
    assert answer(again, PHONE, RESEARCH) == Why.BANNED
    left = SuppressedIdentifier.objects.filter(reason=SuppressionReason.MARKETING_BAN)
    assert set(left.values_list("scope", flat=True)) == {RESEARCH.value}


def test_bringing_a_ban_back_twice_gives_one(kept_by, person):
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    marketing.ban(person, PHONE, OWN, by=journal.THE_SUBJECT)
    suppressions.keep_bans([person.pk], since=TODAY)
    assert suppressions.bring_back_bans([person.pk], given_at=AFTER) == []
    assert MarketingBan.objects.count() == 1


# A no to a controller binds it in every register and on every card


@pytest.fixture
def other_register(kept_by):
    register = make.a_register("toinen")
    make.a_purpose(register, "markkinointi", direct_marketing=True)
    return make.a_membership(register, kept_by.controller)


def test_a_ban_comes_back_in_another_register_of_the_controller(other_register, person):
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    marketing.ban(person, PHONE, OWN, by=journal.THE_SUBJECT)
    erased(person)
    again = make.a_person(other_register)
    make.a_contact_point(again, "040 123 4567", ContactPointKind.PHONE)
    assert answer(again, PHONE) == Why.BANNED


REACHED = [(PHONE, "040 123 4567"), (EMAIL, "impi@satumaa.example"), (POST, "Haavekuja 3")]


def reached_by(person, channel, value):
    if channel == POST:
        return make.a_home_address(person, street=value)
    return make.a_contact_point(person, value, channel)


@pytest.mark.parametrize(("channel", "value"), REACHED)
def test_a_ban_binds_the_same_address_on_another_card(kept_by, other_register, channel, value):
    here, there = make.a_person(kept_by), make.a_person(other_register)
    for person in (here, there):
        reached_by(person, channel, value)
        make.a_consent(person, channel=channel, scope=OWN, given_at=BEFORE)
    row = make.a_marketing_ban(here, channel=channel, scope=OWN, given_at=BEFORE)
    assert (answer(here, channel), answer(there, channel)) == (Why.BANNED, Why.BANNED_ELSEWHERE)
    assert not marketing.allowed(DataSubject.objects.all(), channel, OWN, TODAY).exists()
    marketing.lift(row, by=journal.THE_SUBJECT, lifted_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert answer(there, channel) == Why.CONSENT


@pytest.mark.parametrize(("channel", "value"), REACHED)
def test_a_ban_given_to_another_controller_does_not_bind_us(person, channel, value):
    elsewhere = make.a_membership(controller=make.a_controller("toinen", name="Toinen Oy"))
    stranger = make.a_person(elsewhere)
    for one in (person, stranger):
        reached_by(one, channel, value)
    make.a_marketing_ban(stranger, channel=channel, scope=OWN, given_at=BEFORE)
    make.a_consent(person, channel=channel, scope=OWN, given_at=BEFORE)
    assert answer(person, channel) == Why.CONSENT


def test_who_has_another_number_may_be_called_by_that(kept_by, person):
    """The number of the family is closed by one of them; the own number is open."""
    spouse = make.a_person(kept_by)
    for one in (person, spouse):
        make.a_contact_point(one, "020 000 1000", ContactPointKind.PHONE)
    make.a_marketing_ban(spouse, channel=PHONE, scope=OWN, given_at=BEFORE)
    assert answer(person, PHONE) == Why.BANNED_ELSEWHERE
    own = make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    assert answer(person, PHONE) == Why.NOT_FORBIDDEN
    assert list(marketing.points(PHONE, OWN, TODAY)) == [own]


# Many at once


MOMENTS = st.sampled_from([BEFORE, datetime(2026, 11, 22, 12, 0, tzinfo=UTC), AFTER])
PERSON = st.fixed_dictionaries(
    {
        "relationship": st.sampled_from(Relationship),
        "protected": st.booleans(),
        "restricted": st.booleans(),
        "bought": st.booleans(),
        "source": st.sampled_from([None, SourceKind.DATA_SUBJECT, SourceKind.THIRD_PARTY]),
        "mail": st.sampled_from(["", "yhteinen@satumaa.example", "oma@satumaa.example"]),
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
    if said["mail"]:
        kind = said["source"]
        known = Source.objects.filter(kind=kind).first() if kind else None
        source = known or (a_source(kept_by, kind) if kind else None)
        make.a_contact_point(person, said["mail"], source=source)
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
