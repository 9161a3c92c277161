"""A process that ends after the work in hand. A leaf: imports nothing of the project."""

import signal
from types import FrameType
from typing import Self

STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stop:
    """The first signal asks, and the task in hand is finished; a second one kills."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Self:
        self.before = {number: signal.signal(number, self.ask) for number in STOPS}
        return self

    def __exit__(self, *_exception: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def ask(self, number: int, _frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(number, signal.SIG_DFL)
