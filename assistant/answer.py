"""One answer under way: what has been sent so far, kept to one list of products."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.brief import TurnBrief
from assistant.cards import card_ids, make_card
from assistant.grounding.answer_text import fold
from assistant.grounding.facts import Facts
from assistant.grounding.mentions import MentionFinder
from assistant.grounding.verifier import verify_reason
from assistant.language_model import ModelMessage, Usage
from assistant.looking.foresight import Foresight
from assistant.stream import Card, Citation, Layout, Products, Suggestion, Suggestions
from assistant.template.reasons import reasons_for
from assistant.template.suggestions import suggest
from assistant.tools.admission import admit
from assistant.tools.context import ToolContext
from catalog.candidate import Candidate
from shoppers.statement import Statement

N_FIRST_CARDS = 4
_LEFT = "(The shopper left before there was an answer.)"


@dataclass(slots=True)
class Answer:
    """Prose, cards and the record of a turn come from here, so that they cannot disagree.

    Attributes:
        list_id: names the list of cards; sending it again replaces the cards.
        cards: as last sent.
        layout: how they are laid out.
        text: prose as sent, verified.
        n_corrected: untrue statements that were held back.
        stop_reason: how the writing ended.
        found: ids of everything a search returned in this turn.
        citations: sources as sent.
        suggested: replies of the model's own.
        stated: what the model noted of the shopper.
        prompt: what the model was sent for this turn.
        exchange: what the model said and called, and what its calls gave, as far as it was sent on.
    """

    brief: TurnBrief
    list_id: str
    cards: tuple[Card, ...] = ()
    layout: Layout = "list"
    text: str = ""
    n_corrected: int = 0
    usage: dict[str, int | Decimal] = field(default_factory=dict)
    stop_reason: str = "end_turn"
    found: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggested: tuple[str, ...] = ()
    stated: tuple[Statement, ...] = ()
    prompt: str = ""
    exchange: tuple[ModelMessage, ...] = ()
    _n_exchanged: int = 0

    def __post_init__(self) -> None:
        self.found = tuple(self.brief.products)

    def first_products(self) -> Products | None:
        """The cards that are known before anything is written: the ranker's first, with the template's reasons."""
        chosen, products = self.brief.candidates[:N_FIRST_CARDS], self.brief.ranked[:N_FIRST_CARDS]
        return self._show(list(map(make_card, products, chosen, reasons_for(products, self.brief))))

    def present(self, context: ToolContext, keep: Container[str] = ()) -> Products | None:
        """The cards as the model chose them: in the ranker's order, each reason verified.

        A product that the prose speaks of by name keeps or gets a card, whether it was presented or not; one that an
        earlier answer has a card of, and this turn did not find, is only spoken of.

        Args:
            context: what was found and chosen.
            keep: ids of cards that stay in any case.
        """
        self.found = tuple(context.products)
        named = self._named(context)
        admit(context, sorted(named.difference(self.brief.turn.conversation.ever_shown)))
        chosen = [c for c in context.candidates if c.product_id in {*context.presented, *named} or c.product_id in keep]
        if not chosen:
            return None
        self.layout = context.layout
        products = [context.products[candidate.product_id] for candidate in chosen]
        given = [verify_reason(context.presented.get(product.id, ""), product, context.facts) for product in products]
        without = [product for product, own in zip(products, given, strict=True) if not own]
        ours = iter(reasons_for(without, self.brief))
        reasons = [own or next(ours) for own in given]
        return self._show(list(map(make_card, products, chosen, reasons)))

    def suggestions(self, foresight: Foresight) -> Suggestions | None:
        """What to say next: the model's own proposals first, filled up with what the facts at hand lead to."""
        ahead = foresight.after(self.brief, self.shown)
        texts = suggest(self.brief, ahead.leads_somewhere, self.suggested)
        chosen = tuple(Suggestion(text=text) for text in texts)
        return Suggestions(items=chosen) if chosen else None

    def add_usage(self, usage: Usage) -> None:
        """Add one model call's tokens and cost."""
        for name, count in usage.items():
            self.usage[name] = self.usage.get(name, 0) + count

    def take_unexchanged(self) -> str:
        """The prose since the last call of this: what the model said in a round, as the shopper read it."""
        said = self.text[self._n_exchanged :]
        self._n_exchanged = len(self.text)
        return said

    def whole_exchange(self) -> tuple[ModelMessage, ...]:
        """What was exchanged with the model, closed by the words that came last; empty if no model was asked."""
        if not self.prompt:
            return ()
        rest = self.text[self._n_exchanged :].strip()
        exchange = self.exchange
        if rest:
            return (*exchange, ModelMessage("assistant", rest))
        if exchange and exchange[-1].role == "user" and not exchange[-1].tool_results:
            exchange = exchange[:-1]
        return exchange or (ModelMessage("assistant", _LEFT),)

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids on the cards, in order."""
        return card_ids(self.cards)

    def shown_candidates(self) -> list[Candidate]:
        """What stands on the cards, as it was ranked; what a tool found besides was certain to be shown."""
        ranked = {candidate.product_id: candidate for candidate in self.brief.candidates}
        return [ranked.get(one) or Candidate(one, 0.0) for one in self.shown]

    def _named(self, context: ToolContext) -> set[str]:
        """Ids of the products that the prose names, in full or in a part that is nobody else's."""
        mentions = MentionFinder(Facts.gather(context.products.values())).find(fold(self.text))
        return {product_id for mention in mentions if len(mention.ids) == 1 for product_id in mention.ids}

    def _show(self, cards: Sequence[Card]) -> Products | None:
        if not cards or tuple(cards) == self.cards:
            return None
        self.cards = tuple(cards)
        return Products(list_id=self.list_id, layout=self.layout, items=self.cards)
