"""A contact or an order that goes by its own rule goes on counting as the last one, by its day.

Plans are made and carried out on the days named. Beside who is looked at stands somebody whose last
contact was a day later.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from register.enums import DataCategory, InteractionKind, KeyDateKind, Relationship
from register.journal import JOB
from register.models import DataSubject, Interaction, KeyDate, Order
from retention.approvals import approve
from retention.enums import Action, Combinator, Trigger, Unit
from retention.ledger import bring_file_up_to_date
from retention.models import ApprovalWay, RetentionRule
from retention.plan import make_plan
from retention.replay import replay
from retention.run import run
from tests import factories as make
from tests.retention.rules import a_rule_of, day, plan_for, said
from tests.retention.run.test_replay import Backup

pytestmark = pytest.mark.django_db

C, K, T = DataCategory, KeyDateKind, Trigger
LEFT = T.CUSTOMER_RELATIONSHIP_END
A_DAY = timedelta(days=1)


@pytest.fixture
def register():
    return make.a_register()


@pytest.fixture
def kept_by(register):
    return make.a_membership(register)


@pytest.fixture
def officer():
    return make.a_user(is_superuser=True)


@pytest.fixture
def planner():
    return make.a_user()


@pytest.fixture
def carry_out(officer, planner, register):
    """Plan, approve and run on a day; what the plan said."""

    def on_day(on: date, of=register) -> list[str]:
        now = datetime.combine(on, time(9), UTC)
        plan = make_plan(on, register=of, by=planner, now=now)
        lines = said(plan)
        way = ApprovalWay.SECOND_PERSON
        approve(plan, by=officer, way=way, now=now, digest=plan.digest)
        run(plan, actor=JOB, now=now)
        return lines

    return on_day


def former(kept_by, number: str, **values) -> DataSubject:
    values = {
        "relationship": Relationship.FORMER,
        "relationship_ended_on": day("1.1.2020"),
    } | values
    return make.a_person(kept_by, customer_number=number, **values)


def noon(on: date) -> datetime:
    return datetime.combine(on, time(10), UTC)


def written_on(on: date, row: Interaction | Order) -> None:
    """What was written since a plan is left alone."""
    type(row).objects.filter(pk=row.pk).update(created_at=noon(on))


def contact(person, on: date, kind: str = InteractionKind.SALES) -> None:
    written_on(on, make.an_interaction(person, at=noon(on), kind=kind))


def service(person, on: date) -> None:
    """A later contact that is not with customer service counts for nothing here."""
    contact(person, on + timedelta(days=20))
    contact(person, on, InteractionKind.COMPLAINT)


def order(person, on: date) -> None:
    written_on(on, make.an_order(person, f"T-{person.customer_number}", ordered_on=on))


def noted(*people: DataSubject) -> list[tuple[str, str, date]]:
    days = KeyDate.objects.filter(subject__in=people) if people else KeyDate.objects.all()
    return list(
        days.order_by("subject", "kind").values_list(
            "subject__customer_number", "kind", "happened_on"
        )
    )


def promised(register, trigger: str, **values) -> RetentionRule:
    """Everything but what has a rule of its own: three years from the last contact or such."""
    return a_rule_of(
        register,
        (LEFT, 1, Unit.YEAR),
        (trigger, 3, Unit.YEAR),
        combinator=Combinator.LATEST,
        **values,
    )


def of_rows(register, category: DataCategory, **values) -> RetentionRule:
    """A year from each row's own day."""
    return a_rule_of(register, (T.EVENT, 1, Unit.YEAR), of=(category,), key="rivit", **values)


@pytest.mark.parametrize(
    ("trigger", "category", "last"),
    [
        (T.LAST_CONTACT, C.INTERACTION, contact),
        (T.LAST_SERVICE_CONTACT, C.INTERACTION, service),
        (T.LAST_ORDER, C.ORDER, order),
    ],
)
def test_the_rest_is_kept_until_the_promised_day(
    register, kept_by, carry_out, trigger, category, last
):
    promised(register, trigger)
    of_rows(register, category)
    goes, later = former(kept_by, "goes"), former(kept_by, "a-day-later")
    last(goes, day("31.3.2021"))
    last(later, day("1.4.2021"))
    gone = {line.split()[-2] for line in carry_out(day("1.5.2022"))}
    assert gone == {f"{category}-row"}
    assert not Interaction.objects.exists()
    assert not Order.objects.exists()
    assert noted() == [
        ("goes", trigger, day("31.3.2021")),
        ("a-day-later", trigger, day("1.4.2021")),
    ]
    for on in (day("2.5.2022"), day("31.12.2023"), day("31.3.2024")):
        assert carry_out(on) == []
    assert carry_out(day("1.4.2024")) == ["goes person erase"]
    assert noted() == [("a-day-later", trigger, day("1.4.2021"))]
    assert carry_out(day("2.4.2024")) == ["a-day-later person erase"]
    assert noted() == []


def test_a_whole_category_that_goes_leaves_its_day_too(register, kept_by, carry_out):
    """Also that of a contact still on a card that was merged into the person's."""
    promised(register, T.LAST_CONTACT)
    a_rule_of(register, (LEFT, 2, Unit.YEAR), of=(C.INTERACTION,), key="kontaktit")
    person = former(kept_by, "goes")
    absorbed = former(kept_by, "the-same", merged_into=person)
    contact(person, day("1.3.2021"))
    contact(absorbed, day("31.3.2021"))
    stays = former(kept_by, "stays", relationship_ended_on=day("1.6.2021"))
    contact(stays, day("31.3.2021"))
    assert carry_out(day("2.1.2022")) == ["goes interaction erase"]
    assert list(Interaction.objects.values_list("subject", flat=True)) == [stays.pk]
    assert noted() == [("goes", K.LAST_CONTACT, day("31.3.2021"))]
    assert said(plan_for(day("31.3.2024"), register)) == ["stays interaction erase"]
    assert "goes person erase" in said(plan_for(day("1.4.2024"), register))


def test_an_order_that_loses_its_person_leaves_its_day(register, kept_by, carry_out):
    promised(register, T.LAST_ORDER)
    of_rows(register, C.ORDER, action=Action.ANONYMISE)
    order(former(kept_by, "goes"), day("31.3.2021"))
    carry_out(day("1.4.2022"))
    assert Order.objects.get().subject is None
    assert noted() == [("goes", K.LAST_ORDER, day("31.3.2021"))]
    assert said(plan_for(day("31.3.2024"), register)) == []


def test_only_a_day_from_which_a_rule_of_the_register_counts_is_kept(register, kept_by, carry_out):
    """And only the day in Helsinki, where half past ten in Greenwich is tomorrow."""
    other = make.a_membership(make.a_register("muut"), kept_by.controller)
    promised(register, T.LAST_SERVICE_CONTACT)
    a_rule_of(other.register, (LEFT, 20, Unit.YEAR))
    for one in (kept_by, other):
        of_rows(one.register, C.INTERACTION)
        person = former(one, f"in-{one.register.slug}")
        late = datetime(2021, 3, 30, 22, 30, tzinfo=UTC)
        make.an_interaction(person, at=late, kind=InteractionKind.SERVICE)
        contact(person, day("1.4.2021"))
        order(person, day("1.4.2021"))
        carry_out(day("1.5.2022"), one.register)
    assert not Interaction.objects.exists()
    assert noted() == [("in-asiakkaat", K.LAST_SERVICE_CONTACT, day("31.3.2021"))]


def test_a_day_is_raised_and_never_lowered(register, kept_by, carry_out):
    promised(register, T.LAST_CONTACT)
    of_rows(register, C.INTERACTION)
    known = {"earlier": day("1.1.2019"), "later": day("30.6.2021"), "none": None}
    for number, on in known.items():
        person = former(kept_by, number)
        contact(person, day("1.2.2021"))
        contact(person, day("1.3.2021"))
        if on:
            make.a_key_date(person, on, kind=K.LAST_CONTACT)
    assert len(carry_out(day("2.2.2022"))) == 3
    assert [found[2] for found in noted()] == [day("1.2.2021"), day("30.6.2021"), day("1.2.2021")]
    assert len(carry_out(day("2.3.2022"))) == 3
    assert [found[2] for found in noted()] == [day("1.3.2021"), day("30.6.2021"), day("1.3.2021")]


@pytest.mark.parametrize(
    ("trigger", "last"),
    [(T.LAST_CONTACT, contact), (T.LAST_SERVICE_CONTACT, service), (T.LAST_ORDER, order)],
)
def test_the_later_of_the_rows_and_the_noted_day_counts(register, kept_by, trigger, last):
    """A day may be all that was taken over from an older system."""
    a_rule_of(register, (trigger, 30, Unit.DAY))
    only_day = former(kept_by, "only-day")
    make.a_key_date(only_day, day("1.3.2021"), kind=trigger)
    make.a_key_date(former(kept_by, "day-later"), day("2.3.2021"), kind=trigger)
    row_later = former(kept_by, "row-later")
    make.a_key_date(row_later, day("1.1.2019"), kind=trigger)
    last(row_later, day("2.3.2021"))
    assert said(plan_for(day("31.3.2021"), register)) == []
    [item] = plan_for(day("1.4.2021"), register).items.all()
    assert (item.subject, item.trigger, item.event_on) == (only_day.pk, trigger, day("1.3.2021"))
    found = said(plan_for(day("2.4.2021"), register))
    assert found == [f"{number} person erase" for number in ("only-day", "day-later", "row-later")]


def test_who_was_in_touch_since_the_plan_by_the_day_alone_is_left_alone(
    register, kept_by, officer, planner
):
    a_rule_of(register, (LEFT, 1, Unit.YEAR))
    people = [former(kept_by, number) for number in ("back", "goes")]
    now = noon(day("1.1.2022"))
    plan = make_plan(now.date(), register=register, by=planner, now=now)
    approve(plan, by=officer, way=ApprovalWay.SECOND_PERSON, now=now, digest=plan.digest)
    make.a_key_date(people[0], day("2.1.2022"), kind=K.LAST_CONTACT)
    run(plan, actor=JOB, now=now + A_DAY)
    assert [one.customer_number for one in DataSubject.objects.all()] == ["back"]


def test_after_a_restore_the_day_is_kept_again(register, kept_by, carry_out, settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "ledger.jsonl")
    promised(register, T.LAST_CONTACT)
    promised(register, T.LAST_ORDER, of=(C.NAME,), key="nimet")
    of_rows(register, C.INTERACTION)
    a_rule_of(register, (LEFT, 2, Unit.YEAR), of=(C.ORDER,), key="tilaukset")
    person = former(kept_by, "goes")
    contact(person, day("31.3.2021"))
    order(person, day("30.4.2021"))
    backup = Backup()
    carry_out(day("1.4.2022"))
    bring_file_up_to_date()
    after = noted()
    assert [kind for _number, kind, _day in after] == [K.LAST_CONTACT, K.LAST_ORDER]
    backup.restore()
    assert noted() == []
    replay(tmp_path / "ledger.jsonl")
    assert not Interaction.objects.exists()
    assert not Order.objects.exists()
    assert noted() == after


def test_many_people_cost_no_more_questions(
    register, kept_by, carry_out, django_assert_max_num_queries
):
    promised(register, T.LAST_CONTACT)
    of_rows(register, C.INTERACTION)
    for number in range(30):
        contact(former(kept_by, f"n-{number}"), day("31.3.2021"))
    with django_assert_max_num_queries(200):
        carry_out(day("1.4.2022"))
    assert len(noted()) == 30
