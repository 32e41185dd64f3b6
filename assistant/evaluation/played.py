"""A case as it was played: for every turn all that came out, and the facts to judge it by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.brief import Turn, TurnBrief
from assistant.evaluation.recording import RecordedRound
from assistant.need import ShoppingNeed
from assistant.stream import (
    AnswerText,
    Card,
    Citations,
    Comparison,
    Failure,
    MessageEnd,
    Products,
    Suggestions,
    TurnEvent,
)
from catalog.overview import CatalogOverview
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from shoppers.memory import ShopperMemory


@dataclass(frozen=True)
class PlayedTurn:
    """One turn as it came out.

    Attributes:
        turn: what was asked, in which surroundings.
        brief: what the answer was made from.
        clean: the brief as it would be with nothing planted.
        events: everything that was sent, in order.
        need: as kept with the shopper's message; the brief's where nothing was kept.
        told: what was kept of the answer; "" and () where nothing was kept.
        kept_shown: ids that were kept as shown.
        kept_found: ids that were kept as found.
        records: the catalog's record of every product found or shown in the conversation so far.
        clean_records: the same with nothing planted: what figures are held against.
        sections: sections of the shop's own documents that the answer may rest on, nothing planted.
        reviews: of the records, as far as an answer may use them, nothing planted.
        overview: the shop's categories with their price ranges.
        rounds: what the model said and called; none without a model.
        memory: what is remembered of the shopper after the turn.
        leads: suggestion → the brief of a next turn that says it (of the last turn only).
        milliseconds: from the message to the last event.
    """

    turn: Turn
    brief: TurnBrief
    clean: TurnBrief
    events: tuple[TurnEvent, ...]
    need: ShoppingNeed
    told: str = ""
    kept_shown: tuple[str, ...] = ()
    kept_found: tuple[str, ...] = ()
    records: Mapping[str, Product] = field(default_factory=dict)
    clean_records: Mapping[str, Product] = field(default_factory=dict)
    sections: tuple[PolicySection, ...] = ()
    reviews: tuple[Review, ...] = ()
    overview: CatalogOverview = field(default_factory=CatalogOverview)
    rounds: tuple[RecordedRound, ...] = ()
    memory: ShopperMemory = field(default_factory=ShopperMemory)
    leads: Mapping[str, TurnBrief] = field(default_factory=dict)
    milliseconds: float = 0.0

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards as last sent: the same list again replaces the former."""
        return next((event.items for event in reversed(self.events) if isinstance(event, Products)), ())

    @property
    def products(self) -> list[Product]:
        """The catalog's records of the cards, in order; a card without a record is left out."""
        return [self.records[card.product_id] for card in self.cards if card.product_id in self.records]

    @property
    def text(self) -> str:
        """The prose as sent."""
        return "".join(event.text for event in self.events if isinstance(event, AnswerText))

    @property
    def comparison(self) -> Comparison | None:
        """The comparison, where there is one."""
        return next((event for event in reversed(self.events) if isinstance(event, Comparison)), None)

    @property
    def cited(self) -> tuple[str, ...]:
        """Source ids of the citations."""
        return tuple(one.source_id for event in self.events if isinstance(event, Citations) for one in event.items)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What the shopper may say next."""
        return next((tuple(s.text for s in e.items) for e in reversed(self.events) if isinstance(e, Suggestions)), ())

    @property
    def ends(self) -> tuple[MessageEnd | Failure, ...]:
        """The terminal events; there must be one."""
        return tuple(event for event in self.events if isinstance(event, MessageEnd | Failure))

    @property
    def writer(self) -> str | None:
        """Who wrote the end of the answer; None if it ended in an error."""
        return next((end.writer for end in self.ends if isinstance(end, MessageEnd)), None)


@dataclass(frozen=True)
class PlayedCase:
    """All turns of a case that were played; fewer than it has when one broke off with `fault`."""

    turns: tuple[PlayedTurn, ...]
    fault: str | None = None
