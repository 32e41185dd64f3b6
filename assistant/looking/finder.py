"""Searches under all conditions, then fewer; ranks; and keeps to the kind of thing that was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.looking.audience import is_unasked_for_children
from assistant.looking.kind import Kind, kind_in, thing_of
from assistant.looking.limits import LookLimits
from assistant.looking.look import Found, Look
from assistant.looking.variant_price import holds_price, n_unmet
from assistant.ports import CatalogReader, ProductSearch, Ranker
from assistant.relaxation import conditions, price_limits, relaxations
from catalog.candidate import Candidate, RankedProduct, SearchResult
from catalog.filter import ProductFilter
from catalog.product_words import stems_of
from shoppers.ranking_wish import RankingWish, RankOrder

#: Where neither the words nor the meaning of the best reach this much, they are a guess, not an answer. Read off the
#: sample shop: what it does not sell ("garden hose", "sushi") stays below, what it can meet ("keep my coffee hot") not.
WEAK_SEMANTIC = 0.40
WEAK_WORDS = 0.80
#: Products whose evidence tells whether a find is weak.
N_LOOKED_AT = 3
#: Categories that an open wish is answered from, and products looked at in each.
N_SHELVES, N_PER_SHELF = 12, 4
#: A kind with this share of its shelf is told apart from the rest of it.
KIND_SHARE = 0.25
#: So many of the kind among the judged are enough to show.
N_OF_KIND = 4


class Finder:
    """Finds products for one need. Thread-safe."""

    def __init__(
        self, search: ProductSearch, ranker: Ranker, catalog: CatalogReader, limits: LookLimits | None = None
    ) -> None:
        self._search = search
        self._ranker = ranker
        self._catalog = catalog
        self._limits = limits or LookLimits()

    def find(self, look: Look) -> Found:
        """The best candidates for the need, the right kind of thing first, near misses only where nothing passes."""
        with look.watch.step("taste"):
            nominated = self._ranker.nominate(look.request)
        kind = kind_in(look.need.text, self._catalog.stocklist())
        with look.watch.step("search"):
            result, relaxed = self._searched(look, kind, nominated)
        with look.watch.step("rank"):
            ranked = self._ranked(look, self._with_members(look, result.candidates, kind, relaxed), relaxed)
            ranked = self._ordered(look, ranked, kind, relaxed)
        return Found(
            candidates=ranked[: self._limits.n_judged],
            n_matching=result.n_matching,
            relaxed=relaxed,
            is_weak=kind is None and self.is_weak(ranked, thing_of(look.need.text)),
            corrections=result.corrections,
            plan=result.plan,
        )

    def of_shelves(self, look: Look) -> list[Candidate]:
        """The best thought of from each of the fullest categories, where nothing is asked for in particular."""
        where = conditions(look.need, look.turn)
        paths = [category.path for category in self._catalog.overview().categories[:N_SHELVES]]
        found = [
            self._search.search("", where.model_copy(update={"categories": (path,)}), N_PER_SHELF) for path in paths
        ]
        return [candidate for result in found for candidate in result.candidates]

    def is_weak(self, ranked: Sequence[Candidate], thing: str) -> bool:
        """Whether even the best share few words and little meaning with the query, nor are called what it asks for."""
        best = ranked[:N_LOOKED_AT]
        words = max((e.weight for c in best for e in c.evidence if e.signal == "words"), default=0.0)
        semantic = max((e.weight for c in best for e in c.evidence if e.signal == "semantic"), default=1.0)
        if not best or words >= WEAK_WORDS or semantic >= WEAK_SEMANTIC:
            return False
        products = self._catalog.products([candidate.product_id for candidate in best])
        return not any(stems_of(thing) <= stems_of(product.title) for product in products.values())

    def _searched(
        self, look: Look, kind: Kind | None, nominated: Sequence[str]
    ) -> tuple[SearchResult, tuple[str, ...]]:
        """Under all conditions; if nothing that is asked for passes, again with one condition after the other dropped.

        Tent pegs at 12 pounds are no tent under 40.
        """
        first: tuple[SearchResult, ProductFilter, tuple[str, ...]] | None = None
        for where, dropped in relaxations(look.need, look.turn):
            result = self._search.search(look.need.text, where, self._limits.n_retrieved, nominated)
            if result.candidates and self._passes_any(kind, where):
                return self._broadened(result, look, where, kind), dropped
            if first is None and result.candidates:
                first = result, where, dropped
        if first is None:
            return result, dropped
        return self._broadened(first[0], look, first[1], kind), first[2]

    def _passes_any(self, kind: Kind | None, where: ProductFilter) -> bool:
        """Whether a product of the kind, or one beside them, passes the conditions."""
        if kind is None or where.is_empty:
            return True
        stock = self._catalog.stocklist()
        shelf = stock.beside(kind.ids)
        # Where a good part of a shelf is of the kind, the rest of it is not: a hammock is no tent.
        is_told_apart = len(kind.ids) >= KIND_SHARE * (len(kind.ids) + len(shelf))
        ids = (*kind.ids, *(() if is_told_apart else (*stock.named(kind.noun), *shelf)))
        return self._search.search("", where.model_copy(update={"only_ids": ids}), 1).n_matching > 0

    def _beside(self, kind: Kind) -> Sequence[str]:
        """What has the noun in its name, or shares the shelf of those that are one."""
        stock = self._catalog.stocklist()
        return (*stock.named(kind.noun), *stock.beside(kind.ids))

    def _with_members(
        self, look: Look, candidates: Sequence[Candidate], kind: Kind | None, relaxed: Sequence[str]
    ) -> Sequence[Candidate]:
        """With the best of the kind itself, where words found its accessories alone: sleeves for laptops."""
        members = set(kind.ids) if kind else set()
        head = candidates[: self._limits.n_judged]
        if kind is None or sum(candidate.product_id in members for candidate in head) >= N_OF_KIND:
            return candidates
        where = next(where for where, dropped in relaxations(look.need, look.turn) if dropped == tuple(relaxed))
        own = where.model_copy(update={"only_ids": kind.ids})
        found = self._search.search(kind.noun, own, self._limits.n_judged).candidates
        found = found or self._search.search("", own, self._limits.n_judged).candidates
        best = max((candidate.score for candidate in candidates), default=1.0)
        known = {candidate.product_id for candidate in found}
        # Scores of two searches do not compare; what is of the kind stands beside the best of what is not.
        raised = [replace(candidate, score=max(candidate.score, best)) for candidate in found]
        return [*raised, *(candidate for candidate in candidates if candidate.product_id not in known)]

    def _broadened(self, result: SearchResult, look: Look, where: ProductFilter, kind: Kind | None) -> SearchResult:
        """Nothing is denied after one search: a weak find is tried again with the last word, the thing itself."""
        thing = thing_of(look.need.text)
        if kind or thing == look.need.text or not self.is_weak(result.candidates, thing):
            return result
        broader = self._search.search(thing, where, self._limits.n_retrieved)
        return result if not broader.candidates or self.is_weak(broader.candidates, thing) else broader

    def _ranked(
        self, look: Look, candidates: Sequence[Candidate], relaxed: Sequence[str]
    ) -> Sequence[RankedProduct | Candidate]:
        # Where no price fits, the nearest come first.
        need, nearest = look.need, None
        if "price" in relaxed:
            low, high = price_limits(need, look.turn)
            nearest = _nearest(low, high)
        wish = RankingWish(need.text, need.sort or nearest, need.price.about, need.attributes, need.categories)
        return self._ranker.rank(replace(look.request, candidates=candidates, wish=wish))

    def _ordered(
        self, look: Look, ranked: Sequence[Candidate], kind: Kind | None, relaxed: Sequence[str]
    ) -> tuple[Candidate, ...]:
        """The kind that was asked for first, in the ranker's order; nothing whose wanted size costs too much."""
        head: Sequence[Candidate] = ranked[: self._limits.n_judged]
        if look.need.sort or not (kind or look.need.attributes):
            return tuple(head)
        products = self._catalog.products([candidate.product_id for candidate in head])
        known = [candidate for candidate in head if candidate.product_id in products]
        low, high = price_limits(look.need, look.turn)
        if "price" not in relaxed and (low, high) != (None, None):
            known = [c for c in known if holds_price(products[c.product_id], look.need, low, high)] or known
        members, near = (set(kind.ids), set(self._beside(kind))) if kind else (set[str](), set[str]())

        def order(candidate: Candidate) -> tuple[int, bool, int]:
            one, product = candidate.product_id, products[candidate.product_id]
            distance = 0 if one in members or kind is None else 1 if one in near else 2
            for_children = is_unasked_for_children(product, look.need.text)
            return distance, for_children, n_unmet(product, look.need)

        return tuple(_renumbered(sorted(known, key=order)))


def _nearest(low: int | None, high: int | None) -> RankOrder | None:
    return "price_desc" if high is None and low is not None else "price_asc"


def _renumbered(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    for place, candidate in enumerate(candidates, start=1):
        yield replace(candidate, rank=place) if isinstance(candidate, RankedProduct) else candidate
