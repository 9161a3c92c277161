"""What the plan for a day costs: it should follow what is due, not how many people there are.

    .venv/bin/python -m benchmarks.retention_plan --database postgresql --people 1000000

A register of so many people and one of a tenth, with as many due in either. Each is planned several
times in turns; then once more with new people of whom PostgreSQL has no statistics yet.
"""

import argparse
import statistics
from typing import Any

from benchmarks.many_customers import a_register, analyse
from benchmarks.scratch import cpu_seconds, scratch_database, seconds

TIMES = 5
UNKNOWN = 8_000  # people made after the statistics


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=1_000)
    arguments = parser.parse_args()
    with scratch_database(arguments.database):
        measure(arguments.people, arguments.due)


def measure(people: int, due: int) -> None:
    few = a_register("vahan", people // 10, due=due)
    many = a_register("paljon", people, due=due)
    analyse()
    spent: dict[str, list[tuple[float, float]]] = {"few": [], "many": []}
    for _turn in range(TIMES):
        for name, place in (("few", few), ("many", many)):
            before = cpu_seconds()
            wall = seconds(lambda place=place: plan(place.register, due))  # type: ignore[misc]
            spent[name].append((wall, cpu_seconds() - before))
    wall, cpu = (
        {name: statistics.median(one[which] for one in told) for name, told in spent.items()}
        for which in (0, 1)
    )
    for name, count in (("few", people // 10), ("many", people)):
        print(f"{count:>9,} people, {due:,} due: {wall[name]:.3f} s, CPU {cpu[name]:.3f} s")  # noqa: T201
    ratios = wall["many"] / wall["few"], cpu["many"] / cpu["few"]
    print(f"ten times the people: {ratios[0]:.2f} x (CPU {ratios[1]:.2f} x)")  # noqa: T201
    unknown = a_register("tuntematon", UNKNOWN, due=UNKNOWN // 2)
    took = seconds(lambda: plan(unknown.register, UNKNOWN // 2))
    print(f"{UNKNOWN:,} people without statistics, half of them due: {took:.2f} s")  # noqa: T201


def plan(register: Any, due: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 # Django is set up only now

    from retention.plan import make_plan  # noqa: PLC0415

    made = make_plan(timezone.localdate(), register=register, by=None, now=timezone.now())
    if made.counts["parts"]["person"]["erase"] != due:
        raise SystemExit(f"{made.counts}")


if __name__ == "__main__":
    main()
