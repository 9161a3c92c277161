"""`manage.py export_register SLUG`: a register as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from privacy_notices.files.writing import write_register
from privacy_notices.management.output import deliver
from register import audit
from register.models import Register


class Command(BaseCommand):
    """Writes the register to stdout, or to the file named with --output."""

    help = "Write a register as YAML."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *, slug: str, output: Path | None, **options: Any) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            raise CommandError(_("There is no register “%s”.") % slug)
        text = write_register(register)
        audit.note_access(register, by=None, command="export_register", file="YAML")
        if output is None:
            self.stdout.write(text, ending="")
        else:
            deliver(text.encode(), output)
