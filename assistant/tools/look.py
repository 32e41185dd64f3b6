"""Searches for the model: within what the shopper said must hold, in the ranker's order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.need import ShoppingNeed, Sort
from assistant.relaxation import conditions
from assistant.tools.context import ToolContext
from catalog.candidate import Candidate, SearchResult
from catalog.filter import ProductFilter
from catalog.product import Product
from shoppers.rank_request import RankRequest
from shoppers.ranking_wish import RankingWish

N_RETRIEVED = 200


@dataclass(frozen=True, slots=True)
class Look:
    """One turn's searches.

    Attributes:
        bounds: what holds in every search of this turn, whatever the model asks: the shopper's own conditions; the
            brands apart, which a second wish need not share.
    """

    context: ToolContext
    bounds: ProductFilter

    @classmethod
    def of(cls, context: ToolContext) -> "Look":
        """For the shopper's message."""
        need = context.brief.need.model_copy(update={"brands": (), "more": False})
        return cls(context, conditions(need, context.brief.turn))

    @property
    def currency(self) -> str | None:
        """Of the shop's prices."""
        return self.context.brief.vocabulary.currency or self.context.lookup.catalog.vocabulary().currency

    @property
    def need(self) -> ShoppingNeed:
        """What was understood of the message."""
        return self.context.brief.need

    def narrowed(self, **asked: object) -> ProductFilter:
        """The bounds with what the model asks for besides: it may tighten them, never loosen."""
        bounds = self.bounds
        asked["price_max"] = _least(asked.get("price_max"), bounds.price_max)
        asked["price_min"] = _most(asked.get("price_min"), bounds.price_min)
        asked["rating_min"] = _most(asked.get("rating_min"), bounds.rating_min)
        asked["in_stock"] = bool(asked.get("in_stock")) or bounds.in_stock
        terms = asked.get("exclude_terms")
        asked["exclude_terms"] = (*bounds.exclude_terms, *(terms if isinstance(terms, tuple) else ()))
        return bounds.model_copy(update=asked)

    def search(self, text: str, where: ProductFilter, limit: int = N_RETRIEVED) -> SearchResult:
        """As the search has it."""
        return self.context.lookup.search.search(text, where, limit)

    def find(self, text: str, where: ProductFilter, sort: Sort | None = None) -> Sequence[Candidate]:
        """As the ranker orders it."""
        return self.rank(self.search(text, where).candidates, text, sort)

    def rank(self, candidates: Sequence[Candidate], text: str, sort: Sort | None = None) -> Sequence[Candidate]:
        """In the ranker's order for this shopper; without a ranker in the search's, or sorted as asked."""
        ranker = self.context.lookup.ranker
        if ranker is None:
            return _sorted(candidates, self.context.lookup.catalog.products([c.product_id for c in candidates]), sort)
        wish = RankingWish(text, sort, self.need.price.about)
        return ranker.rank(replace(self.request, candidates=candidates, wish=wish))

    @property
    def request(self) -> RankRequest:
        """For whom the ranker is asked."""
        turn = self.context.brief.turn
        return RankRequest(profile=turn.profile, visit=turn.visit, now=datetime.now(UTC))

    def products(self, candidates: Sequence[Candidate]) -> dict[str, Product]:
        """Their records, as they are now."""
        return self.context.lookup.catalog.products([candidate.product_id for candidate in candidates])


def _least(*limits: object) -> float | int | None:
    return min((limit for limit in limits if isinstance(limit, int | float)), default=None)


def _most(*limits: object) -> float | int | None:
    return max((limit for limit in limits if isinstance(limit, int | float)), default=None)


def _sorted(candidates: Sequence[Candidate], products: dict[str, Product], sort: Sort | None) -> Sequence[Candidate]:
    """Those without the figure stay behind."""
    if sort is None:
        return candidates

    def key(candidate: Candidate) -> float:
        product = products.get(candidate.product_id)
        figure = _figure(product, sort) if product else None
        if figure is None:
            return float("inf")
        return figure if sort == "price_asc" else -figure

    return sorted(candidates, key=key)


def _figure(product: Product, sort: Sort) -> float | None:
    if sort == "rating_desc":
        return product.rating.out_of_five if product.rating else None
    return float(product.price.amount) if product.price else None
