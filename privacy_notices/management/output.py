"""Where what a command makes goes: to the file that was named, or to the standard output."""

import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def deliver(made: bytes, file: Path | None) -> None:
    """Raises CommandError where the file cannot be written."""
    if file is None:
        sys.stdout.buffer.write(made)
        return
    try:
        file.write_bytes(made)
    except OSError as trouble:
        words = _("%(file)s cannot be written: %(reason)s.")
        raise CommandError(words % {"file": file, "reason": trouble.strerror}) from trouble
