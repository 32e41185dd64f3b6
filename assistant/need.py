"""What the shopper wants, as understood from the words, the conversation and the page."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
        cheaper_than_ref: cheaper than what was shown or pointed at.
        more: other products than those already shown.
        categories: categories of the catalog that the words name without doubt, whole paths.
        attributes: wanted attribute or option values that the words name (key of the catalog → values); soft.
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
    cheaper_than_ref: bool = False
    more: bool = False
    categories: tuple[str, ...] = ()
    attributes: dict[str, tuple[str, ...]] = {}
