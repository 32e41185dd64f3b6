"""A figure day by day as a picture: where everything stands in it. The template draws."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

#: Of the picture, in its own units; it is scaled to the page.
WIDTH, HEIGHT = 420, 176
LEFT, RIGHT, TOP, BOTTOM = 46, 8, 10, 24
#: Labels of days that fit side by side.
_MAX_LABELS = 5
_STEPS = (1, 2, 2.5, 5, 10)


class DayFigure(NamedTuple):
    """One day's figure: its value, the ends of its interval (both the value where there is none), and its cases."""

    day: date
    value: float
    low: float
    high: float
    n_cases: int


class Mark(NamedTuple):
    """A place on an axis with its label."""

    place: float
    label: str


class Point(NamedTuple):
    """A day in the picture, and what is said when somebody points at it."""

    x: float
    y: float
    y_low: float
    y_high: float
    told: str


@dataclass(frozen=True, slots=True)
class DayPlot:
    """One picture.

    Attributes:
        title: what is drawn.
        unit: of its vertical axis.
        points: of every day that has a figure, in order.
        lines: coordinates of the lines through days that follow each other, `x,y x,y …`.
        days: marks of the horizontal axis.
        values: marks of the vertical axis.
        day_width: room for a day.
        is_bars: drawn as bars from zero, as counts and sums are, instead of a line.
        figures: what is drawn, for the table.
        write: a value as the table has it.
    """

    title: str
    unit: str
    points: tuple[Point, ...]
    lines: tuple[str, ...]
    days: tuple[Mark, ...]
    values: tuple[Mark, ...]
    day_width: float
    is_bars: bool
    figures: tuple[DayFigure, ...]
    write: Callable[[float], str]

    @property
    def floor(self) -> float:
        """Where zero is."""
        return HEIGHT - BOTTOM


def plot_days(
    title: str, unit: str, figures: Sequence[DayFigure], write: Callable[[float], str], *, is_bars: bool = False
) -> DayPlot | None:
    """The picture of some days' figures; None without any.

    Args:
        title: what is drawn.
        unit: of the vertical axis.
        figures: in the order of their days; days without any are left out.
        write: a value as people read it.
        is_bars: for counts and sums, which begin at zero.
    """
    if not figures:
        return None
    first, last = figures[0].day, figures[-1].day
    n_days = (last - first).days + 1
    day_width = (WIDTH - LEFT - RIGHT) / n_days
    top = _ceiling(max(one.high for one in figures))

    def x(day: date) -> float:
        return round(LEFT + ((day - first).days + 0.5) * day_width, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP), 1)

    points = [Point(x(one.day), y(one.value), y(one.low), y(one.high), _told(one, write)) for one in figures]
    step = max(1, math.ceil(n_days / _MAX_LABELS))
    labelled = [date.fromordinal(first.toordinal() + place) for place in range(0, n_days, step)]
    return DayPlot(
        title,
        unit,
        tuple(points),
        _lines(figures, points),
        tuple(Mark(x(day), f"{day.day} {day:%b}") for day in labelled),
        tuple(Mark(y(top * part / 4), write(top * part / 4)) for part in range(5)),
        round(day_width, 1),
        is_bars,
        tuple(figures),
        write,
    )


def _told(one: DayFigure, write: Callable[[float], str]) -> str:
    interval = f" (95 % interval {write(one.low)} to {write(one.high)})" if one.low != one.high else ""
    cases = f", {one.n_cases:,} cases" if one.n_cases else ""
    return f"{one.day.isoformat()}: {write(one.value)}{interval}{cases}"


def _lines(figures: Sequence[DayFigure], points: Sequence[Point]) -> tuple[str, ...]:
    """A gap in the days is a gap in the line."""
    numbered = enumerate(zip(figures, points, strict=True))
    runs = groupby(numbered, key=lambda one: one[1][0].day.toordinal() - one[0])
    return tuple(" ".join(f"{point.x},{point.y}" for _, (_, point) in run) for _, run in runs)


def _ceiling(highest: float) -> float:
    """The next round number whose quarters are round, too."""
    if highest <= 0:
        return 1.0
    scale: float = 10.0 ** math.floor(math.log10(highest))
    return next(step * scale for step in _STEPS if step * scale >= highest * 0.999)
