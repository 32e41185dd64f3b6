"""A shop of a dozen products and what is understood of messages in it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.conversation import Conversation, Message
from assistant.need import ShoppingNeed
from assistant.understanding.understand import understand
from assistant.understanding.vocabulary_index import VocabularyIndex
from catalog.product import Product
from catalog.vocabulary import CatalogVocabulary

_NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _product(identity: str, title: str, brand: str, category: str, pence: int, **more: Any) -> Product:
    options = [
        {"name": name, "values": [{"label": label} for label in more.pop(name.lower(), ())]} for name in _OPTIONS
    ]
    rating = more.pop("rating", None)
    return Product.model_validate(
        {
            "id": identity,
            "title": title,
            "brand": brand,
            "categories": [{"value": category}],
            "options": [option for option in options if option["values"]],
            "variants": [{"id": f"{identity}-1", "price": {"amount": pence, "currency": "GBP"}}],
            "rating": {"value": rating} if rating else None,
            "attributes": more,
        }
    )


_OPTIONS = ("Colour", "Size")
PRODUCTS = (
    _product("windline", "Windline Cycling Jacket", "Fjellmark", "Apparel > Jackets", 11900, colour=("Blue", "Black"),
             size=("S", "M", "L"), rating=4.6, material="polyester"),
    _product("skarn", "Skarn Down Jacket", "Nordlight", "Apparel > Jackets", 18900, colour=("Navy blue", "Red"),
             size=("M", "L"), rating=4.2, material="down"),
    _product("mistral", "Mistral Rain Shell", "Fjellmark", "Apparel > Jackets", 8900, colour=("Moss green",),
             size=("S", "M"), rating=3.9, material="nylon"),
    _product("ridge", "Ridge Hiking Boots", "Marrow & Pine", "Footwear > Boots", 14900, colour=("Brown",),
             size=("EU 42", "EU 43"), rating=4.8, material="leather"),
    _product("dune", "Dune Trail Shoes", "Nordlight", "Footwear > Shoes", 9900, colour=("Blue",),
             size=("EU 42",), rating=4.1, material="mesh"),
    _product("cask", "Cask 20 L Backpack", "Stillwater", "Bags > Backpacks", 6500, colour=("Black",),
             material="canvas"),
    _product("loft", "Loft 2-Person Tent", "Stillwater", "Camping > Tents", 22000, colour=("Olive",), rating=4.5),
    _product("hearth", "Hearth Rug", "Marrow & Pine", "Home > Rugs", 12000, colour=("Cream",), material="wool"),
    _product("perch", "Perch Chair", "One", "Home > Chairs", 8000, material="oak"),
    _product("fizz", "Elderflower Fizz", "Basic", "Groceries > Soft drinks", 300, rating=4.9),
    _product("sock", "Trail Socks", "Levi's", "Apparel > Socks", 1500, size=("M", "L"), material="merino"),
    _product("ember", "Ember Camping Stove", "Apple", "Camping > Stoves", 4500, fuel="gas"),
)  # fmt: skip
JACKETS = ("windline", "skarn", "mistral")


class Shop:
    """Understands messages, alone or after others."""

    def __init__(self, products: Sequence[Product] = PRODUCTS) -> None:
        self._products = {product.id: product for product in products}
        self._index = VocabularyIndex(CatalogVocabulary.from_products(products))

    def read(
        self, text: str, after: Conversation | None = None, page: str | None = None, cart: Sequence[str] = ()
    ) -> ShoppingNeed:
        """What is understood of a message."""
        return understand(text, after, page, self._index, self._products if after or page or cart else {}, cart)

    def talk(self, *turns: tuple[str, Sequence[str]]) -> Conversation:
        """A conversation of messages, each answered with cards of these products."""
        conversation = Conversation(conversation_id="c", token_hash="h", created_at=_NOW)
        for text, shown in turns:
            need = self.read(text, conversation)
            said = Message(message_id="s", role="user", content=text, at=_NOW, need=need)
            answer = Message(message_id="a", role="assistant", content="…", at=_NOW, shown=tuple(shown))
            conversation = conversation.model_copy(update={"messages": (*conversation.messages, said, answer)})
        return conversation


@pytest.fixture(scope="session")
def shop() -> Shop:
    return Shop()


@pytest.fixture(scope="session")
def make_shop() -> Callable[[Sequence[Product]], Shop]:
    return Shop


@pytest.fixture(scope="session")
def after_jackets(shop: Shop) -> Conversation:
    return shop.talk(("a warm jacket under 200", JACKETS))
