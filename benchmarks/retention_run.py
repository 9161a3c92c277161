"""What a retention run costs beside the same deletions written by hand.

    .venv/bin/python -m benchmarks.retention_run --database postgresql --people 100000

Three registers hold the same: half of the people are long gone, each with a contact point, three
contacts and two invoices. In one they are planned, approved and run. In the second the same rows
are deleted by one hand-written statement a table, with one bare audit row a person, in one
transaction. In the third the same statements also leave what a run leaves: the items of the plan,
journal, ledger and suppression list. With `--only-run` the last two are left out: for comparing the
memory of few and many people.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.many_customers import a_register, analyse
from benchmarks.scratch import cpu_seconds, peak_megabytes, scratch_database, seconds

GONE = "kept_by_id = %s AND relationship_ended_on < '2016-01-01'"
DUE = f"SELECT id FROM register_datasubject WHERE {GONE}"
DELETIONS = (
    f"DELETE FROM register_contactpoint WHERE subject_id IN ({DUE})",
    f"DELETE FROM register_interaction WHERE subject_id IN ({DUE})",
    f"DELETE FROM register_invoice WHERE subject_id IN ({DUE})",
    f"DELETE FROM register_searchtext WHERE subject_id IN ({DUE})",
    f"DELETE FROM register_datasubject WHERE {GONE}",
)
BARE = (f"INSERT INTO by_hand SELECT uuid FROM register_datasubject WHERE id IN ({DUE})",)
ROWS = (
    f"SELECT 'person' AS part, uuid, id AS subject, '' AS category, '' AS model, NULL AS row "
    f"FROM register_datasubject WHERE id IN ({DUE}) UNION ALL "
    "SELECT 'row', s.uuid, s.id, 'invoice', 'register.Invoice', i.id FROM register_invoice i "
    f"JOIN register_datasubject s ON s.id = i.subject_id WHERE s.id IN ({DUE})"
)


def the_same_notes(plan: int, vendor: str) -> tuple[str, ...]:
    """What a run leaves behind, of whatever content: INSERT … SELECT, and the items noted done."""
    key, digits, row = (
        (
            "gen_random_uuid()",
            "md5(random()::text) || md5(random()::text)",
            "row::bigint",
        )
        if vendor == "postgresql"
        else ("lower(hex(randomblob(16)))", "lower(hex(randomblob(32)))", "row")
    )
    item = f"FROM retention_planitem WHERE plan_id = {plan}"
    return (
        "INSERT INTO retention_planitem (plan_id, part, uuid, subject, category, model, row, "
        "outcome, rule_id, trigger, kept, skipped) "
        f"SELECT {plan}, part, uuid, subject, category, model, {row}, 'erase', "
        f"(SELECT min(id) FROM retention_retentionrule), '', '', '' FROM ({ROWS}) due",
        "INSERT INTO retention_ledgerentry (key, at, uuid, filed, to_repeat, part, category, "
        f"model, row_key, outcome, rule, rows, spared) SELECT {key}, CURRENT_TIMESTAMP, uuid, "
        f"false, false, part, category, model, {digits}, 'erase', 'a/b', 1, '' {item}",
        "INSERT INTO register_journalentry (at, act, actor_kind, occasion, reference, about, uuid, "
        "row, count, detail) SELECT CURRENT_TIMESTAMP, 'erased', 'job', 'retention', 'plan-1', "
        f"'register.DataSubject', p.uuid, p.subject, 1, '{{}}' FROM (SELECT uuid, subject {item} "
        "AND part = 'person') p, (SELECT 1 UNION ALL SELECT 2) twice",
        "INSERT INTO register_suppressedidentifier (kept_by_id, kind, hash, channel, scope, "
        f"reason, since) SELECT %s, 'email', {digits}, '', '', 'retention', CURRENT_DATE {item} "
        "AND part = 'person'",
        *DELETIONS,
        "UPDATE retention_planitem SET done_at = CURRENT_TIMESTAMP "
        f"WHERE plan_id = {plan} AND done_at IS NULL",
    )


@dataclass
class Cost:
    """Of one way to do it."""

    wall: float
    cpu: float

    @classmethod
    def of(cls, work: Callable[[], Any]) -> "Cost":
        before = cpu_seconds()
        wall = seconds(work)
        return cls(wall, cpu_seconds() - before)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def over(self, floor: "Cost") -> str:
        return f"{self.wall / floor.wall:.2f} x (CPU {self.cpu / floor.cpu:.2f} x)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=100_000, help="half of them are due")
    parser.add_argument("--only-run", action="store_true")
    arguments = parser.parse_args()
    with scratch_database(arguments.database):
        measure(arguments.people, only_run=arguments.only_run)


def measure(people: int, *, only_run: bool) -> None:
    slugs = ("ajettava",) if only_run else ("ajettava", "kasin", "merkiten")
    registers = [a_register(slug, people, due=people // 2) for slug in slugs]
    analyse()
    before = peak_megabytes()
    plan: list[Any] = []
    planned = Cost.of(lambda: plan.append(a_plan(registers[0].register)))
    approved = Cost.of(lambda: give_word(plan[0]))
    after_plan = peak_megabytes()
    done = Cost.of(lambda: carry_out(plan[0]))
    for what, cost in (("plan", planned), ("approve", approved), ("run", done)):
        say(what, people // 2, cost)
    ours = planned + approved + done
    say("all", people // 2, ours)
    print(f"memory: {before:.0f} -> plan {after_plan:.0f} -> run {peak_megabytes():.0f} MB")  # noqa: T201
    for what, place in zip(("by hand", "and notes"), registers[1:], strict=False):
        floor = Cost.of(lambda what=what, place=place: by_hand(place.pk, bare=what == "by hand"))  # type: ignore[misc]
        say(what, people // 2, floor)
        print(f"run / {what}: {done.over(floor)}; all / {what}: {ours.over(floor)}")  # noqa: T201


def say(what: str, count: int, cost: Cost) -> None:
    rate = f"{count / cost.wall:>10,.0f} people/s"
    print(f"{what:10} {count:>9,} people  {cost.wall:8.2f} s  CPU {cost.cpu:8.2f} s {rate}")  # noqa: T201


def a_plan(register: Any) -> Any:
    from django.utils import timezone  # noqa: PLC0415 # Django is set up only now

    from register.models import User  # noqa: PLC0415
    from retention.plan import make_plan  # noqa: PLC0415

    maker = User.objects.create_user("laatija")
    return make_plan(timezone.localdate(), register=register, by=maker, now=timezone.now())


def give_word(plan: Any) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from register.models import User  # noqa: PLC0415
    from retention.approvals import approve  # noqa: PLC0415
    from retention.models import ApprovalWay  # noqa: PLC0415

    officer = User.objects.create_superuser("mittaaja")
    way = ApprovalWay.SECOND_PERSON
    approve(plan, by=officer, way=way, now=timezone.now(), digest=plan.digest)


def carry_out(plan: Any) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from register.journal import JOB  # noqa: PLC0415
    from retention.run import run  # noqa: PLC0415

    done = run(plan, actor=JOB, now=timezone.now())
    print(f"{done.done} done, {done.skipped} left alone")  # noqa: T201


def by_hand(kept_by: int, *, bare: bool) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        statements = (
            (*BARE, *DELETIONS) if bare else the_same_notes(a_bare_plan(), connection.vendor)
        )
        for statement in statements:
            cursor.execute(statement, [kept_by] * statement.count("%s"))


def a_bare_plan() -> int:
    from django.utils import timezone  # noqa: PLC0415

    from retention.models import Plan  # noqa: PLC0415

    return Plan.objects.create(on=timezone.localdate(), made_at=timezone.now()).pk


if __name__ == "__main__":
    main()
