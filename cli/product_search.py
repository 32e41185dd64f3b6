"""Searches the catalog for the words of a command, as they stand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.cards import make_card
from catalog.candidate import Candidate, SearchResult
from catalog.filter import ProductFilter
from catalog.money import MoneyError, to_minor
from catalog.product import Product
from cli.card_list import money_words, rating_words, stock_words
from cli.errors import UsageWrong
from cli.plain_text import one_line
from cli.trec import Query, run_lines

if TYPE_CHECKING:
    from api.shop import Shop


@dataclass(frozen=True, slots=True)
class SearchConditions:
    """What a product found must meet; `price_max` is in the shop's currency, as a person writes it."""

    price_max: str | None = None
    brands: tuple[str, ...] = ()
    in_stock: bool = False


class CatalogSearch:
    """Hybrid search on the text itself: no understanding of prices or exclusions in the words."""

    def __init__(self, shop: "Shop", conditions: SearchConditions, limit: int) -> None:
        self._shop = shop
        self._limit = limit
        self._where = _filter(conditions, shop.catalog.vocabulary().currency)

    def find(self, text: str) -> SearchResult:
        """The best products for `text`."""
        return self._shop.search.search(text, self._where, self._limit)

    def to_json(self, text: str, result: SearchResult) -> dict[str, Any]:
        """A result for programs: what `POST /v1/search` gives, and the plan."""
        products = self._products(result)
        return {
            "query": text,
            "n_matching": result.n_matching,
            "corrections": dict(result.corrections),
            "items": [_hit(c, products[c.product_id]) for c in result.candidates if c.product_id in products],
            "plan": dict(result.plan),
        }

    def to_lines(self, result: SearchResult) -> Iterator[str]:
        """A result for a person, a product a line."""
        products = self._products(result)
        for rank, candidate in enumerate(result.candidates, start=1):
            if product := products.get(candidate.product_id):
                yield f"{rank:>3}. {_line(product)}"

    def run(self, queries: Iterable[Query], advance: Callable[[int], None]) -> Iterator[str]:
        """The lines of a run file; `advance` is told how many queries are done."""
        for n_done, query in enumerate(queries, start=1):
            yield from run_lines(query.qid, self.find(query.text).candidates)
            advance(n_done)

    def _products(self, result: SearchResult) -> dict[str, Product]:
        return self._shop.catalog.products([candidate.product_id for candidate in result.candidates])


def _filter(conditions: SearchConditions, currency: str | None) -> ProductFilter:
    price_max = None
    if conditions.price_max is not None:
        try:
            price_max = to_minor(conditions.price_max, currency or "GBP")
        except MoneyError as error:
            raise UsageWrong(f"--price-max: {error}.") from error
    return ProductFilter(price_max=price_max, brands=conditions.brands, in_stock=conditions.in_stock)


def _hit(candidate: Candidate, product: Product) -> dict[str, Any]:
    card = make_card(product, candidate, "").model_dump(mode="json", exclude_none=True, exclude={"reason"})
    return card | {"score": round(candidate.score, 6)}


def _line(product: Product) -> str:
    span = product.price_range
    price = money_words(product.price, product.list_price, is_lowest=bool(span and span.min != span.max))
    facts = " · ".join((price, rating_words(product.rating), stock_words(product.availability)))
    return f"{one_line(product.title)} — {facts}  [{one_line(product.id)}]"
