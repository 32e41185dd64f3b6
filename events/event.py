"""The event as it travels: GA4's e-commerce words in Segment's envelope."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from events.shopper_id import shopper_id_of
from events.vocabulary import EventType

#: An index of a list, and what two bytes hold.
MAX_ITEMS = 32_000
#: What four bytes hold, and more than anyone buys.
MAX_QUANTITY = 1_000_000_000
MAX_PRICE = 1e11
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("the moment lies outside of the calendar") from None


def _to_upper(code: Any) -> Any:
    return _none_if_blank(code.upper() if isinstance(code, str) else code)


Id = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]
OptionalId = Annotated[Id | None, BeforeValidator(_none_if_blank)]
#: A moment in UTC; one that names no time zone is taken as UTC.
Moment = Annotated[datetime, AfterValidator(_to_utc)]
CurrencyCode = Annotated[
    Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None,
    BeforeValidator(_to_upper),
]


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="ignore", populate_by_name=True, allow_inf_nan=False, coerce_numbers_to_str=True
    )


class EventItem(_Record):
    """One product of an event.

    Attributes:
        price: of one piece, in major units of the event's currency.
        index: place in the list it was seen in, from 0.
        policy: who chose it, for `shown`: the name of a model or of a rule; the list's own without it.
        propensity: how likely that policy was to put it there, for `shown`.
    """

    item_id: Id
    item_variant: OptionalId = None
    price: float | None = Field(default=None, ge=0, le=MAX_PRICE)
    quantity: int = Field(default=1, ge=1, le=MAX_QUANTITY)
    index: int | None = Field(default=None, ge=0, le=MAX_QUANTITY)
    policy: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    propensity: float | None = Field(default=None, gt=0, le=1)


class EventProperties(_Record):
    """What the event is about.

    Attributes:
        rating: out of five, for `rate_item`.
        seconds: how long the shopper stayed, for `dwell`.
        model_version: what ranked the list, for `shown`.
        policy: who chose the list, for `shown`.
    """

    currency: CurrencyCode = None
    value: float | None = None
    items: tuple[EventItem, ...] = Field(default=(), max_length=MAX_ITEMS)
    query: str | None = Field(default=None, max_length=2000, validation_alias=AliasChoices("query", "search_term"))
    rating: float | None = Field(default=None, ge=0, le=5)
    seconds: float | None = Field(default=None, ge=0)
    transaction_id: OptionalId = None
    model_version: OptionalId = None
    policy: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None


class Attribution(_Record):
    """What the event goes back to: a list that was shown, a conversation, a message in it."""

    list_id: OptionalId = None
    conversation_id: OptionalId = None
    message_id: OptionalId = None


class Consent(_Record):
    """What the shopper agreed to. A sender that says nothing vouches for its shoppers."""

    personalization: bool = True


class Event(_Record):
    """Something a shopper did, or was shown."""

    message_id: Id
    type: EventType
    anonymous_id: OptionalId = None
    user_id: OptionalId = None
    timestamp: Moment
    session_id: OptionalId = None
    properties: EventProperties = EventProperties()
    context: dict[str, Any] = {}
    attribution: Attribution = Attribution()
    consent: Consent = Consent()

    @property
    def shopper_id(self) -> str | None:
        """Who did it; None for nobody known."""
        return shopper_id_of(self.user_id, self.anonymous_id)

    @property
    def at_us(self) -> int:
        """When, in microseconds since the epoch, UTC."""
        return (self.timestamp - _EPOCH) // _MICROSECOND

    def without_person(self) -> "Event":
        """The event with nothing left that leads to a person: no ids, no visit, no order, no context.

        The list it goes back to stays, so that clicks on a list can still be counted.
        """
        return self.model_copy(
            update={
                "anonymous_id": None,
                "user_id": None,
                "session_id": None,
                "context": {},
                "properties": self.properties.model_copy(update={"transaction_id": None}),
                "attribution": Attribution(list_id=self.attribution.list_id),
            }
        )

    def to_json(self) -> str:
        """One line of JSON that reads back as the same event."""
        return self.model_dump_json(exclude_none=True, exclude_defaults=True)
