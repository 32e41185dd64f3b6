"""The shop's report as one HTML file."""

from collections.abc import Callable, Mapping
from html import escape

from catalog.money import minor_digits
from recommenders.bootstrap import Estimate
from recommenders.evaluation.page import page, table
from recommenders.evaluation.shop_report_plots import (
    LINE_DAYS,
    LINE_DAYS_OF_MANY,
    MANY_DAYS,
    days_plot,
    funnel_plot,
    policies_plot,
)
from recommenders.reporting.log_metrics import LogMetrics
from recommenders.reporting.shop_report import ShopReport

_NOTHING = "–"


def shop_report_page(report: ShopReport, title: str = "What came of what the shop showed") -> str:
    """The page: the figures that matter first, then plots, then tables."""
    if not report.whole.n_lists and not report.whole.n_empty:
        return page(title, f"<p>{_stretch(report)}. No list was shown.</p>{_shop(report)}")
    sections = (
        ("Day by day", _days(report.by_day)),
        ("From a list to a purchase", funnel_plot(report.by_surface)),
        ("By policy", policies_plot(report.by_policy) + _parts("policy", report.by_policy)),
        ("By surface", _side_by_side({"all": report.whole, **report.by_surface})),
        ("The shop's orders and answers", _shop(report)),
        ("What the figures mean", _MEANING),
    )
    body = "".join(f"<section><h2>{head}</h2>{content}</section>" for head, content in sections)
    return page(title, f"<p>{_stretch(report)}.</p>{_tiles(report.whole)}{body}")


_MEANING = (
    "<p>A click, or a product put into the cart, belongs to the list whose id it carries. A purchase goes back to that "
    "list, else to the one from which the shopper last opened the product, else to the last one that showed it, within "
    "a day. Days are those on which a list was shown: what came of the newest is not all known yet. Intervals say how "
    "far a figure might be off by the luck of which shoppers came. Amounts of two currencies are never added.</p>"
)


def _stretch(report: ShopReport) -> str:
    start = f"{report.start:%d %b %Y}" if report.start else "the beginning"
    end = f"before {report.end:%d %b %Y}" if report.end else "the end of the log"
    return f"Lists shown from {start} to {end}, UTC; counted {report.made_at:%d %b %Y, %H:%M}"


def _tiles(whole: LogMetrics) -> str:
    """The figures that matter, large."""
    shown = {
        "lists": f"{whole.n_lists:,}",
        "known shoppers": f"{whole.n_shoppers:,}",
    }
    if whole.n_conversations:
        shown["conversations"] = f"{whole.n_conversations:,}"
    shares = {"CTR": whole.ctr, "add to cart": whole.add_to_cart, "conversion": whole.conversion}
    if whole.zero_result_rate.n_cases:
        shares["nothing found"] = whole.zero_result_rate
    tiles = [_tile(value, name) for name, value in shown.items()]
    tiles += [_tile(_percent(one.value), f"{name}, {_span(one)}") for name, one in shares.items()]
    tiles += [_tile(_amount(paid, code), f"{code} revenue of lists") for code, paid in whole.revenue.items() if paid]
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _tile(value: str, name: str) -> str:
    return f"<div><b>{escape(value)}</b><small>{escape(name)}</small></div>"


def _days(by_day: Mapping[str, LogMetrics]) -> str:
    is_many = sum(part.n_lists > 0 for part in by_day.values()) > MANY_DAYS
    told = (
        f"Every point of the line is of the lists shown in the {LINE_DAYS_OF_MANY} days (UTC) up to it."
        if is_many
        else f"A point is a day (UTC) with its 95 % interval; the line is of the {LINE_DAYS} days up to it."
    )
    return f"<p>{told}</p>{days_plot(by_day)}"


def _parts(head: str, parts: Mapping[str, LogMetrics]) -> str:
    """A line for each part, with the figures that matter."""
    rows = [[escape(name), *(_COLUMNS[column](part) for column in _MAIN)] for name, part in parts.items()]
    return table([head, *_MAIN], rows)


def _side_by_side(parts: Mapping[str, LogMetrics]) -> str:
    """A column for each part, with every figure."""
    rows = [[escape(column), *(cell(part) for part in parts.values())] for column, cell in _COLUMNS.items()]
    return table(["", *parts], rows)


def _shop(report: ShopReport) -> str:
    orders = report.orders
    rows = [
        [
            code,
            _amount(total, code),
            _estimate(orders.order_value[code], code),
            _amount(orders.refunded.get(code, 0), code),
        ]
        for code, total in orders.revenue.items()
    ]
    told = (
        f"<p>Orders: {orders.n_orders:,}, of which {orders.n_of_lists:,} go back to a list. Refunds: "
        f"{orders.n_refunds:,}, which are not taken off the figures above.</p>"
    )
    told += table(["currency", "orders together", "mean order", "refunded"], rows) if rows else ""
    if report.answers_by_writer:
        writers = [
            [
                escape(name),
                f"{one.n_answers:,}",
                _percent(one.share),
                _milliseconds(one.p50_ms),
                _milliseconds(one.p95_ms),
            ]
            for name, one in report.answers_by_writer.items()
        ]
        told += (
            "<p>Answers, in the conversations that are still kept, and when they were whole:</p>"
            f"{table(['writer', 'answers', 'share', 'half within', '95 % within'], writers)}"
        )
    return told


def _share(name: str) -> Callable[[LogMetrics], str]:
    def cell(part: LogMetrics) -> str:
        one: Estimate = getattr(part, name)
        return f"{_percent(one.value)}<br><small>{_span(one)}</small>" if one.n_cases else _NOTHING

    return cell


def _money(name: str) -> Callable[[LogMetrics], str]:
    def cell(part: LogMetrics) -> str:
        found: Mapping[str, Estimate] = getattr(part, name)
        return "<br>".join(_estimate(one, code) for code, one in found.items() if one.n_cases) or _NOTHING

    return cell


def _estimate(one: Estimate, currency: str) -> str:
    span = f"{_amount(one.low, currency)} to {_amount(one.high, currency)}"
    return f"{_amount(one.value, currency)} {currency}<br><small>{span}</small>"


def _revenue(part: LogMetrics) -> str:
    return "<br>".join(f"{_amount(paid, code)} {code}" for code, paid in part.revenue.items() if paid) or _NOTHING


def _hours(part: LogMetrics) -> str:
    return _NOTHING if part.hours_to_first_conversion is None else f"{part.hours_to_first_conversion:.1f}"


def _coverage(part: LogMetrics) -> str:
    return _NOTHING if part.coverage is None else _percent(part.coverage)


def _milliseconds(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:,.0f} ms"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _span(one: Estimate) -> str:
    return f"{100 * one.low:.1f} to {100 * one.high:.1f}"


def _amount(amount: float, currency: str) -> str:
    return f"{amount:,.{minor_digits(currency)}f}"


_COLUMNS: dict[str, Callable[[LogMetrics], str]] = {
    "lists": lambda part: f"{part.n_lists:,}",
    "shoppers": lambda part: f"{part.n_shoppers:,}",
    "CTR": _share("ctr"),
    "CTR@3": _share("ctr_3"),
    "add to cart": _share("add_to_cart"),
    "conversion": _share("conversion"),
    "revenue": _revenue,
    "order value": _money("order_value"),
    "revenue per conversation": _money("revenue_per_conversation"),
    "hours to first conversion": _hours,
    "nothing found": _share("zero_result_rate"),
    "diversity": _share("diversity"),
    "coverage": _coverage,
}
_MAIN = ("lists", "shoppers", "CTR", "CTR@3", "add to cart", "conversion", "revenue", "order value")
