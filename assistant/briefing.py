"""Prepares a turn: understands, looks in the catalog and fetches the facts, before any word is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.brief import Turn, TurnBrief
from assistant.errand import errand_of, topic_of
from assistant.looking.extreme import Extreme
from assistant.looking.extreme_finder import ExtremeFinder
from assistant.looking.finder import Finder
from assistant.looking.foresight import Foresight
from assistant.looking.found_wish import FoundWish
from assistant.looking.interest import interest_of, is_gift
from assistant.looking.kind import as_read
from assistant.looking.limits import LookLimits
from assistant.looking.look import Found, Look, StepWatch
from assistant.looking.presence_check import presence_of
from assistant.looking.several_finder import SeveralFinder
from assistant.looking.subject import kind_for
from assistant.looking.variety import is_left_open, spread
from assistant.looking.weather import as_weather
from assistant.need import PriceWish, ShoppingNeed
from assistant.ports import CatalogReader, ProductSearch, Ranker
from assistant.recollection import hear
from assistant.understanding.tongues.shop_words import in_shop_words, is_translated
from assistant.understanding.understand import understand
from assistant.understanding.vocabulary_index import VocabularyIndex
from catalog.filter import ProductFilter
from catalog.product import Product
from catalog.product_words import stems_of
from catalog.review import Review
from catalog.vocabulary import CatalogVocabulary, words_of
from shoppers.rank_request import RankRequest

#: Kinds of turn about particular products; reviews are fetched for them.
ABOUT_PRODUCTS = ("product_question", "compare")
#: Words that find one section at least of the documents that most shops have.
USUAL_TOPICS = "shipping delivery returns refund warranty repair privacy data payment size questions answers contact"
N_TOPICS = 30
#: Products looked at for one that an errand names.
N_CALLED_SO = 5
_COUNTS = ("two", "three", "four", "2", "3", "4")
_HOW_MANY = re.compile(rf"\b({'|'.join(_COUNTS)}) (?:\w+est|most|least|best)\b", re.IGNORECASE)
_WHOLE_SHOP = re.compile(
    r"\b(?:altogether|overall|of all|at all|"
    r"in (?:the|your|this) (?:(?:whole|entire) )?(?:shop|store|catalog(?:ue)?|range)|"
    r"(?:things?|items?|products?) (?:that )?you(?:'ve| have| sell| stock| offer| got)+)\b",
    re.IGNORECASE,
)


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
    n_policies: int = 6


class Briefing:
    """Makes the `TurnBrief` of a turn. Synchronous and thread-safe; call it off the event loop."""

    def __init__(
        self, search: ProductSearch, ranker: Ranker, catalog: CatalogReader, config: BriefingConfig | None = None
    ) -> None:
        self._search = search
        self._catalog = catalog
        self._config = config or BriefingConfig()
        limits = LookLimits(n_retrieved=self._config.n_retrieved, n_candidates=self._config.n_candidates)
        self._finder = Finder(search, ranker, catalog, limits)
        self._extremes = ExtremeFinder(search, catalog, limits)
        self._several = SeveralFinder(self._finder, self._extremes, catalog, limits)
        self.foresight = Foresight(search, catalog, self.understand)
        self._indexed: tuple[CatalogVocabulary, VocabularyIndex] | None = None

    def prepare(self, turn: Turn) -> TurnBrief:
        """Understand the turn and gather what an answer needs."""
        watch = StepWatch()
        with watch.step("understand"):
            need = self.understand(turn)
            turn = hear(turn, need)
        return self.gather(turn, need, watch)

    def gather(self, turn: Turn, need: ShoppingNeed, watch: StepWatch | None = None) -> TurnBrief:
        """The brief of a turn whose need is known."""
        request = RankRequest(profile=turn.profile, visit=turn.visit, now=datetime.now(UTC))
        look = Look(turn, need, request, self._catalog.stocklist(), watch or StepWatch())
        brief = TurnBrief(
            turn=turn, need=need, vocabulary=self._catalog.vocabulary(), overview=self._catalog.overview()
        )
        errand = errand_of(turn.message)
        if errand:
            brief = self._with_policies(self._with_pointed_at(replace(brief, errand=errand), look), look)
        elif need.kind == "shop_question":
            brief = self._with_policies(brief, look)
        elif need.kind != "chat" and not is_about_memory(need):
            brief = self._with_products(brief, look)
        return replace(brief, latency_ms=look.watch.milliseconds)

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

    def _with_policies(self, brief: TurnBrief, look: Look) -> TurnBrief:
        message = look.need.text if is_translated(look.need.language) else look.turn.message
        topic = topic_of(brief.errand, message) if brief.errand else None
        with look.watch.step("policies"):
            policies = tuple(self._catalog.find_policies(topic[0] if topic else message, self._config.n_policies))
            all_topics = self._catalog.find_policies(USUAL_TOPICS, N_TOPICS)
        titles = dict.fromkeys(section.title.split(" — ", 1)[0] for section in all_topics)
        return replace(brief, policies=policies, policy_topics=tuple(titles))

    def _with_pointed_at(self, brief: TurnBrief, look: Look) -> TurnBrief:
        """The records of the products spoken of, for an errand that says where it can be run: on their pages."""
        need = self._with_named_products(look.turn, look.need, self._called_so(look.need))
        page = [look.turn.page_product_id] if look.turn.page_product_id else []
        ids = [*need.references, *page, *look.turn.conversation.last_shown[:1]]
        return replace(brief, need=need, products=self._catalog.products(ids))

    def _called_so(self, need: ShoppingNeed) -> Mapping[str, Product]:
        """What may be meant by the name of a product that was not shown: "add the Windline to my cart"."""
        if need.kind not in ABOUT_PRODUCTS or need.references or not need.text:
            return {}
        found = self._search.search(need.text, ProductFilter(), N_CALLED_SO)
        return self._catalog.products([candidate.product_id for candidate in found.candidates])

    def _with_products(self, brief: TurnBrief, look: Look) -> TurnBrief:
        is_open = is_left_open(look.turn, look.need, look.stock)
        look = _of_the_whole_shop(look)
        look = _in_words_of_the_shop(look, brief.vocabulary, is_open=is_open)
        found, wishes, extreme = self._look(look)
        is_spread = is_open and not wishes and extreme is None
        if is_spread:
            found = self._spread(found, look)
        found = found.honest() if look.need.kind == "find" and not is_spread else found
        found = replace(found, candidates=found.candidates[: self._config.n_candidates])
        with look.watch.step("facts"):
            causes = {e.because: None for c in found.candidates for e in c.evidence if e.because}
            ids = (*(c.product_id for c in found.candidates), *look.need.references, *causes)
            products = self._catalog.products(ids)
            need = _with_compared(look, found) or self._with_named_products(look.turn, look.need, products)
            reviews = self._reviews(need, products)
        look = replace(look, need=_as_read(look.need, found))
        kind = kind_for(look.turn, look.need, look.stock)
        is_known = kind or need.references or (need.kind == "product_question" and not found.is_weak)
        if need.kind in ABOUT_PRODUCTS and not is_known:
            found = replace(found, candidates=())  # a question about nothing that is known here
        asks_presence = look.need.kind == "find" and not wishes and (look.need.asks_presence or found.is_weak)
        return replace(
            brief,
            need=need,
            candidates=tuple(c for c in found.candidates if c.product_id in products),
            products=products,
            n_matching=found.n_matching,
            relaxed=found.relaxed,
            is_weak=found.is_weak,
            wishes=wishes,
            extreme=extreme,
            presence=presence_of(look, self._search, self._catalog) if asks_presence and look.need.text else None,
            kind=kind if need.kind == "find" else None,
            is_spread=is_spread and bool(found.candidates),
            reviews=reviews,
            corrections=found.corrections,
            plan=found.plan,
        )

    def _look(self, look: Look) -> tuple[Found, tuple[FoundWish, ...], Extreme | None]:
        need = look.need
        if need.kind in ABOUT_PRODUCTS and need.references:
            return Found(), (), None
        if need.parts:
            return *self._several.find(look), None
        if answered := self._extremes.find(look):
            found, extreme = answered
            # Where no record states the figure, the nearest finds are shown, and it is said that they are no order.
            return (found if found.candidates else self._finder.find(look)), (), extreme
        return self._finder.find(look), (), None

    def _spread(self, found: Found, look: Look) -> Found:
        asks_nothing = not look.need.text and look.turn.visit.shopper_id is None
        if asks_nothing or not found.candidates:
            found = replace(found, candidates=self._finder.of_shelves(look) or found.candidates)
        records = self._catalog.products([candidate.product_id for candidate in found.candidates])
        seen = frozenset(look.turn.conversation.ever_shown)
        candidates = spread(found.candidates, records, look.need, seen, look.stock)
        return replace(found, candidates=candidates, is_weak=False)

    def _with_named_products(self, turn: Turn, need: ShoppingNeed, found: Mapping[str, Product]) -> ShoppingNeed:
        """A question that names products never shown here ("is the Windline waterproof?") points at them once found."""
        if need.kind not in ABOUT_PRODUCTS or need.references:
            return need
        return need.model_copy(update={"references": self._read(turn, found).references})

    def _reviews(self, need: ShoppingNeed, products: Mapping[str, Product]) -> dict[str, tuple[Review, ...]]:
        if need.kind not in ABOUT_PRODUCTS:
            return {}
        ids = [i for i in need.references if i in products]
        return {i: tuple(self._catalog.reviews(i, self._config.n_reviews)) for i in ids}


def _with_compared(look: Look, found: Found) -> ShoppingNeed | None:
    """ "Compare the two cheapest tents": the first so many of the order are what is to be compared."""
    need = look.need
    count = _HOW_MANY.search(look.turn.message)
    if need.kind != "compare" or not (need.sort or need.superlative) or count is None:
        return None
    ids = tuple(candidate.product_id for candidate in found.candidates[: _COUNTS.index(count[1].casefold()) % 3 + 2])
    return need.model_copy(update={"references": ids}) if len(ids) > 1 else None


def _of_the_whole_shop(look: Look) -> Look:
    """What is asked of everything ("the cheapest altogether") is not bound by what was said before."""
    need, message = look.need, look.turn.message
    if not (need.sort or need.superlative) or not _WHOLE_SHOP.search(message):
        return look
    said = words_of(_WHOLE_SHOP.sub(" ", message))
    text = " ".join(word for word in words_of(need.text) if word in said)
    price = need.price if any(character.isdigit() for character in message) else PriceWish()
    brands = tuple(brand for brand in need.brands if set(words_of(brand)) <= set(said))
    return replace(look, need=need.model_copy(update={"text": text, "price": price, "brands": brands}))


def _in_words_of_the_shop(look: Look, vocabulary: CatalogVocabulary, *, is_open: bool) -> Look:
    """What is searched for: of a gift what its receiver likes, of weather what is made for it."""
    is_for_somebody = is_open and is_gift(look.need)
    need = look.need
    text = interest_of(need, vocabulary) if is_for_somebody else as_weather(_without_order(need))
    update: dict[str, object] = {"text": text}
    if is_for_somebody:  # "a small thing" asks for no size
        says_size = "size" in stems_of(look.turn.message)
        update["attributes"] = {k: vs for k, vs in need.attributes.items() if says_size or k.casefold() != "size"}
    return replace(look, need=need.model_copy(update=update))


def _without_order(need: ShoppingNeed) -> str:
    """The words without the superlative, which is no word to search for."""
    order = [*words_of(need.superlative or ""), *(_COUNTS if need.kind == "compare" else ())]
    return " ".join(word for word in need.text.split() if word not in order) or need.text if order else need.text


def _as_read(need: ShoppingNeed, found: Found) -> ShoppingNeed:
    read = as_read(need.text, found.corrections)
    return need.model_copy(update={"text": read}) if read != need.text and not found.is_weak else need


def is_about_memory(need: ShoppingNeed) -> bool:
    """Whether the turn only states, asks or takes back what is remembered, and wants no products."""
    if need.asks_memory or need.forget:
        return not need.text
    has_wish = bool(need.text or need.parts or need.sort or need.superlative or need.references or need.more)
    return bool(need.stated) and not has_wish and not need.recipient
