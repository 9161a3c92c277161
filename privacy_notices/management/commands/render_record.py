"""`manage.py render_record KEY --language fi --format pdf --output FILE`: a record as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy_notices.management.output import deliver
from privacy_notices.record import rendering
from privacy_notices.record.content import RecordContent
from privacy_notices.record.facts import gather
from privacy_notices.record.writing import write
from register import audit
from register.enums import Language
from register.models import Controller
from register.support.pdf import NotPrintable
from register.support.tables import TooLarge

MOST_NAMED = 20


class Command(BaseCommand):
    """An internal document: missing texts are marked in it and told, and do not stop it."""

    help = "Render the record of processing activities of a controller as it is today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", metavar="CONTROLLER_KEY")
        parser.add_argument("--language", choices=Language.values, default=Language.FI.value)
        parser.add_argument("--format", choices=rendering.FORMS, default="html")
        parser.add_argument("--output", type=Path, metavar="FILE", help="default: stdout")

    def handle(
        self,
        *,
        key: str,
        language: str,
        format: str,  # noqa: A002 # the option's name is given
        output: Path | None,
        **options: Any,
    ) -> None:
        controller = controller_named(key)
        content = write(gather(controller), language, today=timezone.localdate())
        self.report_gaps(content)
        try:
            rendered = rendering.render(content, format)
        except (NotPrintable, TooLarge) as trouble:
            raise CommandError(str(trouble)) from trouble
        audit.note_access(
            controller, by=None, command="render_record", file=format.upper(), language=language
        )
        deliver(rendered, output)

    def report_gaps(self, content: RecordContent) -> None:
        for gap in content.gaps:
            self.stderr.write(
                _("%(place)s: missing in %(language)s.")
                % {"place": gap.place, "language": gap.language}
            )
        if content.gaps:
            count = len(content.gaps)
            words = ngettext("%d text is missing.", "%d texts are missing.", count)
            self.stderr.write(words % count)


def controller_named(key: str) -> Controller:
    """Raises CommandError with the keys there are, as a controller's key is seen nowhere else."""
    found = Controller.objects.filter(key=key).first()
    if found is not None:
        return found
    known = ", ".join(Controller.objects.order_by("key").values_list("key", flat=True)[:MOST_NAMED])
    raise CommandError(
        _("There is no controller “%(key)s”. There is: %(known)s.")
        % {"key": key, "known": known or "–"}
    )
