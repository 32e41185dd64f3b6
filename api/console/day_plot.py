"""A figure day by day as a picture: where everything stands in it. The template draws."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

#: Of the picture, in its own units; it is scaled to the page.
WIDTH, HEIGHT = 420, 176
LEFT, RIGHT, TOP, BOTTOM = 46, 8, 10, 24
#: Labels of days that fit side by side.
_MAX_LABELS = 5
_STEPS = (1, 2, 4, 8, 10)
#: The line is of so many days, since single ones go up and down.
LINE_DAYS = 7


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
        lines: coordinates of the mean of seven days, `x,y x,y …`; a piece for each stretch that has any.
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
    middling = sorted(one.high for one in figures)[len(figures) // 2]
    top = _ceiling(max(middling, 1.1 * max(one.value for one in figures)))

    def x(day: date) -> float:
        return round(LEFT + ((day - first).days + 0.5) * day_width, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - min(max(value / top, 0.0), 1.0) * (HEIGHT - BOTTOM - TOP), 1)

    points = [Point(x(one.day), y(one.value), y(one.low), y(one.high), _told(one, write)) for one in figures]
    step = max(1, math.ceil(n_days / _MAX_LABELS))
    labelled = [date.fromordinal(first.toordinal() + place) for place in range(0, n_days, step)]
    return DayPlot(
        title,
        unit,
        tuple(points),
        _lines([(x(day), y(value)) if value is not None else None for day, value in _weekly(figures)]),
        tuple(Mark(x(day), f"{day.day} {day:%b}") for day in labelled),
        tuple(Mark(y(top * part / 4), _short(top * part / 4, unit)) for part in range(5)),
        round(day_width, 1),
        is_bars,
        tuple(figures),
        write,
    )


def _short(value: float, unit: str) -> str:
    """As an axis has it; shares in percent."""
    return f"{100 * value:.3g}" if unit == "%" else f"{value:,.4g}"


def _told(one: DayFigure, write: Callable[[float], str]) -> str:
    interval = f" (95 % interval {write(one.low)} to {write(one.high)})" if one.low != one.high else ""
    cases = f", {one.n_cases:,} cases" if one.n_cases else ""
    return f"{one.day.isoformat()}: {write(one.value)}{interval}{cases}"


def _weekly(figures: Sequence[DayFigure]) -> Iterator[tuple[date, float | None]]:
    """Every day of the calendar with the mean of the seven days up to it, weighed by their cases; None of no case."""
    by_day = {one.day.toordinal(): one for one in figures}
    for last in range(figures[0].day.toordinal(), figures[-1].day.toordinal() + 1):
        week = [by_day[day] for day in range(last - LINE_DAYS + 1, last + 1) if day in by_day]
        n_cases = sum(one.n_cases for one in week)
        mean = sum(one.value * one.n_cases for one in week) / n_cases if n_cases else None
        yield date.fromordinal(last), mean


def _lines(places: Sequence[tuple[float, float] | None]) -> tuple[str, ...]:
    """A gap in the places is a gap in the line."""
    runs = groupby(places, key=lambda place: place is not None)
    return tuple(" ".join(f"{place[0]},{place[1]}" for place in run if place) for is_there, run in runs if is_there)


def _ceiling(highest: float) -> float:
    """The next round number whose quarters are round, too."""
    if highest <= 0:
        return 1.0
    scale: float = 10.0 ** math.floor(math.log10(highest))
    return next(step * scale for step in _STEPS if step * scale >= highest * 0.999)
