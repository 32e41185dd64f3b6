"""One answer under way: what has been sent so far, kept to one list of products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.brief import TurnBrief
from assistant.cards import card_ids, make_card
from assistant.grounding import AnswerVerifier, verify_reason
from assistant.reasons import reason_for
from assistant.stream import Card, Products
from assistant.tools.context import ToolContext
from catalog.candidate import Candidate

N_FIRST_CARDS = 4


@dataclass(slots=True)
class Answer:
    """Prose, cards and the record of a turn come from here, so that they cannot disagree.

    Attributes:
        list_id: names the list of cards; sending it again replaces the cards.
        cards: as last sent.
        text: prose as sent, verified.
        n_corrected: untrue statements that were held back.
    """

    brief: TurnBrief
    list_id: str
    cards: tuple[Card, ...] = ()
    text: str = ""
    n_corrected: int = 0
    usage: dict[str, int] = field(default_factory=dict)

    def first_products(self) -> Products | None:
        """The cards that are known before anything is written: the ranker's first, with the template's reasons."""
        chosen = self.brief.candidates[:N_FIRST_CARDS]
        cards = [
            make_card(product, candidate, reason_for(product, self.brief))
            for candidate, product in zip(chosen, self.brief.ranked, strict=False)
        ]
        return self._show(cards)

    def present(self, context: ToolContext) -> Products | None:
        """The cards as the model chose them: in the ranker's order, each reason verified.

        A product that the prose recommends by name keeps or gets a card, whether it was presented or not.
        """
        chosen = [c for c in context.candidates if c.product_id in context.presented or self._is_named(context, c)]
        if not chosen:
            return None
        cards = []
        for candidate in chosen:
            product = context.products[candidate.product_id]
            reason = verify_reason(context.presented.get(product.id, ""), product)
            cards.append(make_card(product, candidate, reason or reason_for(product, self.brief)))
        return self._show(cards)

    def add_text(self, text: str, verifier: AnswerVerifier) -> None:
        """Record prose that was sent."""
        self.text += text
        self.n_corrected = len(verifier.corrections)

    def add_usage(self, usage: Mapping[str, int]) -> None:
        """Add one model call's tokens."""
        for name, count in usage.items():
            self.usage[name] = self.usage.get(name, 0) + count

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids on the cards, in order."""
        return card_ids(self.cards)

    def _is_named(self, context: ToolContext, candidate: Candidate) -> bool:
        return context.products[candidate.product_id].title.casefold() in self.text.casefold()

    def _show(self, cards: Sequence[Card]) -> Products | None:
        if not cards or tuple(cards) == self.cards:
            return None
        self.cards = tuple(cards)
        return Products(list_id=self.list_id, items=self.cards)
