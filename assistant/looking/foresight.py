"""Looks one turn ahead: whether a reply would find anything, said after this answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.brief import Turn, TurnBrief
from assistant.conversation import Message
from assistant.looking.kind import names_no_kind
from assistant.looking.passing import passes_any
from assistant.looking.several_finder import part_needs
from assistant.looking.subject import kind_for
from assistant.looking.thing_asked import asks_for_a_thing
from assistant.looking.variety import is_left_open
from assistant.looking.weakness import N_LOOKED_AT, NEAR_SEMANTIC, WEAK_WORDS, strongest
from assistant.need import ShoppingNeed
from assistant.ports import CatalogReader, ProductSearch
from assistant.relaxation import conditions
from assistant.template.excerpt import is_quotable
from catalog.candidate import Candidate
from catalog.filter import ProductFilter
from catalog.stocklist import Stocklist

#: A search costs as much as all that is counted; after so many, what cannot be counted is not offered.
MAX_SEARCHES = 2
#: What a search says of a product that it found by the words, and not by standing alone.
SEARCHED_BY = ("words", "semantic")
_MONEY = re.compile(r"[£€$¥₹₩]|\b(?:GBP|EUR|USD|CHF|pounds?|euros?|dollars?)\b", re.IGNORECASE)


class Foresight:
    """Understands replies as the next turn would, and counts what they leave. Thread-safe."""

    def __init__(
        self, search: ProductSearch, catalog: CatalogReader, understand: Callable[[Turn], ShoppingNeed]
    ) -> None:
        self.search = search
        self.catalog = catalog
        self.understand = understand

    def after(self, brief: TurnBrief, shown: Sequence[str]) -> "Ahead":
        """The next turn, were this one over with these products on its cards."""
        return Ahead(self, brief, tuple(shown))


@dataclass(slots=True)
class Ahead:
    """What may be said next after one answer. Made for one thread."""

    foresight: Foresight
    brief: TurnBrief
    shown: tuple[str, ...]
    _searches_left: int = MAX_SEARCHES
    _turn: Turn = field(init=False)
    _stock: Stocklist = field(init=False)

    def __post_init__(self) -> None:
        self._stock = self.foresight.catalog.stocklist()
        turn, at = self.brief.turn, self.brief.turn.conversation.created_at
        asked = Message(message_id="asked", role="user", content=turn.message, at=at, need=self.brief.need)
        told = Message(message_id="told", role="assistant", content="", at=at, shown=self.shown)
        messages = (*turn.conversation.messages, asked, told)
        self._turn = replace(turn, conversation=turn.conversation.model_copy(update={"messages": messages}))

    def leads_somewhere(self, reply: str) -> bool:
        """Whether the reply has an answer in the catalog or the documents, with every condition met."""
        if not is_quotable(_MONEY.sub("", reply)):
            return False
        turn = replace(self._turn, message=reply)
        need = self.foresight.understand(turn)
        match need.kind:
            case "shop_question":
                return bool(self.foresight.catalog.find_policies(reply, 1))
            case "product_question" | "compare":
                return bool(need.references)
            case "find":
                return all(self._finds(one, turn) for one in (part_needs(need) if need.parts else (need,)))
            case _:
                return need.asks_memory or bool(need.forget)

    def _finds(self, need: ShoppingNeed, turn: Turn) -> bool:
        """What the finder would come to: the kind counted, words without a kind looked for."""
        search, stock, where = self.foresight.search, self._stock, conditions(need, turn)
        kind = kind_for(turn, need, stock)
        if not search.search("", where, 0).n_matching:
            return False
        if kind or names_no_kind(need.text):
            return passes_any(kind, where, search, stock)
        if is_left_open(turn, need, stock):
            is_same = need.text == self.brief.need.text
            found = is_same and any(strongest([c], name, 0.0) for c in self._left(where) for name in SEARCHED_BY)
            return bool(found or self._search(need, where))
        return not asks_for_a_thing(need, turn.message) and self._is_sure(need, where)

    def _is_sure(self, need: ShoppingNeed, where: ProductFilter) -> bool:
        """Whether what is at hand passes and answers the same words; if not that, whether a search finds what does."""
        if need.text == self.brief.need.text and _is_strong(self._left(where)[:N_LOOKED_AT]):
            return True
        return _is_strong(self._search(need, where))

    def _search(self, need: ShoppingNeed, where: ProductFilter) -> Sequence[Candidate]:
        """The best for the words; none once enough has been searched for one answer."""
        if not self._searches_left:
            return ()
        self._searches_left -= 1
        return self.foresight.search.search(need.text, where, N_LOOKED_AT).candidates

    def _left(self, where: ProductFilter) -> list[Candidate]:
        """Of what was found now, what would pass."""
        at_hand = {candidate.product_id: candidate for candidate in self.brief.candidates}
        within = where.model_copy(update={"only_ids": tuple(at_hand)})
        left = {c.product_id for c in self.foresight.search.search("", within, len(at_hand)).candidates}
        return [candidate for one, candidate in at_hand.items() if one in left]


def _is_strong(found: Sequence[Candidate]) -> bool:
    return strongest(found, "semantic", 0.0) >= NEAR_SEMANTIC or strongest(found, "words", 0.0) >= WEAK_WORDS
