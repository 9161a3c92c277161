"""`manage.py access_schema [--check]`: the published JSON Schema of copies of data."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from subjects.package.schema import SCHEMA

FILE = Path("docs/access.schema.json")


class Command(BaseCommand):
    """Writes it; with --check only looks, and exits with 1 where it is old."""

    help = "Write the JSON Schema of data.json in copies of people's data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell whether it is old")

    def handle(self, *, check: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / FILE
        wanted = json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            return
        if check:
            self.stderr.write(_("%s is old: run manage.py access_schema.") % FILE)
            sys.exit(1)
        path.write_text(wanted, encoding="utf-8", newline="\n")
        self.stdout.write(_("%s is written.") % FILE)
