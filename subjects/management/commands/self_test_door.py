"""`manage.py self_test_door`: does the public form of requests work? Exit 1 where it does not."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from subjects.models import Part
from subjects.self_test import door


class Command(BaseCommand):
    """Does at once what the schedule does every morning, and says what came of it."""

    help = "Send a marked request through the public form, its mail and its link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--register", metavar="SLUG", help="whose form; the first by default")

    def handle(self, *, register: str | None, **options: Any) -> None:
        if not settings.SELF_TEST_EMAIL:
            raise CommandError(_("The self-test is off: set SELF_TEST_EMAIL."))
        slug = register or door.first_form()
        if not slug:
            raise CommandError(_("There is no register whose form could be tried."))
        test = door.run(slug)
        if test.failed:
            self.stdout.write(_("The form does not work: %s.") % Part(test.failed).label)
            sys.exit(1)
        self.stdout.write(_("The form works: the marked request came through and is gone."))
