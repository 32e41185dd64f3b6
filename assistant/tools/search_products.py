"""Lets the model search the catalog again, with other words or conditions."""

from typing import Annotated

from pydantic import Field

from assistant.material import describe_candidates
from assistant.relaxation import conditions
from assistant.tools.context import ToolContext
from catalog.money import MoneyError, to_minor

N_FOUND = 8


def search_products(
    context: ToolContext,
    query: Annotated[str, Field(max_length=300, description="Words for the kind of product, as a shopper would say.")],
    max_price: Annotated[float | None, Field(ge=0, description="In the shop's currency, major units.")] = None,
    in_stock: Annotated[bool, Field(description="Only products that can be had now.")] = False,
) -> str:
    """Search the shop's catalog by meaning and words.

    Use it when the given candidates do not fit, when the shopper wants a second kind of product, or before saying
    that the shop does not have something. What the shopper excluded stays excluded. Returns products, best first.
    """
    need, currency = context.brief.need, context.brief.vocabulary.currency
    where = conditions(need.model_copy(update={"text": query, "brands": ()}), context.brief.turn)
    changes: dict[str, object] = {"in_stock": in_stock or where.in_stock}
    if max_price is not None and currency:
        try:
            changes["price_max"] = to_minor(max_price, currency)
        except MoneyError as error:
            return str(error)
    result = context.search.search(query, where.model_copy(update=changes), N_FOUND)
    found = list(result.candidates)
    products = context.catalog.products([candidate.product_id for candidate in found])
    context.add(found, products)
    if not products:
        return "Nothing in the catalog passes these conditions."
    return describe_candidates([c for c in found if c.product_id in products], products)
