"""`manage.py replay_erasures [--from FILE]`: makes a restored backup safe."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from register.refusal import Refusal
from retention.replay import replay


class Command(BaseCommand):
    """May be stopped and run again at any time."""

    help = (
        "After a restore: repeat the erasures, bans, withdrawals and restrictions that the backup "
        "does not know of, from the ledger's file outside the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from",
            dest="file",
            type=Path,
            metavar="FILE",
            default=Path(settings.LEDGER_FILE) if settings.LEDGER_FILE else None,
            help="the ledger's file; LEDGER_FILE if not given. Without either, the ledger's table",
        )

    def handle(self, *, file: Path | None, **options: Any) -> None:
        try:
            done = replay(file)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        for number in done.taken.torn:
            self.stdout.write(
                _("Line %d of the file was torn by a crash; its entry is known whole.") % number
            )
        for number in done.taken.lost:
            self.stderr.write(
                _(
                    "Line %d of the file was torn by a crash, and its entry stands nowhere else: "
                    "what it told of is not repeated."
                )
                % number
            )
        self.stdout.write(
            _(
                "Entries the backup did not know: %(new)d. Erased again: people %(people)d, "
                "categories of a person's data %(categories)d, rows %(rows)d. Bans, withdrawals "
                "and restrictions repeated: %(said)d."
            )
            % {
                "new": done.taken.new,
                "people": done.people,
                "categories": done.categories,
                "rows": done.rows,
                "said": done.said,
            }
        )
