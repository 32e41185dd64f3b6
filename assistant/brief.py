"""Everything that is known before a word of the answer is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.conversation import Conversation
from assistant.errand import Errand
from assistant.looking.extreme import Extreme
from assistant.looking.found_wish import FoundWish
from assistant.looking.kind import Kind
from assistant.looking.presence import Presence
from assistant.need import ShoppingNeed
from assistant.payer import Payer
from assistant.understanding.tongues.shop_words import is_translated
from catalog.candidate import Candidate
from catalog.overview import CatalogOverview
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.vocabulary import CatalogVocabulary
from shoppers.memory import ShopperMemory
from shoppers.profile import ShopperProfile
from shoppers.rank_request import Visit


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a shopper, with what the page and the caller know.

    Attributes:
        profile: what the caller said of the shopper, with what is remembered of them.
        cart: ids of the products in the cart, as the page says.
        memory: what is remembered of the shopper, each entry with its source.
    """

    message: str
    conversation: Conversation
    profile: ShopperProfile = field(default_factory=ShopperProfile)
    page_product_id: str | None = None
    cart: tuple[str, ...] = ()
    memory: ShopperMemory = field(default_factory=ShopperMemory)
    locale: str | None = None
    visit: Visit = field(default_factory=Visit)
    key: str = ""  # the fingerprint of the API key that the message came with
    new_token: str | None = None  # told once, in `message_start` of a new conversation

    @property
    def payer(self) -> Payer:
        """On whose account a language model is asked."""
        return Payer(self.conversation.conversation_id, self.key)


@dataclass(frozen=True, slots=True)
class TurnBrief:
    """What was understood, what was found, and the facts to answer with.

    Attributes:
        turn: the message and its surroundings.
        need: as understood.
        candidates: ranked for this shopper, best first; the order of the cards.
        products: the catalog's record of every candidate, every reference and the page's product, by id.
        n_matching: products of the whole catalog that pass the hard conditions.
        relaxed: conditions that had to be dropped to find anything, broadest search last
            (`rating`, `in_stock`, `price`, `brands`, `exclude`): every card is then a near miss.
        is_weak: nothing found fits the words well; say so instead of praising.
        policies: sections of the shop's documents that answer a shop question, best first.
        policy_topics: what the shop's documents are about, by their titles, where a shop question is asked.
        reviews: newest first, by product id, for product questions and comparisons.
        wishes: of a message with several wishes, what was found for each, in the order named.
        extreme: the order over the whole catalog that a superlative asked for.
        presence: how much of the kind asked for the shop has: looked up before anything is denied.
        kind: the kind of thing that the words name, with every product that is one.
        is_spread: the wish was left open; the candidates are of different kinds on purpose.
        errand: what was asked for that cannot be done from the chat.
        corrections: words read as other words ("waterprof" → "waterproof").
        vocabulary: of the catalog, for suggestions that lead somewhere.
        overview: every category with counts and prices.
        latency_ms: milliseconds by step.
    """

    turn: Turn
    need: ShoppingNeed
    candidates: tuple[Candidate, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict)
    n_matching: int = 0
    relaxed: tuple[str, ...] = ()
    is_weak: bool = False
    policies: tuple[PolicySection, ...] = ()
    policy_topics: tuple[str, ...] = ()
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    wishes: tuple[FoundWish, ...] = ()
    extreme: Extreme | None = None
    presence: Presence | None = None
    kind: Kind | None = None
    is_spread: bool = False
    errand: Errand | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    vocabulary: CatalogVocabulary = field(default_factory=CatalogVocabulary)
    overview: CatalogOverview = field(default_factory=CatalogOverview)
    plan: Mapping[str, object] = field(default_factory=dict)
    latency_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def asked(self) -> str:
        """The message in the words of the records: as it was put into them where it is in another language."""
        need = self.need
        return need.text if need.text and is_translated(need.language) else self.turn.message

    @property
    def ranked(self) -> list[Product]:
        """The candidates' products, best first."""
        return [self.products[c.product_id] for c in self.candidates]

    @property
    def referenced(self) -> list[Product]:
        """The products that the shopper points at, in the order named."""
        return [self.products[i] for i in self.need.references if i in self.products]
