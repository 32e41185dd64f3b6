"""Prepares a turn: understands, searches, ranks and fetches the facts, before any word is written."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from assistant.brief import Turn, TurnBrief
from assistant.need import ShoppingNeed
from assistant.ports import CatalogReader, ProductSearch, Ranker
from assistant.recollection import hear
from assistant.relaxation import relaxations
from assistant.understanding.tongues.shop_words import in_shop_words, is_translated
from assistant.understanding.understand import understand
from assistant.understanding.vocabulary_index import VocabularyIndex
from catalog.candidate import Candidate, RankedProduct, SearchResult
from catalog.filter import ProductFilter
from catalog.product import Product
from catalog.product_words import stems_of
from catalog.review import Review
from catalog.vocabulary import CatalogVocabulary
from shoppers.rank_request import RankRequest
from shoppers.ranking_wish import RankingWish, RankOrder

#: Fewer exact matches than this and the search is widened, the misses named.
ENOUGH_MATCHES = 1
#: Kinds of turn about particular products; reviews are fetched for them.
ABOUT_PRODUCTS = ("product_question", "compare")
#: Where neither the words nor the meaning of the best reach this much, they are a guess, not an answer. Read off the
#: sample shop: what it does not sell ("garden hose", "sushi") stays below, what it can meet ("keep my coffee hot") not.
WEAK_SEMANTIC = 0.40
WEAK_WORDS = 0.80
#: Products whose evidence tells whether a find is weak.
N_LOOKED_AT = 3
_PREPOSITION = re.compile(r"\s(?:for|with|without|in|of|to|from|that|who|which|on|at|by|like|under)\s")


@dataclass(frozen=True, slots=True)
class BriefingConfig:
    """Sizes of a briefing.

    Attributes:
        n_retrieved: candidates asked of the search.
        n_candidates: candidates kept after ranking, for the prompt.
        n_reviews: reviews a product question may draw on.
        n_policies: sections a shop question may draw on.
    """

    n_retrieved: int = 200
    n_candidates: int = 12
    n_reviews: int = 40
    n_policies: int = 4


@dataclass(slots=True)
class _Watch:
    """Milliseconds by step."""

    milliseconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.milliseconds[name] = round((time.perf_counter() - start) * 1000, 2)


class Briefing:
    """Makes the `TurnBrief` of a turn. Synchronous and thread-safe; call it off the event loop."""

    def __init__(
        self, search: ProductSearch, ranker: Ranker, catalog: CatalogReader, config: BriefingConfig | None = None
    ) -> None:
        self._search = search
        self._ranker = ranker
        self._catalog = catalog
        self._config = config or BriefingConfig()
        self._indexed: tuple[CatalogVocabulary, VocabularyIndex] | None = None

    def prepare(self, turn: Turn) -> TurnBrief:
        """Understand the turn and gather what an answer needs."""
        watch = _Watch()
        with watch.step("understand"):
            need = self.understand(turn)
            turn = hear(turn, need)
        finder = {"shop_question": self._brief_policies, "chat": self._brief_chat}
        return finder.get(need.kind, self._brief_products)(turn, need, watch)

    def understand(self, turn: Turn) -> ShoppingNeed:
        """What the shopper wants, as far as the words, the conversation and the page say it."""
        page = [turn.page_product_id] if turn.page_product_id else []
        known = (*turn.conversation.ever_shown, *page, *turn.cart)
        return self._read(turn, self._catalog.products(known))

    def _read(self, turn: Turn, known: Mapping[str, Product]) -> ShoppingNeed:
        vocabulary = self._vocabulary_index()
        need = understand(turn.message, turn.conversation, turn.page_product_id, vocabulary, known, turn.cart)
        return in_shop_words(need, vocabulary)

    def _vocabulary_index(self) -> VocabularyIndex:
        """Built once per vocabulary; two threads that build it at once build the same."""
        vocabulary, indexed = self._catalog.vocabulary(), self._indexed
        if indexed is None or indexed[0] is not vocabulary:
            indexed = self._indexed = (vocabulary, VocabularyIndex(vocabulary))
        return indexed[1]

    def _brief_chat(self, turn: Turn, need: ShoppingNeed, watch: _Watch) -> TurnBrief:
        return TurnBrief(turn, need, vocabulary=self._catalog.vocabulary(), latency_ms=watch.milliseconds)

    def _brief_policies(self, turn: Turn, need: ShoppingNeed, watch: _Watch) -> TurnBrief:
        with watch.step("policies"):
            asked = need.text if is_translated(need.language) else turn.message
            policies = tuple(self._catalog.find_policies(asked, self._config.n_policies))
        vocabulary = self._catalog.vocabulary()
        return TurnBrief(turn, need, policies=policies, vocabulary=vocabulary, latency_ms=watch.milliseconds)

    def _brief_products(self, turn: Turn, need: ShoppingNeed, watch: _Watch) -> TurnBrief:
        request = RankRequest(profile=turn.profile, visit=turn.visit, now=datetime.now(UTC))
        with watch.step("taste"):
            nominated = () if _is_about_known(need) else self._ranker.nominate(request)
        with watch.step("search"):
            result, relaxed = (SearchResult((), 0), ()) if _is_about_known(need) else self._find(turn, need, nominated)
        with watch.step("rank"):
            ranked = self._rank(replace(request, candidates=result.candidates), need, relaxed)
        with watch.step("facts"):
            causes = {e.because: None for c in ranked for e in c.evidence if e.because}
            products = self._catalog.products([*(c.product_id for c in ranked), *need.references, *causes])
            need = self._with_named_products(turn, need, products)
            reviews = self._reviews(need, products)
        return TurnBrief(
            turn=turn,
            need=need,
            candidates=tuple(c for c in ranked if c.product_id in products),
            products=products,
            n_matching=result.n_matching,
            relaxed=relaxed,
            is_weak=self._is_weak(ranked, thing_of(need.text)),
            reviews=reviews,
            corrections=result.corrections,
            vocabulary=self._catalog.vocabulary(),
            plan=result.plan,
            latency_ms=watch.milliseconds,
        )

    def _find(self, turn: Turn, need: ShoppingNeed, nominated: Sequence[str]) -> tuple[SearchResult, tuple[str, ...]]:
        """Search under all conditions; if nothing passes, again with one condition after the other dropped."""
        tried: list[tuple[SearchResult, ProductFilter, tuple[str, ...]]] = []
        for where, dropped in relaxations(need, turn):
            found = self._search.search(need.text, where, self._config.n_retrieved, nominated)
            tried.append((found, where, dropped))
            if len(tried[-1][0].candidates) >= ENOUGH_MATCHES:
                break
        result, where, relaxed = tried[-1]
        return self._broadened(result, need, where), relaxed

    def _broadened(self, result: SearchResult, need: ShoppingNeed, where: ProductFilter) -> SearchResult:
        """Nothing is denied after one search: a weak find is tried again with the last word, the thing itself."""
        thing = thing_of(need.text)
        if thing == need.text or not self._is_weak(result.candidates, thing):
            return result
        broader = self._search.search(thing, where, self._config.n_retrieved)
        return result if self._is_weak(broader.candidates, thing) or not broader.candidates else broader

    def _is_weak(self, ranked: Sequence[Candidate], thing: str) -> bool:
        """Whether even the best share few words and little meaning with the query, nor are called what it asks for."""
        best = ranked[:N_LOOKED_AT]
        words = max((e.weight for c in best for e in c.evidence if e.signal == "words"), default=0.0)
        semantic = max((e.weight for c in best for e in c.evidence if e.signal == "semantic"), default=1.0)
        if not best or words >= WEAK_WORDS or semantic >= WEAK_SEMANTIC:
            return False
        products = self._catalog.products([candidate.product_id for candidate in best])
        return not any(stems_of(thing) <= stems_of(product.title) for product in products.values())

    def _with_named_products(self, turn: Turn, need: ShoppingNeed, found: Mapping[str, Product]) -> ShoppingNeed:
        """A question that names products never shown here ("is the Windline waterproof?") points at them once found."""
        if need.kind not in ABOUT_PRODUCTS or need.references:
            return need
        return need.model_copy(update={"references": self._read(turn, found).references})

    def _rank(self, request: RankRequest, need: ShoppingNeed, relaxed: Sequence[str]) -> Sequence[RankedProduct]:
        # Where no price fits, the nearest come first.
        nearest: RankOrder | None = None
        if "price" in relaxed:
            nearest = "price_desc" if need.price.max is None else "price_asc"
        wish = RankingWish(need.text, need.sort or nearest, need.price.about, need.attributes, need.categories)
        return self._ranker.rank(replace(request, wish=wish))[: self._config.n_candidates]

    def _reviews(self, need: ShoppingNeed, products: dict[str, Product]) -> dict[str, tuple[Review, ...]]:
        if need.kind not in ABOUT_PRODUCTS:
            return {}
        ids = [i for i in need.references if i in products]
        return {i: tuple(self._catalog.reviews(i, self._config.n_reviews)) for i in ids}


def _is_about_known(need: ShoppingNeed) -> bool:
    return need.kind in ABOUT_PRODUCTS and bool(need.references)


def thing_of(text: str) -> str:
    """The word that names what is looked for: "watch" of "watch for my husband", "hose" of "garden hose"."""
    return _PREPOSITION.split(text, maxsplit=1)[0].rsplit(" ", 1)[-1] or text
