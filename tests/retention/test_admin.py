"""Retention rules in the admin: a rule and its terms fit each other, or it is told why not."""

import pytest
from django.utils import translation

from register.groups import Group
from register.models import DataItem, System
from retention.models import RetentionRule
from tests.admin_pages import (
    add_url,
    errors,
    filled,
    list_url,
    parts_errors,
    signed_in,
    url,
)
from tests.factories import a_register

pytestmark = pytest.mark.django_db
RULE = {"name_fi": "asiakastiedot", "form": "period", "action": "erase"}
TERM = {
    "terms-TOTAL_FORMS": "1",
    "terms-INITIAL_FORMS": "0",
    "terms-0-length": "5",
    "terms-0-unit": "year",
    "terms-0-trigger": "customer_relationship_end",
    "terms-0-rounding": "none",
}
NO_TERMS = {"terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0"}


@pytest.fixture
def officer(client):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    with translation.override("en"):
        yield client


def test_a_rule_with_its_term_and_categories_is_saved(officer):
    register = a_register()
    response = officer.post(
        add_url(RetentionRule, register), {**RULE, **TERM, "chosen_categories": ["name", "email"]}
    )
    assert response.url == list_url(RetentionRule, register)
    rule = RetentionRule.objects.get()
    assert rule.key == "asiakastiedot"
    assert list(rule.categories.values_list("category", flat=True)) == ["name", "email"]
    [term] = rule.terms.all()
    assert (term.length, term.unit, term.key, term.position) == (5, "year", "term", 0)


@pytest.mark.parametrize(
    ("rule", "terms", "words"),
    [
        ({}, NO_TERMS, "A period needs at least one term."),
        ({"form": "external"}, NO_TERMS, "Choose the retention schedule."),
        (
            {},
            {**TERM, "terms-0-unit": "hour"},
            "A period under a day belongs to a system: choose which.",
        ),
        (
            {"minimum_length": "61", "minimum_unit": "month"},
            TERM,
            "The minimum is longer than the period itself.",
        ),
    ],
)
def test_a_rule_and_its_terms_must_fit(officer, rule, terms, words):
    response = officer.post(add_url(RetentionRule, a_register()), {**RULE, **rule, **terms})
    assert parts_errors(response) == [words]
    assert not RetentionRule.objects.exists()


def test_a_period_under_a_day_is_saved_with_its_system(officer):
    register = a_register()
    system = System.objects.create(register=register, key="chat", name_fi="Chat")
    officer.post(
        add_url(RetentionRule, register),
        {**RULE, **TERM, "terms-0-unit": "hour", "system": system.pk},
    )
    assert RetentionRule.objects.get().system == system


def test_a_minimum_as_long_as_the_period_and_a_case_are_saved(officer):
    sent = {"minimum_length": "60", "minimum_unit": "month", "applies_when": "in_debt"}
    officer.post(add_url(RetentionRule, a_register()), {**RULE, **TERM, **sent})
    rule = RetentionRule.objects.get()
    assert (rule.minimum_length, rule.applies_when) == (60, "in_debt")


def test_another_registers_system_is_refused(officer):
    system = System.objects.create(register=a_register("b"), key="chat", name_fi="Chat")
    response = officer.post(
        add_url(RetentionRule, a_register("a")), {**RULE, **TERM, "system": system.pk}
    )
    assert list(errors(response)) == ["system"]


def test_removing_the_last_term_is_refused(officer):
    register = a_register()
    officer.post(add_url(RetentionRule, register), {**RULE, **TERM})
    rule = RetentionRule.objects.get()
    sent = filled(officer.get(url(RetentionRule, "change", rule.pk)))
    response = officer.post(url(RetentionRule, "change", rule.pk), {**sent, "terms-0-DELETE": "on"})
    assert parts_errors(response) == ["A period needs at least one term."]
    assert rule.terms.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"statutory": "on"}, "source_fi"),
        ({"minimum_length": "3"}, "minimum_unit"),
        ({"minimum_unit": "month"}, "minimum_length"),
        ({"cap_day": "30"}, "cap_month"),
        ({"cap_day": "31", "cap_month": "4"}, "cap_day"),
        ({"name_fi": ""}, "name_fi"),
    ],
)
def test_what_is_half_filled_in_is_told_where(officer, sent, field):
    response = officer.post(add_url(RetentionRule, a_register()), {**RULE, **TERM, **sent})
    assert list(errors(response)) == [field]


def test_a_rule_shows_to_those_who_only_look(client, officer):
    register = a_register()
    DataItem.objects.create(register=register, key="nimi", name_fi="nimi")
    officer.post(add_url(RetentionRule, register), {**RULE, **TERM})
    client.logout()
    signed_in(client, Group.AUDITOR)
    page = client.get(url(RetentionRule, "change", RetentionRule.objects.get().pk))
    assert page.status_code == 200
    assert "all data" in page.content.decode()
