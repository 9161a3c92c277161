"""Before a retention rule is saved, the published notice that no longer matches it is shown."""

import pytest
from django.urls import reverse

from privacy_notices.models import Withdrawal
from register.groups import Group
from register.models import SubjectGroup
from retention.models import RetentionRule
from tests.admin_pages import filled, list_url, signed_in, url

pytestmark = pytest.mark.django_db
LONGER = {"terms-0-length": "5"}
SAVED = 302


@pytest.fixture
def rule(notice):
    return RetentionRule.objects.get(register=notice.register, key="customer-details")


@pytest.fixture
def admin(client, notice):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


def save(admin, rule, **said):
    address = url(RetentionRule, "change", rule.pk)
    return admin.post(address, {**filled(admin.get(address)), **said})


def told(answer):
    """Of each rule: its name, and in each language what is told and what would be."""
    return {
        one.rule: {line.language: (line.before, line.after) for line in one.said}
        for one in answer.context["told"]
    }


def test_what_the_notice_says_stands_beside_what_the_rule_would_say(admin, rule, version):
    answer = save(admin, rule, **LONGER)
    assert told(answer) == {
        "Customer's basic details and direct-marketing ban": {
            "fi": (
                "3\xa0vuotta viimeisimmästä tilauksesta. Rekisteröidyt: verkkokaupan asiakkaat.",
                "5\xa0vuotta viimeisimmästä tilauksesta. Rekisteröidyt: verkkokaupan asiakkaat.",
            ),
            "sv": (
                "3\xa0år från den senaste beställningen. Registrerade: nätbutikens kunder.",
                "5\xa0år från den senaste beställningen. Registrerade: nätbutikens kunder.",
            ),
            "en": (
                "3\xa0years from the last order. Data subjects: customers of the online shop.",
                "5\xa0years from the last order. Data subjects: customers of the online shop.",
            ),
        }
    }
    rule.refresh_from_db()
    assert rule.terms.get().length == 3


def test_it_names_the_version_and_leads_to_its_pages(admin, notice, rule, version):
    [one] = save(admin, rule, **LONGER).context["told"]
    register = "Lankakuvitelman verkkokaupan asiakasrekisteri"
    assert one.where == f"{register}, version 1, published on 1 Sep 2026"
    assert [link.url for link in one.links] == [
        reverse(f"admin:privacy_notices_notice_{page}", args=(notice.pk,))
        for page in ("compare", "publish", "versions")
    ]


def test_it_is_saved_once_that_has_been_seen(admin, notice, rule, version):
    shown = save(admin, rule, **LONGER)
    sent = {shown.context["seen_name"]: [shown.context["seen"]]}
    for name, value in shown.context["sent"]:
        sent.setdefault(name, []).append(value)
    answer = admin.post(url(RetentionRule, "change", rule.pk), sent)
    assert answer["Location"] == list_url(RetentionRule, notice.register)
    assert rule.terms.get().length == 5


def test_only_languages_that_are_published_are_shown(admin, notice, rule, publish_now):
    SubjectGroup.objects.filter(register=notice.register).update(name_sv="")
    publish_now()
    [said] = told(save(admin, rule, **LONGER)).values()
    assert list(said) == ["fi", "en"]


def test_the_authors_own_words_stand_against_the_new_rule(admin, notice, rule, publish_now):
    RetentionRule.objects.filter(pk=rule.pk).update(
        text_fi="Kolme vuotta.", text_sv="Tre år.", text_en="Three years."
    )
    publish_now()
    [said] = told(save(admin, rule, **LONGER)).values()
    assert said["en"] == (
        "Three years.",
        "5\xa0years from the last order. Data subjects: customers of the online shop.",
    )


def test_a_rule_that_differed_before_and_is_left_alone_is_not_told_again(
    admin, notice, rule, version
):
    other = RetentionRule.objects.get(register=notice.register, key="account")
    other.terms.update(length=9)
    assert list(told(save(admin, rule, **LONGER))) == [
        "Customer's basic details and direct-marketing ban"
    ]


@pytest.mark.parametrize("back", [False, True])
def test_back_to_what_was_published_tells_nothing(admin, rule, version, back):
    rule.terms.update(length=9)
    answer = save(admin, rule, **{"terms-0-length": "3" if back else "8"})
    assert (answer.status_code == SAVED) is back


def test_where_nothing_is_published_or_it_is_withdrawn_nothing_is_told(
    admin, notice, rule, officer, publish_now
):
    assert save(admin, rule, **LONGER).status_code == SAVED
    published = publish_now()
    Withdrawal.objects.create(
        notice=notice,
        slug=published.slug,
        withdrawn_on=published.effective_on,
        withdrawn_by=officer,
    )
    assert save(admin, rule, **{"terms-0-length": "7"}).status_code == SAVED
