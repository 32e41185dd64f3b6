"""Products for a place of the shop where nobody said a word: home page, product page, cart, the running visit."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import ceil

from assistant.kinds import with_kinds
from assistant.ports import CatalogReader, Ranker
from catalog.candidate import Candidate, Evidence
from catalog.filter import ProductFilter
from catalog.product import Product, RelationKind
from retrieval.engine import SearchEngine
from shoppers.profile import ShopperProfile
from shoppers.rank_request import RankRequest, Surface, Visit
from shoppers.ranking_wish import RankingWish

#: Products looked at around every anchor; of them the shopper's own taste picks.
N_NEAR = 100
#: What the shop itself says of the anchors fills at most this share of a list: the rest is learned.
STATED_SHARE = 0.5
#: Relations that a place shows, the most telling first. In a cart nothing takes the place of what was chosen.
_SHOWN_KINDS: dict[Surface, tuple[RelationKind, ...]] = {
    "product": ("complement", "related", "substitute"),
    "cart": ("complement",),
}
#: Anchors that count, the latest ones: what lies deep in a full cart says little of what goes with it.
N_ANCHORS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list will stand, and for whom.

    Attributes:
        surface: what kind of place.
        anchors: products that the list goes with: the page's, or those in the cart. They are not in it.
        exclude: products that are not in it either.
    """

    surface: Surface
    anchors: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    visit: Visit = field(default_factory=Visit)
    profile: ShopperProfile = field(default_factory=ShopperProfile)


class SuggestedProducts:
    """Chooses them.

    What the shop itself names beside a page's product, or to go with what is in the cart, comes first. Then a product
    page shows what is like its product, moved by the shopper's taste; every other place what the trained models
    nominate, then what is like its anchors. Without any of it, what stands highest in the catalog.
    """

    def __init__(self, search: SearchEngine, ranker: Ranker, catalog: CatalogReader) -> None:
        self._search = search
        self._ranker = ranker
        self._catalog = catalog

    def choose(self, place: Place, limit: int) -> list[Candidate]:
        """At most `limit` products that can be had, best first, each with what speaks for it."""
        where = self._conditions(place)
        chosen: dict[str, Candidate] = {}
        for found in self._sources(place, where, limit):
            for candidate in found:
                chosen.setdefault(candidate.product_id, candidate)
            if len(chosen) >= limit:
                break
        return list(chosen.values())[:limit]

    def _sources(self, place: Place, where: ProductFilter, limit: int) -> Iterator[Sequence[Candidate]]:
        """Lists to fill up from, one after the other; those that are not needed are not made."""
        request = RankRequest(
            profile=place.profile,
            visit=place.visit,
            surface=place.surface,
            exclude=where.exclude_ids,
            now=datetime.now(UTC),
        )
        yield self._stated(place, where)[: ceil(limit * STATED_SHARE)]
        if place.surface == "product":
            yield self._like_page(place, where, request)
        yield self._passing(self._ranker.rank(request), where)
        if place.surface != "product":
            yield self._like_anchors(place, where)
        standing = self._search.search("", where, limit).candidates
        yield self._ranker.rank(replace(request, candidates=standing)) or standing
        yield standing

    def _stated(self, place: Place, where: ProductFilter) -> list[Candidate]:
        """What the shop names beside the anchors, in its order, the latest anchor's first."""
        kinds = _SHOWN_KINDS.get(place.surface, ())
        anchors = place.anchors[-1:] if place.surface == "product" else place.anchors[-N_ANCHORS:]
        stated: dict[str, Candidate] = {}
        products = self._catalog.products(anchors) if kinds else {}
        for kind in kinds:
            for product in reversed(list(products.values())):
                for one in product.related:
                    if one.kind == kind:
                        evidence = (Evidence(kind, 1.0, product.id),)
                        stated.setdefault(one.id, Candidate(one.id, 1.0, evidence))
        return self._passing(stated.values(), where)

    def _conditions(self, place: Place) -> ProductFilter:
        budget, currency = place.profile.budget, self._catalog.vocabulary().currency
        most = budget.max if budget else None
        return ProductFilter(
            in_stock=True,
            price_max=most.amount if most and most.currency == currency else None,
            exclude_terms=with_kinds(place.profile.dislikes),
            exclude_ids=tuple(dict.fromkeys([*place.anchors, *place.exclude])),
        )

    def _passing(self, ranked: Iterable[Candidate], where: ProductFilter) -> list[Candidate]:
        """Those that meet the conditions now: models know the catalog as it was."""
        listed = list(ranked)
        if not listed:
            return []
        only = where.model_copy(update={"only_ids": tuple(candidate.product_id for candidate in listed)})
        passing = {candidate.product_id for candidate in self._search.search("", only, len(listed)).candidates}
        return [candidate for candidate in listed if candidate.product_id in passing]

    def _like_page(self, place: Place, where: ProductFilter, request: RankRequest) -> Sequence[Candidate]:
        near = self._like_anchors(place, where)
        pages = self._catalog.products(place.anchors[-1:])
        words = " ".join(product.title for product in pages.values())
        return self._ranker.rank(replace(request, candidates=near, wish=RankingWish(words))) if near else ()

    def _like_anchors(self, place: Place, where: ProductFilter) -> list[Candidate]:
        """What is like the anchors, nearest first: each anchor adds one in its turn, the latest anchor begins."""
        anchors = list(self._catalog.products(place.anchors[-N_ANCHORS:]).values())
        lists = [deque(self._like(product, where)) for product in reversed(anchors)]
        taken: dict[str, Candidate] = {}
        while any(lists):
            for near in lists:
                while near and near[0].product_id in taken:
                    near.popleft()
                if near:
                    nearest = near.popleft()
                    taken[nearest.product_id] = nearest
        return list(taken.values())

    def _like(self, product: Product, where: ProductFilter) -> list[Candidate]:
        near = self._search.similar(product.id, where, N_NEAR).candidates
        near = near or self._search.search(product.title, where, N_NEAR).candidates  # without vectors, by words
        return [
            replace(one, evidence=tuple(Evidence(e.signal, e.weight, product.id) for e in one.evidence)) for one in near
        ]
