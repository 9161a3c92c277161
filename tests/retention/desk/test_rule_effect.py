"""Saving or deleting a rule that changes what is due shows its effect first."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from register.enums import SubjectKind
from register.models import LegalBasis, Source, SubjectGroup
from retention.admin import effects
from retention.models import Plan, PlanItem, RetentionRule
from retention.plan import draft_plan
from tests import factories as make
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


def test_a_rule_that_stood_in_a_plan_is_deleted_and_still_named_there(client, world, officer):
    plan = world.plan()
    shown = delete(client, world.rule)
    assert figures(shown)["Whole people"] == (2, 0)
    assert "item of a plan" not in shown.content.decode().lower()
    sent = {**dict(shown.context["sent"]), shown.context["seen_name"]: shown.context["seen"]}
    client.post(url(RetentionRule, "delete", world.rule.pk), sent)
    assert list(RetentionRule.objects.all()) == [world.vouchers]
    listed = f"{url(PlanItem, 'changelist')}?plan={plan.pk}&rule={world.rule.pk}"
    lines = client.get(listed).context["table"].lines
    assert {str(line.cells[2].said[0]) for line in lines} == {"Asiakastiedot"}
    answer = client.get(url(Plan, "page", plan.pk))
    assert [row.label for row in answer.context["figures"].by_rule] == ["Asiakastiedot"]
    report = client.get(url(Plan, "report", plan.pk, "csv")).getvalue().decode()
    assert "asiakkaat/asiakastiedot" in report


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


# What is too much to be counted while somebody waits


@pytest.fixture
def no_time(monkeypatch):
    monkeypatch.setattr(effects, "PATIENCE", 0)


def test_what_takes_too_long_to_count_is_told_in_words(client, world, officer, no_time):
    shown = longer(client, world.rule)
    page = shown.content.decode()
    assert "it could not be counted in 0 seconds" in page
    assert "Nothing goes without an approved plan" in page
    assert "Saved:" not in page
    assert years(world.rule) == 5


def test_it_is_saved_uncounted_once_that_has_been_read(client, world, officer, no_time):
    shown = longer(client, world.rule)
    sent = {**dict(shown.context["sent"]), shown.context["seen_name"]: shown.context["seen"]}
    answer = client.post(url(RetentionRule, "change", world.rule.pk), sent, follow=True)
    assert years(world.rule) == 19
    assert told(answer) == ["Saved: asiakastiedot."]


@pytest.mark.django_db(transaction=True)
def test_a_count_is_cut_off_in_the_middle_and_leaves_nothing(client, world, officer, monkeypatch):
    """SQLite takes back the whole transaction when it cuts a statement off."""
    monkeypatch.setattr(effects, "PATIENCE", 0.5)
    monkeypatch.setattr(effects, "count_ahead", counts_for_ever)
    assert "it could not be counted" in longer(client, world.rule).content.decode()
    assert years(world.rule) == 5
    assert not Plan.objects.exists()


def counts_for_ever(register, *, now):
    """Writes a plan with items without end, inside a transaction of its own as the real one."""
    with transaction.atomic():
        plan = draft_plan(timezone.localdate(now), register=register, by=None, now=now)
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                "INSERT INTO retention_planitem (plan_id, part, category, model, outcome, "
                '"trigger", kept, skipped) '
                "SELECT %s, 'row', '', '', 'look', '', 'no_rule', '' FROM n",
                [plan.pk],
            )


# The groups that rules are for


@pytest.fixture
def prospects(world):
    """The rule is theirs alone, so that nobody of the world is concerned."""
    group = SubjectGroup.objects.create(
        register=world.register, key="liidit", name_fi="liidit", kind=SubjectKind.PROSPECT
    )
    world.rule.subject_groups.add(group)
    return group


def test_a_group_that_a_rule_names_is_not_deleted(client, prospects, world, officer):
    """Without its group the rule would be for everybody."""
    answer = client.post(url(SubjectGroup, "delete", prospects.pk), {"post": "yes"})
    page = answer.content.decode()
    assert "Take the group away there first" in page
    assert f'href="{url(RetentionRule, "change", world.rule.pk)}"' in page
    assert list(world.rule.subject_groups.all()) == [prospects]


def test_a_group_that_any_fact_names_is_not_deleted(client, prospects, world, officer):
    world.rule.subject_groups.clear()
    facts = [
        make.a_data_item(world.register, key="ryhman"),
        Source.objects.create(
            register=world.register, key="ryhman", kind="data_subject", name_fi="hän itse"
        ),
        LegalBasis.objects.create(register=world.register, key="ryhman", basis="a"),
    ]
    for fact in facts:
        fact.subject_groups.set([prospects])
        client.post(url(SubjectGroup, "delete", prospects.pk), {"post": "yes"})
        assert SubjectGroup.objects.filter(pk=prospects.pk).exists()
        fact.subject_groups.clear()
    client.post(url(SubjectGroup, "delete", prospects.pk), {"post": "yes"})
    assert not SubjectGroup.objects.filter(pk=prospects.pk).exists()


def test_groups_are_not_deleted_at_one_go(client, prospects, world, officer):
    said = {"action": "delete_selected", "_selected_action": [prospects.pk], "post": "yes"}
    client.post(list_url(SubjectGroup, world.register), said)
    assert list(world.rule.subject_groups.all()) == [prospects]


def test_another_kind_of_a_group_shows_its_effect(client, prospects, officer):
    address = url(SubjectGroup, "change", prospects.pk)
    said = {**filled(client.get(address)), "kind": SubjectKind.PERSON_CUSTOMER}
    shown = client.post(address, said)
    assert figures(shown)["Whole people"] == (0, 2)
    prospects.refresh_from_db()
    assert prospects.kind == SubjectKind.PROSPECT
    client.post(address, {**said, shown.context["seen_name"]: shown.context["seen"]})
    prospects.refresh_from_db()
    assert prospects.kind == SubjectKind.PERSON_CUSTOMER
