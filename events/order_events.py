"""From the rows of one order to its purchase and its refund."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from catalog.feeds.row import shown
from catalog.money import minor_digits
from catalog.product_table import in_batches
from events.event import MAX_ITEMS, Event, EventItem, EventProperties
from events.import_report import EventImportReport
from events.order_row import OrderRow
from events.product_codes import ProductCodes

#: Where other orders are plain numbers, this is one of them called off.
_CANCELLED = re.compile(r"[Cc]\d+")


class _Head(NamedTuple):
    """What the rows of one customer in one order share."""

    order_id: str
    customer_id: str | None
    at: datetime
    claims_transaction: bool


class OrderEvents:
    """Turns orders into events; the same order always makes the same events, with the same message ids."""

    def __init__(self, codes: ProductCodes, report: EventImportReport, *, has_numbered_orders: bool) -> None:
        self._codes = codes
        self._report = report
        self._has_numbered_orders = has_numbered_orders

    def events_of(self, rows: Sequence[OrderRow]) -> Iterator[Event]:
        """One purchase and, for what came back, one refund per customer of an order; mostly there is one customer."""
        moments = [row.at for row in rows if row.at]
        if not moments:
            self._skip_undated(rows)
            return
        for place, (owner, own) in enumerate(_by_customer(rows).items()):
            self._report.n_rows_without_customer += 0 if owner else len(own)
            # One transaction of two customers is broken data: only the first may claim its id, or the second were lost.
            head = _Head(rows[0].order_id, owner, min(moments), claims_transaction=place == 0)
            yield from self._events("purchase", head, [row for row in own if not self._came_back(row)])
            yield from self._events("refund", head, [row for row in own if self._came_back(row)])

    def _skip_undated(self, rows: Sequence[OrderRow]) -> None:
        for row in rows:
            self._report.reading.skip(row.line, f"order {shown(row.order_id)} has no date")

    def _came_back(self, row: OrderRow) -> bool:
        return row.quantity < 0 or (self._has_numbered_orders and _CANCELLED.fullmatch(row.order_id) is not None)

    def _events(self, kind: Literal["purchase", "refund"], head: "_Head", rows: Sequence[OrderRow]) -> Iterator[Event]:
        for part, some in enumerate(in_batches(rows, MAX_ITEMS)):
            currency = next((row.currency for row in some if row.currency), None)
            self._report.by_type[kind] += 1
            yield Event(
                message_id=_message_id(kind, head, part),
                type=kind,
                user_id=head.customer_id,
                timestamp=head.at,
                properties=EventProperties(
                    currency=currency,
                    items=tuple(self._item(row, currency) for row in some),
                    transaction_id=head.order_id if head.claims_transaction and part == 0 else None,
                ),
            )

    def _item(self, row: OrderRow, currency: str | None) -> EventItem:
        code = self._codes.find(row.code)
        if code is None and len(self._codes):
            self._report.n_rows_of_unknown_products += 1
            self._report.unknown_products.add(row.code)
        return EventItem(
            item_id=code.product_id if code else row.code,
            item_variant=code.variant_id if code else None,
            price=_major(row) if row.currency == currency else None,
            quantity=abs(row.quantity),
        )


def _major(row: OrderRow) -> float | None:
    if row.amount_minor is None or row.currency is None:
        return None
    return row.amount_minor / float(10 ** minor_digits(row.currency))


def _by_customer(rows: Sequence[OrderRow]) -> dict[str | None, list[OrderRow]]:
    """The rows of each customer; where an order names but one, on whichever row, all rows are theirs."""
    customers = {row.customer_id for row in rows if row.customer_id}
    if len(customers) == 1:
        return {customers.pop(): list(rows)}
    found: dict[str | None, list[OrderRow]] = {}
    for row in rows:
        found.setdefault(row.customer_id, []).append(row)
    return found


def _message_id(kind: str, head: _Head, part: int) -> str:
    """Tells an order from every other without naming order or customer: message ids go into training data."""
    text = "\x00".join((kind, head.order_id, head.customer_id or "", str(part)))
    return f"order-{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"
