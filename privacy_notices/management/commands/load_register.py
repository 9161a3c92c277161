"""`manage.py load_register FILE…`: registers from files into the database."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy_notices.files.loading import Loaded, Refused, load_files


class Command(BaseCommand):
    """Loads all files, or none: then the exit status is 1, and every fault is on stderr."""

    help = "Load register files. All of them, or nothing where one has a fault."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--shared",
            action="store_true",
            help="allow changes to a controller that other registers have too",
        )

    def handle(self, *, files: list[Path], shared: bool, **options: Any) -> None:
        try:
            done = load_files(files, shared=shared)
        except Refused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            count = len(refused.faults)
            words = ngettext(
                "%d fault; nothing was changed.", "%d faults; nothing was changed.", count
            )
            self.stderr.write(words % count)
            sys.exit(1)
        for loaded in done:
            self.stdout.write(_in_words(loaded))


def _in_words(loaded: Loaded) -> str:
    counts = loaded.counts
    if not counts.total():
        return _("%s: nothing to change.") % loaded.slug
    return _("%(slug)s: %(added)d added, %(changed)d changed, %(removed)d removed.") % {
        "slug": loaded.slug,
        "added": counts["added"],
        "changed": counts["changed"],
        "removed": counts["removed"],
    }
