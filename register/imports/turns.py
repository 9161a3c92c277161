"""One import at a time into one controller's people: the second is told."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from register.refusal import Refusal
from register.support import one_at_a_time


class Busy(Refusal):
    """Raised where another import is at work in the same place."""


@contextmanager
def turn(kept_by: int) -> Iterator[None]:
    """Raises Busy. Inside, nobody else imports people of this controller into this register."""
    try:
        with one_at_a_time.turn("import", kept_by):
            yield
    except one_at_a_time.Taken:
        raise Busy(
            _("Another import into this register is going on. Try again when it has ended.")
        ) from None
