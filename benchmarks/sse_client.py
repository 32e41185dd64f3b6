"""Asks a running server and times its answer byte by byte, over a plain socket."""

import http.client
import json
import time
from dataclasses import dataclass

from benchmarks.errors import BenchmarkFailed

TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class StreamTimes:
    """Milliseconds from the request's first byte sent.

    Attributes:
        first_byte: of the body, not of the headers.
        products: end of the first `products` event; None if the answer had none.
        text: end of the first `text_delta` event; None if there was none.
        end: of the stream.
    """

    first_byte: float
    products: float | None
    text: float | None
    end: float
    writer: str


def time_chat(port: int, question: str) -> StreamTimes:
    """One turn of a new conversation on a new connection.

    Raises:
        BenchmarkFailed: if the answer is not a whole stream.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    body = json.dumps({"message": {"role": "user", "content": question}})
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    start = time.perf_counter()
    try:
        connection.request("POST", "/v1/chat", body, headers)
        response = connection.getresponse()
        if response.status != 200:
            raise BenchmarkFailed(f"{question!r} was answered with {response.status}: {response.read(500)!r}")
        return _read_stream(response, start)
    finally:
        connection.close()


def _read_stream(response: http.client.HTTPResponse, start: float) -> StreamTimes:
    received, first_byte = b"", 0.0
    seen: dict[str, float] = {}
    while piece := response.read1(65_536):
        now = (time.perf_counter() - start) * 1000
        first_byte = first_byte or now
        received += piece
        for kind in ("products", "text_delta", "message_end", "error"):
            if kind not in seen and _has_event(received, kind):
                seen[kind] = now
    if "message_end" not in seen:
        raise BenchmarkFailed(f"The stream has no end: …{received[-400:]!r}")
    writer = str(_data_of(received, "message_end").get("writer", ""))
    return StreamTimes(first_byte, seen.get("products"), seen.get("text_delta"), seen["message_end"], writer)


def _has_event(received: bytes, kind: str) -> bool:
    """Whether an event of this kind has arrived whole."""
    text = received.replace(b"\r\n", b"\n")
    return any(f"event: {kind}".encode() in block.split(b"\n") for block in text.split(b"\n\n")[:-1])


def _data_of(received: bytes, kind: str) -> dict[str, object]:
    for block in received.replace(b"\r\n", b"\n").split(b"\n\n"):
        lines = block.split(b"\n")
        if f"event: {kind}".encode() in lines:
            data = b"".join(line.removeprefix(b"data: ") for line in lines if line.startswith(b"data:"))
            return dict(json.loads(data))
    return {}
