"""Open-ended wishes ("a gift for my dad", "something for cold evenings"): a spread over the shop."""

import re
from collections.abc import Mapping, Sequence

from assistant.looking.kind import Kind, kind_in
from assistant.need import ShoppingNeed
from catalog.candidate import Candidate
from catalog.product import Product
from catalog.stocklist import Stocklist

_OPEN = re.compile(
    r"\b(?:something|anything|gifts?|presents?|ideas?|stuff|things|surprise|bored|inspire|inspiration|treat|whatever|"
    r"recommend|recommendations?|suggest|suggestions?)\b",
    re.IGNORECASE,
)
#: What is much less fitting than the best is left out of the spread.
MIN_SHARE = 0.5


def is_open_ended(need: ShoppingNeed, message: str, stock: Stocklist) -> bool:
    """Whether the shopper leaves open what kind of thing it may be."""
    if need.kind != "find" or need.references or need.sort or need.superlative or need.parts:
        return False
    kind: Kind | None = kind_in(need.text, stock)
    has_person = bool(need.recipient or need.occasion)
    return (not need.text or kind is None or _is_a_shelf(kind)) and (has_person or bool(_OPEN.search(message)))


def spread(ranked: Sequence[Candidate], products: Mapping[str, Product]) -> list[Candidate]:
    """The best of every kind first, in the ranker's order; then the rest."""
    best = max((candidate.score for candidate in ranked), default=0.0)
    first: list[Candidate] = []
    seen: set[str] = set()
    for candidate in ranked:
        product = products.get(candidate.product_id)
        shelf = (product.category or product.title) if product else ""
        if product and shelf not in seen and candidate.score >= best * MIN_SHARE and product.in_stock:
            seen.add(shelf)
            first.append(candidate)
    chosen = {candidate.product_id for candidate in first}
    return [*first, *(candidate for candidate in ranked if candidate.product_id not in chosen)]


def _is_a_shelf(kind: Kind) -> bool:
    """A whole department ("camping") leaves open what of it is meant."""
    return len(kind.ids) > 60
