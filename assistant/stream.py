"""What a turn sends to the shopper, event by event, in the words of the chat contract."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.budget import CURRENCY
from catalog.money import Money
from catalog.product import AvailabilityStatus, Rating

Layout = Literal["list", "carousel", "comparison"]


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)


class CardEvidence(_Event):
    """A signal behind a card; `because` is the product it follows from, where there is one."""

    signal: str
    weight: float
    because: str | None = None


class Card(_Event):
    """A product as shown. Everything but `reason` comes from the catalog at answer time."""

    product_id: str
    variant_id: str | None = None
    title: str
    brand: str | None = None
    url: str | None = None
    image: str | None = None
    price: Money | None = None
    list_price: Money | None = None
    price_from: bool = False  # variants differ in price; `price` is the lowest
    availability: AvailabilityStatus
    rating: Rating | None = None
    options_summary: str | None = None
    reason: str = Field(max_length=140)
    evidence: tuple[CardEvidence, ...] = ()


class MessageStart(_Event):
    type: Literal["message_start"] = "message_start"
    conversation_id: str
    conversation_token: str | None = None
    message_id: str
    run_id: str
    created_at: datetime


class Status(_Event):
    type: Literal["status"] = "status"
    text: str


class Products(_Event):
    type: Literal["products"] = "products"
    list_id: str
    layout: Layout = "list"
    items: tuple[Card, ...]


class Comparison(_Event):
    type: Literal["comparison"] = "comparison"
    dimensions: tuple[str, ...]
    entries: tuple[dict[str, Any], ...]  # {product_id, title, values: [text | null, one per dimension]}


class AnswerText(_Event):
    type: Literal["text_delta"] = "text_delta"
    text: str


class Citation(_Event):
    source_id: str
    title: str
    url: str | None = None


class Citations(_Event):
    type: Literal["citations"] = "citations"
    items: tuple[Citation, ...]


class Suggestion(_Event):
    text: str


class Suggestions(_Event):
    type: Literal["suggestions"] = "suggestions"
    items: Annotated[tuple[Suggestion, ...], Field(max_length=4)]


class MessageEnd(_Event):
    """`usage`: tokens by kind, over all calls of the model; with its price known, `cost` and its `currency`."""

    type: Literal["message_end"] = "message_end"
    stop_reason: str
    writer: str
    usage: dict[str, int | str] | None = None
    latency: dict[str, float]  # milliseconds by step
    notice: str | None = None  # why the template wrote, when a model should have
    n_corrected: int = 0  # untrue statements of the model that were held back

    @field_validator("usage", mode="before")
    @classmethod
    def _spell_cost(cls, usage: Any) -> Any:
        """An exact decimal as text, which no client rounds."""
        cost = usage.get("cost") if usage else None
        return usage | {"cost": f"{cost:.6f}", "currency": CURRENCY} if isinstance(cost, Decimal) else usage


class Failure(_Event):
    """Ends a turn instead of `message_end`; an RFC 9457 problem."""

    type: Literal["error"] = "error"
    code: str
    title: str
    detail: str
    status: int
    retryable: bool


TurnEvent = MessageStart | Status | Products | Comparison | AnswerText | Citations | Suggestions | MessageEnd | Failure
