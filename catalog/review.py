"""What a customer said of a product."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from catalog.product import ProductId


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Review(BaseModel):
    """One review; `rating` is on a scale to 5, `at` without a time zone is UTC."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    product_id: ProductId
    review_id: str = Field(min_length=1, max_length=200)
    rating: float = Field(ge=0, le=5)
    title: str = ""
    text: str = ""
    at: Annotated[datetime, AfterValidator(_with_zone)] | None = None
    verified: bool = False
