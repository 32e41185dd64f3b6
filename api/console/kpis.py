"""The shop's report as the overview shows it: tiles, pictures, tables. `docs/kpis.md` says what the figures mean."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from api.console.day_plot import DayFigure, DayPlot, plot_days
from api.console.formats import amount, number, percent
from assistant.budget import Spent

#: Name in the report, name on the page, what it is a share of.
_SHARES = (
    ("ctr", "CTR", "products shown that were opened"),
    ("ctr_3", "CTR@3", "the same in the first three places"),
    ("add_to_cart", "Add to cart", "lists from which something went into the cart"),
    ("conversion", "Conversion", "lists to which a purchase goes back"),
    ("zero_result_rate", "Zero-result searches", "lists of chat and search in which nothing was found"),
)
_DRAWN = ("ctr", "ctr_3", "conversion", "zero_result_rate")


class Tile(NamedTuple):
    """A figure that matters: its name, its value, its interval and what it was counted over."""

    name: str
    value: str
    interval: str
    cases: str
    about: str


def tiles(report: Mapping[str, Any]) -> Iterator[Tile]:
    """The figures of all lists of the window."""
    whole = report["whole"]
    for name, title, about in _SHARES:
        one = whole[name]
        yield _tile(title, about, one, percent, "lists")
    values = {code: one for code, one in whole["order_value"].items() if one["n_cases"]}
    for code, one in values.items():
        told = f"mean order of which a product goes back to a list, in {code}"
        yield _tile(f"Order value, {code}", told, one, lambda value, code=code: amount(value, code), "orders")
    if not values:
        yield Tile("Order value", "–", "", "no order goes back to a list", "mean of the orders that go back to a list")
    for code, paid in whole["revenue"].items():
        if paid:
            yield Tile(
                f"Revenue, {code}",
                amount(paid, code),
                "",
                f"{whole['n_orders']:,} orders",
                "paid for products of lists",
            )


def _tile(name: str, about: str, one: Mapping[str, Any], write: Any, cases: str) -> Tile:
    if not one["n_cases"]:
        return Tile(name, "–", "", f"no {cases} yet", about)
    interval = f"95 % interval {write(one['low'])} to {write(one['high'])}"
    return Tile(name, write(one["value"]), interval, f"{one['n_cases']:,} {cases}", about)


def plots(report: Mapping[str, Any], spent: Mapping[date, Spent]) -> list[DayPlot]:
    """Pictures of the days, those that have anything to show."""
    days = {date.fromisoformat(day): part for day, part in report["by_day"].items()}
    titles = {name: (title, about) for name, title, about in _SHARES}
    drawn = [
        plot_days(f"{titles[name][0]}: {titles[name][1]}", "%", list(_estimates(days, name)), percent)
        for name in _DRAWN
    ]
    codes = sorted({code for part in days.values() for code in part["order_value"]})
    for code in codes:
        figures = [
            _figure(day, part["order_value"][code]) for day, part in days.items() if _has(part["order_value"].get(code))
        ]
        drawn.append(plot_days(f"Order value: mean order of lists, {code}", code, figures, number))
    counts = [DayFigure(day, part["n_lists"], part["n_lists"], part["n_lists"], 0) for day, part in days.items()]
    drawn.append(plot_days("Lists shown", "lists", counts, number, is_bars=True))
    costs = [DayFigure(day, float(one.cost), float(one.cost), float(one.cost), 0) for day, one in spent.items()]
    if any(one.value for one in costs):
        drawn.append(
            plot_days("Cost of the language model, US dollars", "$", costs, lambda cost: f"{cost:.2f}", is_bars=True)
        )
    return [one for one in drawn if one is not None]


def _estimates(days: Mapping[date, Mapping[str, Any]], name: str) -> Iterator[DayFigure]:
    return (_figure(day, part[name]) for day, part in days.items() if _has(part[name]))


def _has(one: Mapping[str, Any] | None) -> bool:
    return bool(one and one["n_cases"])


def _figure(day: date, one: Mapping[str, Any]) -> DayFigure:
    return DayFigure(day, one["value"], one["low"], one["high"], one["n_cases"])
