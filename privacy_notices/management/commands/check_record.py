"""`manage.py check_record KEY`: what a record still lacks. Exit 1 while errors stand."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy_notices.checklist import check_record, record_facts
from privacy_notices.checklist.telling import as_json, as_text
from privacy_notices.management.commands.render_record import controller_named
from privacy_notices.record.facts import gather


class Command(BaseCommand):
    """Writes the findings to stdout, gravest first."""

    help = "Check the record of processing activities of a controller."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", metavar="CONTROLLER_KEY")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(
        self,
        *,
        key: str,
        format: str,  # noqa: A002 # the option's name is given
        **options: Any,
    ) -> None:
        report = check_record(record_facts(gather(controller_named(key))))
        if format == "json":
            told = {"controller": key, **as_json(report)}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(as_text(report)))
        if report.errors:
            sys.exit(1)
