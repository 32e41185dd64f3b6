"""`POST /v1/events`, and the addresses that clients of Segment's and RudderStack's know: what shoppers did."""

import time
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.access import Caller
from api.door import Door, TheDoor
from api.errors import BodyRefused
from api.event_desk import SentRequest
from api.origins import check_sender
from events.errors import BatchRefused
from events.event_rules import Sender
from events.receipt import Receipt
from events.sent_batch import MAX_EVENTS, read_batch
from events.vocabulary import EVENT_TYPES

router = APIRouter(tags=["events"])
MAX_BODY_BYTES = 512_000
#: Segment's and RudderStack's calls, each with the short path that Segment's page script knows it by.
_CALLS = {"track": "t", "identify": "i", "page": "p", "screen": "s", "group": "g", "alias": "a"}
_CALL_OF = {f"/v1/{path}": call for call, short in _CALLS.items() for path in (call, short)}
PATHS = frozenset({"/v1/events", "/v1/batch", *_CALL_OF})
#: A body without any of these holds no key: an escape could hide one.
_SIGNS_OF_A_KEY = (b"writeKey", b"write_key", b"\\u")


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
    received_us = time.time_ns() // 1_000
    body, call = await request.body(), _CALL_OF.get(request.url.path)
    try:
        caller = _caller(request, door, body, call)
        sender = Sender(caller.is_secret, request.headers.get("sec-gpc", "").strip() == "1")
        receipt = await door.shop.event_desk.take(SentRequest(body, call, sender, received_us))
    except BatchRefused as refusal:
        raise BodyRefused(refusal.code, 413 if refusal.code == "too_many_events" else 400, str(refusal)) from None
    _count(door, receipt)
    return Response(receipt.body, 202, media_type="application/json")


def _caller(request: Request, door: Door, body: bytes, call: str | None) -> Caller:
    """Who sends: by the header, or, since a beacon has none, by a key in the body or a public one in the address.

    Raises:
        BatchRefused: if the body has to be read for its key, and cannot be.
        KeyRequired: if a key is needed, or one is sent that is not the shop's.
        OriginRefused: if a page of another origin sends.
    """
    named = request.headers.get("authorization", "")
    if not named:
        in_address = request.query_params.get("key", "")
        in_body = read_batch(body, call).write_key if any(sign in body for sign in _SIGNS_OF_A_KEY) else None
        named = f"Bearer {in_body or (in_address if in_address.startswith('pk_') else '')}"
    caller = door.keys.caller(named, None)
    door.keys.check_reader(caller)
    if not caller.is_secret:
        check_sender(request.headers.get("origin"), door.shop.settings)
    return caller


def _count(door: Door, receipt: Receipt) -> None:
    for status in ("accepted", "duplicate", "refused", "ignored"):
        if n_events := getattr(receipt, f"n_{status}"):
            door.metrics.count_events(status, n_events)
