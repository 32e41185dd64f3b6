"""What a server and its process for events say to each other: frames over one socket.

A frame is the length of its content, the number of the request that it belongs to, its kind, and the content. Both ends
are of one version: the server starts the process.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from pydantic import TypeAdapter

from api.event_desk import SentRequest
from database.errors import DatabaseLocked, DatabaseUnavailable
from events.errors import BatchRefused, EventsDelayed
from events.event import Event
from events.event_rules import Sender
from events.receipt import Receipt

#: Read from the socket at a time.
PIECE_BYTES = 262_144
_HEAD = struct.Struct("!IIB")
_REQUEST = struct.Struct("!QBB")
_COUNTS = struct.Struct("!4H")
_EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
_VOUCHES, _OPTED_OUT = 1, 2
#: What a sender can be told of, by name; anything else is a fault of the program.
_FAULTS: dict[str, type[Exception]] = {
    kind.__name__: kind for kind in (EventsDelayed, DatabaseLocked, DatabaseUnavailable)
}


class DeskFailed(Exception):
    """The process for events met what nobody expected; its log has the trace."""


class Kind(IntEnum):
    """What a frame holds."""

    REQUEST = 0
    RECEIPT = 1
    FAULT = 2
    STORED = 3


class Frame(NamedTuple):
    """One message."""

    kind: Kind
    number: int
    content: bytes


class FrameReader:
    """Puts frames together from the pieces of a stream."""

    def __init__(self) -> None:
        self._received = bytearray()

    def feed(self, piece: bytes) -> Iterator[Frame]:
        """The frames that are whole with this piece; to be read to the end."""
        self._received += piece
        start = 0
        while len(self._received) - start >= _HEAD.size:
            length, number, kind = _HEAD.unpack_from(self._received, start)
            end = start + _HEAD.size + length
            if len(self._received) < end:
                break
            yield Frame(Kind(kind), number, bytes(self._received[start + _HEAD.size : end]))
            start = end
        del self._received[:start]


def framed(kind: Kind, number: int, *content: bytes) -> bytes:
    """A frame as it travels."""
    return b"".join((_HEAD.pack(sum(map(len, content)), number, kind), *content))


def request_frame(number: int, request: SentRequest) -> bytes:
    """A request, on its way to be judged."""
    flags = _VOUCHES * request.sender.vouches | _OPTED_OUT * request.sender.is_opted_out
    call = (request.call or "").encode()
    return framed(Kind.REQUEST, number, _REQUEST.pack(request.received_us, flags, len(call)), call, request.body)


def request_of(content: bytes) -> SentRequest:
    """The request of a frame."""
    received_us, flags, n_call = _REQUEST.unpack_from(content)
    start = _REQUEST.size + n_call
    call = content[_REQUEST.size : start].decode() or None
    sender = Sender(vouches=bool(flags & _VOUCHES), is_opted_out=bool(flags & _OPTED_OUT))
    return SentRequest(content[start:], call, sender, received_us)


def receipt_frame(number: int, receipt: Receipt) -> bytes:
    """A receipt, on its way to the sender."""
    *counts, body = receipt
    return framed(Kind.RECEIPT, number, _COUNTS.pack(*counts), body)


def receipt_of(content: bytes) -> Receipt:
    """The receipt of a frame."""
    n_accepted, n_duplicate, n_refused, n_ignored = _COUNTS.unpack_from(content)
    return Receipt(n_accepted, n_duplicate, n_refused, n_ignored, content[_COUNTS.size :])


def fault_frame(number: int, error: BaseException) -> bytes:
    """Why there is no receipt."""
    kind = next((one.__name__ for one in type(error).__mro__ if one.__name__ in _FAULTS), "")
    told = [kind, str(error)] if not isinstance(error, BatchRefused) else ["BatchRefused", str(error), error.code]
    return framed(Kind.FAULT, number, json.dumps(told).encode())


def fault_of(content: bytes) -> Exception:
    """The error of a frame."""
    kind, message, *code = json.loads(content)
    if code:
        return BatchRefused(code[0], message)
    return _FAULTS.get(kind, DeskFailed)(message)


def stored_frame(events: Sequence[Event]) -> bytes:
    """Events that are on disk, for those who listen in the server."""
    return framed(Kind.STORED, 0, b"[", ",".join(event.to_json() for event in events).encode(), b"]")


def stored_of(content: bytes) -> tuple[Event, ...]:
    """The events of a frame."""
    return _EVENTS.validate_json(content)
