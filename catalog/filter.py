"""Hard conditions on products: what must hold, whatever the words or the model say."""

from pydantic import BaseModel, ConfigDict, Field


class ProductFilter(BaseModel):
    """All stated conditions hold together; an empty filter passes every product.

    Prices are minor units of the shop's currency, inclusive, and compare with the product's lowest price, the
    one its card shows; a product without a price passes no price condition. Names compare without case.

    Attributes:
        brands: any of these.
        categories: any of these, as a whole path, or a whole segment of it, at any level.
        in_stock: only products with an available variant.
        rating_min: on a scale to 5; an unrated product does not pass.
        attributes: for every key (an attribute or an option such as `Size`), any of the values.
        exclude_ids: never these.
        exclude_terms: never a product whose brand, title, category, attribute or option values together
            hold all words of one of these terms ("wool socks": socks whose material is wool), whole words compared,
            singular and plural alike.
        only_ids: nothing but these, when not None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    price_min: int | None = Field(default=None, ge=0)
    price_max: int | None = Field(default=None, ge=0)
    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    in_stock: bool = False
    rating_min: float | None = Field(default=None, ge=0, le=5)
    attributes: dict[str, tuple[str, ...]] = {}
    exclude_ids: tuple[str, ...] = ()
    exclude_terms: tuple[str, ...] = ()
    only_ids: tuple[str, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every product passes."""
        return self == ProductFilter()
