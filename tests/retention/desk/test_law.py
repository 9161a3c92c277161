"""Rules of law in the admin: offered to a register, ticked, taken in once their effect is seen."""

from datetime import date

import pytest
from django.urls import reverse

from register.groups import Group
from register.models import Register
from retention.models import RetentionRule
from retention.statutory import BY_KEY, take_in
from tests.admin_pages import list_url, signed_in
from tests.factories import a_register, an_invoice
from tests.retention.desk.test_plans import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(db):
    return a_register(name_fi="Asiakasrekisteri")


@pytest.fixture
def admin(client):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


def law_url(register):
    return reverse("admin:retention_retentionrule_law", args=(register.pk,))


def take(admin, register, *keys, **said):
    return admin.post(law_url(register), {"take": keys, **said}, follow=True)


def taken(register):
    return set(RetentionRule.objects.filter(register=register).values_list("key", flat=True))


def test_the_list_of_rules_and_the_hub_lead_there(admin, register):
    for address in (
        list_url(RetentionRule, register),
        reverse("admin:register_register_hub", args=(register.pk,)),
    ):
        assert f'href="{law_url(register)}"' in admin.get(address).content.decode()


def test_every_rule_is_offered_with_its_period_its_data_and_its_source(admin, register):
    offers = {one.key: one for one in admin.get(law_url(register)).context["offers"]}
    assert set(offers) == set(BY_KEY)
    vouchers = offers["accounting-vouchers"]
    assert vouchers.name == "Vouchers, correspondence on transactions and other accounting material"
    assert vouchers.period == (
        "at least 6\xa0years from the end of the calendar year in which the financial year ended"
    )
    assert vouchers.source == "Accounting Act (1336/1997) ch. 2 s. 10(2)"


def test_what_is_ticked_becomes_rules_of_the_register_and_of_no_other(admin, register):
    other = a_register("muut")
    answer = take(admin, register, "debt-limitation", "member-list")
    assert answer.redirect_chain[-1][0] == list_url(RetentionRule, register)
    assert told(answer) == ["Taken in: saatavat, yhdistyksen jäsenluettelo"]
    assert taken(register) == {"debt-limitation", "member-list"}
    assert taken(other) == set()


def test_what_is_there_is_offered_no_more_and_leads_to_its_page(admin, register):
    [rule] = take_in(register, ["debt-limitation"])
    page = admin.get(law_url(register))
    assert "debt-limitation" not in {one.key for one in page.context["offers"]}
    assert [link.url for link in page.context["taken"]] == [
        reverse("admin:retention_retentionrule_change", args=(rule.pk,))
    ]


def test_where_everything_is_taken_in_the_page_says_so(admin, register):
    take_in(register, list(BY_KEY))
    page = admin.get(law_url(register)).content.decode()
    assert "The register has every rule of law that is offered." in page
    assert 'type="checkbox"' not in page


def test_a_second_click_takes_nothing_in_and_says_so(admin, register):
    take(admin, register, "debt-limitation")
    answer = take(admin, register, "debt-limitation", "member-list")
    assert told(answer) == ["The register has this rule already."]
    assert taken(register) == {"debt-limitation"}


@pytest.mark.parametrize(
    ("keys", "words"), [((), "Tick at least one rule."), (("nonsense",), "There is no such rule")]
)
def test_nothing_or_nonsense_is_refused_with_words(admin, register, keys, words):
    assert words in take(admin, register, *keys).content.decode()
    assert taken(register) == set()


@pytest.mark.parametrize("group", sorted(set(Group) - {Group.COMPLIANCE_OFFICER}))
def test_nobody_else_looks_or_takes(client, register, group):
    signed_in(client, group)
    assert client.get(law_url(register)).status_code == 403
    assert client.post(law_url(register), {"take": "debt-limitation"}).status_code == 403
    assert (
        f'href="{law_url(register)}"'
        not in client.get(list_url(RetentionRule, register)).content.decode()
    )
    assert taken(register) == set()


def test_a_register_that_is_not_there(admin, register):
    gone = Register.objects.get(pk=a_register("muut").pk)
    address = law_url(gone)
    gone.delete()
    assert admin.get(address).status_code == 404


def test_the_effect_is_shown_before_anything_is_taken_in(world, officer, client):
    """Invoices of 2018 are due by the register's own rule, and kept by the new one until 2031."""
    an_invoice(world.gone, issued_on=date(2018, 3, 1), financial_year_end=date(2018, 12, 31))
    shown = take(client, world.register, "property-investments")
    assert ("Single rows, such as invoices", 1, 0) in [
        (one.label, one.before, one.after) for one in shown.context["changes"]
    ]
    assert "property-investments" not in taken(world.register)
    seen = {shown.context["seen_name"]: shown.context["seen"]}
    take(client, world.register, "property-investments", **seen)
    assert "property-investments" in taken(world.register)
