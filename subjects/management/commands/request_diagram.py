"""`manage.py request_diagram [--check]`: the picture of the lawful steps in `docs/requests.md`."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from subjects import diagram

PAGE = Path("docs/requests.md")


class Command(BaseCommand):
    """Writes the page; with --check only looks, and exits with 1 where it is old."""

    help = "Draw the lawful steps of requests into their description."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell whether it is old")

    def handle(self, *, check: bool, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / PAGE
        held = page.read_text(encoding="utf-8")
        wanted = diagram.updated(held)
        if held == wanted:
            return
        if check:
            self.stderr.write(f"{PAGE} is old: run manage.py request_diagram.")
            sys.exit(1)
        page.write_text(wanted, encoding="utf-8", newline="\n")
        self.stdout.write(f"{PAGE} is written.")
