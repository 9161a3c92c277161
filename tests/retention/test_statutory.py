"""Rules of law: offered to every register, taken in by choice, worded for the notice, counted."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from register.enums import Language
from register.refusal import Refusal
from retention.models import RetentionRule
from retention.statutory import BY_KEY, RULES, offered_to, take_in
from retention.wording import period_in_words
from tests import factories as make
from tests.retention.rules import plan_for, said

pytestmark = pytest.mark.django_db

WORDS = {
    "accounting-vouchers": (
        "vähintään 6 vuotta sen kalenterivuoden lopusta, jonka aikana tilikausi on päättynyt",
        "minst 6 år från utgången av det kalenderår under vilket räkenskapsperioden har gått ut",
        "at least 6 years from the end of the calendar year in which the financial year ended",
    ),
    "financial-statements": (
        "vähintään 10 vuotta tilikauden päättymisestä",
        "minst 10 år från räkenskapsperiodens utgång",
        "at least 10 years from the end of the financial year",
    ),
    "customer-due-diligence": (
        "5 vuotta asiakassuhteen päättymisestä tai viimeisimmästä tilauksesta, sen mukaan, mikä "
        "näistä ajoista päättyy viimeisenä",
        "5 år från det att kundförhållandet har upphört eller från den senaste beställningen, "
        "beroende på vilken av dessa tider som löper ut sist",
        "5 years from the end of the customer relationship or from the last order, whichever of "
        "these periods ends last",
    ),
    "debt-limitation": (
        "3 vuotta eräpäivästä",
        "3 år från förfallodagen",
        "3 years from the due date",
    ),
    "patient-records": (
        "12 vuotta rekisteröidyn kuolemasta tai 120 vuotta rekisteröidyn syntymästä, sen mukaan, "
        "mikä näistä ajoista päättyy ensin",
        "12 år från den registrerades död eller 120 år från den registrerades födelse, beroende på "
        "vilken av dessa tider som löper ut först",
        "12 years from the data subject's death or 120 years from the data subject's birth, "
        "whichever of these periods ends first",
    ),
    "member-list": (
        "jäsenyyden päättymiseen saakka",
        "tills medlemskapet upphör",
        "until the end of the membership",
    ),
    "property-investments": (
        "13 vuotta laskun päiväyksestä, laskettuna kyseisen kalenterivuoden lopusta",
        "13 år från fakturans datum, räknat från utgången av kalenderåret i fråga",
        "13 years from the date of the invoice, counted from the end of that calendar year",
    ),
}


def test_every_rule_of_law_is_worded_in_every_language_with_its_source():
    taken = {rule.key: rule for rule in take_in(make.a_register(), [law.key for law in RULES])}
    assert taken.keys() == WORDS.keys()
    for key, rule in taken.items():
        terms = list(rule.terms.all())
        said_in = tuple(
            period_in_words(rule, terms, language).replace("\N{NO-BREAK SPACE}", " ")
            for language in Language.values
        )
        assert said_in == WORDS[key]
        for language in Language.values:
            assert rule.name.said_in(language)
            assert re.search(r"\d{3,4}/\d{4}", rule.source.said_in(language))
        rule.full_clean()
        assert rule.statutory


def test_what_is_taken_in_is_carried_out():
    register = make.a_register()
    kept_by = make.a_membership(register)
    take_in(register, ["accounting-vouchers"])
    for number, ends in (("L-1", date(2026, 3, 31)), ("L-2", date(2027, 3, 31))):
        make.an_invoice(
            None, number, kept_by=kept_by, issued_on=date(2026, 3, 14), financial_year_end=ends
        )
    assert said(plan_for(date(2032, 12, 31))) == []
    assert said(plan_for(date(2033, 1, 1))) == ["- L-1 erase"]


def test_what_is_taken_in_is_not_offered_again_and_not_taken_twice(capsys):
    register = make.a_register()
    call_command("retention", "law", "--register", register.slug, "--take", "debt-limitation")
    assert RetentionRule.objects.get().key == "debt-limitation"
    assert [law.key for law in offered_to(register)] == [
        key for key in BY_KEY if key != "debt-limitation"
    ]
    with pytest.raises(Refusal):
        take_in(register, ["member-list", "debt-limitation"])
    assert RetentionRule.objects.count() == 1  # all or none
    with pytest.raises(CommandError):
        call_command("retention", "law", "--register", "tuntematon")
    capsys.readouterr()
    call_command("retention", "law", "--register", register.slug)
    assert "member-list: " in capsys.readouterr().out
