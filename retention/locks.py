"""One run at a time: whoever comes second is told. A dead process's turn is free at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from register.refusal import Refusal
from register.support import one_at_a_time

RUNS = 1  # the turns of runs, apart from those of imports


class Busy(Refusal):
    """Raised where another run is at work."""


@contextmanager
def turn() -> Iterator[None]:
    """Raises Busy. Inside, no other process erases by plan or replays the ledger."""
    try:
        with one_at_a_time.turn("retention", 0, group=RUNS):
            yield
    except one_at_a_time.Taken:
        raise Busy(_("Another retention run is going on. Try again when it has ended.")) from None
