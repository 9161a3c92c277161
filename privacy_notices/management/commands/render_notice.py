"""`manage.py render_notice SLUG --language fi --format html --output FILE`: a notice as a file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy_notices import rendering
from privacy_notices.assembly.notice import assemble
from privacy_notices.content import NoticeContent
from privacy_notices.management.output import deliver
from privacy_notices.models import Notice
from register import audit
from register.enums import Language
from register.models import Register
from register.support.pdf import NotPrintable


class Command(BaseCommand):
    """Writes nothing, and exits with 1, where a text is missing in the language, unless --draft.

    What leaves is noted in the audit log, as it is in the admin.
    """

    help = "Render the privacy notice of a register."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--language", choices=Language.values, default=Language.FI.value)
        parser.add_argument("--format", choices=["html", "pdf", "text", "json"], default="html")
        parser.add_argument("--output", type=Path, metavar="FILE", help="default: stdout")
        parser.add_argument(
            "--draft", action="store_true", help="render although texts are missing, and mark them"
        )

    def handle(
        self,
        *,
        slug: str,
        language: str,
        format: str,  # noqa: A002 # the option's name is given
        output: Path | None,
        draft: bool,
        **options: Any,
    ) -> None:
        notice, content = self.content(slug, language)
        self.report_gaps(content)
        if content.gaps and not draft:
            sys.exit(1)
        try:
            rendered = _rendered(content, format)
        except NotPrintable as trouble:
            raise CommandError(str(trouble)) from trouble
        audit.note_access(
            notice, by=None, command="render_notice", file=format.upper(), language=language
        )
        deliver(rendered, output)

    def content(self, slug: str, language: str) -> tuple[Notice, NoticeContent]:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            raise CommandError(_("There is no register “%s”.") % slug)
        try:
            return Notice.objects.get(register=register), assemble(register, language)
        except Notice.DoesNotExist as trouble:
            raise CommandError(_("The register “%s” has no notice.") % slug) from trouble

    def report_gaps(self, content: NoticeContent) -> None:
        for gap in content.gaps:
            self.stderr.write(
                _("%(place)s: missing in %(language)s.")
                % {"place": gap.place, "language": gap.language}
            )
        if content.gaps:
            count = len(content.gaps)
            words = ngettext("%d text is missing.", "%d texts are missing.", count)
            self.stderr.write(words % count)


def _rendered(content: NoticeContent, form: str) -> bytes:
    if form == "pdf":
        return rendering.to_pdf(content)
    texts = {"html": rendering.to_html, "text": rendering.to_text, "json": rendering.to_json}
    return texts[form](content).encode()
