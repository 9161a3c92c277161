"""What is wrong with a register file, and where."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST_QUOTE = 60  # characters of the file that a reason repeats
LONGEST_LIST = 40  # known names that a reason counts up


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` names the place in the file, such as "purposes/billing/name"; "" is the whole file."""

    file: str
    line: int
    path: str
    reason: str

    def __str__(self) -> str:
        said = f"{self.file}:{self.line}: {self.path or '/'}: {self.reason}"
        # A file may hold what turns a terminal's line around or clears its screen.
        return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in said)


def quote(written: str) -> str:
    """What the file says, shortened where it goes on and on."""
    return written if len(written) <= LONGEST_QUOTE else f"{written[:LONGEST_QUOTE]}…"


def not_known(written: str, known: Iterable[str], *, where: str = "", hint: str = "") -> str:
    """The reason for an unknown name, with what may have been meant."""
    names = sorted(known)
    if where:
        words = {"written": quote(written), "where": where}
        reason = _("There is no “%(written)s” in %(where)s.") % words
    else:
        reason = _("“%s” is not known here.") % quote(written)
    close = difflib.get_close_matches(written[:LONGEST_QUOTE], names, n=1)
    if hint:
        return f"{reason} {hint}"
    if close:
        return " ".join((reason, _("Did you mean “%s”?") % close[0]))
    if 0 < len(names) <= LONGEST_LIST:
        return " ".join((reason, _("Use one of: %s.") % ", ".join(names)))
    return reason
