"""What is known of a shopper's wishes, as the caller or the shopper stated it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from catalog.money import Money

Wish = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Budget(BaseModel):
    """What the shopper wants to spend on one product."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    min: Money | None = None
    max: Money | None = None


class ShopperProfile(BaseModel):
    """Stated wishes of a shopper; all of it optional.

    Attributes:
        preferences: words for what is liked ("merino", "quiet colours"): they raise a product.
        dislikes: words for what is not ("wool socks"): a product that is one is left out.
        sizes: kind of size → size ("shoe" → "EU 42").
        budget: holds unless the message names another.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    preferences: tuple[Wish, ...] = Field(default=(), max_length=30)
    dislikes: tuple[Wish, ...] = Field(default=(), max_length=30)
    sizes: dict[Wish, Wish] = Field(default={}, max_length=20)
    budget: Budget | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return self == ShopperProfile()
