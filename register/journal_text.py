"""A journal entry as the text that is sealed, and the reading of many of them.

The text is made in SQL, for speed, and is the same on PostgreSQL and SQLite, so that a journal that
was moved from one to the other still verifies. Every text in it has its length before it: no entry
can be rewritten into another with the same text.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter

from django.db.backends.base.base import BaseDatabaseWrapper

PAGE = 10_000  # entries in memory at a time
MARK = 6  # bytes of each entry's own hash that a block keeps, to tell which entry is wrong

Entry = tuple[int, str]  # its number, and the rest of it as text

_TEXT = "length({column}) || ':' || {column}"
_NUMBER = "coalesce(CAST({column} AS text), '')"
_FORMS = {
    "postgresql": {
        # As JSON, because the form of text is a setting of the server.
        "moment": "CAST(to_json({column} AT TIME ZONE 'UTC') AS text)",
        "text": _TEXT,
        "number": _NUMBER,
        "uuid": "coalesce(CAST({column} AS text), '')",
        "json": "CAST({column} AS text)",
    },
    "sqlite": {
        "moment": (
            """'"' || substr({column}, 1, 10) || 'T' || substr({column}, 12, 8) """
            """|| rtrim(substr({column}, 20), '0') || '"'"""
        ),
        "text": _TEXT,
        "number": _NUMBER,
        "uuid": (
            "coalesce(substr({column}, 1, 8) || '-' || substr({column}, 9, 4) || '-' || "
            "substr({column}, 13, 4) || '-' || substr({column}, 17, 4) || '-' || "
            "substr({column}, 21), '')"
        ),
        "json": "{column}",
    },
}
COLUMNS = {
    "at": "moment",
    "act": "text",
    "actor_kind": "text",
    "actor": "number",
    "occasion": "text",
    "reference": "text",
    "about": "text",
    "uuid": "uuid",
    "row": "number",
    "count": "number",
    "detail": "json",
}


class Reading:
    """The entries in the order of their numbers, a page in memory at a time."""

    def __init__(self, connection: BaseDatabaseWrapper, *, after: int) -> None:
        self.connection = connection
        self.after = after
        self.page: list[Entry] = []
        self.query = _query(connection)

    def until(self, last: int) -> Iterator[list[Entry]]:
        """Those not yet read whose number is `last` or lower."""
        while self.page or self._turn():
            cut = bisect_right(self.page, last, key=itemgetter(0))
            now, self.page = self.page[:cut], self.page[cut:]
            if now:
                yield now
            if self.page:
                return

    def _turn(self) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute(self.query, [self.after, PAGE])
            self.page = cursor.fetchall()
        if self.page:
            self.after = self.page[-1][0]
        return bool(self.page)


class Content:
    """Entries as they are sealed: a hash over their text."""

    def __init__(self) -> None:
        self.count = 0
        self._sha = hashlib.sha256()

    def add(self, entries: list[Entry]) -> None:
        lines = [f"{number}:{len(text)}:{text}\n" for number, text in entries]
        self._sha.update("".join(lines).encode())
        self.count += len(entries)

    def sha256(self) -> bytes:
        return self._sha.digest()


def mark_of(entry: Entry) -> bytes:
    """The number is not in it: an entry is known again under another number."""
    return hashlib.sha256(entry[1].encode()).digest()[:MARK]


def moment(at: datetime) -> str:
    """A moment as it stands in what is hashed."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _query(connection: BaseDatabaseWrapper) -> str:
    forms = _FORMS[connection.vendor]
    parts = [forms[form].format(column=f'"{column}"') for column, form in COLUMNS.items()]
    text = " || '|' || ".join(parts)
    return (
        f"SELECT id, {text} FROM register_journalentry "  # noqa: S608 # our own names
        "WHERE id > %s ORDER BY id LIMIT %s"
    )
