"""The shop's report as plain tables, aligned for people, the same in a pipe."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from catalog.money import minor_digits
from cli.plain_text import one_line
from recommenders.bootstrap import Estimate
from recommenders.reporting.log_metrics import LogMetrics
from recommenders.reporting.shop_report import ShopReport

Cell = Callable[[LogMetrics], str]
#: Days told of; the others are in `--json` and on the page.
MAX_DAYS = 31
NOTHING = "–"


def report_tables(report: ShopReport) -> Iterator[str]:
    """Line by line: figures by surface, policies, days, and the orders of the shop."""
    yield _title(report)
    if not report.whole.n_lists and not report.whole.n_empty:
        yield "No list was shown. The server tells the log of those that it shows; docs/kpis.md says more."
    else:
        yield ""
        yield from _by_figure({"all": report.whole, **report.by_surface})
        yield ""
        yield from _by_part("policy", report.by_policy)
        yield ""
        yield from _by_part("day", dict(list(report.by_day.items())[-MAX_DAYS:]), with_intervals=False)
        if len(report.by_day) > MAX_DAYS:
            yield f"… and {len(report.by_day) - MAX_DAYS} days before"
    yield ""
    yield from _shop_lines(report)


def _title(report: ShopReport) -> str:
    start = f"{report.start:%Y-%m-%d %H:%M}" if report.start else "the beginning"
    end = f"{report.end:%Y-%m-%d %H:%M}" if report.end else "now"
    return f"From {start} to {end} UTC; 95 % intervals over shoppers"


def _by_figure(parts: Mapping[str, LogMetrics]) -> Iterator[str]:
    """A figure a line; its interval beside the first part, which is all lists."""
    first = next(iter(parts.values()))
    rows = [["", *parts, "interval"]]
    for name, cell, estimate in _FIGURES:
        found = estimate(first) if estimate else None
        rows.append([name, *(cell(part) for part in parts.values()), _interval(found) if found else ""])
    for currency in sorted({code for part in parts.values() for code in part.revenue}):
        rows.extend(_money_rows(parts, currency))
    return _aligned(rows)


def _money_rows(parts: Mapping[str, LogMetrics], currency: str) -> list[list[str]]:
    first = next(iter(parts.values()))
    rows = [[f"revenue {currency}", *(_amount(part.revenue.get(currency, 0), currency) for part in parts.values()), ""]]
    for name, column in (("order value", "order_value"), ("revenue per conversation", "revenue_per_conversation")):
        found = [getattr(part, column).get(currency) for part in parts.values()]
        cells = [_amount(one.value, currency) if one and one.n_cases else NOTHING for one in found]
        of_all = getattr(first, column).get(currency)
        span = f"{_amount(of_all.low, currency)} … {_amount(of_all.high, currency)}" if of_all else ""
        rows.append([f"{name} {currency}", *cells, span])
    return rows


def _by_part(head: str, parts: Mapping[str, LogMetrics], *, with_intervals: bool = True) -> Iterator[str]:
    share = _share_with_interval if with_intervals else _share
    rows = [[head, "lists", "shoppers", "CTR", "CTR@3", "add to cart", "conversion", "revenue"]]
    for name, part in parts.items():
        shares = [share(one) for one in (part.ctr, part.ctr_3, part.add_to_cart, part.conversion)]
        revenue = "; ".join(f"{_amount(paid, code)} {code}" for code, paid in part.revenue.items() if paid) or NOTHING
        rows.append([one_line(name), f"{part.n_lists:,}", f"{part.n_shoppers:,}", *shares, revenue])
    return _aligned(rows)


def _shop_lines(report: ShopReport) -> Iterator[str]:
    orders = report.orders
    values = "; ".join(f"{_amount(paid, code)} {code}" for code, paid in orders.revenue.items()) or "no known value"
    yield f"Orders of the shop: {orders.n_orders:,} ({values}); {orders.n_of_lists:,} go back to a list"
    given = "; ".join(f"{_amount(paid, code)} {code}" for code, paid in orders.refunded.items())
    yield f"Refunds: {orders.n_refunds:,}{f' ({given})' if given else ''}; not taken off the figures above"
    if report.answers_by_writer:
        shares = (f"{one_line(name)} {100 * one.share:.1f} %" for name, one in report.answers_by_writer.items())
        n_answers = sum(one.n_answers for one in report.answers_by_writer.values())
        yield f"Answers, in conversations that are kept: {n_answers:,}, written by {', '.join(shares)}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _share(estimate: Estimate) -> str:
    return f"{100 * estimate.value:.2f} %" if estimate.n_cases else NOTHING


def _share_with_interval(estimate: Estimate) -> str:
    return f"{_share(estimate)} [{_interval(estimate)}]" if estimate.n_cases else NOTHING


def _interval(estimate: Estimate) -> str:
    return f"{100 * estimate.low:.2f} … {100 * estimate.high:.2f}" if estimate.n_cases else ""


def _number(name: str) -> Cell:
    return lambda part: f"{getattr(part, name):,}"


def _estimate(name: str) -> Callable[[LogMetrics], Estimate]:
    return lambda part: getattr(part, name)


def _amount(amount: float, currency: str) -> str:
    return f"{amount:,.{minor_digits(currency)}f}"


def _hours(part: LogMetrics) -> str:
    hours = part.hours_to_first_conversion
    return NOTHING if hours is None else f"{hours:.1f}"


def _coverage(part: LogMetrics) -> str:
    return NOTHING if part.coverage is None else f"{100 * part.coverage:.2f} %"


def _share_row(name: str, column: str) -> tuple[str, Cell, Callable[[LogMetrics], Estimate]]:
    of = _estimate(column)
    return name, lambda part: _share(of(part)), of


#: Name, what stands under each part, and whose interval is told.
_FIGURES: tuple[tuple[str, Cell, Callable[[LogMetrics], Estimate] | None], ...] = (
    ("lists", _number("n_lists"), None),
    ("shoppers", _number("n_shoppers"), None),
    ("conversations", _number("n_conversations"), None),
    _share_row("nothing found", "zero_result_rate"),
    _share_row("CTR", "ctr"),
    _share_row("CTR@3", "ctr_3"),
    _share_row("lists clicked", "lists_clicked"),
    _share_row("add to cart", "add_to_cart"),
    _share_row("conversion", "conversion"),
    _share_row("shoppers converted", "shoppers_converted"),
    ("hours to first conversion", _hours, None),
    _share_row("diversity", "diversity"),
    ("coverage", _coverage, None),
)
