"""What the shopper wants, as understood from the words, the conversation and the page."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from shoppers.statement import Statement

Kind = Literal["find", "compare", "product_question", "shop_question", "chat"]
Sort = Literal["price_asc", "price_desc", "rating_desc"]


class PriceWish(BaseModel):
    """Minor units of the shop's currency. `about` is a wished price, `min` and `max` are hard, inclusive limits."""

    model_config = ConfigDict(frozen=True)

    min: int | None = None
    max: int | None = None
    about: int | None = None

    @property
    def is_stated(self) -> bool:
        """Whether the shopper said anything of price."""
        return (self.min, self.max, self.about) != (None, None, None)


class ShoppingNeed(BaseModel):
    """One turn's need: what to search for, what must hold, what is pointed at, what kind of turn it is.

    Attributes:
        text: the words to search for, without prices, exclusions and small talk; refined turns carry the subject of
            the earlier ones ("in blue" after boots: "boots blue").
        kind: find, compare, product_question, shop_question or chat.
        price: hard limits and wish.
        brands: wanted brands, spelled as the catalog does.
        exclude: brands, materials and other words to avoid, lower case unless a brand of the catalog.
        in_stock: only what can be had now.
        rating_min: on a scale to 5.
        sort: an explicit order ("cheapest", "best rated").
        references: ids of products of this conversation (or page) that the shopper points at, in the order named.
        goes_with: it asks for something that goes with the references, and names no thing.
        cheaper_than_ref: cheaper than what was shown or pointed at.
        cheaper_than: minor units, inclusive; the ceiling that follows from that, apart from the budget that was stated.
        more: other products than those already shown.
        categories: categories of the catalog that the words name without doubt, whole paths.
        attributes: wanted attribute or option values that the words name (key of the catalog → values); soft.
        parts: of a message with several wishes ("boots and a hat"), one `find` need for each, two to four, in the order
            named; the fields of this need are then what all of them share. Empty for a single wish.
        together_max: minor units; what all parts together may cost ("200 together").
        superlative: the word for an order that a figure of the records gives ("lightest", "warmest", "biggest"), in
            English; prices and ratings are `sort`.
        asks_presence: it asks whether the shop has something ("do you have …", "gibt es …").
        recipient: whom it is for, when that is not the shopper ("dad", "girlfriend").
        occasion: what it is for, when that is an occasion ("birthday", "wedding", "christmas").
        language: ISO 639-1 code of the language the message is in.
        stated: what the shopper says of themselves here and may be remembered ("I'm a size 42", "I hate wool").
        forget: words of what is to be forgotten; `*` for everything that is remembered.
        asks_memory: it asks what is remembered of the shopper.
    """

    model_config = ConfigDict(frozen=True)

    text: str = ""
    kind: Kind = "find"
    price: PriceWish = PriceWish()
    brands: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    in_stock: bool = False
    rating_min: float | None = Field(default=None, ge=0, le=5)
    sort: Sort | None = None
    references: tuple[str, ...] = ()
    goes_with: bool = False
    cheaper_than_ref: bool = False
    cheaper_than: int | None = None
    more: bool = False
    categories: tuple[str, ...] = ()
    attributes: dict[str, tuple[str, ...]] = {}
    parts: tuple["ShoppingNeed", ...] = Field(default=(), max_length=4)
    together_max: int | None = None
    superlative: str | None = None
    asks_presence: bool = False
    recipient: str | None = None
    occasion: str | None = None
    language: str = "en"
    stated: tuple[Statement, ...] = ()
    forget: tuple[str, ...] = ()
    asks_memory: bool = False
