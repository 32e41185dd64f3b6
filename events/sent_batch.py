"""The body of a request of events: one, a list, or a batch; read so that one bad event does not spoil the rest."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydantic_core

from events.errors import BatchRefused
from events.sent_items import first_of

MAX_EVENTS = 500
#: What Segment's clients cap a message at.
MAX_EVENT_BYTES = 32 * 1024
#: Digits of an integer that are read as such; longer ones are only as good as infinity.
_MAX_DIGITS = 300


@dataclass(frozen=True, slots=True)
class SentBatch:
    """What a client sent.

    Attributes:
        records: the events, whatever they are.
        sent_at: when the client says it sent them, by its clock; None if it does not.
        write_key: the key that came in the body, as Segment's clients send it.
        is_plain: all of it is sound text no larger than one event may be.
    """

    records: tuple[Any, ...]
    sent_at: Any = None
    write_key: str | None = None
    is_plain: bool = False


def read_batch(body: bytes, call: str | None = None) -> SentBatch:
    """The events of a body.

    Args:
        body: JSON in UTF-8; NaN and Infinity are read, for the events that hold them to be refused.
        call: of Segment's single calls which one (`track`); it sends one message, without its type.

    Raises:
        BatchRefused: if the body is no JSON, holds no events, or too many.
    """
    told, is_sound = _parsed(body)
    is_plain = is_sound and len(body) <= MAX_EVENT_BYTES
    if isinstance(told, Mapping) and call is not None:
        told = {**told, "batch": [{"type": call, **told}]}
    if isinstance(told, Mapping):
        records = told.get("batch", [told] if _is_event(told) else None)
        key = first_of(told, "writeKey", "write_key")
        batch = SentBatch(_listed(records), _sent_at(told), key if isinstance(key, str) else None, is_plain)
    else:
        batch = SentBatch(_listed(told), is_plain=is_plain)
    if len(batch.records) > MAX_EVENTS:
        raise BatchRefused("too_many_events", f"{len(batch.records):,} events; at most {MAX_EVENTS} fit a request.")
    return batch


def _parsed(body: bytes) -> tuple[Any, bool]:
    """The value, and whether it is certain to be sound text."""
    try:
        return pydantic_core.from_json(body, allow_inf_nan=True), True
    except ValueError:
        pass
    try:  # a half of a character, or a number of a thousand digits: the fault of one event
        return json.loads(body.decode("utf-8"), parse_int=_integer), False
    except UnicodeDecodeError:
        raise BatchRefused("invalid_json", "The body is not UTF-8 text.") from None
    except RecursionError:
        raise BatchRefused("json_too_deep", "The body is nested too deeply.") from None
    except ValueError as error:
        raise BatchRefused("invalid_json", f"The body is not valid JSON: {error}") from None


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else math.inf


def _listed(records: Any) -> tuple[Any, ...]:
    if not isinstance(records, list) or not records:
        raise BatchRefused("no_events", 'The body holds no events; send {"batch": [{"message_id": …, "type": …}]}.')
    return tuple(records)


def _is_event(told: Mapping[str, Any]) -> bool:
    return "type" in told or "event" in told or "name" in told


def _sent_at(told: Mapping[str, Any]) -> Any:
    return first_of(told, "sentAt", "sent_at")
