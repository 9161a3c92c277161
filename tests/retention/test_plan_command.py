"""`manage.py retention plan`: figures and rules in words, never a word on anybody."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from register.enums import Relationship
from retention.enums import Trigger, Unit
from retention.models import Plan
from tests import factories as make
from tests.retention.rules import a_rule_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    register = make.a_register()
    a_rule_of(register, (Trigger.CUSTOMER_RELATIONSHIP_END, 5, Unit.YEAR))
    for number, ended in (("A-1", date(2020, 1, 31)), ("A-2", date(2024, 1, 31)), ("A-3", None)):
        make.a_person(
            make.a_membership(register),
            customer_number=number,
            relationship=Relationship.FORMER,
            relationship_ended_on=ended,
        )
    return register


def told(capsys, *arguments: str, language: str = "en") -> str:
    with translation.override(language):
        call_command("retention", "plan", *arguments)
    out: str = capsys.readouterr().out
    return out.replace("\N{NO-BREAK SPACE}", " ")


def test_a_plan_in_words(register, capsys):
    lines = told(capsys, "--on", "2025-02-01", "--register", register.slug).splitlines()
    plan = Plan.objects.get()
    assert (plan.on, plan.register) == (date(2025, 2, 1), register)
    assert lines[0].startswith(f"Plan {plan.pk} for ")
    assert "  Erase: 1 item, 1 person" in lines
    assert "  Needs a look: 3 items, 1 person" in lines
    assert "    5 years from the end of the customer relationship" in lines


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "5 vuotta asiakassuhteen päättymisestä"),
        ("sv", "5 år från det att kundförhållandet har upphört"),
    ],
)
def test_the_rules_are_told_in_the_reader_s_language(register, capsys, language, words):
    assert words in told(capsys, "--on", "2025-02-01", language=language)


def test_a_plan_for_programs(register, capsys):
    found = json.loads(told(capsys, "--on", "2025-02-01", "--format", "json"))
    plan = Plan.objects.get()
    assert (found["plan"], found["on"], found["register"]) == (plan.pk, "2025-02-01", None)
    assert (found["digest"], found["rules_digest"]) == (plan.digest, plan.rules_digest)
    assert found["counts"]["outcomes"] == {"erase": 1, "anonymise": 0, "keep": 0, "look": 3}
    assert found["counts"]["people"] == {"erase": 1, "look": 1}
    assert found["rules"]["asiakkaat/asiakastiedot"]["words"]["en"] == (
        "5 years from the end of the customer relationship"
    )


def test_an_unknown_register_or_day_is_refused(register):
    with pytest.raises(CommandError, match="tuntematon"):
        call_command("retention", "plan", "--register", "tuntematon")
    with pytest.raises(CommandError, match="2026-12-31"):
        call_command("retention", "plan", "--on", "31.12.2026")
    assert not Plan.objects.exists()
