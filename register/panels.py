"""What stands on a person's page besides the register's own facts.

The lower app keeps the list and upper apps add to it when the models are ready: `retention` what is
held and when it falls due, `subjects` the requests. `register` knows none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from register.hub import Link
from register.models import DataSubject

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told: what it is, what is said of it, and what can be done with it."""

    label: Words
    words: Words
    note: Words = ""
    links: Sequence[Link] = ()
    over: bool = False  # no longer in force: drawn quietly


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a person's page."""

    key: str  # its anchor
    title: Words
    lines: Sequence[Line] = ()
    text: Words = ""
    links: Sequence[Link] = ()  # what can be done here
    more: Link | None = None  # where the rest is, when this is not all


# Filled by upper apps. Each asks the database a constant number of times; None shows nothing.
PANELS: list[Callable[[HttpRequest, DataSubject], Panel | None]] = []
