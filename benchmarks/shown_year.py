"""Makes a year of lists that a shop showed, and of what came of them; all of it is drawn by lot."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from events.event import Attribution, Event, EventItem, EventProperties
from events.vocabulary import EventType

START = datetime(2025, 11, 1, tzinfo=UTC)
N_DAYS = 365
#: Policy → share of the lists, products in a list, and how probably the first of them is opened.
POLICIES = {
    "home/blend": (0.5, 12, 0.05),
    "search/words": (0.25, 20, 0.09),
    "chat/lambdarank": (0.25, 4, 0.16),
}
EMPTY, CARTED, BOUGHT = 0.05, 0.25, 0.4
#: Lists of one shopper in a year, and of one conversation.
LISTS_OF_SHOPPER, LISTS_OF_CONVERSATION = 12, 4


@dataclass(frozen=True)
class ShownYear:
    """So many lists a day over some products; `events` are in the order of their lists."""

    products: Sequence[str]
    n_lists_per_day: int

    @property
    def n_lists(self) -> int:
        return N_DAYS * self.n_lists_per_day

    def events(self) -> Iterator[Event]:
        chance = random.Random(0)
        for number in range(self.n_lists):
            at = START + timedelta(days=number // self.n_lists_per_day, seconds=chance.random() * 80_000)
            yield from self._list(number, at, chance)

    def _list(self, number: int, at: datetime, chance: random.Random) -> Iterator[Event]:
        (policy,) = chance.choices(list(POLICIES), [share for share, _, _ in POLICIES.values()])
        _, length, opened = POLICIES[policy]
        shopper = f"b{chance.randrange(self.n_lists // LISTS_OF_SHOPPER + 1)}"
        conversation = f"c{number // LISTS_OF_CONVERSATION}" if policy.startswith("chat") else None
        seen = _Shown(number, shopper, Attribution(list_id=f"l{number}", conversation_id=conversation))
        is_empty = not policy.startswith("home") and chance.random() < EMPTY
        shown = [] if is_empty else chance.sample(self.products, length)
        items = tuple(EventItem(item_id=one, index=index, policy=policy) for index, one in enumerate(shown))
        yield seen.event("shown", 0, at, EventProperties(items=items, policy=policy))
        for index, product in enumerate(shown):
            if chance.random() < opened / (1 + index / 4):
                yield from seen.acts(index, product, at, chance)


@dataclass(frozen=True)
class _Shown:
    """One list, and who saw it."""

    number: int
    shopper: str
    place: Attribution

    def event(
        self, kind: EventType, index: int, at: datetime, properties: EventProperties, place: Attribution | None = None
    ) -> Event:
        return Event(
            message_id=f"{kind}-{self.number}-{index}",
            type=kind,
            anonymous_id=self.shopper,
            timestamp=at,
            properties=properties,
            attribution=place or self.place,
        )

    def acts(self, index: int, product: str, at: datetime, chance: random.Random) -> Iterator[Event]:
        """A click; sometimes the cart; sometimes a purchase within hours, half of them without naming the list."""
        price = round(chance.lognormvariate(4, 0.6), 2)
        properties = EventProperties(items=(EventItem(item_id=product, price=price),), currency="GBP")
        at += timedelta(seconds=20 + 10 * index)
        yield self.event("select_item", index, at, properties)
        if chance.random() < CARTED:
            yield self.event("add_to_cart", index, at + timedelta(seconds=30), properties)
            if chance.random() < BOUGHT:
                later = at + timedelta(minutes=chance.expovariate(1 / 60))
                yield self.event("purchase", index, later, properties, Attribution() if chance.random() < 0.5 else None)
