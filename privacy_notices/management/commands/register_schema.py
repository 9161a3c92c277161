"""`manage.py register_schema [--check]`: what editors and people read of the register file."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from privacy_notices.files import handbook
from privacy_notices.files.schema import register_schema

SCHEMA = Path("docs/register.schema.json")
HANDBOOK = Path("docs/register-file.md")


class Command(BaseCommand):
    """Writes both; with --check only looks, and exits with 1 where one of them is old."""

    help = "Write the JSON Schema of register files, and the tables of their description."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell which files are old")

    def handle(self, *, check: bool, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        wanted = {
            SCHEMA: json.dumps(register_schema(), ensure_ascii=False, indent=1) + "\n",
            HANDBOOK: handbook.updated((root / HANDBOOK).read_text(encoding="utf-8")),
        }
        old = [
            path
            for path, text in wanted.items()
            if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text
        ]
        for path in old:
            if check:
                self.stderr.write(_("%s is old: run manage.py register_schema.") % path)
            else:
                (root / path).write_text(wanted[path], encoding="utf-8", newline="\n")
                self.stdout.write(_("%s is written.") % path)
        if check and old:
            sys.exit(1)
