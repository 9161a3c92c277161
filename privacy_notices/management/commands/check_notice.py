"""`manage.py check_notice SLUG`: what a notice still lacks. Exit 1 while errors stand."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from privacy_notices.checklist import check_register
from privacy_notices.checklist.telling import as_json, as_text
from privacy_notices.models import Notice
from register.models import Register


class Command(BaseCommand):
    """Writes the findings to stdout, gravest first."""

    help = "Check the privacy notice of a register."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(
        self,
        *,
        slug: str,
        format: str,  # noqa: A002 # the option's name is given
        **options: Any,
    ) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            raise CommandError(_("There is no register “%s”.") % slug)
        try:
            report = check_register(register)
        except Notice.DoesNotExist as trouble:
            raise CommandError(_("The register “%s” has no notice.") % slug) from trouble
        if format == "json":
            self.stdout.write(
                json.dumps({"slug": slug, **as_json(report)}, ensure_ascii=False, indent=2)
            )
        else:
            self.stdout.write("\n".join(as_text(report)))
        if report.errors:
            sys.exit(1)
