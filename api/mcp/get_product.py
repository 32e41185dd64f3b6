"""`get_product`: everything about one product."""

from typing import Annotated

from pydantic import AliasChoices, Field

from api.mcp.lookup_catalog import owners_of
from api.mcp.search_catalog import Name
from api.mcp.tool import Arguments, ToolAnswer
from api.mcp.ucp import MAX_VARIANTS, envelope, featured, not_found, product_json, variant_json
from api.shop import Shop


class ProductArguments(Arguments):
    id: Annotated[
        Name,
        Field(validation_alias=AliasChoices("id", "product_id"), description="The id of a product or of a variant."),
    ]


def get_product(shop: Shop, arguments: ProductArguments) -> ToolAnswer:
    """Tell everything about one product: description, options, every variant with price and availability as of now.

    Asked for a variant, that one comes first; `selected` holds the options of the first.
    """
    owner = owners_of(shop, [arguments.id]).get(arguments.id, "")
    product = shop.catalog.products([owner]).get(owner)
    if product is None:
        answer = {"ucp": envelope("lookup", is_error=True), "messages": [not_found(arguments.id, "error")]}
        return ToolAnswer(answer, error="There is no product with this id.")
    first = next((v for v in product.variants if v.id == arguments.id), None) or featured(product.variants)
    rest = [variant for variant in product.variants if variant is not first]
    told = product_json(product, [variant_json(variant) for variant in (first, *rest)[:MAX_VARIANTS]])
    selected = [option.model_dump(mode="json") for option in first.options]
    return ToolAnswer({"ucp": envelope("lookup"), "product": told | ({"selected": selected} if selected else {})})
