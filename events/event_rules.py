"""What makes a record an event of ours, wherever it comes from: limits, words, clock, consent."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pydantic_core
from pydantic import ValidationError

from events.errors import EventPassedOver, EventRefused
from events.event import Event
from events.event_clock import happened_at, moment_of
from events.sent_batch import MAX_EVENT_BYTES
from events.sent_event import wire_form
from events.sent_items import first_of

#: How long after it an event is still taken: as long as the log keeps any.
MAX_AGE = timedelta(days=395)
#: The same of a browser's, which sends late what it could not send offline: nobody's browser may write the past.
MAX_BROWSER_AGE = timedelta(days=7)
MAX_DEPTH = 20
_NAMING_A_PRODUCT = frozenset(
    {"view_item", "select_item", "add_to_cart", "remove_from_cart", "add_to_wishlist", "rate_item", "purchase"}
)
#: Programs that say of themselves that they read pages for nobody. Cubot makes telephones.
_CRAWLER = re.compile(r"(?<!cu)bot\b|crawl|spider|slurp|headless", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends events.

    Attributes:
        vouches: for whom it names, as a program of the shop's does; a browser could name anybody.
        is_opted_out: asks that nothing of the shopper is kept (`Sec-GPC: 1`).
    """

    vouches: bool = False
    is_opted_out: bool = False


@dataclass(frozen=True, slots=True)
class EventRules:
    """Turns records into events.

    Attributes:
        max_age: what happened longer ago is refused, and of a browser's what happened longer than `MAX_BROWSER_AGE`
            ago; None takes both, as imports do.
    """

    max_age: timedelta | None = MAX_AGE

    def event_of(self, record: Any, sender: Sender, sent_at: Any, received: datetime) -> Event:
        """The event that a record is.

        Args:
            record: as the client sent it.
            sender: who sent it.
            sent_at: when, by the client's clock, if the record itself does not say.
            received: when, by ours.

        Raises:
            EventRefused: if it breaks a rule; the message names the field and does not repeat what was sent.
            EventPassedOver: if it is nothing that is kept here.
        """
        if not isinstance(record, dict):
            raise EventRefused("an event is a JSON object")
        form = wire_form(record)
        if not sender.vouches:
            form["user_id"] = None
        if sender.is_opted_out:
            form["consent"] = {"personalization": False}
        if form["timestamp"] is None:
            form["timestamp"] = received
        event = _validated(form)
        _check_meaning(event, sender)
        return self._timed(event, _sent(record, sent_at), received, sender)

    def _timed(self, event: Event, sent: datetime | None, received: datetime, sender: Sender) -> Event:
        at = happened_at(event.timestamp, sent, received)
        if self.max_age is not None and at < received - self.max_age:
            raise EventRefused(f"timestamp: it is older than {self.max_age.days} days")
        if self.max_age is not None and not sender.vouches and at < received - MAX_BROWSER_AGE:
            raise EventRefused(
                f"timestamp: it is older than {MAX_BROWSER_AGE.days} days; send it with a secret key, or import it"
            )
        return event if at == event.timestamp else event.model_copy(update={"timestamp": at})


def check_soundness(record: Any, *, is_plain: bool) -> None:
    """Refuse what is nested too deeply and, unless it is known to be plain, what is too large or no text.

    Raises:
        EventRefused: with which of them it is.
    """
    if _is_deeper(record, MAX_DEPTH):
        raise EventRefused(f"it is nested deeper than {MAX_DEPTH}")
    if is_plain:
        return
    try:
        size = len(pydantic_core.to_json(record, inf_nan_mode="constants"))
    except (ValueError, OverflowError):
        raise EventRefused("it holds signs that are no text") from None
    if size > MAX_EVENT_BYTES:
        raise EventRefused(f"it has {size:,} bytes; at most {MAX_EVENT_BYTES:,} are allowed")


def _validated(form: Mapping[str, Any]) -> Event:
    try:
        return Event.model_validate(form)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise EventRefused(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None


def _check_meaning(event: Event, sender: Sender) -> None:
    agent = event.context.get("user_agent")
    if isinstance(agent, str) and _CRAWLER.search(agent):
        raise EventPassedOver("sent by a program that names itself a crawler")
    if event.type in _NAMING_A_PRODUCT and not event.properties.items:
        raise EventRefused("properties.items: it names no product")
    if event.type == "rate_item" and event.properties.rating is None:
        raise EventRefused("properties.rating: it names no rating")
    if event.type == "shown" and not sender.vouches:
        raise EventRefused("type: what was shown is written down by the server itself")


def _sent(record: Mapping[str, Any], sent_at: Any) -> datetime | None:
    """None also for a message that another server received before and put right already."""
    if first_of(record, "receivedAt", "received_at") is not None:
        return None
    own = first_of(record, "sentAt", "sent_at")
    return moment_of(sent_at if own is None else own)


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether there are values within values beyond so many levels."""
    held = [value]
    for _ in range(levels):
        if not held:
            return False
        held = [one for outer in held for one in _values(outer) if isinstance(one, (dict, list))]
    return any(map(_values, held))


def _values(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
