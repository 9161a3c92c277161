"""A register with two rules and people of every fate, and officers who look after it."""

from datetime import date

import pytest
from django.utils import timezone

from register.enums import DataCategory, Relationship
from register.groups import Group
from retention.enums import Rounding, Trigger, Unit
from retention.models import RuleCategory, Term
from retention.plan import make_plan
from tests.admin_pages import signed_in
from tests.factories import (
    a_contact_point,
    a_controller,
    a_membership,
    a_person,
    a_register,
    a_rule,
    a_user,
    an_invoice,
)

PASSWORD = "salainen-lause-kevaalta"  # of an account of the tests


def a_period(rule, trigger, length, *categories, rounding=Rounding.NONE, unit=Unit.YEAR):
    """Give the rule a term, and the categories it covers."""
    Term.objects.create(
        rule=rule, key="ehto", trigger=trigger, length=length, unit=unit, rounding=rounding
    )
    for category in categories:
        RuleCategory.objects.create(rule=rule, category=category)


class World:
    """Two rules: five years from the end of the relationship; vouchers as the law wants."""

    def __init__(self) -> None:
        self.register = a_register(name_fi="Asiakasrekisteri")
        self.controller = a_controller()
        self.kept_by = a_membership(self.register, self.controller)
        self.rule = a_rule(self.register)
        a_period(self.rule, Trigger.CUSTOMER_RELATIONSHIP_END, 5)
        self.vouchers = a_rule(
            self.register,
            "tositteet",
            name_fi="laskutustiedot",
            statutory=True,
            source_fi="kirjanpitolaki 2:10",
        )
        a_period(
            self.vouchers,
            Trigger.FINANCIAL_YEAR_END,
            6,
            DataCategory.INVOICE,
            rounding=Rounding.END_OF_CALENDAR_YEAR,
        )
        former, customer = Relationship.FORMER, Relationship.CUSTOMER
        ended = date(2018, 10, 19)
        self.gone = self.person("A-1", relationship=former, relationship_ended_on=ended)
        self.other = self.person("A-2", relationship=former, relationship_ended_on=ended)
        self.stays = self.person("A-3", relationship=customer)
        self.unknown = self.person("A-4", relationship=former)

    def person(self, number, **values):
        person = a_person(self.kept_by, customer_number=number, **values)
        a_contact_point(person)
        return person

    def plan(self, by=None, *, on=None):
        """Made by a colleague unless told."""
        now, by = timezone.now(), by or a_user()
        return make_plan(on or timezone.localdate(now), register=self.register, by=by, now=now)


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def officer(client, world):
    return signed_in(client, Group.COMPLIANCE_OFFICER)


def with_password(user):
    """Give an account a password: hashing takes its time, so only where it is asked for."""
    user.set_password(PASSWORD)
    user.save()


@pytest.fixture
def second(world):
    return a_user(Group.COMPLIANCE_OFFICER)


@pytest.fixture
def voucher(world):
    """An invoice of the one who goes, kept until 2032."""
    return an_invoice(world.gone, kept_by=world.kept_by, financial_year_end=date(2026, 12, 31))
