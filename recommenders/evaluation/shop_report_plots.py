"""Pictures of the shop's report."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from recommenders.bootstrap import Estimate
from recommenders.evaluation.picture import INK, PALETTE, picture
from recommenders.reporting.log_metrics import LogMetrics

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]
#: Policies drawn, those with the most lists; the table has all of them.
MAX_POLICIES = 12
#: Of more days the intervals would cover everything, and a line over a week would be nothing but noise.
MANY_DAYS = 62
LINE_DAYS, LINE_DAYS_OF_MANY = 7, 28
#: Measure, column of the estimate, numerator and denominator that add up over days.
_BY_DAY = (
    ("CTR: products opened of those shown", "ctr", "n_products_clicked", "n_products_shown", PALETTE[0]),
    ("conversion: lists that a purchase goes back to", "conversion", "n_lists_bought", "n_lists", PALETTE[2]),
)
_STEPS = (("opened", "n_lists_clicked"), ("in the cart", "n_lists_carted"), ("bought", "n_lists_bought"))


def days_plot(by_day: Mapping[str, LogMetrics]) -> str:
    """CTR and conversion: of few days each, and a line over a week; of many the line alone, over four weeks."""
    shown = {day: part for day, part in by_day.items() if part.n_lists}
    return "".join(_day_plot(shown, *measure) for measure in _BY_DAY) if shown else ""


def policies_plot(by_policy: Mapping[str, LogMetrics]) -> str:
    """CTR and conversion of every policy with their intervals, most lists on top; empty without policies."""
    chosen = [(name, part) for name, part in by_policy.items() if part.n_lists][:MAX_POLICIES]
    if not chosen:
        return ""
    names = [f"{name}\n{part.n_lists:,} lists" for name, part in reversed(chosen)]
    columns = [
        _dots(names, [part.ctr for _, part in reversed(chosen)], "CTR", PALETTE[0]),
        _dots(names, [part.conversion for _, part in reversed(chosen)], "conversion", PALETTE[2]),
    ]
    return picture("policies", 0.52 * len(chosen) + 0.9, *columns)


def funnel_plot(by_surface: Mapping[str, LogMetrics]) -> str:
    """Of the lists shown, how many led to a look, to the cart, to a purchase; a group of bars for each surface."""
    chosen = [(name, part) for name, part in by_surface.items() if part.n_lists][: len(PALETTE)]
    if not chosen:
        return ""
    height = 0.8 / len(chosen)

    def draw(axes: Axes) -> None:
        for rank, (colour, (name, part)) in enumerate(zip(PALETTE, chosen, strict=False)):
            counts = [getattr(part, column) for _, column in _STEPS]
            shares = [100 * count / part.n_lists for count in counts]
            places = [-step - (rank - (len(chosen) - 1) / 2) * height for step in range(len(_STEPS))]
            axes.barh(places, shares, 0.86 * height, color=colour, label=f"{name}: {part.n_lists:,} lists")
            for place, share, count in zip(places, shares, counts, strict=True):
                told = f"{share:.1f} %  ({count:,})"
                axes.annotate(told, (share, place), (5, 0), textcoords="offset points", va="center", fontsize=9)
        axes.set_yticks([-step for step in range(len(_STEPS))], [name for name, _ in _STEPS])
        axes.set_xlabel("% of the lists")
        axes.margins(x=0.17)
        axes.grid(visible=False, axis="y")
        axes.legend(loc="lower right")

    return picture("funnel", 0.26 * len(chosen) * len(_STEPS) + 1.2, draw)


def _day_plot(by_day: Mapping[str, LogMetrics], title: str, column: str, above: str, below: str, colour: str) -> str:  # noqa: PLR0913
    days = np.array(list(by_day), dtype="datetime64[D]")
    above_by_day, below_by_day = (_counts(list(by_day.values()), name) for name in (above, below))
    found: list[Estimate] = [getattr(part, column) for part in by_day.values()]
    is_many = len(days) > MANY_DAYS
    n_days = LINE_DAYS_OF_MANY if is_many else LINE_DAYS
    line_days, line = _sliding(days, n_days, above_by_day, below_by_day)
    if is_many:
        line[: n_days - 1] = np.nan  # the sums are of fewer days there, and jump

    def draw(axes: Axes) -> None:
        axes.plot(line_days, 100 * line, "-", color=colour, linewidth=2)
        highest = float(np.nanmax(line))
        if not is_many:
            low, high = ([100 * getattr(one, end) for one in found] for end in ("low", "high"))
            axes.vlines(days, low, high, color=colour, alpha=0.3, lw=2)
            axes.plot(days, [100 * one.value for one in found], "o", color=colour, alpha=0.45, markersize=3.5)
            highest = max(one.high for one in found)
        axes.set_title(title, loc="left", fontsize=11, color=INK)
        axes.set_ylabel("%")
        axes.set_ylim(0, min(100.0, 115 * highest) or 1.0)

    return picture(column, 2.3, draw)


def _sliding(days: Days, n_days: int, above: Floats, below: Floats) -> tuple[Days, Floats]:
    """Every day of the calendar with the ratio of sums over `n_days` up to it; NaN where there was nothing."""
    places = (days - days[0]).astype(np.int64)
    sums = np.zeros((2, int(places[-1]) + 1))
    sums[:, places] = above, below
    totals = np.cumsum(sums, axis=1)
    totals[:, n_days:] -= totals[:, :-n_days].copy()
    ratio: Floats = totals[0] / np.where(totals[1] > 0, totals[1], np.nan)
    return days[0] + np.arange(len(ratio)), ratio


def _counts(parts: Sequence[LogMetrics], column: str) -> Floats:
    return np.array([getattr(part, column) for part in parts], dtype=np.float64)


def _dots(names: Sequence[str], found: Sequence[Estimate], label: str, colour: str) -> Callable[[Axes], None]:
    def draw(axes: Axes) -> None:
        for place, one in enumerate(found):
            axes.plot(
                [100 * one.low, 100 * one.high], [place, place], color=colour, linewidth=2.5, solid_capstyle="round"
            )
            axes.plot(100 * one.value, place, "o", color=colour, markersize=7)
            axes.annotate(
                f"{100 * one.value:.1f} %", (100 * one.high, place), (6, 0), textcoords="offset points", va="center"
            )
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(-0.6, len(names) - 0.4)
        axes.set_xlabel(f"{label}, %, with 95 % intervals")
        axes.set_xlim(left=0)
        axes.margins(x=0.3)

    return draw
