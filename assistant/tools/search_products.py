"""Lets the model search the catalog again, with other words or conditions."""

from typing import Annotated

from pydantic import Field

from assistant.kinds import with_kinds
from assistant.material import describe_candidates
from assistant.need import Sort
from assistant.tools.category_names import category_paths
from assistant.tools.context import ToolContext
from assistant.tools.emptied import emptied_by
from assistant.tools.found import Found
from assistant.tools.look import Look
from assistant.tools.prices import Price, minor_units
from assistant.tools.refusal import ToolRefused

N_FOUND = 8
Words = Annotated[str, Field(max_length=60)]


def search_products(  # noqa: PLR0913 - the conditions a search can have; the model fills in what it needs
    context: ToolContext,
    query: Annotated[str, Field(max_length=300, description="What it is, as a shopper would say; no prices.")],
    max_price: Price | None = None,
    min_price: Price | None = None,
    brands: Annotated[list[Words], Field(max_length=8)] | None = None,
    category: Annotated[str, Field(max_length=120, description="As catalog_overview names it.")] = "",
    in_stock: bool = False,
    min_rating: Annotated[float | None, Field(ge=0, le=5)] = None,
    exclude: Annotated[list[Words], Field(max_length=8, description="Brands, materials, words to avoid.")]
    | None = None,
    sort: Sort | None = None,
) -> Found:
    """Find other products than the candidates: other words, a second wish, or a broader search before you say no.

    The shopper's own limits and exclusions hold whatever you ask. Returns products, best first, in the shop's order.
    """
    look = Look.of(context)
    paths = category_paths(context.lookup.catalog.vocabulary(), category)
    if category and not paths:
        raise ToolRefused(f"There is no category {category[:60]!r}. catalog_overview names them.")
    where = look.narrowed(
        price_max=minor_units(max_price, look.currency),
        price_min=minor_units(min_price, look.currency),
        brands=tuple(brands or ()),
        categories=paths,
        in_stock=in_stock,
        rating_min=min_rating,
        exclude_terms=with_kinds(exclude or ()),
    )
    ranked = look.find(query, where, sort)[:N_FOUND]
    if not ranked:
        return emptied_by(look, query, where)
    products = look.products(ranked)
    candidates = tuple(c for c in ranked if c.product_id in products)
    return Found(describe_candidates(candidates, products, context.described), candidates, products)
