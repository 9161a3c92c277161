"""`manage.py verify_journal`: is the journal as it was sealed? Exit 1 where it is not."""

import json
import re
import sys
from argparse import ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.journal_verification import Anchor, Fault, Kind, Report, verify

ANCHOR = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")
WORDS = {
    Kind.REMOVED: gettext_lazy("entries removed: %(count)d"),
    Kind.ALTERED: gettext_lazy("entries altered: %(count)d"),
    Kind.REORDERED: gettext_lazy("entries in another order: %(count)d"),
    Kind.INSERTED: gettext_lazy("entries put in later: %(count)d"),
    Kind.RENUMBERED: gettext_lazy("entries stand under other numbers"),
    Kind.BLOCK_ALTERED: gettext_lazy("the block itself was altered"),
    Kind.BLOCK_REMOVED: gettext_lazy("blocks missing from here on: %(count)d"),
    Kind.CHAIN_BROKEN: gettext_lazy("does not follow the block before it"),
    Kind.PRUNED_OUT_OF_ORDER: gettext_lazy("pruned, although older blocks are kept"),
    Kind.ANCHOR_MISSING: gettext_lazy("the anchor does not match"),
}


class Command(BaseCommand):
    """Writes what stands in the journal to stdout, then what is wrong with it."""

    help = "Tell whether journal entries were removed, altered, reordered or put in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--anchor",
            type=_anchor,
            metavar="NUMBER:SHA256",
            help="an anchor noted earlier: shows whether the whole journal was sealed anew",
        )

    def handle(
        self,
        *,
        format: str,  # noqa: A002 # the option's name is given
        anchor: Anchor | None,
        **options: Any,
    ) -> None:
        report = verify(anchor=anchor)
        if format == "json":
            self.stdout.write(json.dumps(as_json(report), indent=2))
        else:
            self.stdout.write("\n".join(as_text(report)))
        if report.faults:
            sys.exit(1)


def as_json(report: Report) -> dict[str, Any]:
    return {"intact": not report.faults, **asdict(report)}


def as_text(report: Report) -> list[str]:
    lines = [
        _("Sealed entries: %(sealed)d in %(blocks)d blocks; %(pruned)d of them are pruned.")
        % asdict(report),
        _("Not sealed yet: %(unsealed)d.") % asdict(report),
    ]
    if report.anchor:
        words = _("Anchor, to be noted elsewhere: %(number)d:%(sha256)s")
        lines.append(words % asdict(report.anchor))
    lines += [_in_words(fault) for fault in report.faults]
    return [*lines, _("The journal is not as it was sealed.") if report.faults else _("Intact.")]


def _in_words(fault: Fault) -> str:
    what = str(WORDS[fault.kind]) % {"count": fault.count}
    line = _("Block %(number)d: %(what)s") % {"number": fault.block, "what": what}
    if not fault.entries:
        return line
    numbers = ", ".join(map(str, fault.entries))
    if fault.kind == Kind.REMOVED:
        where = _("beside %(numbers)s") % {"numbers": numbers}
    else:
        more = "…" if fault.count > len(fault.entries) else ""
        where = _("numbers %(numbers)s") % {"numbers": numbers + more}
    return f"{line} ({where})"


def _anchor(text: str) -> Anchor:
    match = ANCHOR.fullmatch(text)
    if match is None:
        raise ArgumentTypeError("must be a block's number, a colon and 64 hexadecimal digits.")
    return Anchor(int(match[1]), match[2])
