"""What the assistant needs from outside; `api/wiring.py` fits it in, `assistant/fakes.py` has small ones."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from assistant.conversation import Conversation, Message
from assistant.language_model import ModelEvent, ModelRequest
from catalog.candidate import Candidate, RankedProduct, SearchResult
from catalog.filter import ProductFilter
from catalog.overview import CatalogOverview
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.stocklist import Stocklist
from catalog.vocabulary import CatalogVocabulary
from events.event import Attribution
from shoppers.memory import ShopperMemory
from shoppers.rank_request import ListPlace, RankRequest, Visit
from shoppers.statement import Statement


class ProductSearch(Protocol):
    """Finds products for words."""

    def search(self, text: str, where: ProductFilter, limit: int, also: Sequence[str] = ()) -> SearchResult:
        """The best `limit` products for `text` among those that pass `where`; all of them if `text` is empty.

        Products of `also` that pass and have anything to do with the words are found beside them.
        """
        ...


class Ranker(Protocol):
    """Knows what this shopper likes."""

    def nominate(self, request: RankRequest) -> Sequence[str]:
        """Ids of products to be searched for as well, whatever the words are."""
        ...

    def rank(self, request: RankRequest) -> Sequence[RankedProduct]:
        """Products of the request's candidates, best first, each with its place and its evidence added to."""
        ...


class CatalogReader(Protocol):
    """Looks facts up, as they are now."""

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """The products that exist among `ids`."""
        ...

    def vocabulary(self) -> CatalogVocabulary:
        """The words of the catalog: brands, categories, attribute values; the same object until the catalog changes."""
        ...

    def overview(self) -> CatalogOverview:
        """Every category with counts and price ranges; the same object until the catalog changes."""
        ...

    def stocklist(self) -> Stocklist:
        """Every product's name, price and figures in memory; the same object until the catalog changes."""
        ...

    def reviews(self, product_id: str, limit: int) -> Sequence[Review]:
        """Newest first."""
        ...

    def find_policies(self, text: str, limit: int) -> Sequence[PolicySection]:
        """The sections of the shop's documents that best answer `text`, best first."""
        ...


class LanguageModel(Protocol):
    """Writes. `name` is what `message_end.writer` shows."""

    name: str

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """Stream one answer; ends with exactly one `ModelStop` or raises a `ModelError`."""
        ...


class ConversationStore(Protocol):
    """Keeps conversations."""

    def load(self, conversation_id: str) -> Conversation | None:
        """The conversation with its messages in order, or None."""
        ...

    def create(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        ...

    def append(self, conversation_id: str, messages: Sequence[Message]) -> None:
        """Add messages in order; on disk when it returns."""
        ...

    def delete(self, conversation_id: str) -> bool:
        """Forget it with everything in it; False if there was none."""
        ...


class ImpressionKeeper(Protocol):
    """Learns what was shown: tomorrow's training data."""

    def note(self, surface: ListPlace, visit: Visit, place: Attribution, shown: Sequence[Candidate]) -> None:
        """A list as it was seen, best first; an empty one says that nothing was found. Returns at once."""
        ...


class MemoryKeeper(Protocol):
    """Remembers what shoppers stated, for those who agreed to it."""

    def recall(self, shopper_id: str) -> ShopperMemory:
        """Everything remembered of a shopper; empty for one who is not known."""
        ...

    def remember(self, shopper_id: str, statements: Sequence[Statement], because: str) -> None:
        """Keep statements of the shopper's own; one that repeats or contradicts an older one replaces it."""
        ...

    def forget(self, shopper_id: str, words: Sequence[str] = ()) -> int:
        """Forget the entries that have one of these words, everything without any; how many are gone."""
        ...
