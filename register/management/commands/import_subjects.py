"""`manage.py import_subjects FILE --register SLUG`: people from a CSV or XLSX file of any size."""

import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from register.enums import SubjectKind
from register.imports import encodings, report
from register.imports.columns import ITEM, Meaning, spelling
from register.imports.csv_rows import SEPARATORS
from register.imports.reading import Format, Reading, remember, remembered, settle
from register.imports.running import Work, begin, begun_before, discard, finished_before
from register.imports.source import Facts, look_at
from register.imports.turns import turn
from register.journal import is_reference
from register.models import Import, Occasion, Register, RegisterController, Source
from register.models.imports import Stage
from register.refusal import Refusal
from register.support.progress import Bar

SHOWN = 20  # faults in the command's own output
NAMED = {"tab": "\t"}


class Command(BaseCommand):
    """Exit status 1 where nothing, or not everything that was asked for, came in."""

    help = (
        "Import people from a CSV or XLSX file. A file with bad rows changes nothing, unless "
        "--accept-good is given. Run again, a killed import goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--register", required=True, metavar="SLUG")
        parser.add_argument(
            "--controller",
            metavar="ID",
            default="",
            help="key, number or Business ID; needed where the register has several controllers",
        )
        parser.add_argument("--dry-run", action="store_true", help="tell, and change nothing")
        parser.add_argument(
            "--accept-good",
            action="store_true",
            help="bring the good rows in although others are bad",
        )
        parser.add_argument(
            "--errors", type=Path, metavar="FILE", help="write the rows left out, with reasons"
        )
        parser.add_argument(
            "--again", action="store_true", help="import a file that has been imported before"
        )
        self.add_format(parser)
        self.add_columns(parser)
        erased = parser.add_argument_group("people whose data were erased")
        erased.add_argument(
            "--allow-suppressed",
            choices=Occasion.values,
            default="",
            metavar="OCCASION",
            help=f"bring them in, because of: {', '.join(Occasion.values)}",
        )
        erased.add_argument(
            "--reference", default="", metavar="CODE", help="short code of the case, no name"
        )

    def add_format(self, parser: CommandParser) -> None:
        form = parser.add_argument_group("where the file's form cannot be told by itself")
        form.add_argument("--encoding", choices=encodings.KNOWN, default="")
        form.add_argument(
            "--delimiter",
            choices=[*(sign for sign in SEPARATORS if sign.strip()), *NAMED],
            default="",
        )
        form.add_argument("--sheet", default="", help="of a workbook with several")

    def add_columns(self, parser: CommandParser) -> None:
        columns = parser.add_argument_group("what the columns mean")
        columns.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADING=MEANING",
            help=f"MEANING is one of {', '.join(Meaning.values)} or {ITEM}KEY of a data item; "
            "remembered for the register's next file",
        )
        columns.add_argument(
            "--mapping", default="default", metavar="NAME", help="under which name to remember it"
        )
        columns.add_argument("--ignore-unknown", action="store_true")
        columns.add_argument(
            "--kind", choices=SubjectKind.values, default=SubjectKind.PERSON_CUSTOMER.value
        )
        columns.add_argument("--source", default="", metavar="KEY", help="a source of the register")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                done = self.bring_in(opened, options)
        except OSError:
            raise CommandError(_("The file cannot be opened.")) from None
        except Refusal as refusal:
            raise CommandError(_with_hint(refusal)) from None
        except Exception as fault:
            raise CommandError(_unforeseen(fault)) from None
        if not done:
            sys.exit(1)

    def bring_in(self, file: BinaryIO, options: dict[str, Any]) -> bool:
        kept_by = _kept_by(options["register"], options["controller"])
        _check_reference(options)
        facts = look_at(file)
        reading = self.settle(file, facts, kept_by.register, options)
        earlier = finished_before(kept_by, facts)
        if earlier and not options["again"] and not begun_before(kept_by, facts, reading):
            self.stdout.write(
                _("This file was imported before, as import %d. --again imports it once more.")
                % earlier.pk
            )
            return True
        with turn(kept_by.pk):
            return self.work(file, facts, kept_by, reading, options)

    def settle(
        self, file: BinaryIO, facts: Facts, register: Register, options: dict[str, Any]
    ) -> Reading:
        told = dict(_told(written) for written in options["column"])
        separator = NAMED.get(options["delimiter"], options["delimiter"])
        reading = settle(
            file,
            facts,
            Format(encoding=options["encoding"], separator=separator, sheet=options["sheet"]),
            register=register,
            told_columns={**remembered(register, options["mapping"]), **told},
            ignore_unknown=options["ignore_unknown"],
            kind=options["kind"],
            source=_source(register, options["source"]),
        )
        headings = {spelling(column.heading) for column in reading.columns}
        used = {heading: meaning for heading, meaning in told.items() if heading in headings}
        if used and not options["dry_run"]:
            remember(register, options["mapping"], used)
        return reading

    def work(
        self,
        file: BinaryIO,
        facts: Facts,
        kept_by: RegisterController,
        reading: Reading,
        options: dict[str, Any],
    ) -> bool:
        run = begun_before(kept_by, facts, reading)
        if run is not None and not options["dry_run"]:
            self.stdout.write(_("Import %d goes on where it was.") % run.pk)
        else:
            run = begin(kept_by, facts, reading)
        bar = Bar(self.stdout)
        work = Work(
            run,
            today=timezone.localdate(),
            progress=lambda now: bar.show(*report.progress_in_words(now)),
        )
        if run.stage == Stage.READING:
            work.read(file)
        if run.stage != Stage.WRITING:
            run.suppressed_occasion = options["allow_suppressed"]
            run.suppressed_reference = options["reference"]
            run.save(update_fields=["suppressed_occasion", "suppressed_reference"])
            work.check()
            bar.clear()
            if options["dry_run"]:
                return self.rehearsed(run, options["errors"])
            if run.bad and not options["accept_good"]:
                return self.refused(run, options["errors"])
        work.write()
        bar.clear()
        self.tell(run, options["errors"])
        self.stdout.write(_("Import %d is done.") % run.pk)
        return True

    def rehearsed(self, run: Import, errors: Path | None) -> bool:
        self.tell(run, errors)
        self.stdout.write(_("This was a rehearsal: nothing was changed."))
        discard(run)
        run.delete()
        return not run.bad

    def refused(self, run: Import, errors: Path | None) -> bool:
        self.tell(run, errors)
        self.stdout.write(
            _("Nothing was changed. Mend the file, or bring in the good rows with --accept-good.")
        )
        discard(run, Stage.REFUSED)
        return False

    def tell(self, run: Import, errors: Path | None) -> None:
        """The counts, and the rows left out: into a file, or the first of them."""
        self.stdout.write(report.in_words(run))
        if errors is not None:
            with errors.open("wb") as out:
                report.write_faults(run, out)
            return
        shown = list(report.faults(run)[: SHOWN + 1])
        for fault in shown[:SHOWN]:
            self.stdout.write(report.fault_in_words(fault))
        if len(shown) > SHOWN:
            self.stdout.write(_("There are more: --errors FILE lists them all."))


def _kept_by(slug: str, controller: str) -> RegisterController:
    register = Register.objects.filter(slug=slug).first()
    if register is None:
        raise Refusal(_("There is no register of this name."))
    found = RegisterController.objects.filter(register=register)
    if controller:
        by_number = Q(controller=int(controller)) if controller.isdecimal() else Q()
        named = Q(controller__key=controller) | Q(controller__business_id=controller)
        found = found.filter(named | by_number)
    places = list(found.order_by("pk")[:2])
    if not places:
        raise Refusal(_("The register has no such controller."))
    if len(places) > 1:
        raise Refusal(_("The register has several controllers: name one with --controller."))
    return places[0]


def _check_reference(options: dict[str, Any]) -> None:
    reference = options["reference"]
    if reference and not is_reference(reference):
        raise Refusal(_("A reference is a short code of letters, digits, / _ . and -."))


def _source(register: Register, key: str) -> int | None:
    if not key:
        return None
    source = Source.objects.filter(register=register, key=key).first()
    if source is None:
        raise Refusal(_("The register has no source of this key."))
    return source.pk


def _told(written: str) -> tuple[str, str]:
    heading, _equals, meaning = written.rpartition("=")
    if not heading or not (meaning in Meaning.values or meaning.startswith(ITEM)):
        raise Refusal(_("--column is written HEADING=MEANING: see --help."))
    return spelling(heading), meaning


def _unforeseen(fault: Exception) -> str:
    """Of what kind, and where in our code. Its own words may hold somebody's data: left out."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(fault.__traceback__)
        if Path(frame.filename).is_relative_to(settings.BASE_DIR)
        and "site-packages" not in frame.filename
    ]
    kind = type(fault)
    words = _("The import stopped: %(kind)s at %(place)s. Run again, it goes on where it was.")
    return words % {"kind": f"{kind.__module__}.{kind.__name__}", "place": " < ".join(places[::-1])}


HINTS = {
    "encoding": "--encoding",
    "separator": "--delimiter",
    "sheet": "--sheet",
    "columns": "--column, --ignore-unknown",
}


def _with_hint(refusal: Refusal) -> str:
    option = HINTS.get(refusal.about)
    return f"{refusal} ({option})" if option else str(refusal)
