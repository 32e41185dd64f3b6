"""The product record: the Universal Commerce Protocol's product (release 2026-04-08) with a few fields more."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from catalog.money import Money

AvailabilityStatus = Literal["in_stock", "backorder", "preorder", "out_of_stock", "discontinued"]
#: `complement`: goes with the product. `substitute`: may be chosen instead. `related`: the shop does not say which.
RelationKind = Literal["complement", "substitute", "related"]
AttributeValue = str | bool | int | float | tuple[str, ...]
ProductId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, allow_inf_nan=False)


class Description(_Record):
    plain: str = ""


class Category(_Record):
    """A category path from broad to narrow, `Apparel > Tops`."""

    value: str = Field(min_length=1)
    taxonomy: str = "merchant"


class PriceRange(_Record):
    min: Money
    max: Money


class Media(_Record):
    type: str = "image"
    url: str
    alt_text: str | None = None


class OptionValue(_Record):
    label: str = Field(validation_alias=AliasChoices("label", "value"))


class Option(_Record):
    name: str
    values: tuple[OptionValue, ...] = ()


class SelectedOption(_Record):
    name: str
    label: str = Field(validation_alias=AliasChoices("label", "value"))


class Availability(_Record):
    available: bool
    status: AvailabilityStatus


class Rating(_Record):
    value: float = Field(ge=0)
    scale_max: float = Field(default=5, gt=0)
    count: int | None = Field(default=None, ge=0)

    @property
    def out_of_five(self) -> float:
        """The value on a scale to 5, whatever the shop's scale is."""
        return self.value * 5 / self.scale_max


class Relation(_Record):
    """Another product that the shop itself names beside this one: a cross-sell, an upsell, an accessory."""

    id: ProductId
    kind: RelationKind = "related"


class Variant(_Record):
    """One thing that can be put into a cart. `price` is absent where the feed does not know it."""

    id: ProductId
    title: str = ""
    sku: str | None = None
    price: Money | None = None
    list_price: Money | None = None
    availability: Availability = Availability(available=True, status="in_stock")
    options: tuple[SelectedOption, ...] = ()


class Product(_Record):
    """What the shop sells under one title; always at least one variant.

    An unknown figure is absent, never 0. `price_range` follows from the variants when a feed leaves it out.
    """

    id: ProductId
    title: str = Field(min_length=1)
    brand: str | None = None
    handle: str | None = None
    url: str | None = None
    description: Description = Description()
    categories: tuple[Category, ...] = ()
    price_range: PriceRange | None = None
    media: tuple[Media, ...] = ()
    options: tuple[Option, ...] = ()
    variants: tuple[Variant, ...] = Field(min_length=1)
    rating: Rating | None = None
    attributes: dict[str, AttributeValue] = {}
    related: tuple[Relation, ...] = ()
    condition: str | None = None
    updated_at: datetime | None = None

    @model_validator(mode="after")
    def _price_range_follows_the_variants(self) -> "Product":
        prices = [variant.price for variant in self.variants if variant.price]
        if len({price.currency for price in prices}) > 1:
            raise ValueError("variants are priced in different currencies")
        if prices:
            low, high = min(prices, key=_amount), max(prices, key=_amount)
            object.__setattr__(self, "price_range", PriceRange.model_construct(min=low, max=high))
        return self

    @property
    def price(self) -> Money | None:
        """The lowest price of any variant: the one a card shows."""
        return self.price_range.min if self.price_range else None

    @property
    def list_price(self) -> Money | None:
        """The former price of the cheapest variant, if it is on sale."""
        for variant in self.variants:
            former = variant.list_price
            if former and variant.price and variant.price == self.price and former.amount > variant.price.amount:
                return former
        return None

    @property
    def in_stock(self) -> bool:
        """Whether any variant can be had now."""
        return any(variant.availability.available for variant in self.variants)

    @property
    def availability(self) -> AvailabilityStatus:
        """The best status of any variant."""
        order = ("in_stock", "backorder", "preorder", "out_of_stock", "discontinued")
        return min((variant.availability.status for variant in self.variants), key=order.index)

    @property
    def category(self) -> str | None:
        """The first category path."""
        return self.categories[0].value if self.categories else None

    def to_json(self) -> dict[str, Any]:
        """The record as UCP JSON, absent fields left out."""
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _amount(money: Money) -> int:
    return money.amount
