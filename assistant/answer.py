"""One answer under way: what has been sent so far, kept to one list of products."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.brief import TurnBrief
from assistant.cards import card_ids, make_card
from assistant.grounding.answer_text import fold
from assistant.grounding.facts import Facts
from assistant.grounding.mentions import MentionFinder
from assistant.grounding.verifier import AnswerVerifier, verify_reason
from assistant.language_model import Usage
from assistant.stream import Card, Products
from assistant.template.reasons import reasons_for
from assistant.tools.context import ToolContext

N_FIRST_CARDS = 4


@dataclass(slots=True)
class Answer:
    """Prose, cards and the record of a turn come from here, so that they cannot disagree.

    Attributes:
        list_id: names the list of cards; sending it again replaces the cards.
        cards: as last sent.
        text: prose as sent, verified.
        n_corrected: untrue statements that were held back.
        stop_reason: how the writing ended.
        found: ids of everything a search returned in this turn.
    """

    brief: TurnBrief
    list_id: str
    cards: tuple[Card, ...] = ()
    text: str = ""
    n_corrected: int = 0
    usage: dict[str, int | Decimal] = field(default_factory=dict)
    stop_reason: str = "end_turn"
    found: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.found = tuple(self.brief.products)

    def first_products(self) -> Products | None:
        """The cards that are known before anything is written: the ranker's first, with the template's reasons."""
        chosen, products = self.brief.candidates[:N_FIRST_CARDS], self.brief.ranked[:N_FIRST_CARDS]
        return self._show(list(map(make_card, products, chosen, reasons_for(products, self.brief))))

    def present(self, context: ToolContext, keep: Container[str] = ()) -> Products | None:
        """The cards as the model chose them: in the ranker's order, each reason verified.

        A product that the prose speaks of by name keeps or gets a card, whether it was presented or not.

        Args:
            context: what was found and chosen.
            keep: ids of cards that stay in any case.
        """
        self.found = tuple(context.products)
        named = self._named(context)
        chosen = [c for c in context.candidates if c.product_id in {*context.presented, *named} or c.product_id in keep]
        if not chosen:
            return None
        facts, products = Facts.of(self.brief), [context.products[candidate.product_id] for candidate in chosen]
        given = [verify_reason(context.presented.get(product.id, ""), product, facts) for product in products]
        reasons = [own or ours for own, ours in zip(given, reasons_for(products, self.brief), strict=True)]
        return self._show(list(map(make_card, products, chosen, reasons)))

    def add_text(self, text: str, verifier: AnswerVerifier) -> None:
        """Record prose that was sent."""
        self.text += text
        self.n_corrected = len(verifier.corrections)

    def add_usage(self, usage: Usage) -> None:
        """Add one model call's tokens and cost."""
        for name, count in usage.items():
            self.usage[name] = self.usage.get(name, 0) + count

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids on the cards, in order."""
        return card_ids(self.cards)

    def _named(self, context: ToolContext) -> set[str]:
        """Ids of the products that the prose names, in full or in a part that is nobody else's."""
        mentions = MentionFinder(Facts.gather(context.products.values())).find(fold(self.text))
        return {product_id for mention in mentions if len(mention.ids) == 1 for product_id in mention.ids}

    def _show(self, cards: Sequence[Card]) -> Products | None:
        if not cards or tuple(cards) == self.cards:
            return None
        self.cards = tuple(cards)
        return Products(list_id=self.list_id, items=self.cards)
