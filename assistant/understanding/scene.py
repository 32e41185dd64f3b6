"""What can be pointed at: the products shown, spoken of, on the page and in the cart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation import Conversation
from assistant.understanding.product_names import PLAIN_WORDS
from assistant.understanding.vocabulary_index import folded, singular
from catalog.product import Product
from catalog.vocabulary import named_values


@dataclass(frozen=True, slots=True)
class Scene:
    """What can be pointed at.

    Attributes:
        shown: products on the latest cards, in order.
        others: products shown before or on the page.
        focus: ids spoken of last.
        page: id of the product whose page the shopper is on.
        first: products on the first cards of the conversation, in order.
        cart: products in the cart.
        came_to_nothing: the latest search showed no product.
    """

    shown: Sequence[Product] = ()
    others: Sequence[Product] = ()
    focus: tuple[str, ...] = ()
    page: str | None = None
    first: Sequence[Product] = ()
    cart: Sequence[Product] = ()
    came_to_nothing: bool = False

    @property
    def in_view(self) -> tuple[str, ...]:
        """The one product a bare "it" means: spoken of last, on the page, or the first shown."""
        page = (self.page,) if self.page else ()
        return self.focus[:1] or page or tuple(product.id for product in self.shown[:1])

    @property
    def in_comparison(self) -> list[Product]:
        """Those spoken of last if there were several, or all that are shown."""
        focused = [product for product in self.shown if product.id in self.focus]
        return focused if len(focused) > 1 else list(self.shown)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to point at."""
        return not (self.shown or self.others or self.page or self.cart)

    @classmethod
    def of(
        cls, conversation: Conversation | None, page: str | None, cart: Sequence[str], known: Mapping[str, Product]
    ) -> "Scene":
        """The scene of a message, of the products that still exist."""
        latest = shown_products(conversation.last_shown if conversation else (), known)
        ids = {product.id for product in latest}
        need = conversation.last_need if conversation else None
        return cls(
            shown=latest,
            others=[product for product in known.values() if product.id not in ids],
            # "cheaper" and "more like that" speak of products on their way out: what they led to is in view
            focus=need.references if need and need.kind != "find" else (),
            page=page if page in known else None,
            first=shown_products(conversation.first_shown if conversation else (), known),
            cart=shown_products(cart, known),
            came_to_nothing=bool(need and need.kind == "find" and conversation and not conversation.messages[-1].shown),
        )


def shown_products(ids: Sequence[str], products: Mapping[str, Product]) -> list[Product]:
    """The products among `ids` that still exist, in that order."""
    return [products[identity] for identity in ids if identity in products]


def nouns_of(product: Product) -> set[str]:
    """What one may call it: the words of its category, and the last of its title."""
    leaf = (product.category or "").split(">")[-1]
    title = folded(product.title)
    return {singular(word) for word in [*folded(leaf), *title[-1:]] if word not in PLAIN_WORDS}


def words_of_record(product: Product) -> set[str]:
    """Words of its title, brand and values, in the singular."""
    texts = [product.title, product.brand or "", *(value for _, value in named_values(product))]
    return {singular(word) for text in texts for word in folded(text)}
