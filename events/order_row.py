"""One row of an order file, before it is an event."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from catalog.errors import RowRefused
from catalog.feeds.price import price_of
from catalog.feeds.row import FeedRow, shown
from catalog.money import Money
from events.event import MAX_QUANTITY
from events.order_columns import OrderColumns
from events.order_dates import read_moment

#: ISO 4217's code for no currency: stands in where neither the price nor anyone else names one.
NO_CURRENCY = "XXX"
_MAX_ID = 200
_DECIMAL_COMMA = re.compile(r",(?=\d{1,2}$)")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0")
_UNDONE = ("cancel", "refund", "return", "void", "chargeback")


class OrderRow(NamedTuple):
    """One product of one order.

    Attributes:
        code: what the row calls the product: its id or a SKU.
        quantity: negative for what came back.
        at: None where the row does not say; another of the order may.
    """

    line: int
    order_id: str
    customer_id: str | None
    code: str
    quantity: int
    amount_minor: int | None
    currency: str | None
    at: datetime | None


class OrderRowReader:
    """Reads rows whose columns are known.

    Attributes:
        n_without_currency: prices that could not be taken because nothing names their currency.
    """

    def __init__(self, columns: OrderColumns, currency: str | None, now: datetime, month_first: bool) -> None:
        self._columns = columns
        self._currency = currency
        self._now = now
        self._month_first = month_first
        self.n_without_currency = 0

    def read(self, row: FeedRow) -> OrderRow:
        """The facts of a row.

        Raises:
            RowRefused: if it cannot be part of an order; the message says why, with the offending value.
        """
        columns, cells = self._columns, row.cells
        quantity = _quantity_of(cells[columns.quantity]) if columns.quantity else 1
        if columns.status and cells[columns.status].strip().casefold().startswith(_UNDONE):
            quantity = -abs(quantity)
        price = self._price_of(row)
        return OrderRow(
            line=row.line,
            order_id=_number_of(cells[columns.order], "order"),
            customer_id=_number_of(cells[columns.customer], "customer") if cells[columns.customer].strip() else None,
            code=_id_of(cells[columns.product], "product"),
            quantity=quantity,
            amount_minor=price.amount if price else None,
            currency=price.currency if price else None,
            at=read_moment(cells[columns.at], self._now, self._month_first),
        )

    def _price_of(self, row: FeedRow) -> Money | None:
        if self._columns.price is None:
            return None
        named = row.cells[self._columns.currency].strip().upper() if self._columns.currency else ""
        price = _price_of(row.cells[self._columns.price], named or self._currency or NO_CURRENCY)
        if price is None or price.currency != NO_CURRENCY:
            return price
        self.n_without_currency += 1
        return None


@lru_cache(maxsize=10_000)  # a shop has few prices
def _price_of(text: str, currency: str) -> Money | None:
    try:
        return price_of(text, currency)
    except ValueError:
        raise RowRefused(f"currency {shown(currency)} is no ISO 4217 code, such as GBP") from None


@lru_cache(maxsize=1_000)
def _quantity_of(text: str) -> int:
    """Whole pieces; what is sold by weight counts as one piece at least."""
    try:
        quantity = float(_DECIMAL_COMMA.sub(".", text.strip()).replace(",", "") or 1)
        whole = max(1, round(abs(quantity)))
    except (ValueError, OverflowError):
        raise RowRefused(f"quantity {shown(text)} is not a number") from None
    if quantity == 0:
        raise RowRefused("quantity 0")
    if whole > MAX_QUANTITY:
        raise RowRefused(f"quantity {shown(text)} is too large")
    return whole if quantity > 0 else -whole


def _number_of(text: str, what: str) -> str:
    """An id that spreadsheets may have turned into a number: `17850.0` is 17850."""
    one = _id_of(text, what)
    whole = _WHOLE_FLOAT.fullmatch(one)
    return whole[1] if whole else one


def _id_of(text: str, what: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise RowRefused(f"no {what}")
    if len(stripped) > _MAX_ID or not stripped.isprintable():
        raise RowRefused(f"{what} {shown(stripped)} is no id: too long, or with control characters")
    return stripped
