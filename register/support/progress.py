"""A bar for whoever waits at a terminal. Nobody waits at a pipe or a log: there it says nothing.

A leaf: imports nothing of the project.
"""

import time
from typing import Any

WIDTH = 30
AGAIN = 0.2  # seconds between two looks


class Bar:
    """One line, drawn over and over."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_shown = bool(getattr(stream, "isatty", lambda: False)())
        self.drawn_at = 0.0
        self.length = 0

    def show(self, share: float, words: str) -> None:
        """`share` is from 0 to 1."""
        now = time.monotonic()
        if not self.is_shown or (share < 1 and now - self.drawn_at < AGAIN):
            return
        filled = round(WIDTH * min(max(share, 0), 1))
        line = f"{'█' * filled}{'·' * (WIDTH - filled)} {share:4.0%} {words}"
        self.stream.write("\r" + line.ljust(self.length), ending="")
        self.stream.flush()
        self.drawn_at, self.length = now, len(line)

    def clear(self) -> None:
        if self.is_shown and self.length:
            self.stream.write("\r" + " " * self.length + "\r", ending="")
            self.stream.flush()
