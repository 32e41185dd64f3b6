"""What a customer said of a product."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from catalog.product import ProductId


class Review(BaseModel):
    """One review; `rating` is on a scale to 5."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    product_id: ProductId
    review_id: str = Field(min_length=1, max_length=200)
    rating: float = Field(ge=0, le=5)
    title: str = ""
    text: str = ""
    at: datetime | None = None
    verified: bool = False
