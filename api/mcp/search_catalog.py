"""`search_catalog`: products for words and conditions."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.mcp.tool import Arguments, ToolAnswer
from api.mcp.ucp import envelope, product_json
from api.shop import Shop
from catalog.filter import ProductFilter
from catalog.money import MAX_AMOUNT_MINOR

MAX_PRODUCTS = 50
#: How far one can page; who has not found it by then asks in other words.
MAX_REACH = 500
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Names = Annotated[tuple[Name, ...], Field(max_length=50)]
Minor = Annotated[int, Field(ge=0, le=MAX_AMOUNT_MINOR)]
_NOT_TO_BE_HAD = frozenset({"out_of_stock", "discontinued"})


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class PriceBounds(_Part):
    min: Minor | None = None
    max: Minor | None = None


class SearchFilters(_Part):
    """All of them must hold; of a list, one entry."""

    price: Annotated[PriceBounds, Field(description="In minor units of the shop's currency.")] = PriceBounds()
    price_min: Annotated[Minor | None, Field(description="The same as price.min.")] = None
    price_max: Annotated[Minor | None, Field(description="The same as price.max.")] = None
    categories: Annotated[Names, Field(description="A category's path or any part of it.")] = ()
    brand: Names = ()
    in_stock: Annotated[bool, Field(description="Only what can be had now.")] = False
    availability: Annotated[Names, Field(description="Statuses, such as in_stock or backorder.")] = ()
    rating_min: Annotated[float | None, Field(ge=0, le=5, description="Of 5.")] = None
    attributes: Annotated[
        dict[Name, Names], Field(max_length=20, description='Attribute or option → values, such as {"Size": ["M"]}.')
    ] = {}
    exclude_terms: Annotated[Names, Field(description="Products that are one of these are left out.")] = ()

    def to_filter(self) -> ProductFilter:
        """The conditions as search knows them."""
        return ProductFilter(
            price_min=self.price.min if self.price_min is None else self.price_min,
            price_max=self.price.max if self.price_max is None else self.price_max,
            categories=self.categories,
            brands=self.brand,
            in_stock=self.in_stock or bool(self.availability and _NOT_TO_BE_HAD.isdisjoint(self.availability)),
            rating_min=self.rating_min,
            attributes=self.attributes,
            exclude_terms=self.exclude_terms,
        )


class Page(_Part):
    """Where to go on, and how much to give."""

    cursor: Annotated[str, StringConstraints(max_length=20)] | None = None
    limit: Annotated[int, Field(ge=1)] | None = None


class SearchArguments(Arguments):
    query: Annotated[
        str, Field(max_length=1_000, description="Words for what is looked for; without, all that passes the filters.")
    ] = ""
    filters: SearchFilters = SearchFilters()
    limit: Annotated[int, Field(ge=1, description=f"At most {MAX_PRODUCTS} are given.")] = 10
    cursor: Annotated[
        str | None, StringConstraints(max_length=20), Field(description="pagination.cursor of the page before.")
    ] = None
    pagination: Annotated[Page, Field(description="The same as limit and cursor.")] = Page()


def search_catalog(shop: Shop, arguments: SearchArguments) -> ToolAnswer:
    """Search the shop's catalog by meaning and by words, under conditions that all hold.

    Returns products with variants, prices in minor units of the currency, and availability, best first. Prices and
    stock are those of now.
    """
    page = arguments.pagination
    n_wanted = min(page.limit or arguments.limit, MAX_PRODUCTS)
    start = _start(page.cursor or arguments.cursor)
    found = shop.search.search(arguments.query, arguments.filters.to_filter(), start + n_wanted + 1).candidates
    products = shop.catalog.products([candidate.product_id for candidate in found[start : start + n_wanted]])
    end = start + n_wanted
    goes_on = len(found) > end and end < MAX_REACH
    pagination = {"has_next_page": goes_on, **({"cursor": str(end)} if goes_on else {})}
    listed = [product_json(product) for product in products.values()]
    return ToolAnswer({"ucp": envelope("search"), "products": listed, "pagination": pagination})


def _start(cursor: str | None) -> int:
    """A cursor that was never given out starts from the beginning."""
    known = cursor is not None and cursor.isascii() and cursor.isdecimal() and int(cursor) < MAX_REACH
    return int(cursor) if known and cursor else 0
