"""How many requests arrived each month: bars to look at and a table to read, from the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst

WIDTH, HEIGHT = 720, 220
TOP, BOTTOM = 24, 28  # room for figures above the bars and numbers of months below
SHARE = 0.7  # of its place that a bar takes
PLACE = WIDTH / 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month and its bar, in the units of the picture."""

    name: str
    number: int
    count: int
    x: float
    y: float
    height: float
    width: float = round(PLACE * SHARE, 1)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class MonthChart:
    months: Sequence[Month]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM


def chart_of(counts: Sequence[int]) -> MonthChart:
    """From January."""
    most = max(counts) or 1
    return MonthChart([_month(number, counts[number - 1], most) for number in range(1, 13)])


def _month(number: int, count: int, most: int) -> Month:
    height = (HEIGHT - TOP - BOTTOM) * count / most
    return Month(
        name=capfirst(date_format(date(2000, number, 1), "F")),
        number=number,
        count=count,
        x=round((number - 1) * PLACE + PLACE * (1 - SHARE) / 2, 1),
        y=round(HEIGHT - BOTTOM - height, 1),
        height=round(height, 1),
    )
