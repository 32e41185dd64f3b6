"""`POST /v1/events`, and the addresses that clients of Segment's and RudderStack's know: what shoppers did."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api.access import Caller
from api.door import Door, TheDoor
from api.errors import BodyRefused
from api.origins import check_sender
from events.errors import BatchRefused, EventsDelayed
from events.event_rules import Sender
from events.intake import EventOutcome, Judged
from events.sent_batch import MAX_EVENTS, SentBatch, read_batch
from events.vocabulary import EVENT_TYPES

router = APIRouter(tags=["events"])
MAX_BODY_BYTES = 512_000
#: Segment's and RudderStack's calls, each with the short path that Segment's page script knows it by.
_CALLS = {"track": "t", "identify": "i", "page": "p", "screen": "s", "group": "g", "alias": "a"}
_CALL_OF = {f"/v1/{path}": call for call, short in _CALLS.items() for path in (call, short)}
PATHS = frozenset({"/v1/events", "/v1/batch", *_CALL_OF})
#: A sender waits no longer for the disk; what it sends again is not counted twice.
ACKNOWLEDGED_SECONDS = 5.0
#: More events than these take longer to judge than other requests should wait.
_JUDGED_AT_ONCE = 50


class EventReceipt(BaseModel):
    message_id: str | None = None
    status: Literal["accepted", "duplicate", "refused", "ignored"]
    reason: str | None = None


class BatchReceipt(BaseModel):
    """What became of each event, in the order they were sent. What is `accepted` is on disk."""

    success: bool
    n_accepted: int
    n_duplicate: int
    n_refused: int
    n_ignored: int
    results: list[EventReceipt]


_EVENT_SCHEMA = {
    "type": "object",
    "required": ["message_id", "type"],
    "properties": {
        "message_id": {"type": "string", "maxLength": 200},
        "type": {"type": "string", "description": f"{', '.join(EVENT_TYPES)}, or another client's name of one"},
        "anonymous_id": {"type": "string", "maxLength": 200},
        "user_id": {"type": "string", "maxLength": 200, "description": "counts with a secret key"},
        "session_id": {"type": "string", "maxLength": 200},
        "timestamp": {"type": "string", "format": "date-time"},
        "properties": {"type": "object"},
        "context": {"type": "object"},
        "attribution": {"type": "object"},
        "consent": {"type": "object", "properties": {"personalization": {"type": "boolean"}}},
    },
}
_BATCH_SCHEMA = {
    "type": "object",
    "required": ["batch"],
    "properties": {"batch": {"type": "array", "minItems": 1, "maxItems": MAX_EVENTS, "items": _EVENT_SCHEMA}},
}
_DESCRIBED: dict[str, Any] = {
    "status_code": 202,
    "responses": {202: {"model": BatchReceipt}},
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": {kind: {"schema": _BATCH_SCHEMA} for kind in ("application/json", "text/plain")},
        }
    },
}
_SINGLE = _DESCRIBED | {
    "openapi_extra": {
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
    }
}


@router.post("/v1/events", **_DESCRIBED)
async def take_events(request: Request, door: TheDoor) -> Response:
    """Take what shoppers did: each event is judged by itself, and on disk before this answers."""
    return await _take(request, door)


@router.post("/v1/batch", **_DESCRIBED)
async def take_batch(request: Request, door: TheDoor) -> Response:
    """The same, where clients of Segment's and RudderStack's send their batches."""
    return await _take(request, door)


@router.post("/v1/track", **_SINGLE)
async def take_track(request: Request, door: TheDoor) -> Response:
    """One message of such a client."""
    return await _take(request, door)


for _path in sorted(_CALL_OF.keys() - {"/v1/track"}):
    router.add_api_route(_path, take_track, methods=["POST"], include_in_schema=False, **_SINGLE)


async def _take(request: Request, door: Door) -> Response:
    received = datetime.now(UTC)
    named = request.headers.get("authorization", "")
    if named:
        door.keys.check_reader(door.keys.caller(named, None))
    try:
        batch = read_batch(await request.body(), _CALL_OF.get(request.url.path))
    except BatchRefused as refusal:
        raise BodyRefused(refusal.code, 413 if refusal.code == "too_many_events" else 400, str(refusal)) from None
    caller = _caller(request, door, named, batch)
    sender = Sender(caller.is_secret, request.headers.get("sec-gpc", "").strip() == "1")
    judged = await _judged(door, batch, sender, received)
    outcomes = await _written(door, judged)
    return _receipt(door, outcomes)


def _caller(request: Request, door: Door, named: str, batch: SentBatch) -> Caller:
    """Who sends: by the header, or, since a beacon has none, by a key in the body or a public one in the address.

    Raises:
        KeyRequired: if a key is needed, or one is sent that is not the shop's.
        OriginRefused: if a page of another origin sends.
    """
    in_address = request.query_params.get("key", "")
    key = batch.write_key or (in_address if in_address.startswith("pk_") else "")
    caller = door.keys.caller(named or f"Bearer {key}", None)
    door.keys.check_reader(caller)
    if not caller.is_secret:
        check_sender(request.headers.get("origin"), door.shop.settings)
    return caller


async def _judged(door: Door, batch: SentBatch, sender: Sender, received: datetime) -> Judged:
    intake = door.shop.event_intake
    if len(batch.records) <= _JUDGED_AT_ONCE:
        return intake.judge(batch, sender, received)
    return await asyncio.to_thread(intake.judge, batch, sender, received)


async def _written(door: Door, judged: Judged) -> list[EventOutcome]:
    """What became of the events, once they are on disk.

    Raises:
        EventsDelayed: if that takes too long.
        DatabaseUnavailable: if they cannot be written; none is.
    """
    writing = asyncio.wrap_future(door.shop.event_intake.write(judged))
    try:
        async with asyncio.timeout(ACKNOWLEDGED_SECONDS):
            return judged.told(await writing)
    except TimeoutError:
        raise EventsDelayed("The events could not be written down in time; send them again.") from None


def _receipt(door: Door, outcomes: Sequence[EventOutcome]) -> Response:
    counts = Counter(outcome.status for outcome in outcomes)
    for status, n_events in counts.items():
        door.metrics.count_events(status, n_events)
    results = [
        {name: value for name in ("message_id", "status", "reason") if (value := getattr(outcome, name)) is not None}
        for outcome in outcomes
    ]
    numbers = {f"n_{status}": counts[status] for status in ("accepted", "duplicate", "refused", "ignored")}
    return JSONResponse({"success": True, **numbers, "results": results}, 202)
