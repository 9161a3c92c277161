"""A mailing list holds whom the law and the people let us approach, and nobody else."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from register import erasure, exports, journal, marketing, merging, suppressions
from register.enums import (
    ContactPointKind,
    KeyDateKind,
    MarketingChannel,
    MarketingScope,
    Relationship,
    SourceKind,
    SuppressionReason,
)
from register.erasure import Warrant
from register.exports import Column, PeopleFile
from register.groups import Group
from register.mailing import Mailing
from register.models import Act, DataSubject, JournalEntry, Source
from tests import factories as make
from tests.admin_pages import signed_in
from tests.register.people.test_lists import text_of

pytestmark = pytest.mark.django_db

POST, PHONE, EMAIL = MarketingChannel.POST, MarketingChannel.PHONE, MarketingChannel.EMAIL
SMS, APP, SOCIAL = MarketingChannel.SMS, MarketingChannel.APP, MarketingChannel.SOCIAL_MEDIA
OWN, PARTNERS = MarketingScope.OWN, MarketingScope.PARTNERS
TODAY = date(2026, 11, 22)
BEFORE = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
MAILING = "admin:register_datasubject_mailing"


@pytest.fixture
def ours(ours):
    make.a_purpose(ours.register, "markkinointi", direct_marketing=True)
    return ours


def somebody(kept_by, name="Luvallinen", **values):
    """Reached by every channel; a customer who has bought nothing."""
    number = DataSubject.objects.count() + 1
    person = make.a_person(kept_by, family_name=name, user_id=f"tunnus{number}", **values)
    make.a_contact_point(person, f"asiakas{number}@satumaa.example")
    make.a_contact_point(person, f"020 000 {1000 + number}", ContactPointKind.PHONE)
    make.a_home_address(person, street=f"Haavekuja {number}")
    return person


def buyer(kept_by, name="Ostaja", **values):
    """Who may be written to by e-mail as well (s. 200(3))."""
    person = somebody(kept_by, name, **values)
    make.an_order(person, number=f"T-{person.pk}", ordered_on=date(2026, 1, 2))
    return person


def listed(kept_by, channel=EMAIL, scope=OWN, on=TODAY):
    mailing = Mailing(kept_by, channel, scope, on)
    people = mailing.list_of(DataSubject.objects.all()).people
    return sorted(people.values_list("family_name", flat=True))


# Whom it must not hold


def ban(person, channel=EMAIL, scope=OWN, at=BEFORE):
    return make.a_marketing_ban(person, channel=channel, scope=scope, given_at=at)


def ban_everything(person):
    for channel in MarketingChannel:
        for scope in MarketingScope:
            ban(person, channel, scope)


def erased_and_back(person):
    """Erased with a ban; somebody writes the same person down again, by the same address."""
    ban(person)
    email = person.contact_points.get(kind=ContactPointKind.EMAIL).value
    kept_by = person.kept_by
    with transaction.atomic():
        suppressions.keep_bans([person.pk], since=TODAY)
        suppressions.suppress(
            [person.pk], SuppressionReason.ERASURE_REQUEST, since=TODAY, until=None
        )
        erasure.erase_people([person.pk], warrant=Warrant(digest="0" * 64, by=journal.JOB))
    new = make.a_person(kept_by, family_name="Kielletty")
    make.an_order(new, number="T-uusi", ordered_on=date(2026, 1, 2))
    make.a_contact_point(new, email)


def on_a_second_card(person):
    """The same address without a ban; merged they are not yet."""
    email = person.contact_points.get(kind=ContactPointKind.EMAIL).value
    person.contact_points.filter(kind=ContactPointKind.EMAIL).delete()
    make.a_contact_point(person, email.upper())
    other = make.a_person(person.kept_by, family_name="Kielletty")
    make.a_contact_point(other, email)
    ban(other)


FORBIDDEN = {
    "banned by this channel": ban,
    "banned by every channel": ban_everything,
    "restricted": lambda person: DataSubject.objects.filter(pk=person.pk).update(
        restricted_at=timezone.now()
    ),
    "former, without consent": lambda person: DataSubject.objects.filter(pk=person.pk).update(
        relationship=Relationship.FORMER
    ),
    "never bought, no consent": lambda person: person.orders.all().delete(),
    "no address to write to": lambda person: person.contact_points.all().delete(),
    "dead": lambda person: make.a_key_date(person, date(2026, 5, 5), kind=KeyDateKind.DEATH),
    "erased, and back with the ban": erased_and_back,
    "banned on a second card": on_a_second_card,
}


@pytest.mark.parametrize("why", FORBIDDEN)
def test_an_e_mail_list_holds_nobody_it_must_not(ours, why):
    buyer(ours)
    forbidden = buyer(ours, "Kielletty")
    assert listed(ours) == ["Kielletty", "Ostaja"]
    FORBIDDEN[why](forbidden)
    assert listed(ours) == ["Ostaja"]


def test_a_merged_card_is_not_on_the_list_beside_the_one_that_stands(ours):
    standing, absorbed = buyer(ours, "Pysyvä"), buyer(ours, "Sulautunut")
    merging.merge(standing, absorbed, by=make.a_user(), now=timezone.now())
    assert listed(ours) == ["Pysyvä"]


def test_a_consent_that_was_withdrawn_is_none(ours):
    person = somebody(ours, "Suostunut")
    consent = make.a_consent(person)
    assert listed(ours) == ["Suostunut"]
    marketing.withdraw_consent(consent, by=journal.COMMAND)
    assert listed(ours, on=timezone.localdate()) == []


def test_a_ban_of_another_channel_or_scope_does_not_forbid_this_one(ours):
    person = buyer(ours)
    ban(person, PHONE, OWN)
    ban(person, EMAIL, PARTNERS)
    assert listed(ours) == ["Ostaja"]


def test_partners_get_nobody_without_consent(ours):
    buyer(ours)
    assert [listed(ours, channel, PARTNERS) for channel in MarketingChannel] == [[]] * 6


def test_post_goes_to_nobody_under_a_security_ban_and_by_other_channels_it_hides_nothing(ours):
    buyer(ours, "Suojattu", address_protected=True)
    buyer(ours)
    assert listed(ours, POST) == ["Ostaja"]
    assert listed(ours, EMAIL) == ["Ostaja", "Suojattu"]


def test_post_to_the_same_name_and_address_is_forbidden_and_to_others_in_the_house_is_not(ours):
    forbidding = somebody(ours, "Kielletty")
    somebody(ours, "Kielletty")
    somebody(ours, "Naapuri")
    for person in DataSubject.objects.all():
        person.addresses.all().delete()
        make.a_home_address(person)
    ban(forbidding, POST)
    assert listed(ours, POST) == ["Naapuri"]


def test_a_no_to_the_controller_in_another_register_is_honoured_here(ours):
    elsewhere = make.a_membership(make.a_register("jasenet"), ours.controller)
    forbidden, other = buyer(ours, "Kielletty"), make.a_person(elsewhere, family_name="Kielletty")
    buyer(ours)
    for point in forbidden.contact_points.all():
        make.a_contact_point(other, point.value, point.kind)
    make.a_home_address(other, street=forbidden.addresses.get().street)
    for channel in (EMAIL, PHONE, POST):
        assert listed(ours, channel) == ["Kielletty", "Ostaja"]
        ban(other, channel)
        assert listed(ours, channel) == ["Ostaja"]


def test_a_customer_is_written_to_by_the_address_given_when_buying(officer, ours):
    person = buyer(ours)
    source = Source.objects.create(
        register=ours.register, key="osoitelista", kind=SourceKind.THIRD_PARTY, name_fi="Lista"
    )
    person.contact_points.all().delete()
    make.a_contact_point(person, "ostettu@satumaa.example", source=source)
    assert listed(ours) == []
    make.a_contact_point(person, "annettu@satumaa.example")
    assert listed(ours) == ["Ostaja"]
    held = b"".join(sent(officer, address_of(ours, EMAIL)).streaming_content).decode()
    assert ("annettu@" in held, "ostettu@" in held) == (True, False)


@pytest.mark.parametrize("days", [-1, 0, None])
def test_one_answer_to_whose_address_is_hidden(ours, days):
    """The letter list, the plain list and `may_market` agree, past the ban's last day as well."""
    today = timezone.localdate()
    until = None if days is None else today + timedelta(days=days)
    person = buyer(ours, "Suojattu", address_protected=True, address_protected_until=until)
    plain = PeopleFile(people=DataSubject.objects.all(), columns=frozenset({Column.ADDRESS}))
    for is_hidden in (True, False):
        assert marketing.may_market(person, POST, OWN, today).allowed is not is_hidden
        assert listed(ours, POST, on=today) == ([] if is_hidden else ["Suojattu"])
        assert ("Haavekuja" in str(held_in(plain))) is not is_hidden
        person.address_protected, person.address_protected_until = False, None
        person.save()


def held_in(file):
    user = make.a_user(is_superuser=True)
    number = f"list-{user.pk}"
    told = {"occasion": "audit", "reference": "", "form": "csv", "expected": 1}
    exports.record(file, by=user, number=number, **told)
    return list(exports.rows(file, number))


def test_another_controllers_customers_are_not_ours_to_write_to(ours, theirs):
    make.a_purpose(theirs.register, "markkinointi", direct_marketing=True)
    buyer(theirs, "Vieras")
    buyer(ours)
    assert listed(ours) == ["Ostaja"]


def test_a_register_not_kept_for_marketing_gives_no_list(theirs):
    buyer(theirs)
    assert [listed(theirs, channel) for channel in MarketingChannel] == [[]] * 6


# What it holds


HELD = {
    POST: [
        *("Family name", "Given names", "Language", "Organisation"),
        *("C/o", "Street address or P.O. box", "Postal code", "Town", "Country"),
    ],
    PHONE: ["Family name", "Given names", "Language", "Phone number"],
    EMAIL: ["Family name", "Given names", "Language", "E-mail address"],
    SMS: ["Family name", "Given names", "Language", "Phone number"],
    APP: ["User name", "Language"],
    SOCIAL: ["E-mail address"],
}


def address_of(kept_by, channel, on=None):
    day = on or timezone.localdate()
    query = f"kept_by={kept_by.pk}&channel={channel.value}&scope=own&on={day}"
    return f"{reverse(MAILING)}?{query}"


def sent(client, address):
    shown = client.get(address).context["shown"]
    return client.post(address, {"shown": shown, "file": "csv", "occasion": "audit"})


@pytest.mark.parametrize("channel", MarketingChannel)
def test_the_file_holds_what_the_channel_needs_and_no_more(officer, ours, channel):
    person = buyer(ours, language="fi")
    make.a_contact_point(person, "toinen@satumaa.example")
    for one in (APP, SOCIAL, SMS):
        make.a_consent(person, channel=one)
    answer = sent(officer, address_of(ours, channel))
    held = b"".join(answer.streaming_content).decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(held), delimiter=";")
    assert headings == HELD[channel]
    assert len(rows) == 1
    assert "toinen@" not in held  # one address each


def test_a_mailing_is_journalled_as_marketing_with_its_channel_scope_and_day(officer, ours):
    person = buyer(ours)
    sent(officer, address_of(ours, EMAIL))
    one, whole = JournalEntry.objects.filter(act=Act.EXPORTED).order_by("pk")
    assert (one.uuid, one.occasion, whole.occasion) == (person.uuid, "marketing", "marketing")
    told = {key: whole.detail[key] for key in ("channel", "scope", "on")}
    assert told == {"channel": "email", "scope": "own", "on": timezone.localdate().isoformat()}


def test_who_forbids_it_before_the_file_is_read_is_not_in_it(officer, ours):
    first, second = buyer(ours, "Ensimmäinen"), buyer(ours, "Toinen")
    answer = sent(officer, address_of(ours, EMAIL))
    marketing.ban(second, EMAIL, OWN, by=journal.COMMAND)
    held = b"".join(answer.streaming_content).decode()
    assert (first.family_name in held, second.family_name in held) == (True, False)


# The page


def test_the_page_asks_first_and_says_how_many(officer, ours):
    buyer(ours)
    assert officer.get(reverse(MAILING)).context["people"] is None
    assert "1 person" in text_of(officer.get(address_of(ours, EMAIL)))
    assert "There is nobody on the list" in text_of(officer.get(address_of(ours, APP)))


@pytest.mark.parametrize("days", [-1, 32])
def test_a_list_is_made_for_a_day_near_enough_and_never_for_a_past_one(officer, ours, days):
    response = officer.get(address_of(ours, EMAIL, timezone.localdate() + timedelta(days=days)))
    assert list(response.context["which"].errors) == ["on"]
    assert response.context["people"] is None


def test_only_whoever_may_export_makes_a_list_and_of_the_own_customers_only(client, ours, theirs):
    make.a_purpose(theirs.register, "markkinointi", direct_marketing=True)
    user = signed_in(client, Group.STAFF)
    user.controllers.add(ours.controller)
    assert client.get(reverse(MAILING)).status_code == 403
    user.user_permissions.add(_export())
    response = client.get(address_of(theirs, EMAIL))
    assert list(response.context["which"].errors) == ["kept_by"]


def _export():
    from django.contrib.auth.models import Permission  # noqa: PLC0415

    return Permission.objects.get(codename="export_people")
