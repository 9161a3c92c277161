"""An import at the desk: uploaded, told how to be read, looked at, decided on. Each step once.

The work between the steps is done in the background (`jobs.carry_on`); whoever calls these queues
it. A step that somebody has taken already is refused with words, and changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, BinaryIO, cast
from uuid import uuid4

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _

from register.enums import SubjectKind
from register.imports import staging
from register.imports.columns import (
    LONGEST_HEADING,
    WRITES_CODES,
    at,
    check_headings,
    spelling_of,
)
from register.imports.reading import (
    Format,
    Reading,
    opened,
    recognised,
    remember,
    remembered,
    settle,
)
from register.imports.running import discard
from register.imports.source import Facts, Kind, Undecided, flaw, look_at
from register.imports.turns import turn
from register.imports.xlsx_rows import sheet_names
from register.models import Import, Occasion, RegisterController, User
from register.models.imports import UNFINISHED, Outcome, Stage
from register.refusal import Refusal

AT_WORK = (Stage.READING, Stage.CHECKING, Stage.WRITING)
STILL = timedelta(minutes=2)  # without a move: whoever worked on it is gone
MOST_COLUMNS = 200
SAMPLES = 3
NOTHING_READ: dict[str, Any] = dict.fromkeys(
    ("read_until", "share_done", "rows", *Outcome.values),
    0,
)
MAPPING = "default"  # the name under which the command remembers, too


class Stale(Refusal):
    """Raised for a step that somebody has taken already, or that is another's turn."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is read by now, before anything of it is kept but the file."""

    form: Format
    headings: Sequence[str] = ()
    samples: Sequence[Sequence[str]] = ()  # of the first rows
    sheets: Sequence[str] = ()
    undecided: Undecided | None = None  # what has to be told first

    def of_column(self, place: int) -> list[str]:
        """What stands in a column, on the first rows."""
        found = (row[place].strip() for row in self.samples if place < len(row))
        return [cell for cell in found if cell]


# The file


def take(kept_by: RegisterController, upload: BinaryIO, *, by: User) -> Import:
    """Keep a file that can be read. Raises Unreadable; then nothing is kept."""
    upload.seek(0)
    facts = look_at(upload)
    form = recognised(facts, Format())
    _look(upload, facts.size, form)
    run = Import(
        kept_by=kept_by,
        by=by,
        stage=Stage.UPLOADED,
        sha256=facts.sha256,
        size=facts.size,
        reading={"format": asdict(form), "found": facts.encoding},
    )
    upload.seek(0)
    run.file.save(f"imports/{uuid4().hex}", File(upload), save=False)
    try:
        run.save()
    except BaseException:
        run.file.delete(save=False)
        raise
    return run


def look(run: Import) -> Look:
    """Raises Unreadable."""
    with kept_file(run) as file:
        found = _look(file, run.size, Format(**run.reading["format"]))
    if found.undecided is None:
        try:
            check_headings(found.headings, remembered(run.kept_by.register, MAPPING))
        except Undecided as question:
            return Look(found.form, sheets=found.sheets, undecided=question)
    return found


@contextmanager
def kept_file(run: Import) -> Iterator[BinaryIO]:
    """What was uploaded. Raises Unreadable where it has been removed, by us or by somebody."""
    if not run.file:
        raise flaw("gone")
    try:
        opened_file = run.file.open("rb")
    except FileNotFoundError:
        raise flaw("gone") from None
    with opened_file as file:
        yield cast("BinaryIO", file)


def _look(file: BinaryIO, size: int, form: Format) -> Look:
    sheets = sheet_names(file) if form.kind == Kind.XLSX else []
    try:
        with opened(file, size, form) as rows:
            if len(rows.headings) > MOST_COLUMNS:
                raise flaw("columns")
            samples = [list(row.cells) for row in islice(rows, SAMPLES)]
            return Look(form, rows.headings, samples, sheets)
    except Undecided as question:
        return Look(form, sheets=sheets, undecided=question)


def tell_format(run: Import, *, encoding: str = "", separator: str = "", sheet: str = "") -> None:
    """How the file is to be read instead."""
    form = Format(run.reading["format"]["kind"], encoding, separator, sheet)
    _step(run, Stage.UPLOADED, reading={**run.reading, "format": asdict(form)}, fault="")


def brought_in_before(run: Import) -> Import | None:
    """The last import of this very file, wherever it went."""
    same = Import.objects.filter(sha256=run.sha256, stage=Stage.FINISHED).exclude(pk=run.pk)
    return same.select_related("kept_by__register", "kept_by__controller").first()


# Its columns


def settle_columns(
    run: Import,
    meanings: Sequence[str],
    *,
    by: User,
    kind: str = SubjectKind.PERSON_CUSTOMER,
    source: int | None,
) -> None:
    """What each column holds. Raises Unreadable, Undecided, Stale."""
    form = Format(**run.reading["format"])
    found = run.reading.get("found", "")
    facts = Facts(Kind(form.kind), run.sha256, run.size, found)
    register = run.kept_by.register
    with kept_file(run) as file:
        reading = settle(
            file,
            facts,
            form,
            register=register,
            told_columns={
                **remembered(register, MAPPING),
                **{at(place): meaning for place, meaning in enumerate(meanings)},
            },
            kind=kind,
            source=source,
            by=by,
        )
    _step(
        run,
        Stage.UPLOADED,
        stage=Stage.READING,
        reading={**reading.as_json(), "found": found},
        reading_sha256=reading.sha256,
        share_done=0,
        fault="",
    )
    remember(
        register, MAPPING, _to_remember([column.heading for column in reading.columns], meanings)
    )


def _to_remember(headings: Sequence[str], meanings: Sequence[str]) -> Mapping[str, str]:
    """By its heading; of two columns that have the same, the first."""
    told: dict[str, str] = {}
    for place, (heading, meaning) in enumerate(zip(headings, meanings, strict=True)):
        told.setdefault(spelling_of(heading[:LONGEST_HEADING], place), meaning)
    return told


# The decision


def let_in(run: Import, *, seen: str, occasion: Occasion | str, reference: str, by: User) -> None:
    """Bring in people whose data were erased, too: checked once more, then looked at again."""
    _step(
        run,
        Stage.WAITING,
        seen,
        stage=Stage.CHECKING,
        suppressed_occasion=occasion,
        suppressed_reference=reference,
        share_done=0,
        fault="",
        by=by,
    )


def confirm(run: Import, *, seen: str, accept_good: bool, by: User) -> None:
    """Write what was seen. Raises Refusal, Stale."""
    if run.bad and not accept_good:
        raise Refusal(_("Some rows are bad. Say whether the good ones go in without them."))
    if run.stage == Stage.WAITING and Reading.of(run).has_codes and not by.has_perm(WRITES_CODES):
        raise Refusal(
            _(
                "The file holds personal identity codes, which you do not have the permission to "
                "record. Ask the compliance officer to go on."
            )
        )
    _step(
        run,
        Stage.WAITING,
        seen,
        stage=Stage.WRITING,
        accept_good=accept_good,
        share_done=0,
        fault="",
        by=by,
    )


def choose_again(run: Import) -> None:
    """Back to the columns: what was read of the file is thrown away. Raises Busy, Stale."""
    with turn(run.kept_by_id):
        run.refresh_from_db()
        if run.stage != Stage.WAITING or not run.file:
            raise _stale()
        start_again(run)


def start_again(run: Import, fault: str = "") -> None:
    """Inside the turn: only the file is left."""
    staging.drop_rows(run)
    run.faults.all().delete()
    _step(
        run,
        run.stage,
        stage=Stage.UPLOADED,
        suppressed_occasion="",
        suppressed_reference="",
        preview_sha256="",
        fault=fault,
        **NOTHING_READ,
    )


def give_up(run: Import) -> None:
    """Throw away what the file held. What was written stays written. Raises Busy, Stale."""
    with turn(run.kept_by_id):
        run.refresh_from_db()
        if run.stage not in UNFINISHED:
            raise _stale()
        discard(run)


def is_interrupted(run: Import, now: datetime) -> bool:
    """Whether it should move and does not."""
    return run.stage in AT_WORK and run.moved_at < now - STILL


def take_up(run: Import) -> None:
    """Somebody goes on with it; whoever still works on it keeps his turn. Raises Stale."""
    if run.stage not in AT_WORK:
        raise _stale()
    _step(run, run.stage)


def _step(run: Import, now: str, seen: str | None = None, /, **columns: Any) -> None:
    """From the stage `now` on, for the first who asks. Raises Stale."""
    columns["moved_at"] = timezone.now()
    rows = Import.objects.filter(pk=run.pk, stage=now)
    if seen is not None:
        rows = rows.filter(preview_sha256=seen)
    if not rows.update(**columns):
        raise _stale()
    for name, value in columns.items():
        setattr(run, name, value)


def _stale() -> Stale:
    return Stale(_("The import has moved on since you opened the page. Nothing was done twice."))
