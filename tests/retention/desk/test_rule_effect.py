"""Saving or deleting a rule that changes what is due shows its effect first."""

import pytest
from django.utils import timezone

from retention.models import RetentionRule
from tests.admin_pages import filled, list_url, url
from tests.retention.desk.test_plans import told

pytestmark = pytest.mark.django_db


def save(client, rule, **said):
    address = url(RetentionRule, "change", rule.pk)
    return client.post(address, {**filled(client.get(address)), **said})


def longer(client, rule, **said):
    return save(client, rule, **{"terms-0-length": "19", **said})


def years(rule):
    return rule.terms.get().length


def test_the_effect_is_shown_and_nothing_is_saved(client, world, officer):
    answer = longer(client, world.rule)
    assert {
        change.label: (change.before, change.after) for change in answer.context["changes"]
    } == {
        "Whole people": (2, 0),
        "Parts of people's data": (0, 0),
        "Single rows, such as invoices": (0, 0),
        timezone.localdate().strftime("%B %Y"): (2, 0),
    }
    assert years(world.rule) == 5


def test_it_is_saved_once_the_effect_has_been_seen(client, world, officer):
    shown = longer(client, world.rule)
    sent = {**dict(shown.context["sent"]), shown.context["seen_name"]: shown.context["seen"]}
    answer = client.post(url(RetentionRule, "change", world.rule.pk), sent, follow=True)
    assert years(world.rule) == 19
    assert told(answer) == ["Saved: asiakastiedot."]


def test_another_change_than_was_shown_is_shown_again(client, world, officer):
    shown = longer(client, world.rule)
    seen = {shown.context["seen_name"]: shown.context["seen"]}
    answer = save(client, world.rule, **{"terms-0-length": "18", **seen})
    assert answer.context["changes"]
    assert years(world.rule) == 5


def test_what_only_words_the_rule_is_saved_at_once(client, world, officer):
    answer = save(client, world.rule, text_fi="Viisi vuotta.")
    assert answer["Location"] == list_url(RetentionRule, world.register)


def test_where_nobody_is_concerned_nothing_is_asked(client, world, officer):
    answer = save(client, world.vouchers, **{"terms-0-length": "7"})
    assert answer["Location"] == list_url(RetentionRule, world.register)
    assert years(world.vouchers) == 7


def test_a_fault_is_told_before_any_effect(client, world, officer):
    answer = longer(client, world.rule, name_fi="", name_sv="", name_en="")
    assert answer.context["adminform"].form.errors


def delete(client, rule, **said):
    return client.post(url(RetentionRule, "delete", rule.pk), {"post": "yes", **said})


def figures(answer):
    return {change.label: (change.before, change.after) for change in answer.context["changes"]}


def test_before_a_rule_is_deleted_its_effect_is_shown(client, world, officer):
    answer = delete(client, world.rule)
    assert figures(answer)["Whole people"] == (2, 0)
    assert "Nothing has been deleted yet." in answer.content.decode()
    assert years(world.rule) == 5


def test_it_is_deleted_once_the_effect_has_been_seen(client, world, officer):
    shown = delete(client, world.rule)
    sent = {**dict(shown.context["sent"]), shown.context["seen_name"]: shown.context["seen"]}
    answer = client.post(url(RetentionRule, "delete", world.rule.pk), sent)
    assert answer["Location"] == list_url(RetentionRule, world.register)
    assert list(RetentionRule.objects.all()) == [world.vouchers]


def test_where_another_rule_has_changed_since_the_effect_is_shown_again(client, world, officer):
    shown = delete(client, world.rule)
    seen = {shown.context["seen_name"]: shown.context["seen"]}
    world.vouchers.terms.update(length=7)
    assert figures(delete(client, world.rule, **seen))["Whole people"] == (2, 0)
    assert years(world.rule) == 5


def test_a_rule_that_concerns_nobody_is_deleted_at_once(client, world, officer):
    delete(client, world.vouchers)
    assert list(RetentionRule.objects.all()) == [world.rule]


def test_several_rules_are_not_deleted_at_one_go(client, world, officer):
    chosen = [world.rule.pk, world.vouchers.pk]
    said = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    client.post(list_url(RetentionRule, world.register), said)
    assert RetentionRule.objects.count() == 2
