"""A retention rule in words, as a lawyer would write it, in three languages."""

import pytest

from retention.enums import AppliesWhen, Combinator, Rounding, RuleForm, Trigger, Unit
from retention.models import RetentionRule, Term
from retention.wording import (
    APPLIES_WHEN,
    FROM,
    ROUNDED,
    UNTIL,
    case_in_words,
    day_and_month,
    length_in_words,
    period_in_words,
    term_in_words,
)

LANGUAGES = ("fi", "sv", "en")


def in_words(*terms: Term, document: str = "", **rule: object) -> dict[str, str]:
    return {
        language: period_in_words(RetentionRule(**rule), terms, language, document=document)
        # Between a number and its noun stands a no-break space.
        .replace("\N{NO-BREAK SPACE}", " ")
        for language in LANGUAGES
    }


def term(length: int = 0, unit: Unit = Unit.YEAR, trigger: str = "", **values: object) -> Term:
    return Term(length=length, unit=unit, trigger=trigger, **values)


@pytest.mark.parametrize(
    ("length", "unit", "fi", "sv", "en"),
    [
        (1, Unit.YEAR, "1 vuosi", "1 år", "1 year"),
        (5, Unit.YEAR, "5 vuotta", "5 år", "5 years"),
        (18, Unit.MONTH, "18 kuukautta", "18 månader", "18 months"),
        (1, Unit.WEEK, "1 viikko", "1 vecka", "1 week"),
        (30, Unit.DAY, "30 päivää", "30 dagar", "30 days"),
        (1, Unit.HOUR, "1 tunti", "1 timme", "1 hour"),
        (10, Unit.MINUTE, "10 minuuttia", "10 minuter", "10 minutes"),
    ],
)
def test_a_length_agrees_with_its_number(length, unit, fi, sv, en):
    said = [length_in_words(length, unit, language) for language in LANGUAGES]
    assert said == [words.replace(" ", "\N{NO-BREAK SPACE}") for words in (fi, sv, en)]


def test_a_length_from_an_event():
    assert in_words(term(5, trigger=Trigger.CUSTOMER_RELATIONSHIP_END)) == {
        "fi": "5 vuotta asiakassuhteen päättymisestä",
        "sv": "5 år från det att kundförhållandet har upphört",
        "en": "5 years from the end of the customer relationship",
    }


def test_a_length_without_an_event_says_no_more_than_it_knows():
    assert in_words(term(3)) == {"fi": "3 vuotta", "sv": "3 år", "en": "3 years"}


def test_an_event_without_a_length():
    assert in_words(term(trigger=Trigger.MEMBERSHIP_END)) == {
        "fi": "jäsenyyden päättymiseen saakka",
        "sv": "tills medlemskapet upphör",
        "en": "until the end of the membership",
    }


def test_vouchers_are_at_least_six_years_from_the_end_of_the_calendar_year():
    voucher = term(6, trigger=Trigger.FINANCIAL_YEAR_END, rounding=Rounding.END_OF_CALENDAR_YEAR)
    assert in_words(voucher, minimum_length=6, minimum_unit=Unit.YEAR) == {
        "fi": "vähintään 6 vuotta sen kalenterivuoden lopusta, jonka aikana tilikausi on päättynyt",
        "sv": "minst 6 år från utgången av det kalenderår under vilket räkenskapsperioden har gått "
        "ut",
        "en": "at least 6 years from the end of the calendar year in which the financial year "
        "ended",
    }


def test_a_minimum_beside_another_length_is_a_limit():
    rule = {"minimum_length": 6, "minimum_unit": Unit.YEAR}
    assert in_words(term(10, trigger=Trigger.PURCHASE), **rule)["fi"] == (
        "10 vuotta ostoksesta, kuitenkin vähintään 6 vuotta"
    )


def test_an_event_moved_forward():
    moved = term(1, trigger=Trigger.RECRUITMENT_END, rounding=Rounding.END_OF_MONTH)
    assert in_words(moved) == {
        "fi": "1 vuosi rekrytoinnin päättymisestä, laskettuna kyseisen kuukauden lopusta",
        "sv": "1 år från det att rekryteringen har avslutats, räknat från utgången av månaden i "
        "fråga",
        "en": "1 year from the end of the recruitment, counted from the end of that month",
    }


def test_a_length_that_several_terms_share_is_said_once():
    terms = [
        term(5, trigger=trigger)
        for trigger in (Trigger.CONTRACT_END, Trigger.LAST_CONTACT, Trigger.LAST_ORDER)
    ]
    assert in_words(*terms, combinator=Combinator.LATEST) == {
        "fi": "5 vuotta sopimuksen päättymisestä, viimeisimmästä yhteydenotosta tai "
        "viimeisimmästä tilauksesta, sen mukaan, mikä näistä ajoista päättyy viimeisenä",
        "sv": "5 år från det att avtalet har upphört, från den senaste kontakten eller från den "
        "senaste beställningen, beroende på vilken av dessa tider som löper ut sist",
        "en": "5 years from the end of the contract, from the last contact or from the last order, "
        "whichever of these periods ends last",
    }


def test_terms_of_different_lengths():
    terms = (term(1, trigger=Trigger.LAST_LOGIN), term(trigger=Trigger.ACCOUNT_DELETION))
    assert in_words(*terms, combinator=Combinator.EARLIEST) == {
        "fi": "1 vuosi viimeisimmästä kirjautumisesta tai käyttäjätilin poistamiseen saakka, "
        "sen mukaan, mikä näistä ajoista päättyy ensin",
        "sv": "1 år från den senaste inloggningen eller tills användarkontot raderas, beroende på "
        "vilken av dessa tider som löper ut först",
        "en": "1 year from the last sign-in or until the deletion of the account, whichever of "
        "these periods ends first",
    }


def test_which_of_several_terms_counts_is_not_invented():
    terms = (term(5, trigger=Trigger.CONTRACT_END), term(5, trigger=Trigger.LAST_CONTACT))
    assert in_words(*terms)["fi"] == (
        "5 vuotta sopimuksen päättymisestä tai viimeisimmästä yhteydenotosta"
    )


def test_a_cap_and_a_request():
    adopted = term(trigger=Trigger.FINANCIAL_STATEMENTS_ADOPTED)
    assert in_words(adopted, cap_day=30, cap_month=4) == {
        "fi": "tilinpäätöksen vahvistamiseen saakka, kuitenkin enintään seuraavan kalenterivuoden "
        "30.4. saakka",
        "sv": "tills bokslutet fastställs, dock längst till och med den 30 april följande "
        "kalenderår",
        "en": "until the financial statements are adopted, but no longer than until 30 April of "
        "the following calendar year",
    }
    assert in_words(term(3), on_request=True) == {
        "fi": "3 vuotta, kuitenkin enintään siihen saakka, kun rekisteröity pyytää tietojen "
        "poistamista",
        "sv": "3 år, dock längst tills den registrerade begär att uppgifterna raderas",
        "en": "3 years, but no longer than until the data subject asks for erasure",
    }


def test_rules_that_are_no_periods():
    assert in_words(form=RuleForm.CRITERION) == {"fi": "", "sv": "", "en": ""}
    assert in_words(form=RuleForm.PERMANENT)["fi"] == "pysyvästi"
    assert in_words(form=RuleForm.EXTERNAL, document="tiedonohjaussuunnitelma")["fi"] == (
        "erillisessä asiakirjassa määritelty aika (tiedonohjaussuunnitelma)"
    )


def test_a_day_of_any_year():
    said = [day_and_month(30, 4, language) for language in LANGUAGES]
    assert said == ["30.4.", "30 april", "30 April"]


@pytest.mark.parametrize("trigger", Trigger)
def test_every_event_is_worded_in_every_language(trigger):
    for language in LANGUAGES:
        assert FROM[trigger].said_in(language)
        assert UNTIL[trigger].said_in(language)
        assert term_in_words(term(2, trigger=trigger), language).startswith("2\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("rounding", [one for one in Rounding if one != Rounding.NONE])
def test_every_rounding_is_worded_in_every_language(rounding):
    assert all(ROUNDED[rounding].said_in(language) for language in LANGUAGES)


def test_the_case_in_which_a_rule_applies():
    assert set(APPLIES_WHEN) == set(AppliesWhen)
    rule = RetentionRule(applies_when=AppliesWhen.IN_DEBT)
    assert [case_in_words(rule, language) for language in LANGUAGES] == [
        "rekisteröidyllä on erääntynyt maksamaton lasku",
        "den registrerade har en förfallen obetald faktura",
        "the data subject has an unpaid invoice that is past its due date",
    ]
    assert case_in_words(RetentionRule(), "fi") == ""
