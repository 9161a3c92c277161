"""What is due, on the day it is due and not a day before: cases worked out by hand.

In every case somebody who must survive stands beside who must go.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import merging
from register.enums import (
    DataCategory,
    InteractionKind,
    KeyDateKind,
    Relationship,
    SubjectKind,
)
from register.models import DataSubject, Invoice
from retention.enums import Action, AppliesWhen, Combinator, Rounding, RuleForm, Trigger, Unit
from retention.models import FinancialYear, Hold, Kept, Outcome, Part
from tests import factories as make
from tests.retention.rules import a_rule_of, day, plan_for, said

pytestmark = pytest.mark.django_db

C, T = DataCategory, Trigger
LEFT = T.CUSTOMER_RELATIONSHIP_END
VOUCHERS = (T.FINANCIAL_YEAR_END, 6, Unit.YEAR, Rounding.END_OF_CALENDAR_YEAR)


@pytest.fixture
def register():
    return make.a_register()


@pytest.fixture
def kept_by(register):
    return make.a_membership(register)


def former(kept_by, number: str, ended: str | None, **values) -> DataSubject:
    values = {"relationship": Relationship.FORMER, **values}
    ended_on = day(ended) if ended else None
    return make.a_person(kept_by, customer_number=number, relationship_ended_on=ended_on, **values)


def customer(kept_by, number: str, **values) -> DataSubject:
    return make.a_person(kept_by, customer_number=number, **values)


def noon(text: str) -> datetime:
    return datetime.combine(day(text), datetime.min.time(), UTC) + timedelta(hours=12)


# The first day on which a person goes, and the day before it


@pytest.mark.parametrize(
    ("left", "length", "unit", "last_day"),
    [
        ("19.10.2018", 5, Unit.YEAR, "19.10.2023"),
        ("29.2.2024", 5, Unit.YEAR, "28.2.2029"),
        ("29.2.2024", 4, Unit.YEAR, "29.2.2028"),
        ("31.8.2025", 18, Unit.MONTH, "28.2.2027"),
        ("31.1.2024", 1, Unit.MONTH, "29.2.2024"),
        ("30.11.2023", 3, Unit.MONTH, "29.2.2024"),
        ("31.12.2025", 2, Unit.MONTH, "28.2.2026"),
        ("31.3.2025", 30, Unit.DAY, "30.4.2025"),
        ("25.2.2024", 1, Unit.WEEK, "3.3.2024"),
        ("30.4.2025", 0, Unit.YEAR, "30.4.2025"),
    ],
)
def test_a_person_goes_the_day_after_the_last_day(register, kept_by, left, length, unit, last_day):
    a_rule_of(register, (LEFT, length, unit))
    former(kept_by, "goes", left)
    former(kept_by, "a-day-later", (day(left) + timedelta(days=1)).strftime("%d.%m.%Y"))
    customer(kept_by, "customer")
    last = day(last_day)
    assert said(plan_for(last)) == []
    [item] = [item for item in plan_for(last + timedelta(days=1)).items.all() if item.subject]
    assert item.part == Part.PERSON
    assert (item.outcome, item.trigger, item.event_on) == (Outcome.ERASE, LEFT, day(left))
    assert item.due_on == last + timedelta(days=1)
    assert item.subject == DataSubject.objects.get(customer_number="goes").pk


@pytest.mark.parametrize(
    ("rounding", "last_day"),
    [
        (Rounding.END_OF_MONTH, "30.4.2027"),
        (Rounding.END_OF_CALENDAR_YEAR, "31.12.2027"),
        (Rounding.END_OF_FINANCIAL_YEAR, "31.8.2027"),
    ],
)
def test_a_start_may_be_moved_forward(register, kept_by, rounding, last_day):
    """The financial years of this controller end in August."""
    FinancialYear.objects.create(controller=kept_by.controller, ends_on=date(2025, 8, 31))
    a_rule_of(register, (LEFT, 2, Unit.YEAR, rounding))
    former(kept_by, "goes", "10.4.2025")
    customer(kept_by, "stays")
    assert said(plan_for(day(last_day))) == []
    assert said(plan_for(day(last_day) + timedelta(days=1))) == ["goes person erase"]


def test_each_day_is_rounded_to_the_end_of_its_own_financial_year(register, kept_by):
    """The controller's years ended in June, and since a long one they end in December."""
    for ends_on in ("30.6.2023", "31.12.2024", "31.12.2025"):
        FinancialYear.objects.create(controller=kept_by.controller, ends_on=day(ends_on))
    a_rule_of(register, (LEFT, 1, Unit.YEAR, Rounding.END_OF_FINANCIAL_YEAR))
    former(kept_by, "in-june", "10.5.2023")
    former(kept_by, "in-the-long-year", "10.7.2023")
    former(kept_by, "in-december", "2.1.2025")
    customer(kept_by, "stays")
    first, second, third = (
        f"{who} person erase" for who in ("in-june", "in-the-long-year", "in-december")
    )
    assert said(plan_for(day("30.6.2024"))) == []
    assert said(plan_for(day("1.7.2024"))) == [first]
    assert said(plan_for(day("31.12.2025"))) == [first]
    assert said(plan_for(day("1.1.2026"))) == [first, second]
    assert said(plan_for(day("31.12.2026"))) == [first, second]
    assert said(plan_for(day("1.1.2027"))) == [first, second, third]


def test_each_voucher_waits_for_the_statements_of_its_own_year(register, kept_by):
    adopted = {"31.12.2021": "1.3.2022", "31.12.2022": "1.6.2023", "31.12.2023": None}
    for ends_on, day_of in adopted.items():
        FinancialYear.objects.create(
            controller=kept_by.controller,
            ends_on=day(ends_on),
            adopted_on=day(day_of) if day_of else None,
        )
    a_rule_of(register, (T.FINANCIAL_STATEMENTS_ADOPTED, 1, Unit.YEAR), of=(C.INVOICE,))
    for number, ends_on in enumerate(adopted):
        make.an_invoice(
            None,
            f"L-{number}",
            kept_by=kept_by,
            issued_on=day("5.5.2021"),
            financial_year_end=day(ends_on),
        )
    assert said(plan_for(day("1.3.2023"))) == []
    assert said(plan_for(day("2.3.2023"))) == ["- L-0 erase"]
    assert said(plan_for(day("1.6.2024"))) == ["- L-0 erase"]
    assert said(plan_for(day("1.1.2040"))) == ["- L-0 erase", "- L-1 erase"]


# Vouchers (Accounting Act 2:10)


@pytest.mark.parametrize(
    ("issued", "year_ends", "last_day"),
    [
        ("14.3.2026", "31.12.2026", "31.12.2032"),
        ("14.3.2026", "31.3.2026", "31.12.2032"),
        ("1.4.2026", "31.3.2027", "31.12.2033"),
        ("30.11.2026", "30.4.2027", "31.12.2033"),
        ("1.2.2024", "31.3.2024", "31.12.2030"),
    ],
)
def test_a_voucher_is_kept_six_years_from_the_year_in_which_its_books_closed(
    register, kept_by, issued, year_ends, last_day
):
    a_rule_of(register, VOUCHERS, of=(C.INVOICE,), statutory=True, source_fi="kirjanpitolaki 2:10")
    a_rule_of(register, (LEFT, 100, Unit.YEAR), of=(C.RELATIONSHIP, C.NAME), key="muut")
    person = customer(kept_by, "anna", kind=SubjectKind.PERSON_CUSTOMER)
    make.an_invoice(person, "L-1", issued_on=day(issued), financial_year_end=day(year_ends))
    next_year = day(year_ends).replace(year=day(year_ends).year + 1)
    make.an_invoice(person, "L-2", issued_on=day(issued), financial_year_end=next_year)

    def vouchers(on):
        return [line for line in said(plan_for(on)) if "L-" in line]

    assert vouchers(day(last_day)) == []
    assert vouchers(day(last_day) + timedelta(days=1)) == ["anna L-1 erase"]


def test_ledgers_are_counted_from_the_end_of_the_financial_year_itself(register, kept_by):
    a_rule_of(register, (T.FINANCIAL_YEAR_END, 10, Unit.YEAR), of=(C.INVOICE,))
    make.an_invoice(
        None,
        "L-1",
        kept_by=kept_by,
        issued_on=date(2025, 5, 1),
        financial_year_end=date(2026, 3, 31),
    )
    make.an_invoice(
        None,
        "L-2",
        kept_by=kept_by,
        issued_on=date(2026, 5, 1),
        financial_year_end=date(2027, 3, 31),
    )
    assert said(plan_for(date(2036, 3, 31))) == []
    assert said(plan_for(date(2036, 4, 1))) == ["- L-1 erase"]


def test_a_person_goes_while_the_vouchers_stay(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR), of=tuple(set(C) - {C.INVOICE}), key="asiakkaat")
    a_rule_of(register, VOUCHERS, of=(C.INVOICE,), statutory=True, source_fi="kirjanpitolaki 2:10")
    make.an_invoice(former(kept_by, "goes", "1.6.2026"), "L-1")
    make.an_invoice(customer(kept_by, "stays"), "L-2")
    assert said(plan_for(date(2028, 1, 1))) == ["goes person erase"]
    Invoice.objects.filter(number="L-1").update(subject=None)  # as the run leaves it
    DataSubject.objects.filter(customer_number="goes").update(
        relationship_ended_on=date(2040, 1, 1)
    )
    assert said(plan_for(date(2033, 1, 1))) == ["stays L-2 erase", "- L-1 erase"]


def test_an_unpaid_debt_keeps_its_voucher_by_a_rule_for_debts(register, kept_by):
    a_rule_of(register, (T.INVOICE_DATE, 1, Unit.YEAR), of=(C.INVOICE,), key="laskut")
    a_rule_of(register, (T.DEBT_PAID, 3, Unit.YEAR), of=(C.DEBT,), key="velat")
    person = customer(kept_by, "anna")
    a_day = {"issued_on": date(2020, 1, 10), "financial_year_end": None}
    make.an_invoice(person, "L-cash", **a_day)
    make.an_invoice(person, "L-owed", due_on=date(2020, 1, 24), **a_day)
    make.an_invoice(person, "L-paid", due_on=date(2020, 1, 24), paid_on=date(2020, 2, 29), **a_day)
    found = {item.row: item for item in plan_for(date(2023, 2, 28)).items.filter(part=Part.ROW)}
    of = {number: pk for pk, number in Invoice.objects.values_list("pk", "number")}
    assert found[of["L-cash"]].outcome == Outcome.ERASE
    for number, until in {"L-owed": None, "L-paid": date(2023, 2, 28)}.items():
        item = found[of[number]]
        assert (item.outcome, item.kept, item.kept_until) == ("keep", Kept.LONGER_RULE, until)
        assert item.kept_by_rule.key == "velat"
        assert item.due_on == date(2021, 1, 11)
    after = {line for line in said(plan_for(date(2023, 3, 1))) if "L-" in line}
    assert after == {"anna L-cash erase", "anna L-paid erase", "anna L-owed keep longer_rule"}


def test_until_the_statements_are_adopted_but_no_later_than_the_end_of_next_april(
    register, kept_by
):
    a_rule_of(
        register,
        (T.FINANCIAL_STATEMENTS_ADOPTED, 0, Unit.YEAR),
        of=(C.INVOICE,),
        cap_day=30,
        cap_month=4,
    )
    for number, issued, ends, adopted in (
        ("L-capped", date(2026, 3, 10), date(2026, 12, 31), None),
        ("L-adopted", date(2025, 3, 10), date(2025, 12, 31), date(2026, 3, 20)),
        ("L-later", date(2027, 3, 10), date(2027, 12, 31), None),
    ):
        FinancialYear.objects.create(
            controller=kept_by.controller, ends_on=ends, adopted_on=adopted
        )
        make.an_invoice(None, number, kept_by=kept_by, issued_on=issued, financial_year_end=ends)
    assert said(plan_for(date(2026, 3, 20))) == []
    assert said(plan_for(date(2026, 3, 21))) == ["- L-adopted erase"]
    assert said(plan_for(date(2027, 4, 30))) == ["- L-adopted erase"]
    assert said(plan_for(date(2027, 5, 1))) == ["- L-capped erase", "- L-adopted erase"]


# Several terms


@pytest.mark.parametrize(
    ("combinator", "last_day"),
    [
        (Combinator.LATEST, "11.2.2030"),
        (Combinator.EARLIEST, "30.6.2029"),
        (Combinator.FIRST_KNOWN, "30.6.2029"),
    ],
)
def test_which_of_several_terms_decides(register, kept_by, combinator, last_day):
    a_rule_of(
        register,
        (T.CONTRACT_END, 5, Unit.YEAR),
        (T.LAST_CONTACT, 5, Unit.YEAR),
        combinator=combinator,
    )
    person = former(kept_by, "goes", "1.1.2024", contract_ends_on=date(2024, 6, 30))
    make.an_interaction(person, at=noon("11.2.2025"), kind=InteractionKind.SALES)
    make.an_interaction(person, at=noon("3.3.2024"))
    stays = former(kept_by, "stays", "1.1.2024", contract_ends_on=date(2035, 6, 30))
    make.an_interaction(stays, at=noon("11.2.2035"))
    assert said(plan_for(day(last_day))) == []
    assert said(plan_for(day(last_day) + timedelta(days=1))) == ["goes person erase"]


def test_a_moment_belongs_to_its_day_in_helsinki(register, kept_by):
    """Half past ten in the evening in Greenwich is the next day here, in winter as in summer."""
    a_rule_of(register, (T.LAST_CONTACT, 1, Unit.MONTH))
    for number, at in (
        ("here-tomorrow", datetime(2025, 1, 30, 22, 30, tzinfo=UTC)),
        ("here-today", datetime(2025, 1, 30, 21, 30, tzinfo=UTC)),
        ("later", datetime(2025, 6, 1, tzinfo=UTC)),
    ):
        make.an_interaction(customer(kept_by, number), at=at)
    assert said(plan_for(date(2025, 3, 1))) == [
        "here-tomorrow person erase",
        "here-today person erase",
    ]
    assert said(plan_for(date(2025, 2, 28))) == []
    items = plan_for(date(2025, 3, 1)).items.order_by("pk")
    assert [item.event_on for item in items] == [date(2025, 1, 31), date(2025, 1, 30)]


@pytest.mark.parametrize(
    ("kind", "trigger", "happened", "length", "unit", "last_day"),
    [
        (KeyDateKind.LAST_LOGIN, T.LAST_LOGIN, "15.2.2026", 1, Unit.YEAR, "15.2.2027"),
        (KeyDateKind.LAST_LOGIN, T.LAST_LOGIN, "15.2.2026", 7, Unit.YEAR, "15.2.2033"),
        (KeyDateKind.SECURITY_EVENT, T.SECURITY_EVENT, "31.8.2026", 6, Unit.MONTH, "28.2.2027"),
        (KeyDateKind.RECRUITMENT_END, T.RECRUITMENT_END, "31.8.2026", 6, Unit.MONTH, "28.2.2027"),
        (KeyDateKind.MEMBERSHIP_END, T.MEMBERSHIP_END, "29.2.2024", 1, Unit.YEAR, "28.2.2025"),
        (KeyDateKind.DEATH, T.DEATH, "1.5.2020", 12, Unit.YEAR, "1.5.2032"),
        (KeyDateKind.BIRTH, T.BIRTH, "29.2.1904", 120, Unit.YEAR, "29.2.2024"),
    ],
)
def test_days_of_a_life_or_an_account(
    register, kept_by, kind, trigger, happened, length, unit, last_day
):
    a_rule_of(register, (trigger, length, unit))
    for number, happened_on in (
        ("goes", day(happened)),
        ("stays", day(happened).replace(day=1) + timedelta(days=400)),
    ):
        make.a_key_date(customer(kept_by, number), happened_on, kind=kind)
    assert said(plan_for(day(last_day))) == []
    assert said(plan_for(day(last_day) + timedelta(days=1))) == ["goes person erase"]


# What is not known, and what goes on


def test_who_cannot_be_counted_is_looked_at_and_who_goes_on_is_left_alone(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    former(kept_by, "unknown", None)
    former(kept_by, "goes", "1.1.2020")
    customer(kept_by, "customer")
    make.a_person(kept_by, customer_number="prospect", relationship=Relationship.PROSPECT)
    found = said(plan_for(date(2026, 1, 1)))
    looks = ("name", "customer_number", "relationship")
    assert sorted(found) == sorted(
        ["goes person erase"]
        + [f"{who} {what} look unknown_event" for who in ("unknown", "prospect") for what in looks]
    )


def test_a_term_without_an_event_is_looked_at(register, kept_by):
    a_rule_of(register, ("", 3, Unit.YEAR), of=(C.NAME,))
    a_rule_of(register, (LEFT, 1, Unit.YEAR), key="muut")
    customer(kept_by, "anna")
    assert said(plan_for(date(2026, 1, 1))) == ["anna name look unknown_event"]


def test_who_comes_back_is_left_alone(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    back = former(kept_by, "back", "1.1.2020")
    former(kept_by, "gone", "1.1.2020")
    assert said(plan_for(date(2026, 1, 1))) == ["back person erase", "gone person erase"]
    back.relationship, back.relationship_ended_on = Relationship.CUSTOMER, None
    back.save()
    assert said(plan_for(date(2026, 1, 1))) == ["gone person erase"]


def test_a_prospect_has_a_clock_of_its_own(register, kept_by):
    """The customers' rule for everybody says nothing of who never was a customer."""
    a_rule_of(register, (LEFT, 5, Unit.YEAR), key="asiakkaat")
    a_rule_of(register, (T.COLLECTED, 3, Unit.YEAR), kind=SubjectKind.PROSPECT, key="mahdolliset")
    for number, collected in (("goes", "24.5.2018"), ("stays", "25.5.2018")):
        make.a_person(
            kept_by,
            customer_number=number,
            kind=SubjectKind.PROSPECT,
            relationship=Relationship.PROSPECT,
            collected_on=day(collected),
        )
    customer(kept_by, "customer", collected_on=date(2018, 5, 24))
    assert said(plan_for(date(2021, 5, 24))) == []
    assert said(plan_for(date(2021, 5, 25))) == ["goes person erase"]


def test_what_no_rule_covers_is_looked_at(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR), of=(C.NAME, C.CUSTOMER_NUMBER, C.RELATIONSHIP))
    make.a_contact_point(former(kept_by, "anna", "1.1.2020"))
    former(kept_by, "goes", "1.1.2020")
    assert said(plan_for(date(2026, 1, 1))) == [
        "anna name erase",
        "anna customer_number erase",
        "anna email look no_rule",
        "anna relationship keep longer_rule",  # the rest counts from its days
        "goes person erase",
    ]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        (RuleForm.CRITERION, ["anna name look not_a_period"]),
        (RuleForm.EXTERNAL, ["anna name look not_a_period"]),
        (RuleForm.PERMANENT, []),
    ],
)
def test_a_rule_in_words_is_for_a_person_to_judge(register, kept_by, form, found):
    a_rule_of(register, of=(C.NAME,), form=form)
    a_rule_of(register, (LEFT, 1, Unit.YEAR), key="muut")
    customer(kept_by, "anna")
    assert said(plan_for(date(2026, 1, 1))) == found


def test_what_is_kept_permanently_outlives_every_period(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    lasting = a_rule_of(
        register,
        of=(C.NAME,),
        form=RuleForm.PERMANENT,
        statutory=True,
        key="arkisto",
        source_fi="arkistolaki",
    )
    former(kept_by, "anna", "1.1.2020")
    plan = plan_for(date(2026, 1, 1))
    assert said(plan) == [
        "anna name keep longer_rule",
        "anna customer_number erase",
        "anna relationship keep longer_rule",
    ]
    name = plan.items.get(category=C.NAME)
    assert (name.kept_by_rule, name.kept_until) == (lasting, None)


# Several rules


def test_a_longer_duty_keeps_what_it_covers_and_nothing_else(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    duty = a_rule_of(
        register,
        (LEFT, 5, Unit.YEAR),
        of=(C.NAME,),
        key="tunteminen",
        statutory=True,
        source_fi="rahanpesulaki 3:3",
    )
    make.a_contact_point(former(kept_by, "anna", "31.1.2020"))
    customer(kept_by, "stays")
    plan = plan_for(date(2021, 2, 1))
    assert said(plan) == [
        "anna name keep longer_rule",
        "anna customer_number erase",
        "anna email erase",
        "anna relationship keep longer_rule",
    ]
    name = plan.items.get(category=C.NAME)
    assert (name.kept_until, name.kept_by_rule) == (date(2025, 1, 31), duty)
    assert name.due_on == date(2021, 2, 1)
    assert said(plan_for(date(2025, 2, 1))) == ["anna person erase"]


def test_a_chosen_rule_for_a_category_beats_the_one_for_all_data(register, kept_by):
    a_rule_of(register, (LEFT, 10, Unit.YEAR))
    a_rule_of(register, (LEFT, 1, Unit.MONTH), of=(C.EMAIL,), key="sahkoposti")
    make.a_contact_point(former(kept_by, "anna", "31.1.2026"))
    make.a_contact_point(customer(kept_by, "stays"), "stays@satumaa.example")
    assert said(plan_for(date(2026, 3, 1))) == ["anna email erase"]


def test_a_condition_in_words_is_judged_by_a_person(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    a_rule_of(
        register,
        (LEFT, 10, Unit.YEAR),
        of=(C.NAME,),
        key="riita",
        condition_fi="jos riita jatkuu",
        statutory=True,
        source_fi="laki",
    )
    former(kept_by, "anna", "1.1.2020")
    former(kept_by, "goes", "1.1.2010")
    found = said(plan_for(date(2022, 1, 1)))
    assert "anna name look condition" in found
    assert "goes person erase" in found


def test_who_owes_is_told_apart_by_the_rows(register, kept_by):
    """09: “if the person is in debt, for ten years”."""
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    a_rule_of(register, (LEFT, 10, Unit.YEAR), key="velka", applies_when=AppliesWhen.IN_DEBT)
    a_rule_of(register, (T.INVOICE_DATE, 50, Unit.YEAR), of=(C.INVOICE,), key="laskut")
    for number, due, paid in (
        ("owes", date(2019, 12, 1), None),
        ("paid", date(2019, 12, 1), date(2019, 12, 24)),
        ("not-due-yet", date(2022, 1, 1), None),
    ):
        make.an_invoice(
            former(kept_by, number, "1.1.2020"),
            f"L-{number}",
            issued_on=date(2019, 11, 1),
            due_on=due,
            paid_on=paid,
        )
    assert said(plan_for(date(2022, 1, 1))) == [
        "paid person erase",
        "not-due-yet person erase",
        "owes name keep longer_rule",
        "owes customer_number keep longer_rule",
        "owes relationship keep longer_rule",
    ]


def test_what_is_to_be_reviewed_is_looked_at_and_what_is_anonymised_is_told_so(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR), action=Action.ANONYMISE)
    a_rule_of(register, (LEFT, 1, Unit.YEAR), of=(C.EMAIL,), key="posti", action=Action.REVIEW)
    make.a_contact_point(former(kept_by, "r-1", "1.1.2020"))
    former(kept_by, "goes", "1.1.2020")
    assert said(plan_for(date(2022, 1, 1))) == [
        "r-1 name anonymise",
        "r-1 customer_number anonymise",
        "r-1 email look review",
        "r-1 relationship keep longer_rule",
        "goes person anonymise",
    ]


def test_an_anonymised_card_is_not_anonymised_again(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR), action=Action.ANONYMISE)
    former(kept_by, "", "1.1.2020", family_name="", given_names="")
    former(kept_by, "goes", "1.1.2020")
    assert said(plan_for(date(2022, 1, 1))) == ["goes person anonymise"]


# Rows


def test_rows_with_a_day_of_their_own_go_one_by_one(register, kept_by):
    a_rule_of(register, (T.EVENT, 2, Unit.YEAR), of=(C.INTERACTION,), key="kontaktit")
    a_rule_of(register, (T.PURCHASE, 2, Unit.YEAR), of=(C.ORDER,), key="tilaukset")
    a_rule_of(register, (T.CONSENT_WITHDRAWN, 3, Unit.YEAR), of=(C.CONSENT,), key="luvat")
    a_rule_of(register, (T.MARKETING_BAN, 2, Unit.YEAR), of=(C.MARKETING_BAN,), key="kiellot")
    a_rule_of(register, (LEFT, 5, Unit.YEAR), key="muut")
    person = customer(kept_by, "anna")
    text = make.a_consent_text(register)
    old, new = noon("31.3.2022"), noon("1.4.2022")
    gone = [
        make.an_interaction(person, at=old),
        make.an_order(person, "T-1", ordered_on=old.date()),
        make.a_consent(person, text, given_at=noon("1.1.2021"), withdrawn_at=noon("31.3.2021")),
        make.a_marketing_ban(person, given_at=old),
    ]
    make.an_interaction(person, at=new)
    make.an_order(person, "T-2", ordered_on=new.date())
    make.a_consent(person, text, given_at=old)
    make.a_marketing_ban(person, given_at=new, channel="email")
    assert said(plan_for(date(2024, 3, 31))) == []
    items = plan_for(date(2024, 4, 1)).items.order_by("pk")
    assert {(item.model, item.row) for item in items} == {(row._meta.label, row.pk) for row in gone}
    assert {item.part for item in items} == {Part.ROW}


def test_a_row_that_must_stay_keeps_the_person(register, kept_by):
    a_rule_of(register, (T.EVENT, 10, Unit.YEAR), of=(C.INTERACTION,), key="kontaktit")
    a_rule_of(register, (LEFT, 1, Unit.YEAR), key="muut")
    for number, at in (("stays", "1.1.2020"), ("goes", "1.1.2010")):
        make.an_interaction(former(kept_by, number, "1.1.2020"), at=noon(at))
    assert said(plan_for(date(2022, 1, 1))) == [
        "stays name erase",
        "stays customer_number erase",
        "stays relationship keep longer_rule",
        "goes person erase",
    ]


def test_further_data_and_disclosures_follow_the_rules_of_what_they_are(register, kept_by):
    a_rule_of(register, (LEFT, 10, Unit.YEAR))
    a_rule_of(register, (LEFT, 1, Unit.YEAR), of=(C.OTHER, C.EMAIL), key="lyhyet")
    person = former(kept_by, "anna", "1.1.2020")
    make.an_attribute(person)
    both = make.a_data_item(register, C.OTHER, C.NAME, key="molempia")
    make.an_attribute(person, both)  # a name too: kept as long as names are
    make.a_disclosure(person, category=C.EMAIL)
    make.a_disclosure(person, category=C.PHONE)
    assert sorted(said(plan_for(date(2022, 1, 1)))) == [
        "anna attribute-row erase",
        "anna attribute-row keep longer_rule",
        "anna disclosure-row erase",
    ]


# What stops it


def a_hold(person, category=""):
    return Hold.objects.create(
        subject=person,
        category=category,
        reason="dispute",
        placed_on=date(2020, 1, 1),
        review_on=date(2030, 1, 1),
        placed_by=make.a_user(),
    )


def test_holds_and_restrictions_keep_what_is_due_and_say_so(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    held = former(kept_by, "held", "1.1.2020")
    a_hold(held)
    make.an_invoice(held, "L-1", issued_on=date(2019, 1, 1))
    a_hold(former(kept_by, "held-in-part", "1.1.2020"), C.NAME)
    former(kept_by, "restricted", "1.1.2020", restricted_at=datetime(2021, 1, 1, tzinfo=UTC))
    lifted = a_hold(former(kept_by, "lifted", "1.1.2020"))
    Hold.objects.filter(pk=lifted.pk).update(lifted_on=date(2021, 1, 1), lifted_by=make.a_user())
    customer(kept_by, "stays")
    assert said(plan_for(date(2022, 1, 1))) == [
        "held L-1 keep hold",
        "held person keep hold",
        "held-in-part name keep hold",
        "held-in-part customer_number erase",
        "held-in-part relationship keep longer_rule",
        "restricted person keep restriction",
        "lifted person erase",
    ]


def test_an_absorbed_card_goes_with_the_one_that_stands(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    stands = customer(kept_by, "stands")
    former(kept_by, "a-2", "1.1.2020", merged_into=stands)
    former(kept_by, "goes", "1.1.2020")
    assert said(plan_for(date(2022, 1, 1))) == ["goes person erase"]


@pytest.mark.parametrize(
    ("held", "kept"),
    [
        (C.DEBT, {"L-unpaid", "L-paid"}),  # both had a due date
        (C.PAYMENT, {"L-paid", "L-in-cash"}),
        (C.INVOICE, {"L-unpaid", "L-paid", "L-in-cash", "L-bare"}),
        (C.OTHER, set()),
    ],
)
def test_a_hold_of_debts_or_payments_keeps_the_vouchers_that_are_such(
    register, kept_by, held, kept
):
    a_rule_of(register, (T.INVOICE_DATE, 1, Unit.YEAR), of=(C.INVOICE,), key="tositteet")
    a_rule_of(register, (LEFT, 100, Unit.YEAR))
    due, paid = {"due_on": day("1.2.2020")}, {"paid_on": day("1.3.2020")}
    kinds = {"L-unpaid": due, "L-paid": due | paid, "L-in-cash": paid, "L-bare": {}}
    person = customer(kept_by, "held")
    for number, days in kinds.items():
        days = {"due_on": None, "paid_on": None, **days}
        make.an_invoice(person, number, issued_on=day("1.1.2020"), **days)
    make.an_invoice(customer(kept_by, "other"), "L-other", issued_on=day("1.1.2020"))
    a_hold(person, held)
    assert set(said(plan_for(day("1.1.2022")))) == {
        *(f"held {number} keep hold" for number in kept),
        *(f"held {number} erase" for number in set(kinds) - kept),
        "other L-other erase",
    }


def test_a_hold_of_other_data_keeps_them_and_itself(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    person = former(kept_by, "held", "1.1.2020")
    make.an_attribute(person)
    a_hold(person, C.OTHER)
    former(kept_by, "goes", "1.1.2020")
    assert said(plan_for(day("1.1.2022"))) == [
        "held attribute-row keep hold",
        "held name erase",
        "held customer_number erase",
        "held relationship keep longer_rule",
        "goes person erase",
    ]


# Merged cards: what both had stays on the absorbed one

UNDONE_UNTIL = "1.6.2026"


def merged(kept_by, number: str, *cards: DataSubject) -> DataSubject:
    """Of the cards each is merged into the next; the last one stands."""
    officer, at = make.a_user(), noon(UNDONE_UNTIL) - timedelta(days=settings.MERGE_UNDO_DAYS)
    for gone, kept in pairwise(cards):
        merging.merge(kept, gone, by=officer, now=at)
    DataSubject.objects.filter(pk=cards[-1].pk).update(customer_number=number)
    return cards[-1]


def test_rows_left_on_an_absorbed_card_are_judged_through_the_one_that_stands(register, kept_by):
    item = make.a_data_item(register, C.OTHER)
    a_rule_of(register, (LEFT, 2, Unit.YEAR), of=(C.OTHER,), key="muut")
    a_rule_of(register, (LEFT, 100, Unit.YEAR))
    cards = [former(kept_by, f"c-{ended}", ended) for ended in ("1.1.2020", "1.1.2021", "1.1.2024")]
    rows = [make.an_attribute(card, item, "yhteinen") for card in cards]
    merged(kept_by, "goes", *cards)
    make.an_attribute(customer(kept_by, "stays"), item, "yhteinen")

    def told(on):
        return sorted((i.row, i.outcome, i.kept) for i in plan_for(day(on)).items.all())

    numbers = sorted(row.pk for row in rows)
    assert told("1.1.2026") == []  # not yet two years since the later of the days
    assert told("2.1.2026") == [(pk, "keep", "merge") for pk in numbers]
    assert told(UNDONE_UNTIL) == [(pk, "keep", "merge") for pk in numbers]
    assert told("2.6.2026") == [(pk, "erase", "") for pk in numbers]


def test_what_is_left_on_an_absorbed_card_keeps_the_person(register, kept_by):
    item = make.a_data_item(register, C.OTHER)
    a_rule_of(register, (LEFT, 2, Unit.YEAR))
    a_rule_of(register, (T.CREATED, 50, Unit.YEAR), of=(C.OTHER,), key="muut")
    gone, kept = (former(kept_by, f"c-{number}", "1.1.2020") for number in range(2))
    attributes = [make.an_attribute(card, item, "yhteinen") for card in (gone, kept)]
    merged(kept_by, "stays", gone, kept)
    attributes[1].delete()  # by hand, on the card that one sees
    former(kept_by, "goes", "1.1.2020")
    found = said(plan_for(day("2.6.2026")))
    assert "goes person erase" in found
    assert "stays person erase" not in found
    assert "stays name erase" in found


def test_a_category_that_only_an_absorbed_card_still_holds_is_due(register, kept_by):
    a_rule_of(register, (LEFT, 2, Unit.YEAR), of=(C.EMAIL,))
    a_rule_of(register, (LEFT, 100, Unit.YEAR), key="muut")
    gone, kept = (former(kept_by, f"c-{number}", "1.1.2020") for number in range(2))
    mails = [make.a_contact_point(card, "impi@satumaa.example") for card in (gone, kept)]
    merged(kept_by, "goes", gone, kept)
    mails[1].delete()
    make.a_contact_point(customer(kept_by, "stays"), "impi@satumaa.example")
    assert said(plan_for(day(UNDONE_UNTIL))) == ["goes email keep merge"]
    assert said(plan_for(day("2.6.2026"))) == ["goes email erase"]


def test_nobody_goes_whole_while_a_merge_can_be_undone(register, kept_by):
    a_rule_of(register, (LEFT, 2, Unit.YEAR))
    merged(kept_by, "both", *(former(kept_by, f"c-{number}", "1.1.2020") for number in range(2)))
    former(kept_by, "goes", "1.1.2020")
    assert said(plan_for(day(UNDONE_UNTIL))) == ["both person keep merge", "goes person erase"]
    assert said(plan_for(day("2.6.2026"))) == ["both person erase", "goes person erase"]


def test_a_plan_of_one_register_leaves_the_others_alone(register, kept_by):
    other = make.a_membership(make.a_register("muut"))
    for one in (kept_by, other):
        a_rule_of(one.register, (LEFT, 1, Unit.YEAR))
        former(one, f"in-{one.register.slug}", "1.1.2020")
    assert said(plan_for(date(2022, 1, 1), register)) == ["in-asiakkaat person erase"]
    assert said(plan_for(date(2022, 1, 1))) == ["in-asiakkaat person erase", "in-muut person erase"]


# Figures, digest and cost


def test_a_plan_has_figures_and_a_digest_of_its_items(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    former(kept_by, "goes", "1.1.2020")
    a_hold(former(kept_by, "held", "1.1.2020"))
    first, again = (plan_for(date(2022, 1, 1), register) for _each in range(2))
    assert first.complete
    assert first.counts["outcomes"] == {"erase": 1, "anonymise": 0, "keep": 1, "look": 0}
    assert first.counts["rules"] == {"asiakkaat/asiakastiedot": {"erase": 1, "keep": 1}}
    assert first.counts["kept"] == {"hold": 1}
    assert (first.digest, first.rules_digest) == (again.digest, again.rules_digest)
    former(kept_by, "goes-too", "1.1.2020")
    later = plan_for(date(2022, 1, 1), register)
    assert later.digest != first.digest
    assert later.rules_digest == first.rules_digest


# Worked out once and pinned: both databases must come to it.
GOLDEN = "c74cd41533101f1f9a4ba9b154e3ef6006fdfd59435bd9aac6031035327535fa"


def test_both_databases_come_to_the_same_digest(register, kept_by):
    a_rule_of(register, (LEFT, 18, Unit.MONTH, Rounding.END_OF_MONTH))
    a_rule_of(register, (T.INVOICE_DATE, 1, Unit.YEAR), of=(C.INVOICE,), key="laskut")
    for number, ended in ((7001, "31.8.2025"), (7002, "1.9.2025"), (7003, "15.8.2025")):
        former(
            kept_by, f"n-{number}", ended, pk=number, uuid=f"00000000-0000-4000-8000-{number:012}"
        )
    person = DataSubject.objects.get(pk=7002)
    make.an_invoice(person, "L-1", pk=8001, issued_on=date(2024, 2, 29))
    plan = plan_for(date(2027, 3, 1), register)
    assert said(plan) == ["n-7002 L-1 erase", "n-7001 person erase", "n-7003 person erase"]
    assert plan.digest == GOLDEN


def test_more_people_cost_no_more_queries(register, kept_by):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    a_rule_of(register, VOUCHERS, of=(C.INVOICE,), key="tositteet")
    make.an_invoice(former(kept_by, "a", "1.1.2020"), "L-0")
    with CaptureQueriesContext(
        connection,
    ) as one:
        plan_for(date(2040, 1, 1), register)
    for number in range(15):
        person = former(kept_by, f"b{number}", "1.1.2020")
        make.an_invoice(person, f"L-b{number}")
        make.an_interaction(person, at=noon("1.1.2020"))
    with CaptureQueriesContext(connection) as many:
        plan = plan_for(date(2040, 1, 1), register)
    assert plan.counts["people"]["erase"] == 16
    assert len(many) == len(one) <= 40
