"""`lookup_catalog`: the products that go by given ids."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from api.mcp.search_catalog import Name
from api.mcp.tool import Arguments, ToolAnswer
from api.mcp.ucp import envelope, featured, not_found, product_json, variant_json
from api.shop import Shop
from catalog.product import Product

MAX_IDS = 50


class LookupArguments(Arguments):
    ids: Annotated[
        tuple[Name, ...], Field(min_length=1, max_length=MAX_IDS, description="Ids of products or of variants.")
    ]


def lookup_catalog(shop: Shop, arguments: LookupArguments) -> ToolAnswer:
    """Look products up by their ids or by those of their variants.

    Each product comes once, with the variants that were asked for, or with one that stands for it; `inputs` says which
    id led to a variant. Ids that nothing goes by are told in `messages`.
    """
    ids = list(dict.fromkeys(arguments.ids))
    owners = owners_of(shop, ids)
    products = shop.catalog.products(list(owners.values()))
    asked: dict[str, list[str]] = defaultdict(list)
    for one in ids:
        if owners.get(one) in products:
            asked[owners[one]].append(one)
    missing = [one for one in ids if owners.get(one) not in products]
    answer = {
        "ucp": envelope("lookup"),
        "products": [
            product_json(products[owner], _variants(products[owner], named)) for owner, named in asked.items()
        ],
    }
    return ToolAnswer(answer | ({"messages": [not_found(one) for one in missing]} if missing else {}))


def owners_of(shop: Shop, ids: Sequence[str]) -> dict[str, str]:
    """Id of a product or a variant → id of the product; ids that nothing goes by are left out."""
    known = shop.catalog.products(ids)
    others = [one for one in ids if one not in known]
    return {one: one for one in known} | (shop.catalog.product_ids_of_variants(others) if others else {})


def _variants(product: Product, ids: Sequence[str]) -> list[dict[str, Any]]:
    inputs: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in ids:
        exact = one != product.id
        inputs[one if exact else featured(product.variants).id].append(
            {"id": one, "match": "exact" if exact else "featured"}
        )
    return [variant_json(v, inputs=inputs[v.id]) for v in product.variants if v.id in inputs]
