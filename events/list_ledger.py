"""Puts clicks and purchases down to the lists that they go back to."""

from collections.abc import Iterable, Sequence

from catalog.money import minor_digits
from events.event_line import EventLine
from events.shown_list import HOUR_US, Order, ShownList

#: Acts on one product that may carry the id of the list it was found in.
ACTS = frozenset({"select_item", "view_item", "add_to_wishlist", "add_to_cart"})
#: A list is told to the log when its answer is whole; the first cards may be opened before, and clocks differ.
EARLY_US = HOUR_US // 6

Basket = list[tuple[EventLine, ShownList | None]]


class ListLedger:
    """Takes the log line after line, in order of time.

    A click belongs to the list whose id it carries; one that comes up to ten minutes before its list waits for it. A
    bought product belongs to

    1. the list whose id the purchase carries, if the product was in it; else
    2. the list from which this shopper last opened it or put it into the cart; else
    3. the last list that showed it to this shopper;

    2 and 3 within `window_hours` of that act, or of that list.

    Args:
        lines: of the log, oldest first; more may be added.
        types: which types of event are lists.
        window_hours: how long a list may take the credit.
        reach_hours: how long after it was shown acts and purchases may name a list; None for ever.
    """

    def __init__(
        self,
        lines: Iterable[EventLine] = (),
        types: Sequence[str] = ("shown",),
        window_hours: float = 24.0,
        reach_hours: float | None = None,
    ) -> None:
        self._types = frozenset(types)
        self._window_us = int(window_hours * HOUR_US)
        self._reach_us = None if reach_hours is None else int(reach_hours * HOUR_US)
        self._lists: dict[str, ShownList] = {}
        self._found_in: dict[tuple[str, str], tuple[int, ShownList]] = {}
        self._shown_in: dict[tuple[str, str], tuple[int, ShownList]] = {}
        self._early: dict[str, list[EventLine]] = {}
        self._baskets: dict[str, Basket] = {}
        self._swept_at_us = 0
        for line in lines:
            self.add(line)

    def add(self, line: EventLine, conversation_id: str | None = None) -> None:
        """Take the next line; `conversation_id` says in which a list was shown."""
        if line.type in self._types:
            self._show(line, conversation_id)
        elif line.type in ACTS:
            self._act(line)
        elif line.type == "purchase" and line.product_id is not None:
            self._buy(line)

    @property
    def lists(self) -> list[ShownList]:
        """Those that hold a product and were not taken, in order of time."""
        return [shown for shown in self._lists.values() if shown.place_of]

    @property
    def orders(self) -> list[Order]:
        """Those that were not taken, in order of time."""
        return [_order(basket) for basket in self._baskets.values()]

    def take_orders(self) -> list[Order]:
        """The orders so far, which are forgotten here: for between two events."""
        orders, self._baskets = self.orders, {}
        return orders

    def take_lists(self, now_us: int | None = None) -> list[ShownList]:
        """The lists, empty ones too, to which nothing can go back any more at `now_us`; they are forgotten here.

        All of them without `now_us`. With lists taken in between, what is in memory is what was shown in
        `reach_hours` and `window_hours` together.
        """
        if now_us is None:
            taken, self._lists = list(self._lists.values()), {}
            return taken
        if self._reach_us is None:
            return []
        self._sweep(now_us)
        oldest = now_us - self._reach_us - self._window_us
        gone = [list_id for list_id, shown in self._lists.items() if shown.at_us < oldest]
        return [self._lists.pop(list_id) for list_id in gone]

    def _sweep(self, now_us: int) -> None:
        """Forget what is too old to be given credit."""
        for memory in (self._found_in, self._shown_in):
            for key in [key for key, (at_us, _) in memory.items() if now_us - at_us > self._window_us]:
                del memory[key]
        self._forget_early(now_us)

    def _forget_early(self, now_us: int) -> None:
        for list_id in [one for one, acts in self._early.items() if now_us - acts[-1].at_us > EARLY_US]:
            del self._early[list_id]
        self._swept_at_us = now_us

    def _show(self, line: EventLine, conversation_id: str | None) -> None:
        if line.list_id is None:
            return
        shown = self._lists.get(line.list_id)
        if shown is None:
            shown = ShownList(line.list_id, line.policy or "", line.shopper_id, line.at_us, conversation_id)
            self._lists[line.list_id] = shown
        if line.product_id is None:
            return
        place = len(shown.place_of) if line.position is None else line.position
        shown.place_of.setdefault(line.product_id, place)
        if line.shopper_id is not None:
            self._shown_in[line.shopper_id, line.product_id] = (line.at_us, shown)
        for act in self._early.get(line.list_id, ()):
            if act.product_id == line.product_id and line.at_us - act.at_us <= EARLY_US:
                self._act(act)

    def _act(self, line: EventLine) -> None:
        shown = self._named(line)
        if shown is None or line.product_id not in shown.place_of:
            self._keep_early(line)
            return
        # An act on the product's page follows a click, whether or not the shop sends clicks themselves.
        shown.clicked.add(line.product_id)
        if line.type == "add_to_cart":
            shown.carted.add(line.product_id)
        if line.shopper_id is not None:
            self._found_in[line.shopper_id, line.product_id] = (line.at_us, shown)

    def _keep_early(self, line: EventLine) -> None:
        if line.list_id is None or line.list_id in self._lists:
            return
        if line.at_us - self._swept_at_us > EARLY_US:
            self._forget_early(line.at_us)
        self._early.setdefault(line.list_id, []).append(line)

    def _buy(self, line: EventLine) -> None:
        shown = self._source(line)
        if shown is not None and line.product_id is not None:
            shown.bought.add(line.product_id)
            shown.first_bought_at_us = shown.first_bought_at_us or line.at_us
            if line.price_minor is not None and line.currency is not None:
                paid = shown.revenue_minor.get(line.currency, 0) + line.price_minor * line.quantity
                shown.revenue_minor[line.currency] = paid
        self._baskets.setdefault(line.message_id, []).append((line, shown))

    def _source(self, line: EventLine) -> ShownList | None:
        named = self._named(line)
        if named is not None and line.product_id in named.place_of:
            return named
        for memory in (self._found_in, self._shown_in):
            at_us, shown = memory.get((line.shopper_id or "", line.product_id or ""), (0, None))
            if shown is not None and line.at_us - at_us <= self._window_us:
                return shown
        return None

    def _named(self, line: EventLine) -> ShownList | None:
        """The list whose id the line carries, if it is not too long ago."""
        shown = self._lists.get(line.list_id or "")
        if shown is None or (self._reach_us is not None and line.at_us - shown.at_us > self._reach_us):
            return None
        return shown


def _order(basket: Basket) -> Order:
    lines = [line for line, _ in basket]
    prices = [line.price_minor for line in lines]
    known = [price * line.quantity for price, line in zip(prices, lines, strict=True) if price is not None]
    currency = lines[0].currency
    value = sum(known) / 10 ** minor_digits(currency) if currency and len(known) == len(lines) else None
    sources = {shown.list_id: (shown.policy, shown.at_us) for _, shown in basket if shown is not None}
    return Order(lines[0].shopper_id, value, currency, lines[0].at_us, sources)
