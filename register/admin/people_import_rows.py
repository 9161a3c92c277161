"""The rows of an import as a page shows them: by what becomes of them, paged by their number."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin.listing import Cell, Line, Table
from register.admin.people_access import number_in, reader, url_of_person
from register.admin.people_words import joined
from register.imports import report
from register.imports.checking import ALTHOUGH_SUPPRESSED
from register.imports.columns import Meaning
from register.models import DataSubject, Import, ImportFault, ImportOutcome, ImportRow
from register.models.imports import KEPT_OUT, Outcome, Stage

PAGE = 50
SHOWN = "rows"  # .../?rows=bad
TOLD_BY_FAULT = (Outcome.SUPPRESSED, Outcome.BAD)
CHANGES: dict[str, Any] = {
    **dict(Meaning.choices),
    "address": gettext_lazy("postal address"),
    "marketing_bans": gettext_lazy("direct-marketing ban"),
    "attributes": gettext_lazy("further data"),
}


def tabs(run: Import, shown: Outcome | None) -> list[dict[str, Any]]:
    """Each outcome with its number of rows; those that can be looked at, with an address."""
    return [
        {
            "label": _called_by(outcome),
            "count": getattr(run, outcome.value),
            "url": f"?{SHOWN}={outcome.value}" if _has_rows(run, outcome) else "",
            "is_shown": outcome == shown,
        }
        for outcome in Outcome
    ]


def _called_by(outcome: Outcome) -> str:
    column: Any = Import._meta.get_field(outcome.value)
    return capfirst(str(column.verbose_name))


def chosen(request: HttpRequest, run: Import) -> Outcome | None:
    """Whose rows are shown: as asked for, else what needs a look first."""
    asked = request.GET.get(SHOWN, "")
    order = [Outcome.BAD, Outcome.SUPPRESSED, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED]
    if asked in Outcome.values:
        order.insert(0, Outcome(asked))
    return next((outcome for outcome in order if _has_rows(run, outcome)), None)


def _has_rows(run: Import, outcome: Outcome) -> bool:
    """Rows that were good are gone once they are written."""
    if not getattr(run, outcome.value):
        return False
    return outcome in TOLD_BY_FAULT or run.stage == Stage.WAITING


def page(request: HttpRequest, run: Import, outcome: Outcome | None) -> dict[str, Any]:
    """A page of the rows with one outcome, with the ways to its neighbours."""
    if outcome is None:
        return {"table": None}
    numbered = _numbers(run, outcome)
    after, before = number_in(request, "after"), number_in(request, "before")
    if before is not None:
        found = list(numbered.filter(number__lt=before).order_by("-number")[: PAGE + 1])
        earlier, later = len(found) > PAGE, True
        numbers = found[:PAGE][::-1]
    else:
        rest = numbered.filter(number__gt=after) if after is not None else numbered
        found = list(rest.order_by("number")[: PAGE + 1])
        earlier, later = after is not None, len(found) > PAGE
        numbers = found[:PAGE]
    lines = _faulty(run, outcome, numbers) if outcome in TOLD_BY_FAULT else []
    lines = lines or _good(request, run, numbers)
    here = f"?{SHOWN}={outcome.value}"
    return {
        "table": Table(gettext_lazy("Row of the file"), lines) if lines else None,
        "previous": f"{here}&before={numbers[0]}" if numbers and earlier else "",
        "next": f"{here}&after={numbers[-1]}" if numbers and later else "",
    }


def _numbers(run: Import, outcome: Outcome) -> "QuerySet[Any, int]":
    rows: QuerySet[Any]
    if outcome in TOLD_BY_FAULT:
        rows = _faults(run, outcome)
    else:
        rows = ImportOutcome.objects.filter(run=run, outcome=outcome)
    return rows.order_by().values_list("number", flat=True).distinct()


def _faults(run: Import, outcome: Outcome) -> "QuerySet[ImportFault]":
    faults = report.faults(run)
    if outcome == Outcome.SUPPRESSED:
        return faults.filter(reason__in=KEPT_OUT)
    return faults.exclude(reason__in=KEPT_OUT)


def _faulty(run: Import, outcome: Outcome, numbers: Sequence[int]) -> list[Line]:
    """The row's number, the column and the reason: its values stand in the operator's own file."""
    told: dict[int, list[str]] = {number: [] for number in numbers}
    for fault in _faults(run, outcome).filter(number__in=numbers):
        reason = report.reason_in_words(fault)
        told[fault.number].append(f"{fault.column}: {reason}" if fault.column else capfirst(reason))
    return [Line(_titled(number), "", [Cell(_("Why"), why)]) for number, why in told.items()]


def _good(request: HttpRequest, run: Import, numbers: Sequence[int]) -> list[Line]:
    outcomes = ImportOutcome.objects.filter(run=run, number__in=numbers).select_related("row")
    rows = list(outcomes.order_by("number"))
    people = DataSubject.objects.visible_to(reader(request)).filter(
        pk__in=[row.subject_id for row in rows if row.subject_id]
    )
    known = dict(people.values_list("pk", "address_protected"))
    sees_protected = request.user.has_perm("register.see_protected_address")
    lines = []
    for row in rows:
        cells = [Cell(_("Who"), [_called(row.row)])]
        if row.changed:
            is_hidden = known.get(row.subject_id, False) and not sees_protected
            names = row.changed.replace("address,", "") if is_hidden else row.changed
            cells.append(Cell(_("What changes"), [_changes(names)]))
        if row.subject_id:
            address = url_of_person(row.subject_id, origin=f"import-{run.pk}")
            is_known = row.subject_id in known
            cells.append(Cell(_("Card"), [_("Open")] if is_known else [], address))
        lines.append(Line(_titled(row.number), "", cells))
    return lines


def _titled(number: int) -> str:
    return _("Row %(row)d") % {"row": number}


def _called(row: ImportRow) -> str:
    name = ", ".join(part for part in (row.family_name, row.given_names) if part)
    return joined((name, row.customer_number)) or row.email or row.phone or row.user_id


def _changes(names: str) -> str:
    if names == ALTHOUGH_SUPPRESSED:
        return str(_("comes in although the data were erased"))
    known: Iterable[Any] = (CHANGES.get(name, name) for name in names.split(",") if name)
    return capfirst(", ".join(map(str, known)))
