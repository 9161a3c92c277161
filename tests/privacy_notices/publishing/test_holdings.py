"""What the database holds of people against what the notice says of it."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from privacy_notices.checklist import check_register
from privacy_notices.holdings import look
from privacy_notices.models import Notice, NoticeVersion
from register.enums import ContactPointKind, SubjectKind
from register.groups import Group
from register.models import (
    DataItem,
    DataSubject,
    Purpose,
    Recipient,
    RegisterController,
    Source,
    SubjectGroup,
)
from retention.models import RetentionRule, RuleCategory
from tests import factories as make
from tests.admin_pages import count_queries, signed_in
from tests.privacy_notices.publishing.conftest import TODAY

pytestmark = pytest.mark.django_db
# The complete sample names names, e-mail, phone, addresses, orders, invoices, contacts and more.


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def kept_by(notice: Notice) -> RegisterController:
    return RegisterController.objects.get(register=notice.register)


@pytest.fixture
def person(kept_by: RegisterController) -> DataSubject:
    return make.a_person(kept_by)


def found(notice: Notice) -> dict[str, tuple[str, list[str], list[str]]]:
    """Of each finding: how grave, where, and what is held."""
    return {
        finding.id: (finding.severity.value, list(finding.places), list(finding.evidence))
        for finding in look(notice.register, TODAY)
    }


# Categories of data


def test_a_register_without_people_holds_nothing(notice):
    assert found(notice) == {}


def test_what_the_notice_names_may_be_held(notice, person):
    make.a_contact_point(person)
    make.a_contact_point(person, "020 000 1234", ContactPointKind.PHONE)
    make.a_home_address(person)
    make.an_order(person)
    make.an_interaction(person)
    assert found(notice) == {}


@pytest.mark.parametrize(
    ("hold", "held"),
    [
        (lambda person: fill(person, job_title="säveltäjä"), "Role or job title"),
        (lambda person: fill(person, language="sv"), "Language"),
        (lambda person: fill(person, relationship_started_on=TODAY), "Customer relationship"),
        (
            lambda person: make.a_contact_point(
                person, "https://satumaa.example/impi", ContactPointKind.WEB
            ),
            "Website or social media profile",
        ),
        (lambda person: make.a_key_date(person, TODAY, kind="birth"), "Other data"),
    ],
)
def test_a_category_that_is_held_and_not_named_is_found(notice, person, hold, held):
    hold(person)
    assert found(notice) == {"held-categories": ("warning", ["data_items"], [held])}


def fill(person, **values):
    DataSubject.objects.filter(pk=person.pk).update(**values)


def test_a_datum_of_two_categories_is_named_by_either(notice, person):
    make.an_invoice(person, due_on=TODAY)  # of the invoice, and of a debt
    assert found(notice) == {}
    item = DataItem.objects.get(register=notice.register, categories__category="invoice")
    item.categories.filter(category="invoice").delete()
    assert found(notice)["held-categories"][2] == ["Invoices", "Debts and collection"]


def test_what_another_register_holds_is_not_ours(notice, person):
    make.a_person(make.a_membership(make.a_register("muut")), job_title="säveltäjä")
    assert found(notice) == {}


def test_what_was_given_away_or_is_waiting_is_not_held_by_that(notice, person):
    recipient = Recipient.objects.filter(register=notice.register).first()
    make.a_disclosure(person, recipient, category="credit_info")
    assert found(notice) == {}


def test_a_data_item_mends_it_and_until_that_is_published_the_finding_says_so(
    notice, person, publish_now
):
    publish_now()
    fill(person, job_title="säveltäjä")
    assert found(notice)["held-categories"][0] == "warning"
    make.a_data_item(notice.register, "role", key="tehtava")
    RuleCategory.objects.create(
        rule=RetentionRule.objects.get(key="customer-details"), category="role"
    )
    assert found(notice) == {
        "held-categories": ("info", ["data_items/tehtava"], ["Role or job title"])
    }
    publish_now("Toinen versio.")
    assert found(notice) == {}


def test_an_item_that_left_the_draft_is_named_by_the_notice_still(notice, person, publish_now):
    publish_now()
    make.an_interaction(person)
    DataItem.objects.filter(register=notice.register, categories__category="interaction").delete()
    assert found(notice) == {}


# Groups, sources, recipients, purposes


def test_people_of_a_group_that_is_not_named_are_found(notice, kept_by):
    SubjectGroup.objects.filter(register=notice.register, kind=SubjectKind.OTHER).update(
        kind=SubjectKind.PROSPECT
    )
    SubjectGroup.objects.filter(
        register=notice.register, kind=SubjectKind.TECHNICAL_CONTACT
    ).delete()
    make.a_person(kept_by, kind=SubjectKind.TECHNICAL_CONTACT)
    assert found(notice) == {"held-groups": ("warning", ["data_subjects"], ["Technical contact"])}


def test_a_group_in_the_notices_own_words_may_be_any(notice, kept_by):
    make.a_person(kept_by, kind=SubjectKind.TECHNICAL_CONTACT)
    SubjectGroup.objects.filter(register=notice.register).update(kind=SubjectKind.OTHER)
    assert found(notice) == {}


def a_new_source(notice):
    return Source.objects.create(
        register=notice.register,
        key="osoitepalvelu",
        kind="public_register",
        name_fi="Osoitepalvelu",
    )


@pytest.mark.parametrize(
    "use",
    [
        lambda person, source: fill(person, source=source),
        lambda person, source: make.a_contact_point(person, source=source),
        lambda person, source: make.a_home_address(person, source=source),
    ],
)
def test_a_source_that_is_used_and_not_published_is_found(notice, person, publish_now, use):
    publish_now()
    source = a_new_source(notice)
    assert found(notice) == {}
    use(person, source)
    assert found(notice) == {
        "held-sources": ("warning", ["sources/osoitepalvelu"], ["Osoitepalvelu"])
    }
    publish_now("Toinen versio.")
    assert found(notice) == {}


def test_a_recipient_in_the_log_that_is_not_published_is_found(notice, person, publish_now):
    publish_now()
    recipient = make.a_recipient(notice.register, "perinta", name_fi="Perintä Oy")
    assert found(notice) == {}
    make.a_disclosure(person, recipient)
    assert found(notice) == {"held-recipients": ("warning", ["recipients/perinta"], ["Perintä Oy"])}


def test_a_purpose_that_people_consented_to_and_that_is_not_published_is_found(
    notice, person, publish_now
):
    publish_now()
    purpose = make.a_purpose(notice.register, "tutkimus", name_fi="tutkimus")
    text = make.a_consent_text(notice.register, purpose=purpose)
    assert found(notice) == {}
    make.a_consent(person, text, channel="", scope="")
    assert found(notice) == {"held-purposes": ("warning", ["purposes/tutkimus"], ["tutkimus"])}


def test_consents_to_marketing_where_the_notice_knows_none_are_found(notice, person):
    make.a_consent(person)
    assert found(notice) == {}
    Purpose.objects.filter(register=notice.register).update(direct_marketing=False)
    assert found(notice) == {"held-purposes": ("warning", ["purposes"], [])}


# Periods


@pytest.fixture
def rules(notice: Notice, version: NoticeVersion) -> Callable[[str], RetentionRule]:
    """The rules as they were published, by key."""
    return lambda key: RetentionRule.objects.get(register=notice.register, key=key)


def test_rules_that_are_as_they_were_published_are_no_finding(notice, rules):
    assert found(notice) == {}


@pytest.mark.parametrize(
    ("length", "unit", "finding"),
    [
        (37, "month", ("held-longer", "error")),
        (36, "month", None),  # three years, said otherwise
        (35, "month", ("held-shorter", "info")),
        (156, "week", ("held-shorter", "info")),  # three years are 1,095 days or more
        (1096, "day", ("held-longer", "error")),
        (1095, "day", ("held-shorter", "info")),  # by a day, where a leap day is among them
    ],
)
def test_a_rule_that_erases_at_another_time_than_the_notice_says(
    notice, rules, length, unit, finding
):
    rules("orders").terms.update(length=length, unit=unit)
    name, severity = finding or ("", "")
    place = (severity, ["retention/orders"], ["Tilausten ja palautusten tiedot"])
    assert found(notice) == ({name: place} if finding else {})


def test_publishing_mends_it(notice, rules, publish_now):
    rules("orders").terms.update(length=9)
    assert list(found(notice)) == ["held-longer"]
    publish_now("Toinen versio.")
    assert found(notice) == {}


def test_a_rule_that_counts_from_another_event_is_looked_at(notice, rules):
    rules("orders").terms.update(trigger="last_contact")
    assert found(notice)["held-otherwise"][:2] == ("warning", ["retention/orders"])


@pytest.mark.parametrize(
    ("end", "place"),
    [
        (lambda rule: rule.delete(), "retention"),
        (lambda rule: RetentionRule.objects.filter(pk=rule.pk).update(form="criterion"), ""),
        (lambda rule: rule.terms.update(trigger=""), ""),
    ],
)
def test_a_promised_period_that_no_rule_carries_out_is_found(notice, rules, end, place):
    end(rules("messages"))
    assert found(notice) == {
        "held-without-end": (
            "error",
            [place or "retention/messages"],
            ["Asiakaspalvelun viestit"],
        )
    }


def test_a_rule_that_nobody_was_told_of_is_found(notice, rules):
    make.a_rule(notice.register, "uusi", name_fi="uudet tiedot")
    assert found(notice) == {"held-untold": ("warning", ["retention/uusi"], ["uudet tiedot"])}


def test_where_nothing_is_published_nothing_was_promised(notice):
    RetentionRule.objects.get(register=notice.register, key="orders").terms.update(length=9)
    assert found(notice) == {}


def test_data_that_are_held_and_no_rule_ends_are_found(notice, person):
    make.an_interaction(person)
    assert found(notice) == {}
    RetentionRule.objects.filter(register=notice.register, key="messages").update(form="criterion")
    held = ["Contacts with customer service"]
    assert found(notice) == {"held-without-rule": ("warning", ["retention"], held)}


def test_data_that_nobody_holds_need_no_rule(notice, person):
    RetentionRule.objects.get(register=notice.register, key="messages").delete()
    assert found(notice) == {}


# What it costs, and what it leaves alone


def test_the_check_itself_is_as_it_was(notice, person):
    before = check_register(notice.register, today=TODAY).findings
    fill(person, job_title="säveltäjä")
    assert check_register(notice.register, today=TODAY).findings == before


def test_as_many_questions_for_a_hundred_people_as_for_one_and_none_counts(notice, kept_by):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            look(notice.register, TODAY)
        assert not [one["sql"] for one in captured if "COUNT(" in one["sql"].upper()]
        return len(captured)

    make.a_person(kept_by)
    of_one = asked()
    DataSubject.objects.bulk_create(
        DataSubject(kept_by=kept_by, kind="person_customer") for _number in range(100)
    )
    assert asked() == of_one
    assert of_one < 40


# Where it is shown


@pytest.fixture
def reading(client: Client) -> Client:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


def words(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


def test_the_check_page_shows_it_beside_the_check(notice, person, reading):
    address = reverse("admin:privacy_notices_notice_check", args=(notice.pk,))
    before = reading.get(address)
    assert "What the database holds" not in words(before)
    fill(person, job_title="säveltäjä")
    page = reading.get(address)
    assert page.context["figure"] == before.context["figure"]
    assert "In the database: Role or job title" in words(page)


@pytest.mark.parametrize("page", ["register_register_hub", "privacy_notices_notice_change"])
def test_pages_that_tell_of_drift_tell_of_it(
    notice, person, reading, publish_now: Callable[..., object], page
):
    publish_now()
    fill(person, job_title="säveltäjä")
    number = notice.register_id if "hub" in page else notice.pk
    shown = words(reading.get(reverse(f"admin:{page}", args=(number,))))
    assert "personal data that the notice does not mention" in shown
    assert "(Role or job title)" in shown


def test_a_broken_promise_is_told_where_drift_is(notice, rules, reading):
    rules("orders").terms.update(length=9)
    check, hub = (
        words(reading.get(reverse(f"admin:{page}", args=(number,))))
        for page, number in (
            ("privacy_notices_notice_check", notice.pk),
            ("register_register_hub", notice.register_id),
        )
    )
    assert "People have been promised otherwise in the published notice." in check
    assert "Data are kept longer than the published notice says." in check
    assert "Data are kept longer than the published notice says." in hub


def test_the_pages_ask_no_more_for_more_people(notice, kept_by, reading):
    address = reverse("admin:privacy_notices_notice_check", args=(notice.pk,))
    make.a_person(kept_by)
    reading.get(address)
    of_one = count_queries(reading, address)
    for _number in range(5):
        make.a_person(kept_by)
    assert count_queries(reading, address) == of_one
