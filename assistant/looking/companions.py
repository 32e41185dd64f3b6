"""What the shop itself names to go with the products that a shopper points at."""

from collections.abc import Sequence

from assistant.looking.look import Look
from assistant.ports import CatalogReader, ProductSearch
from assistant.relaxation import conditions
from catalog.candidate import Candidate, Evidence, RankedProduct


def companions_of(look: Look, search: ProductSearch, catalog: CatalogReader) -> list[Candidate]:
    """The complements of what is pointed at that pass every condition, as the shop has them; what is sold out last."""
    if not look.need.goes_with:
        return []
    products = catalog.products(look.need.references)
    causes: dict[str, str] = {}
    for product in products.values():
        for one in product.related:
            if one.kind == "complement" and one.id not in products:
                causes.setdefault(one.id, product.id)
    if not causes:
        return []
    where = conditions(look.need, look.turn).model_copy(update={"only_ids": tuple(causes)})
    passing = {candidate.product_id for candidate in search.search("", where, len(causes)).candidates}
    found = [Candidate(one, 1.0, (Evidence("complement", 1.0, causes[one]),)) for one in causes if one in passing]
    records = catalog.products([candidate.product_id for candidate in found])
    return sorted(found, key=lambda one: one.product_id in records and not records[one.product_id].in_stock)


def led_by(companions: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The companions, then the others, each with its place."""
    known = {companion.product_id for companion in companions}
    ordered = [*companions, *(one for one in candidates if one.product_id not in known)]
    return [
        RankedProduct(one.product_id, one.score, one.evidence, rank=place) for place, one in enumerate(ordered, start=1)
    ]
