"""Makes the report of a window of the log, read once from its beginning to its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from catalog.money import minor_digits
from events.event_line import EventLine
from events.list_ledger import ListLedger
from events.list_lines import ListLine
from events.shown_list import DAY_US, HOUR_US, Order
from recommenders.bootstrap import N_DRAWS
from recommenders.product_facts import ProductFacts
from recommenders.reporting.list_rows import ListRows
from recommenders.reporting.log_measure import LogMeasure, order_values
from recommenders.reporting.shop_report import ShopOrders, ShopReport, written_answers

#: How long an act, or a list, may take the credit for a purchase that names no list.
CREDIT_HOURS = 24.0
#: How long after it was shown acts and purchases may name a list.
REACH_HOURS = 7 * 24.0
_MARGIN_US = int((CREDIT_HOURS + REACH_HOURS) * HOUR_US)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The window, in microseconds since the epoch, `end_us` exclusive; None where it is open."""

    start_us: int | None = None
    end_us: int | None = None

    @property
    def read_from_us(self) -> int | None:
        """Where to begin reading, so that lists shown before the window get the credit that is theirs."""
        return None if self.start_us is None else self.start_us - _MARGIN_US

    @property
    def read_to_us(self) -> int | None:
        """Where to stop reading: what comes of the window's lists after its end counts, up to there."""
        return None if self.end_us is None else self.end_us + _MARGIN_US

    def __contains__(self, at_us: int) -> bool:
        return (self.start_us is None or at_us >= self.start_us) and (self.end_us is None or at_us < self.end_us)


class LogReader:
    """Takes the log line after line and keeps only what the figures need.

    What is in memory at a time is the lists of the last eight days, some sixty bytes for each list before them, and the
    orders.

    Args:
        bounds: of the window; lines before and after it may come.
        facts: of the products.
    """

    def __init__(self, bounds: Bounds, facts: ProductFacts | None = None) -> None:
        self._bounds = bounds
        self._ledger = ListLedger(window_hours=CREDIT_HOURS, reach_hours=REACH_HOURS)
        self._day = 0
        self._refund: str | None = None
        self.lists = ListRows(facts)
        self.orders: list[Order] = []
        self.n_refunds = 0
        self.refunded_minor: dict[str, int] = {}

    def read(self, lines: Iterable[ListLine]) -> None:
        """All lines, oldest first."""
        for line, conversation_id in lines:
            day = line.at_us // DAY_US
            if day != self._day:
                self._turn_page(day * DAY_US)
                self._day = day
            if line.type == "refund":
                self._give_back(line)
            else:
                self._ledger.add(line, conversation_id)
        self._turn_page(None)

    def _turn_page(self, now_us: int | None) -> None:
        self.lists.add([shown for shown in self._ledger.take_lists(now_us) if shown.at_us in self._bounds])
        for order in self._ledger.take_orders():
            sources = {key: source for key, source in order.sources.items() if source[1] in self._bounds}
            if sources or order.at_us in self._bounds:
                self.orders.append(replace(order, sources=sources))

    def _give_back(self, line: EventLine) -> None:
        if line.at_us not in self._bounds:
            return
        if line.message_id != self._refund:  # the lines of an event come one after the other
            self._refund = line.message_id
            self.n_refunds += 1
        if line.price_minor is not None and line.currency is not None:
            given = self.refunded_minor.get(line.currency, 0) + line.price_minor * line.quantity
            self.refunded_minor[line.currency] = given


def report_of_log(
    lines: Iterable[ListLine],
    bounds: Bounds,
    facts: ProductFacts | None = None,
    answers: Mapping[str, Sequence[float | None]] | None = None,
    n_draws: int = N_DRAWS,
) -> ShopReport:
    """The report of a window.

    Args:
        lines: of the log, oldest first, from `bounds.read_from_us` to `bounds.read_to_us`.
        bounds: of the window.
        facts: of the products; without, how varied lists are and how much of the shop they show is not known.
        answers: writer → milliseconds that each answer of the window took, None where that is not known.
        n_draws: of the intervals.
    """
    reader = LogReader(bounds, facts)
    reader.read(lines)
    measure = LogMeasure(reader.lists, reader.orders, n_draws=n_draws)
    return ShopReport(
        start=_moment(bounds.start_us),
        end=_moment(bounds.end_us),
        made_at=datetime.now(UTC),
        credit_hours=CREDIT_HOURS,
        reach_hours=REACH_HOURS,
        n_in_stock=int(facts.in_stock.sum()) if facts else 0,
        whole=measure.whole(),
        by_surface=measure.by_surface(),
        by_policy=measure.by_policy(),
        by_day=measure.by_day(),
        orders=_shop_orders(reader, [one for one in reader.orders if one.at_us in bounds], n_draws),
        answers_by_writer=written_answers(answers or {}),
    )


def _shop_orders(reader: LogReader, orders: Sequence[Order], n_draws: int) -> ShopOrders:
    values = order_values(orders, 0, n_draws)
    sums = {currency: sum(one.value or 0 for one in orders if one.currency == currency) for currency in values}
    return ShopOrders(
        n_orders=len(orders),
        n_of_lists=sum(bool(one.sources) for one in orders),
        n_without_value=sum(one.value is None for one in orders),
        order_value=values,
        revenue={currency: round(total, minor_digits(currency)) for currency, total in sums.items()},
        n_refunds=reader.n_refunds,
        refunded={
            currency: minor / 10 ** minor_digits(currency) for currency, minor in sorted(reader.refunded_minor.items())
        },
    )


def _moment(at_us: int | None) -> datetime | None:
    return None if at_us is None else _EPOCH + timedelta(microseconds=at_us)
