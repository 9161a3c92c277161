"""What a retention run costs beside the same deletions written by hand.

    .venv/bin/python -m benchmarks.retention_run --database postgresql --people 100000

Two registers hold the same: half of the people are long gone, each with a contact point, three
contacts and two invoices. One is planned, approved and run; in the other the same rows are deleted
by one hand-written statement a table, with one bare audit row a person, in one transaction. With
`--only-run` the floor is left out: for comparing the memory of few and many people.
"""

import argparse
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from benchmarks.scratch import peak_megabytes, scratch_database, seconds

ENDED = date(2015, 5, 31)
AT = datetime(2014, 5, 31, tzinfo=UTC)
AT_ONCE = 5_000
BY_HAND = (
    "INSERT INTO by_hand SELECT uuid FROM register_datasubject WHERE id IN ({due})",
    "DELETE FROM register_contactpoint WHERE subject_id IN ({due})",
    "DELETE FROM register_interaction WHERE subject_id IN ({due})",
    "DELETE FROM register_invoice WHERE subject_id IN ({due})",
    "DELETE FROM register_searchtext WHERE subject_id IN ({due})",
    "DELETE FROM register_datasubject WHERE kept_by_id = %s AND relationship = 'former'",
)
DUE = "SELECT id FROM register_datasubject WHERE kept_by_id = %s AND relationship = 'former'"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=100_000, help="half of them are due")
    parser.add_argument("--only-run", action="store_true")
    arguments = parser.parse_args()
    with scratch_database(arguments.database):
        measure(arguments.people, only_run=arguments.only_run)


def measure(people: int, *, only_run: bool) -> None:
    ours = a_register("ajettava", people)
    theirs = None if only_run else a_register("kasin", people)
    analyse()
    before = peak_megabytes()
    plan: list[Any] = []
    planned = seconds(lambda: plan.append(an_approved_plan(ours.register)))
    done = seconds(lambda: carry_out(plan[0]))
    say("planned", people // 2, planned)
    say("run", people // 2, done)
    print(f"memory: {before:.0f} -> {peak_megabytes():.0f} MB")  # noqa: T201
    if theirs is not None:
        floor = seconds(lambda: by_hand(theirs.pk))
        say("by hand", people // 2, floor)
        print(f"run / by hand: {done / floor:.2f}")  # noqa: T201


def say(what: str, count: int, spent: float) -> None:
    print(f"{what:10} {count:>9,} people  {spent:8.2f} s  {count / spent:>10,.0f} people/s")  # noqa: T201


def a_register(slug: str, people: int) -> Any:
    from register import search  # noqa: PLC0415 # Django is set up only now
    from register.models import (  # noqa: PLC0415
        ContactPoint,
        Controller,
        DataSubject,
        Interaction,
        Invoice,
        Register,
        RegisterController,
    )
    from retention.models import RetentionRule, Term  # noqa: PLC0415

    kept_by = RegisterController.objects.create(
        register=Register.objects.create(slug=slug),
        controller=Controller.objects.create(key=slug, name="Mitta Oy"),
    )
    rule = RetentionRule.objects.create(register=kept_by.register, key="kaikki", name_fi="tiedot")
    Term.objects.create(
        rule=rule, key="a", trigger="customer_relationship_end", length=5, unit="year"
    )
    for batch in batched(range(people)):
        made = DataSubject.objects.bulk_create(
            DataSubject(
                kept_by=kept_by,
                kind="person_customer",
                family_name=f"Mitattava{number}",
                sort_name=f"mitattava{number}",
                relationship="former" if number % 2 else "customer",
                relationship_ended_on=ENDED if number % 2 else None,
            )
            for number in batch
        )
        ContactPoint.objects.bulk_create(
            ContactPoint(
                subject=one,
                kind="email",
                value=f"{slug}{one.pk}@satumaa.example",
                normalised=f"{slug}{one.pk}@satumaa.example",
            )
            for one in made
        )
        Interaction.objects.bulk_create(
            Interaction(subject=one, at=AT, channel="phone", summary="Kysyi aikaa.")
            for one in made
            for _time in range(3)
        )
        Invoice.objects.bulk_create(
            Invoice(
                kept_by=kept_by,
                subject=one,
                number=f"{one.pk}-{time}",
                issued_on=date(2014, 3, 1),
                financial_year_end=date(2014, 12, 31),
                buyer_name=one.family_name,
            )
            for one in made
            for time in range(2)
        )
        search.index(one.pk for one in made)
    return kept_by


def batched(numbers: Iterable[int]) -> Iterable[list[int]]:
    rest = iter(numbers)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def analyse() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        cursor.execute("CREATE TABLE by_hand (uuid char(36))")


def an_approved_plan(register: Any) -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from register.models import User  # noqa: PLC0415
    from retention.approvals import approve  # noqa: PLC0415
    from retention.models import ApprovalWay  # noqa: PLC0415
    from retention.plan import make_plan  # noqa: PLC0415

    maker = User.objects.create_user("laatija")
    plan = make_plan(timezone.localdate(), register=register, by=maker, now=timezone.now())
    officer = User.objects.create_superuser("mittaaja")
    way = ApprovalWay.SECOND_PERSON
    approve(plan, by=officer, way=way, now=timezone.now(), digest=plan.digest)
    return plan


def carry_out(plan: Any) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from register.journal import JOB  # noqa: PLC0415
    from retention.run import run  # noqa: PLC0415

    done = run(plan, actor=JOB, now=timezone.now())
    print(f"{done.done} done, {done.skipped} left alone")  # noqa: T201


def by_hand(kept_by: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in BY_HAND:
            cursor.execute(statement.format(due=DUE), [kept_by])


if __name__ == "__main__":
    main()
