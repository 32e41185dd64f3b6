"""Lists as shoppers saw them, with what came of each: read from the log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalog.money import minor_digits
from events.event_line import EventLine

HOUR_US = 3_600_000_000
#: Acts on one product that may carry the id of the list it was found in.
_ACTS = frozenset({"select_item", "view_item", "add_to_wishlist", "add_to_cart"})


@dataclass(slots=True)
class ShownList:
    """One list.

    Attributes:
        list_id: of the list.
        policy: who chose it; empty where the log does not say.
        shopper: who saw it; None for nobody known.
        at_us: when, microseconds since the epoch.
        place_of: product id → place, from 0.
        clicked: products opened from it.
        bought: products bought after it, as far as they go back to it.
        first_bought_at_us: when the first of them was; None without any.
    """

    list_id: str
    policy: str
    shopper: str | None
    at_us: int
    place_of: dict[str, int] = field(default_factory=dict)
    clicked: set[str] = field(default_factory=set)
    bought: set[str] = field(default_factory=set)
    first_bought_at_us: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One purchase.

    Attributes:
        shopper: who bought; None for nobody known.
        value: in major units of its currency; None where a price is unknown.
        policies: of the lists that its products go back to.
    """

    shopper: str | None
    value: float | None
    policies: frozenset[str]


class ListLedger:
    """Puts clicks and purchases down to lists, line after line in order of time.

    A click belongs to the list whose id it carries. A bought product belongs to

    1. the list whose id the purchase carries, if the product was in it; else
    2. the list from which this shopper last opened it or put it into the cart; else
    3. the last list that showed it to this shopper;

    2 and 3 within `window_hours`.

    Args:
        lines: of the log, oldest first.
        types: which types of event are lists.
        window_hours: how long a list may take the credit.
    """

    def __init__(
        self, lines: Iterable[EventLine], types: Sequence[str] = ("shown",), window_hours: float = 24.0
    ) -> None:
        self._lists: dict[str, ShownList] = {}
        self._found_in: dict[tuple[str, str], tuple[int, ShownList]] = {}
        self._shown_in: dict[tuple[str, str], tuple[int, ShownList]] = {}
        self._window_us = window_hours * HOUR_US
        self._baskets: dict[str, list[tuple[EventLine, ShownList | None]]] = {}
        for line in lines:
            if line.type in types:
                self._show(line)
            elif line.type in _ACTS:
                self._act(line)
            elif line.type == "purchase" and line.product_id is not None:
                self._buy(line)

    @property
    def lists(self) -> list[ShownList]:
        """In order of time."""
        return list(self._lists.values())

    @property
    def orders(self) -> list[Order]:
        """In order of time."""
        return [_order(basket) for basket in self._baskets.values()]

    def _show(self, line: EventLine) -> None:
        if line.product_id is None or line.list_id is None:
            return
        shown = self._lists.get(line.list_id)
        if shown is None:
            shown = ShownList(line.list_id, line.policy or "", line.shopper_id, line.at_us)
            self._lists[line.list_id] = shown
        place = len(shown.place_of) if line.position is None else line.position
        shown.place_of.setdefault(line.product_id, place)
        if line.shopper_id is not None:
            self._shown_in[line.shopper_id, line.product_id] = (line.at_us, shown)

    def _act(self, line: EventLine) -> None:
        shown = self._lists.get(line.list_id or "")
        if shown is None or line.product_id not in shown.place_of:
            return
        # An act on the product's page follows a click, whether or not the shop sends clicks themselves.
        shown.clicked.add(line.product_id)
        if line.shopper_id is not None:
            self._found_in[line.shopper_id, line.product_id] = (line.at_us, shown)

    def _buy(self, line: EventLine) -> None:
        shown = self._source(line)
        if shown is not None and line.product_id is not None:
            shown.bought.add(line.product_id)
            shown.first_bought_at_us = shown.first_bought_at_us or line.at_us
        self._baskets.setdefault(line.message_id, []).append((line, shown))

    def _source(self, line: EventLine) -> ShownList | None:
        named = self._lists.get(line.list_id or "")
        if named is not None and line.product_id in named.place_of:
            return named
        for memory in (self._found_in, self._shown_in):
            at_us, shown = memory.get((line.shopper_id or "", line.product_id or ""), (0, None))
            if shown is not None and line.at_us - at_us <= self._window_us:
                return shown
        return None


def _order(basket: Sequence[tuple[EventLine, ShownList | None]]) -> Order:
    lines = [line for line, _ in basket]
    prices = [line.price_minor for line in lines]
    known = [price * line.quantity for price, line in zip(prices, lines, strict=True) if price is not None]
    currency = lines[0].currency
    value = sum(known) / 10 ** minor_digits(currency) if currency and len(known) == len(lines) else None
    return Order(lines[0].shopper_id, value, frozenset(shown.policy for _, shown in basket if shown is not None))
