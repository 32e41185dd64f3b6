"""Searches under all conditions, then fewer; ranks; and keeps to the kind of thing that was asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.looking.audience import fitting, is_unasked_for_children, names_an_age
from assistant.looking.companions import companions_of, led_by
from assistant.looking.features import meets_a_feature, n_features_unmet
from assistant.looking.interest import is_gift
from assistant.looking.kind import Kind, as_read, kind_in, kind_in_records, thing_of
from assistant.looking.leaning import leaning_to
from assistant.looking.limits import LookLimits
from assistant.looking.look import Found, Look
from assistant.looking.passing import passes_any
from assistant.looking.subject import kind_for
from assistant.looking.thing_asked import asks_for_a_thing
from assistant.looking.variant_price import holds_price, n_unmet
from assistant.looking.variety import is_left_open
from assistant.looking.weakness import N_LOOKED_AT, is_weak
from assistant.ports import CatalogReader, ProductSearch, Ranker
from assistant.relaxation import conditions, price_limits, relaxations
from catalog.candidate import Candidate, RankedProduct, SearchResult
from catalog.filter import ProductFilter
from catalog.product import Product
from catalog.product_words import stems_of, title_stems
from catalog.stocklist import Stocklist
from shoppers.ranking_wish import RankingWish, RankOrder

#: Categories that an open wish is answered from, and products looked at in each.
N_SHELVES, N_PER_SHELF = 12, 4
#: With so many of the kind, nothing else is shown.
N_ENOUGH = 2
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
        self._kept: tuple[Stocklist, int | None] | None = None

    def find(self, look: Look) -> Found:
        """The best candidates for the need, the right kind of thing first, near misses only where nothing passes."""
        with look.watch.step("taste"):
            nominated = self._ranker.nominate(look.request)
        kind = kind_for(look.turn, look.need, look.stock) or self._in_records(look)
        look = self._within_reach(look, kind)
        with look.watch.step("search"):
            result, relaxed = self._searched(look, kind, nominated)
            kind = kind or kind_in(as_read(look.need.text, result.corrections), look.stock)
        with look.watch.step("rank"):
            ranked = self._ranked(look, self._with_members(look, result.candidates, kind, relaxed), relaxed)
            ranked = self._ordered(look, ranked, kind, relaxed)
            companions = companions_of(look, self._search, self._catalog)
            ranked = tuple(led_by(companions, ranked)) if companions else ranked
        return Found(
            candidates=ranked[: self._limits.n_judged],
            n_matching=result.n_matching,
            relaxed=relaxed,
            is_weak=kind is None and not companions and self._is_weak(look, result.candidates),
            corrections=result.corrections,
            plan=result.plan,
        )

    def of_shelves(self, look: Look) -> list[Candidate]:
        """The best thought of from each of the fullest categories, where nothing is asked for in particular."""
        where = conditions(look.need, look.turn)
        if where.price_max is None and is_gift(look.need):
            where = where.model_copy(update={"price_max": self._middle_price(look.stock)})
        paths = [category.path for category in self._catalog.overview().categories[:N_SHELVES]]
        found = [
            self._search.search("", where.model_copy(update={"categories": (path,)}), N_PER_SHELF) for path in paths
        ]
        return [candidate for result in found for candidate in result.candidates]

    def _middle_price(self, stock: Stocklist) -> int | None:
        """Half of what is sold costs less: no gift is dear unasked."""
        if self._kept is None or self._kept[0] is not stock:
            amounts = sorted(price.amount for price in stock.prices.values())
            self._kept = (stock, amounts[len(amounts) // 2] if amounts else None)
        return self._kept[1]

    def _is_weak(self, look: Look, ranked: Sequence[Candidate]) -> bool:
        """A guess; or not the thing that was asked for by name, as nothing here is called so."""
        is_denied = asks_for_a_thing(look.need, look.turn.message) and not self._is_a_title(look.need.text, ranked)
        return is_denied or is_weak(ranked, thing_of(look.need.text), self._catalog)

    def _in_records(self, look: Look) -> Kind | None:
        """Nothing is denied that a record says, where its name does not."""
        is_asked = asks_for_a_thing(look.need, look.turn.message)
        return kind_in_records(look.need.text, self._catalog) if is_asked else None

    def _is_a_title(self, text: str, ranked: Sequence[Candidate]) -> bool:
        """Whether one of the first has a name that begins with these words: the Windline."""
        products = self._catalog.products([candidate.product_id for candidate in ranked[:N_LOOKED_AT]])
        return any(f"{product.title} ".casefold().startswith(f"{text} ".casefold()) for product in products.values())

    def _searched(
        self, look: Look, kind: Kind | None, nominated: Sequence[str]
    ) -> tuple[SearchResult, tuple[str, ...]]:
        """Under all conditions; if nothing that is asked for passes, again with one condition after the other dropped.

        Tent pegs at 12 pounds are no tent under 40.
        """
        first: tuple[SearchResult, ProductFilter, tuple[str, ...]] | None = None
        for where, dropped in relaxations(look.need, look.turn):
            result = self._search.search(look.need.text, where, self._limits.n_retrieved, nominated)
            if result.candidates and passes_any(kind, where, self._search, look.stock):
                return self._broadened(result, look, where, kind), dropped
            if first is None and result.candidates:
                first = result, where, dropped
        if first is None:
            return result, dropped
        return self._broadened(first[0], look, first[1], kind), first[2]

    def _within_reach(self, look: Look, kind: Kind | None) -> Look:
        """Cheaper than the dearest of the kind that was shown, where nothing is cheaper than the middle of the list.

        A list that socks fill up has its middle where no jacket is.
        """
        ceiling, where = look.need.cheaper_than, conditions(look.need, look.turn)
        if kind is None or ceiling is None or passes_any(kind, where, self._search, look.stock):
            return look
        members, prices = set(kind.ids), look.stock.prices
        shown = [prices[i].amount for i in look.turn.conversation.last_shown if i in members and i in prices]
        limit = max([ceiling, *(amount - 1 for amount in shown)])
        return replace(look, need=look.need.model_copy(update={"cheaper_than": limit}))

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
        if kind or thing == look.need.text or not is_weak(result.candidates, thing, self._catalog):
            return result
        broader = self._search.search(thing, where, self._limits.n_retrieved)
        return result if not broader.candidates or is_weak(broader.candidates, thing, self._catalog) else broader

    def _ranked(
        self, look: Look, candidates: Sequence[Candidate], relaxed: Sequence[str]
    ) -> Sequence[RankedProduct | Candidate]:
        # Where no price fits, the nearest come first.
        need, nearest = look.need, None
        if "price" in relaxed:
            low, high = price_limits(need, look.turn)
            nearest = _nearest(low, high)
        # All that will be judged is read at once; the ranker and `_ordered` find it kept.
        self._catalog.products([candidate.product_id for candidate in candidates[: self._limits.n_judged]])
        wish = RankingWish(need.text, need.sort or nearest, need.price.about, need.attributes, need.categories)
        return self._ranker.rank(replace(look.request, candidates=candidates, wish=wish))

    def _ordered(
        self, look: Look, ranked: Sequence[Candidate], kind: Kind | None, relaxed: Sequence[str]
    ) -> tuple[Candidate, ...]:
        """The kind that was asked for first, in the ranker's order; nothing whose wanted size costs too much."""
        head: Sequence[Candidate] = ranked[: self._limits.n_judged]
        if look.need.sort or not (kind or look.need.attributes or names_an_age(look.need.text)):
            return tuple(head)
        products = self._catalog.products([candidate.product_id for candidate in head])
        suited = {product.id for product in fitting(products.values(), look.need.text)}
        known: Sequence[Candidate] = [candidate for candidate in head if candidate.product_id in suited]
        low, high = price_limits(look.need, look.turn)
        if "price" not in relaxed and (low, high) != (None, None):
            known = [c for c in known if holds_price(products[c.product_id], look.need, low, high)] or known
        if not is_left_open(look.turn, look.need, look.stock):
            known = _of_kind_alone(known, kind, products, look.need.text)
        return tuple(_renumbered(sorted(known, key=self._order(look, kind, products))))

    def _order(
        self, look: Look, kind: Kind | None, products: Mapping[str, Product]
    ) -> Callable[[Candidate], tuple[int, ...]]:
        """The kind before what is near to it, what is asked for in particular before what lacks it."""
        need, text = look.need, look.need.text
        leaning = leaning_to(text, kind.ids, look.stock) if kind else frozenset[str]()
        members, near = (set(kind.ids), set(_beside(kind, look.stock))) if kind else (set[str](), set[str]())
        # Only where one of the kind has the feature can its lack put one behind another kind.
        counts = any(one in members and meets_a_feature(product, text) for one, product in products.items())

        def order(candidate: Candidate) -> tuple[int, ...]:
            one, product = candidate.product_id, products[candidate.product_id]
            distance = 0 if one in members or kind is None else 1 if one in near else 2
            lacks = n_features_unmet(product, text) + (one in near and not meets_a_feature(product, text))
            for_children = is_unasked_for_children(product, text)
            return (
                distance == 2,
                lacks if counts else 0,
                distance,
                for_children,
                n_unmet(product, need),
                one not in leaning,
            )

        return order


def _of_kind_alone(
    known: Sequence[Candidate], kind: Kind | None, products: Mapping[str, Product], text: str
) -> Sequence[Candidate]:
    """Without what shares no more than the shelf, where there are some of the kind: ski gloves are no answer to socks.

    What has the feature that is asked for stays: a washable runner for who wants to wash a rug.
    """
    members = set(kind.ids) if kind else set[str]()
    noun = stems_of(kind.noun) if kind else frozenset[str]()
    kin = [
        candidate
        for candidate in known
        if candidate.product_id in members
        or noun <= title_stems(products[candidate.product_id])
        or meets_a_feature(products[candidate.product_id], text)
    ]
    n_members = sum(candidate.product_id in members for candidate in known)
    return kin if n_members >= N_ENOUGH else known


def _beside(kind: Kind, stock: Stocklist) -> Sequence[str]:
    """What has the noun in its name, or shares the shelf of those that are one."""
    return (*stock.named(kind.noun), *stock.beside(kind.ids))


def _nearest(low: int | None, high: int | None) -> RankOrder | None:
    return "price_desc" if high is None and low is not None else "price_asc"


def _renumbered(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    for place, candidate in enumerate(candidates, start=1):
        yield replace(candidate, rank=place) if isinstance(candidate, RankedProduct) else candidate
