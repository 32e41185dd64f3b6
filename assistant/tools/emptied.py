"""Says which condition left a search without a product, and what is just beyond it."""

from decimal import Decimal

from assistant.material import money_text
from assistant.tools.found import Found
from assistant.tools.look import Look
from catalog.candidate import Candidate
from catalog.filter import ProductFilter
from catalog.product import Product

#: The best for the words; among them the nearest in price is told.
N_NEAR = 5
_EMPTY = ProductFilter()


def emptied_by(look: Look, query: str, where: ProductFilter) -> Found:
    """Each condition that alone is in the way, with how many products pass without it and the nearest of them.

    The near misses become known, so that they can be spoken of; they are no candidates, so they get no card.
    """
    lines: list[str] = []
    near: dict[str, Product] = {}
    counts: set[Decimal] = set()
    for label, loosened in _loosened(look, where):
        result = look.search(query, loosened, N_NEAR)
        products = look.products(result.candidates)
        if not products:
            continue
        nearest = _nearest(result.candidates, products, where)
        near[nearest.id] = nearest
        counts.add(Decimal(result.n_matching))
        price = f", {nearest.price}" if nearest.price else ""
        lines.append(f"- without {label}: {result.n_matching} pass; nearest: {nearest.title}{price}")
    if not lines:
        return Found("Nothing passes, and no single condition is to blame. Search with fewer conditions.")
    text = "\n".join(["Nothing passes all conditions.", *lines, "These are misses: say so, and what they miss."])
    return Found(text, products=near, counts=frozenset(counts))


def _loosened(look: Look, where: ProductFilter) -> list[tuple[str, ProductFilter]]:
    """The filter without each of its conditions in turn; what the shopper rules out stays ruled out."""
    low, high = (_money(look, amount) for amount in (where.price_min, where.price_max))
    conditions: list[tuple[str, dict[str, object]]] = [
        (f"the limit of {high}", {"price_max": None}),
        (f"the lower limit of {low}", {"price_min": None}),
        (f"the brand {', '.join(where.brands)}", {"brands": ()}),
        (f"the category {', '.join(where.categories[:2])}", {"categories": ()}),
        ("in stock", {"in_stock": False}),
        (f"the rating of {where.rating_min}", {"rating_min": None}),
    ]
    own = look.bounds.exclude_terms
    if extra := tuple(term for term in where.exclude_terms if term not in own):
        conditions.append((f"leaving out {', '.join(extra)}", {"exclude_terms": own}))
    return [
        (label, where.model_copy(update=update))
        for label, update in conditions
        if any(getattr(where, name) != getattr(_EMPTY, name) for name in update)
    ]


def _nearest(candidates: tuple[Candidate, ...], products: dict[str, Product], where: ProductFilter) -> Product:
    """By price where a price limit is in the way, else the best for the words."""
    found = [products[c.product_id] for c in candidates if c.product_id in products]
    limit = where.price_max
    beyond = [p for p in found if p.price and limit is not None and p.price.amount > limit]
    return min(beyond, key=lambda p: p.price.amount if p.price else 0) if beyond else found[0]


def _money(look: Look, amount: int | None) -> str:
    return money_text(amount, look.currency)
