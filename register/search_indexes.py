"""What the database keeps so that a piece of a word is found among a million rows.

PostgreSQL: a GIN index of trigrams (pg_trgm). SQLite: an FTS5 table of trigrams beside each table,
kept by triggers. On SQLite a migration that rebuilds one of the tables loses its triggers; they are
made again after every migration (`keep_after_migrate`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

PENDING_KB = 1024  # of PostgreSQL's index
MERGED_AT_ONCE = 500  # pages of the FTS5 index, about 2 MB: how long a writer may have to wait


@dataclass(frozen=True, slots=True)
class Searched:
    """A table and the line of words each of its rows is found by.

    The line stands in one spelling, with a space before, between and after the words.
    """

    table: str
    key: str
    line: str  # SQL; {row} stands where the columns are of a trigger's old or new row
    columns: tuple[str, ...]  # that the line is made of

    @property
    def index(self) -> str:
        return f"{self.table}_trigrams"

    def line_of(self, row: str = "") -> str:
        return f"({self.line.format(row=row)})"


def words_in(*parts: str) -> str:
    """SQL for a line of the words in these columns, a space before, between and after."""
    return "' ' || " + " || ".join(f"coalesce(nullif({part}, '') || ' ', '')" for part in parts)


def number_in(column: str) -> tuple[str, str]:
    """A number as written, and without what stands between its parts where anything does."""
    written = joined = f"lower({{row}}{column})"
    for sign in "- /._":
        joined = f"replace({joined}, '{sign}', '')"
    return written, f"nullif({joined}, {written})"


def organisation_in() -> tuple[str, ...]:
    """The name; joined, as K-Halli may be khalli; parted, as Oy/Ab is oy ab; and the numbers."""
    name = "{row}sort_name"
    parted = f"replace(replace(replace({name}, '.', ' '), '/', ' '), '+', ' ')"
    return (
        name,
        f"nullif(replace({name}, ' ', ''), {name})",
        f"nullif({parted}, {name})",
        "replace({row}business_id, '-', '')",
        *number_in("foreign_id"),
    )


PEOPLE = Searched("register_searchtext", "subject_id", "{row}words", ("words",))
ORGANISATIONS = Searched(
    "register_organisation",
    "id",
    words_in(*organisation_in()),
    ("sort_name", "business_id", "foreign_id"),
)
ORDERS = Searched("register_order", "id", words_in(*number_in("number")), ("number",))
INVOICES = Searched(
    "register_invoice",
    "id",
    words_in(*number_in("number"), "{row}normalised"),
    ("number", "normalised"),
)
ALL = (PEOPLE, ORGANISATIONS, ORDERS, INVOICES)


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the indexes, of the rows there are."""
    if connection.vendor == "postgresql":
        _create_extension(connection)
    for searched in ALL:
        for statement in _SQL[connection.vendor](searched):
            _run(connection, statement)
        if connection.vendor == "sqlite":
            _run(connection, f"INSERT INTO {searched.index}({searched.index}) VALUES('delete-all')")
            _run(
                connection,
                f"INSERT INTO {searched.index}(rowid, words) "
                f"SELECT {searched.key}, {searched.line_of()} FROM {searched.table}",
            )


def drop(connection: BaseDatabaseWrapper) -> None:
    """The extension stays: it may have been there before us."""
    for searched in ALL:
        if connection.vendor == "postgresql":
            _run(connection, f"DROP INDEX IF EXISTS {searched.index}")
        else:
            for name in TRIGGERS:
                _run(connection, f"DROP TRIGGER IF EXISTS {searched.index}_{name}")
            _run(connection, f"DROP TABLE IF EXISTS {searched.index}")


def keep_after_migrate(app_config: AppConfig, using: str, **_options: Any) -> None:
    """Make the triggers again that a rebuilt table has lost."""
    connection = connections[using]
    if app_config.label != "register" or connection.vendor != "sqlite":
        return
    tables = set(connection.introspection.table_names())
    for searched in ALL:
        if searched.index in tables:
            for statement in _triggers(searched):
                _run(connection, statement)


def purge(connection: BaseDatabaseWrapper) -> None:
    """Take out of the index what was deleted.

    FTS5 only notes a deletion: the trigrams of an erased name could be read in the database's file
    until their segment is merged with the others. All segments are marked and then merged, some
    pages at a time. PostgreSQL does the same by itself, when it vacuums.
    """
    if connection.vendor != "sqlite":
        return
    for searched in ALL:
        _merge(connection, searched.index, -MERGED_AT_ONCE)
        while _merge(connection, searched.index, MERGED_AT_ONCE) > 1:
            pass


def _merge(connection: BaseDatabaseWrapper, index: str, pages: int) -> int:
    """How many changes were made; fewer than two mean that there is nothing left to merge."""
    with connection.cursor() as cursor:
        before = _changes(cursor)
        cursor.execute(f"INSERT INTO {index}({index}, rank) VALUES('merge', %s)", [pages])
        return _changes(cursor) - before


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


def _create_extension(connection: BaseDatabaseWrapper) -> None:
    try:
        _run(connection, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as refusal:
        raise ImproperlyConfigured(
            "PostgreSQL's extension pg_trgm could not be created. Install the server's contrib "
            'package, run "CREATE EXTENSION pg_trgm" in this database as its owner or as a '
            "superuser, and migrate again."
        ) from refusal


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


TRIGGERS = ("added", "changed", "removed")


def _trigrams(searched: Searched) -> Iterator[str]:
    # New lines wait in a list that every search reads and that is sorted in when it is full: a
    # short one costs a search a quarter of a millisecond, none at all makes imports 7 times slower.
    yield (
        f"CREATE INDEX IF NOT EXISTS {searched.index} ON {searched.table} "
        f"USING gin ({searched.line_of()} gin_trgm_ops) "
        f"WITH (gin_pending_list_limit = {PENDING_KB})"
    )


def _shadow(searched: Searched) -> Iterator[str]:
    # Contentless: the words are in the table already.
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {searched.index} USING fts5("
        "words, content='', columnsize=0, tokenize='trigram')"
    )
    yield from _triggers(searched)


def _triggers(searched: Searched) -> Iterator[str]:
    name, key = searched.index, searched.key
    old, new = searched.line_of("old."), searched.line_of("new.")
    add = f"INSERT INTO {name}(rowid, words) VALUES (new.{key}, {new});"
    remove = f"INSERT INTO {name}({name}, rowid, words) VALUES ('delete', old.{key}, {old});"
    made = f"CREATE TRIGGER IF NOT EXISTS {name}"
    columns = ", ".join(searched.columns)
    yield f"{made}_added AFTER INSERT ON {searched.table} BEGIN {add} END"
    yield f"{made}_removed AFTER DELETE ON {searched.table} BEGIN {remove} END"
    yield (
        f"{made}_changed AFTER UPDATE OF {columns} ON {searched.table} "
        f"WHEN {old} <> {new} BEGIN {remove} {add} END"
    )


_SQL = {"postgresql": _trigrams, "sqlite": _shadow}
