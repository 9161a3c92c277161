"""Finding a person among very many: by hand, by us, and by the admin that Django ships.

    .venv/bin/python -m benchmarks.people_search --database postgresql --people 1000000

The floor is one hand-written statement that gives the same rows through the same index: the first
page, by name, of at most a thousand hits. "Database" is what our own statements take, run as they
are. "Page" is the whole answer to a request; beside it stands the same page without a search, with
as many rows. The stock admin searches the columns its users would name; its time is that of its
statements, drawing left out. Medians, in turns.
"""

import argparse
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.many_people import make
from benchmarks.scratch import scratch_database, seconds

SEARCHES = {
    "rare": "23456@",
    "common": "lankon",
    "two words": "aino lankonen",
    "none": "zzyzx",
    "phone": "+358 (0)20 000 391 274",
    "diacritics": "HÄMÄRÄINEN, Väinö",
    "very common": "nen",
}
FLOOR = {  # what the floor looks for: what the searches mean
    "rare": ["23456@"],
    "common": ["lankon"],
    "two words": ["aino", "lankonen"],
    "none": ["zzyzx"],
    "phone": ["020000391274"],
    "diacritics": ["hamarainen", "vaino"],
    "very common": ["nen"],
}
COLUMNS = (
    "p.id, p.family_name, p.given_names, p.customer_number, p.relationship, p.kept_by_id, o.name"
)
ROUNDS, STOCK_ROUNDS, SHOWN = 15, 3, 50


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=100_000)
    arguments = parser.parse_args()
    with scratch_database(arguments.database):
        make(arguments.people, say)
        measure(f"{arguments.database}, {arguments.people:,} people")


def measure(title: str) -> None:
    from django.contrib.auth.models import Group as GroupModel  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from register.groups import Group  # noqa: PLC0415
    from register.models import User  # noqa: PLC0415

    user = User.objects.create_user("mittaaja", is_staff=True)
    user.groups.add(GroupModel.objects.get(name=Group.COMPLIANCE_OFFICER.value))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    address = reverse("admin:register_datasubject_changelist")
    say(f"\n{title}; milliseconds, in brackets the ratio to the column before\n")
    say("| search | hits | floor | ours, database | page without a search | page | stock admin |")
    say("|---|--:|--:|--:|--:|--:|--:|")
    for name, written in SEARCHES.items():
        hits, shown, statements = ours(written)
        got = {
            "floor": lambda name=name: floor(FLOOR[name]),
            "ours": lambda statements=statements: again(statements),
            "plain": lambda shown=shown: plain_page(client, address, shown),
            "page": lambda written=written: page(client, address, written),
        }
        spent = in_turns(got, ROUNDS)
        stock = in_turns({"stock": lambda written=written: stock_admin(written)}, STOCK_ROUNDS)
        say(
            f"| {name} | {'> 1,000' if hits > 1000 else hits} | {spent['floor']:.2f} "
            f"| {spent['ours']:.2f} ({spent['ours'] / spent['floor']:.2f}) | {spent['plain']:.1f} "
            f"| {spent['page']:.1f} ({spent['page'] / spent['plain']:.2f}) "
            f"| {stock['stock']:.0f} ({stock['stock'] / spent['page']:.0f} x our page) |"
        )


def in_turns(work: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median of each in milliseconds; in turns, so that all meet the same machine."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for _round in range(rounds):
        for name, one in work.items():
            spent[name].append(seconds(one) * 1000)
    return {name: median(times) for name, times in spent.items()}


def floor(pieces: list[str]) -> list[Any]:
    """The same rows by one statement."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        where = " AND ".join(["words LIKE %s"] * len(pieces))
        hits = f"SELECT subject_id AS id FROM register_searchtext WHERE {where}"  # noqa: S608
        given = [f"%{piece}%" for piece in pieces]
    else:
        index = "register_searchtext_trigrams"
        hits = f"SELECT rowid AS id FROM {index} WHERE {index} MATCH %s"  # noqa: S608
        given = [" AND ".join(f'"{piece}"' for piece in pieces)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ({hits} LIMIT 1001) hit "  # noqa: S608 # our own names
            "JOIN register_datasubject p ON p.id = hit.id "
            "LEFT JOIN register_organisation o ON o.id = p.organisation_id "
            f"WHERE p.merged_into_id IS NULL ORDER BY p.sort_name, p.id LIMIT {SHOWN}",
            given,
        )
        return list(cursor.fetchall())


def ours(written: str) -> tuple[int, int, list[tuple[str, Any]]]:
    """How many hits, how many rows on the page, and the statements that were asked."""
    from django.db import connection  # noqa: PLC0415

    from register.models import DataSubject  # noqa: PLC0415
    from register.search import find  # noqa: PLC0415

    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        asked.append((sql, given))
        return execute(sql, given, many, context)

    people = DataSubject.objects.standing().select_related("organisation")
    with connection.execute_wrapper(note):
        found = find(people, written, by="sort_name")
        rows = people.order_by().in_bulk(found.ids[:SHOWN])
    return len(found.ids) + found.more_than, len(rows), asked


def again(statements: list[tuple[str, Any]]) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for sql, given in statements:
            cursor.execute(sql, given)
            cursor.fetchall()


def page(client: Any, address: str, written: str) -> None:
    answer = client.get(address, {"q": written})
    assert answer.status_code == 200  # noqa: S101


def plain_page(client: Any, address: str, rows: int) -> None:
    from django.contrib import admin  # noqa: PLC0415

    from register.models import DataSubject  # noqa: PLC0415

    listing = admin.site.get_model_admin(DataSubject)
    listing.list_per_page = max(rows, 1)
    try:
        assert client.get(address).status_code == 200  # noqa: S101
    finally:
        listing.list_per_page = SHOWN


def stock_admin(written: str) -> None:
    """Count, count, page: as Django's own list of the same people would ask."""
    from django.contrib import admin  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    from register.models import DataSubject, User  # noqa: PLC0415

    class Stock(admin.ModelAdmin[Any]):
        list_display = ("family_name", "given_names", "customer_number", "organisation")
        search_fields = (
            *("family_name", "given_names", "customer_number"),
            *("contact_points__value", "organisation__name"),
        )
        list_per_page = SHOWN

    request = RequestFactory().get("/", {"q": written})
    request.user = User.objects.get(username="mittaaja")
    list(Stock(DataSubject, admin.AdminSite()).get_changelist_instance(request).result_list)


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
