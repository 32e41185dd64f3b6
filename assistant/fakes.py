"""Small, whole implementations of the ports, in memory: for tests and for trying the assistant without a shop."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from assistant.conversation import Conversation, Message
from catalog.candidate import Candidate, Evidence, RankedProduct, SearchResult
from catalog.filter import ProductFilter
from catalog.overview import CatalogOverview
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.product_words import all_stems, record_stems, stems_of
from catalog.review import Review
from catalog.stocklist import Stocklist
from catalog.vocabulary import CatalogVocabulary
from events.shopper_id import is_anonymous
from shoppers.entry_words import EVERYTHING
from shoppers.memory import ShopperMemory
from shoppers.rank_request import RankRequest
from shoppers.statement import Statement


class WordSearch:
    """A `ProductSearch` that counts common words; readable rather than good."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = tuple(products)

    def search(self, text: str, where: ProductFilter, limit: int, also: Sequence[str] = ()) -> SearchResult:
        """Products that share a word with `text`, most shared words first; all that pass if `text` is empty."""
        wanted, found = stems_of(text), []
        signal = "words" if wanted else "standing"
        passing = [product for product in self._products if passes(product, where)]
        for product in passing:
            share = len(wanted & all_stems(product)) / len(wanted) if wanted else 1.0
            if share:
                found.append(Candidate(product.id, share, (Evidence(signal, share),)))
        found.sort(key=lambda candidate: (-candidate.score, candidate.product_id))
        found = [*found[:limit], *(candidate for candidate in found[limit:] if candidate.product_id in also)]
        return SearchResult(tuple(found), len(passing), {"strategy": "every product"})


class UnchangedRanker:
    """A `Ranker` that leaves the order of the search."""

    def nominate(self, request: RankRequest) -> Sequence[str]:
        """None."""
        return ()

    def rank(self, request: RankRequest) -> Sequence[RankedProduct]:
        """The candidates as they come."""
        return tuple(
            RankedProduct(candidate.product_id, candidate.score, candidate.evidence, rank=place)
            for place, candidate in enumerate(request.candidates, start=1)
        )


class MemoryCatalog:
    """A `CatalogReader` over a list of products."""

    def __init__(
        self,
        products: Iterable[Product],
        policies: Sequence[PolicySection] = (),
        reviews: Sequence[Review] = (),
    ) -> None:
        self._products = {product.id: product for product in products}
        self._policies = policies
        self._reviews = reviews
        self._vocabulary = CatalogVocabulary.from_products(self._products.values())
        self._stocklist = Stocklist.from_products(self._products.values())

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """The products that exist among `ids`."""
        return {i: self._products[i] for i in ids if i in self._products}

    def vocabulary(self) -> CatalogVocabulary:
        """The words of the catalog."""
        return self._vocabulary

    def overview(self) -> CatalogOverview:
        """Every category with counts and price ranges."""
        return CatalogOverview.from_products(self._products.values(), self._vocabulary.currency)

    def stocklist(self) -> Stocklist:
        """Every product's name, price and figures."""
        return self._stocklist

    def reviews(self, product_id: str, limit: int) -> Sequence[Review]:
        """As given, first ones first."""
        return [review for review in self._reviews if review.product_id == product_id][:limit]

    def find_policies(self, text: str, limit: int) -> Sequence[PolicySection]:
        """Sections that share a word with `text`, most first."""
        wanted = stems_of(text)
        shared = {
            section.source_id: len(wanted & stems_of(f"{section.title} {section.text}")) for section in self._policies
        }
        best = sorted(self._policies, key=lambda section: -shared[section.source_id])
        return [section for section in best if shared[section.source_id]][:limit]


class MemoryConversationStore:
    """A `ConversationStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._conversations: dict[str, Conversation] = {}

    def load(self, conversation_id: str) -> Conversation | None:
        """The conversation, or None."""
        return self._conversations.get(conversation_id)

    def create(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        self._conversations[conversation.conversation_id] = conversation

    def append(self, conversation_id: str, messages: Sequence[Message]) -> None:
        """Add messages; nothing is kept for a conversation deleted meanwhile."""
        known = self._conversations.get(conversation_id)
        if known:
            self._conversations[conversation_id] = known.model_copy(update={"messages": (*known.messages, *messages)})

    def delete(self, conversation_id: str) -> bool:
        """Forget it; False if there was none."""
        return self._conversations.pop(conversation_id, None) is not None


class InMemoryKeeper:
    """A `MemoryKeeper` that forgets when the process ends.

    Args:
        agrees: whether a shopper agreed to being remembered; without it, everybody who is signed in.
    """

    def __init__(self, agrees: Callable[[str], bool] = lambda shopper_id: not is_anonymous(shopper_id)) -> None:
        self._agrees = agrees
        self._memories: dict[str, ShopperMemory] = {}

    def recall(self, shopper_id: str) -> ShopperMemory:
        """Everything remembered of a shopper."""
        return self._memories.get(shopper_id, ShopperMemory())

    def remember(self, shopper_id: str, statements: Sequence[Statement], because: str) -> None:
        """Keep statements of those who agreed."""
        if self._agrees(shopper_id):
            heard = self.recall(shopper_id).hearing(statements, (), because, datetime.now(UTC))
            self._memories[shopper_id] = heard

    def forget(self, shopper_id: str, words: Sequence[str] = ()) -> int:
        """Forget what the words mean, everything without any."""
        before, now = self.recall(shopper_id), datetime.now(UTC)
        is_everything = not words or EVERYTHING in words
        after = before.hearing((), (EVERYTHING,) if is_everything else words, "", now)
        gone = {entry.entry_id for entry in before.entries} - {entry.entry_id for entry in after.entries}
        marks = dict.fromkeys([*gone, *([EVERYTHING] if is_everything else [])], now)
        self._memories[shopper_id] = after.model_copy(update={"forgotten": before.forgotten | marks})
        return len(gone)


def passes(product: Product, where: ProductFilter) -> bool:
    """Whether a product meets every condition: the readable oracle for the mask that search computes in columns."""
    price = product.price.amount if product.price else None
    stems = record_stems(product)
    return (
        (where.price_min is None or (price is not None and price >= where.price_min))
        and (where.price_max is None or (price is not None and price <= where.price_max))
        and (not where.brands or (product.brand or "").casefold() in {brand.casefold() for brand in where.brands})
        and (not where.categories or _is_in(product, where.categories))
        and (not where.in_stock or product.in_stock)
        and (
            where.rating_min is None or (product.rating is not None and product.rating.out_of_five >= where.rating_min)
        )
        and all(_has(product, name, values) for name, values in where.attributes.items())
        and product.id not in where.exclude_ids
        and (where.only_ids is None or product.id in where.only_ids)
        and not any(stems_of(term) and stems_of(term) <= stems for term in where.exclude_terms)
    )


def _is_in(product: Product, categories: Sequence[str]) -> bool:
    wanted = {category.casefold() for category in categories}
    paths = [category.value.casefold() for category in product.categories]
    return any(path in wanted or wanted & {part.strip() for part in path.split(">")} for path in paths)


def _has(product: Product, name: str, values: Sequence[str]) -> bool:
    offered = _offered(product).get(name.casefold(), set())
    return bool(offered & {value.casefold() for value in values})


def _offered(product: Product) -> Mapping[str, set[str]]:
    offered: dict[str, set[str]] = {}
    for name, value in product.attributes.items():
        values = value if isinstance(value, tuple) else (value,)
        offered.setdefault(name.casefold(), set()).update(str(one).casefold() for one in values)
    for option in product.options:
        offered.setdefault(option.name.casefold(), set()).update(v.label.casefold() for v in option.values)
    return offered
