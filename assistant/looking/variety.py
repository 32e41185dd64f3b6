"""Open-ended wishes ("a gift for my dad", "something for cold evenings"): a spread over the shop."""

import re
from collections.abc import Container, Mapping, Sequence

from assistant.brief import Turn
from assistant.looking.audience import is_for_children, suits
from assistant.looking.interest import is_for_a_child, is_gift
from assistant.looking.kind import Kind, kind_of, noun_phrase
from assistant.looking.purposes import MIN_STEM, is_kindred
from assistant.need import ShoppingNeed
from catalog.candidate import Candidate
from catalog.product import Product
from catalog.stocklist import Stocklist
from catalog.vocabulary import words_of

_OPEN = re.compile(
    r"\b(?:(?:something|anything)(?! (?:\w+er|else|similar|like|more|less|different)\b)|gifts?|presents?|ideas?|stuff|"
    r"things|surprise|bored|inspire|inspiration|treat|whatever|recommend|recommendations?|suggest|suggestions?)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:something|anything|stuff|things|ideas?|gifts?|presents?)\s+(?:nice |good |small |little )?"
    r"(?:for|to)\b(?! (?:around|about|under|less))",
    re.IGNORECASE,
)
#: Fewer ratings tell little.
N_RATINGS_TELL = 10
#: What is much less fitting than the best is left out of the spread.
MIN_SHARE = 0.5


def is_left_open(turn: Turn, need: ShoppingNeed, stock: Stocklist) -> bool:
    """Whether the wish is open, or refines ("under 20") one that was."""
    asked = (m for m in turn.conversation.messages if m.need and m.need.text == need.text)
    return is_open_ended(need, " … ".join([*(message.content for message in asked), turn.message]), stock)


def is_open_ended(need: ShoppingNeed, message: str, stock: Stocklist) -> bool:
    """Whether the shopper leaves open what kind of thing it may be."""
    if need.kind != "find" or need.references or need.sort or need.superlative or need.parts:
        return False
    if not (need.recipient or need.occasion or _OPEN.search(message)):
        return False
    kind: Kind | None = kind_of(need, stock)
    is_purpose = bool(_PURPOSE.search(message))  # "something for the kitchen": the noun says only what for
    is_shelf = kind is not None and _is_a_shelf(kind) and _OPEN.search(message) is not None
    return not need.text or kind is None or is_shelf or is_purpose


def spread(
    ranked: Sequence[Candidate],
    products: Mapping[str, Product],
    need: ShoppingNeed,
    seen: Container[str],
    stock: Stocklist,
) -> list[Candidate]:
    """The best of every shelf first, the shelves that the words name before others; then the rest.

    Args:
        ranked: best first.
        products: their records.
        need: whom it is for and what for.
        seen: ids shown before in this conversation; they come last.
        stock: knows what is no more than an accessory.
    """
    best = max((candidate.score for candidate in ranked), default=0.0) or 1.0
    fitting = [c for c in ranked if _may_be(c, products, need, stock) and c.score >= best * MIN_SHARE]
    if not fitting:
        return list(ranked)
    shelves: dict[str, list[Candidate]] = {}
    for candidate in fitting:
        shelves.setdefault(_shelf(products[candidate.product_id]), []).append(candidate)
    tops = [max(some, key=lambda c: _appeal(c, best, products, seen, need)) for some in shelves.values()]
    chosen = {candidate.product_id for candidate in tops}
    rest = [candidate for candidate in fitting if candidate.product_id not in chosen]
    on_wanted = {c.product_id for c in fitting if _is_wanted(c, products, need)}

    def place(candidate: Candidate) -> tuple[bool, bool]:
        """Shelves that the words name go first: of gifts their best, else all they have. Sorting is stable."""
        return candidate.product_id in seen, candidate.product_id not in on_wanted

    return [*sorted(tops, key=place), *rest] if is_gift(need) else sorted([*tops, *rest], key=place)


def _is_wanted(candidate: Candidate, products: Mapping[str, Product], need: ShoppingNeed) -> bool:
    """Whether the words name the shelf: "light up the tent" is answered from lighting, not from tents."""
    shelf = words_of(_shelf(products[candidate.product_id]))
    named = [word for word in words_of(noun_phrase(need.text)) if len(word) > MIN_STEM]
    return any(is_kindred(word, other) for word in named for other in shelf)


def _may_be(candidate: Candidate, products: Mapping[str, Product], need: ShoppingNeed, stock: Stocklist) -> bool:
    product = products.get(candidate.product_id)
    if product is None or not product.in_stock or stock.row_of.get(product.id) in stock.accessories:
        return False
    return suits(product, f"{need.recipient or ''} {need.text}")


def _appeal(
    candidate: Candidate, best: float, products: Mapping[str, Product], seen: Container[str], need: ShoppingNeed
) -> float:
    """Half how well it fits, half how well it is rated; what was shown already comes after what was not."""
    product = products[candidate.product_id]
    rating = product.rating.out_of_five if product.rating and (product.rating.count or 0) >= N_RATINGS_TELL else 3.5
    asked = is_for_a_child(need) and is_for_children(product)
    return candidate.score / best + rating / 5 + asked - 2 * (candidate.product_id in seen)


def _shelf(product: Product) -> str:
    return product.category or product.title


def _is_a_shelf(kind: Kind) -> bool:
    """A whole department ("camping") leaves open what of it is meant."""
    return len(kind.ids) > 60
