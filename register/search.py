"""Finding people, organisations, orders and invoices by any spelling of what is known of them.

People are found by their line of words (`search_lines.py`), and by the whole number of an order or
invoice of theirs. Whoever saves a row by itself need do nothing: signals keep the line. Whoever
writes past `save` (imports, merging, `update`, SQL) calls `index` with the people concerned.
Erasure calls `forget`, and `purge` once it has done with all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from register import search_indexes
from register.models import DataSubject, Invoice, Order, Organisation
from register.search_indexes import INVOICES, ORDERS, ORGANISATIONS, PEOPLE, Searched
from register.search_lines import forget, index, index_all
from register.search_terms import Terms, terms_of
from register.support.tasks import task

__all__ = ["MOST", "Found", "find", "forget", "index", "index_all", "purge"]

MOST = 1_000  # hits; beyond it the searcher is asked to write more

SEARCHED: dict[type[Model], Searched] = {
    DataSubject: PEOPLE,
    Organisation: ORGANISATIONS,
    Order: ORDERS,
    Invoice: INVOICES,
}

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """What a search found: at most MOST rows."""

    rows: QuerySet[Row]
    ids: list[int] = field(default_factory=list)  # in the order asked for
    more_than: bool = False  # there are more than MOST: these are some of them
    cut: bool = False  # more was written than was looked for


def find(
    rows: QuerySet[Row], written: str, *, by: str = "pk", backwards: bool = False
) -> Found[Row]:
    """Those of `rows` (people, organisations, orders or invoices) that what is written means.

    In the order of column `by`. Nothing that could be looked for finds nobody, never everybody.
    """
    terms = terms_of(written)
    if not terms:
        return Found(rows.none(), cut=terms.cut)
    found = list(_hits(rows, terms).order_by().values_list(by, "pk")[: MOST + 1])
    more_than = len(found) > MOST
    ids = [pk for _value, pk in sorted(found[:MOST], reverse=backwards)]
    return Found(rows.filter(pk__in=ids), ids, more_than, terms.cut)


def _hits(rows: QuerySet[Row], terms: Terms) -> QuerySet[Row]:
    """Those of `rows` that meet the terms; people also by the number of what they bought."""
    searched = SEARCHED[rows.model]
    selects = [_select(searched, terms)]
    if rows.model is DataSubject and terms.number:
        whole = Terms(groups=(((f" {terms.number} ",),),))
        selects += [_select(bought, whole, of="subject_id") for bought in (ORDERS, INVOICES)]
    elif connection.vendor == "sqlite":
        return _streamed(rows, searched, terms)
    sql = " UNION ".join(sql for sql, _pieces in selects)
    pieces = [piece for _sql, pieces in selects for piece in pieces]
    return rows.filter(pk__in=RawSQL(sql, pieces))  # noqa: S611 # our own names


def _streamed(rows: QuerySet[Row], searched: Searched, terms: Terms) -> QuerySet[Row]:
    """For SQLite: joined, hits come one by one until there are enough; IN would list them all."""
    key = f"{rows.model._meta.db_table}.{rows.model._meta.pk.column}"
    return rows.extra(  # noqa: S610 # our own names
        tables=[searched.index],
        where=[f"{searched.index}.rowid = {key}", f"{searched.index} MATCH %s"],
        params=[_fts(terms)],
    )


def _select(searched: Searched, terms: Terms, *, of: str = "") -> tuple[str, list[str]]:
    """The keys of the rows whose line meets the terms, or another column `of` them."""
    if connection.vendor == "postgresql":
        where, pieces = _like(searched.line_of(), terms)
    else:
        match = f"SELECT rowid FROM {searched.index} WHERE {searched.index} MATCH %s"
        where, pieces = f"{searched.key} IN ({match})", [_fts(terms)]
        if not of:
            return match, pieces
    known = f" AND {of} IS NOT NULL" if of else ""
    return f"SELECT {of or searched.key} FROM {searched.table} WHERE {where}{known}", pieces


def _like(line: str, terms: Terms) -> tuple[str, list[str]]:
    """For PostgreSQL's index of trigrams."""
    pieces: list[str] = []

    def has(piece: str) -> str:
        pieces.append(f"%{connection.ops.prep_for_like_query(piece)}%")
        return f"{line} LIKE %s"

    return _spelled_out(terms, has), pieces


def _fts(terms: Terms) -> str:
    """FTS5's query language; every piece is a quoted string, so none can be an operator."""
    return _spelled_out(terms, lambda piece: '"' + piece.replace('"', '""') + '"')


def _spelled_out(terms: Terms, has: Callable[[str], str]) -> str:
    """The terms in a language that knows AND, OR and parentheses."""
    groups = (
        _any_of(_all_of(map(has, alternative)) for alternative in group) for group in terms.groups
    )
    meant = _all_of(groups)
    if not terms.number or terms.groups == (((terms.number,),),):
        return meant
    return _any_of([meant, has(terms.number)])


def _all_of(conditions: Iterable[str]) -> str:
    return f"({' AND '.join(conditions)})"


def _any_of(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def purge() -> None:
    """Take what was deleted out of the search indexes' files; after erasures, once for all."""
    search_indexes.purge(connection)


@task()
def purge_every_night() -> None:
    """What staff delete one by one is gone from the files by the next morning."""
    purge()
