"""One row per event and product: the log as training and histories read it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from catalog.money import to_minor
from events.event import Event, EventItem
from events.shopper_id import is_anonymous
from events.vocabulary import EventType

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Types that put a product before a shopper's eyes; whatever else names a product is an act of the shopper.
_SEEN_ONLY = frozenset({"shown", "view_item_list"})
_CONTROLS = dict.fromkeys((*range(32), 127), " ")


class EventLine(NamedTuple):
    """One product of one event; an event that names no product has one line with `product_id` None.

    Attributes:
        shopper_id: as `shopper_id_of` makes it; None for nobody known, and without consent.
        price_minor: of one piece, in minor units of `currency`; None where either is not known.
        position: place in the list, from 0.
        at_us: microseconds since the epoch, UTC.
        consent: whether the shopper agreed to personalization.
    """

    message_id: str
    type: EventType
    shopper_id: str | None
    session_id: str | None
    product_id: str | None
    quantity: int
    price_minor: int | None
    currency: str | None
    rating: float | None
    position: int | None
    list_id: str | None
    policy: str | None
    propensity: float | None
    query: str | None
    at_us: int
    consent: bool

    @property
    def at(self) -> datetime:
        """When, in UTC."""
        return _EPOCH + timedelta(microseconds=self.at_us)

    @property
    def anonymous(self) -> bool:
        """Whether this is a browser's doing, or nobody's known, rather than a signed-in shopper's."""
        return self.shopper_id is None or is_anonymous(self.shopper_id)

    @property
    def deliberate(self) -> bool:
        """Whether the shopper acted on a product, rather than having it put before their eyes."""
        return self.product_id is not None and self.type not in _SEEN_ONLY


class HistoryLine(NamedTuple):
    """What a history holds of one product that a shopper acted on; fields as in `EventLine`."""

    type: EventType
    product_id: str
    session_id: str | None
    quantity: int
    price_minor: int | None
    currency: str | None
    rating: float | None
    at_us: int

    @property
    def at(self) -> datetime:
        """When, in UTC."""
        return _EPOCH + timedelta(microseconds=self.at_us)

    @property
    def at_seconds(self) -> int:
        """When, in whole seconds since the epoch, UTC."""
        return self.at_us // 1_000_000


def lines_of(event: Event) -> Iterator[EventLine]:
    """The lines of an event, in the order of its products."""
    if not event.properties.items:
        yield _line(event, None)
    for item in event.properties.items:
        yield _line(event, item)


def _line(event: Event, item: EventItem | None) -> EventLine:
    properties = event.properties
    return EventLine(
        message_id=event.message_id,
        type=event.type,
        shopper_id=event.shopper_id,
        session_id=event.session_id,
        product_id=item.item_id if item else None,
        quantity=item.quantity if item else 1,
        price_minor=_minor(item.price if item else None, properties.currency),
        currency=properties.currency,
        rating=properties.rating,
        position=item.index if item else None,
        list_id=event.attribution.list_id,
        policy=(item.policy if item else None) or properties.policy,
        propensity=item.propensity if item else None,
        query=properties.query.translate(_CONTROLS).strip() if properties.query else None,
        at_us=event.at_us,
        consent=event.consent.personalization,
    )


@lru_cache(maxsize=10_000)
def _minor(price: float | None, currency: str | None) -> int | None:
    return None if price is None or currency is None else to_minor(price, currency)
