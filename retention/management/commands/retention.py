"""`manage.py retention plan` and `manage.py retention run`: what is due, and doing it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from retention.management import offering, planning, running

SUBCOMMANDS = {"plan": planning, "run": running, "law": offering}


class Command(BaseCommand):
    help = "Plan what the retention rules make due, and carry plans out."

    def add_arguments(self, parser: CommandParser) -> None:
        names = parser.add_subparsers(dest="subcommand", required=True, metavar="plan|run|law")
        for name, module in SUBCOMMANDS.items():
            told = (module.__doc__ or "").splitlines()[0]
            module.add_arguments(names.add_parser(name, help=told, description=told))

    def handle(self, *, subcommand: str, **options: Any) -> None:
        SUBCOMMANDS[subcommand].handle(self, **options)
