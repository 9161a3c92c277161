"""The ledger of erasures: read, never changed. It names nobody, so it leads to nobody."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin.listing import Cell, Filter, Line, Table
from register.admin.people_words import joined, moment
from retention.admin.lists import DeskList
from retention.models import LedgerEntry, Part


@admin.register(LedgerEntry)
class LedgerAdmin(DeskList):
    order: ClassVar[str] = "id"
    newest_first = True
    nothing_yet = gettext_lazy("Nothing has been erased yet.")
    page_name = "ledger"
    filters = (
        Filter(
            "part",
            gettext_lazy("What"),
            lambda request: [(value, str(words)) for value, words in Part.choices],
            lambda rows, chosen: rows.filter(part=chosen),
        ),
    )

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        return Table(_("When"), [line(entry) for entry in rows])


def line(entry: LedgerEntry) -> Line:
    what = joined((str(entry.get_part_display()), str(entry.get_category_display())))
    return Line(
        moment(entry.at),
        "",
        [
            Cell(_("What"), [capfirst(what)]),
            Cell(_("What happened"), [capfirst(str(entry.get_outcome_display()))]),
            Cell(_("Rule"), [entry.rule]),
            Cell(_("Rows"), [str(entry.rows)]),
            Cell(_("Random number of the person"), [str(entry.uuid) if entry.uuid else "–"]),
        ],
    )
