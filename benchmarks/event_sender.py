"""Sends events to a running server over several connections, in a process of its own, and times the acknowledgements.

python -m benchmarks.event_sender PORT SECONDS CONNECTIONS EVENTS_PER_SECOND [PREFIX]

EVENTS_PER_SECOND 0 sends as fast as the server answers. Prints one JSON object.
"""

import json
import os
import secrets
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

EVENTS_PER_REQUEST = 10
SENT_TYPE = "view_item"
_MARK = b"@@"
#: In an answer; to read all of it would take processor time that the server is short of.
_ALL_ACCEPTED = f'"n_accepted":{EVENTS_PER_REQUEST},'.encode()
#: Added to the niceness of the process: on the same cores the server goes first, as if the senders were elsewhere.
NICENESS = 10


@dataclass(slots=True)
class Sent:
    """What one connection did.

    Attributes:
        acknowledged: ids of requests whose events were all accepted.
        milliseconds: of each acknowledged request.
        refused: ids of requests that were answered otherwise.
        unanswered: ids of requests that were begun and not answered.
    """

    acknowledged: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


class EventConnection:
    """One keep-alive connection that posts batches of ten views; `request_id` names a batch in its events' ids."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._template = _template()

    def post(self, request_id: str) -> bool:
        """Send a batch; whether all of it was accepted, or was there already.

        Raises:
            OSError: if the server is gone.
        """
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        body = self._template.replace(_MARK, request_id.encode())
        head = f"POST /v1/events HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        self._socket.sendall(f"{head}\r\n\r\n".encode() + body)
        status, answer = _answer(self._socket)
        if _ALL_ACCEPTED in answer:
            return status == 202
        told = json.loads(answer)
        return status == 202 and told["n_accepted"] + told["n_duplicate"] == EVENTS_PER_REQUEST

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def send(
    port: int, seconds: float, connections: int, events_per_second: float, prefix: str
) -> tuple[float, list[Sent]]:
    """Seconds it took, and what each connection did."""
    start = time.perf_counter()
    all_sent = [Sent() for _ in range(connections)]
    gap = connections * EVENTS_PER_REQUEST / events_per_second if events_per_second else 0.0
    threads = [
        threading.Thread(target=_send_on, args=(port, start + seconds, gap, f"{prefix}-{n}", sent))
        for n, sent in enumerate(all_sent)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start, all_sent


def _send_on(port: int, deadline: float, gap: float, prefix: str, sent: Sent) -> None:
    connection = EventConnection(port)
    next_at, n_sent = time.perf_counter(), 0
    while (now := time.perf_counter()) < deadline:
        if gap and now < next_at:
            time.sleep(next_at - now)
        next_at += gap
        request_id = f"{prefix}-{n_sent}"
        n_sent += 1
        begun = time.perf_counter()
        try:
            is_accepted = connection.post(request_id)
        except (OSError, ValueError):  # killed in the middle of an answer
            sent.unanswered.append(request_id)
            break
        if is_accepted:
            sent.acknowledged.append(request_id)
            sent.milliseconds.append((time.perf_counter() - begun) * 1000)
        else:
            sent.refused.append(request_id)
    connection.close()


def _answer(connection: socket.socket) -> tuple[int, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    while len(body) < length:
        body += _more(connection)
    return int(head[9:12]), body


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65_536)
    if not piece:
        raise ConnectionResetError("the server hung up")
    return piece


def _template() -> bytes:
    """A batch whose ids hold the mark; visits of some shoppers, as a page sends them."""
    now = datetime.now(UTC).isoformat()
    batch: list[dict[str, Any]] = [
        {
            "message_id": f"@@-{n}",
            "type": SENT_TYPE,
            "anonymous_id": f"a_{secrets.token_hex(4)}",
            "session_id": f"s_{secrets.token_hex(4)}",
            "timestamp": now,
            "properties": {
                "currency": "GBP",
                "items": [{"item_id": f"p-{n}", "price": 24.5, "quantity": 1, "index": n}],
            },
            "context": {"page": {"url": f"https://shop.example/p/{n}"}, "locale": "en-GB", "user_agent": "Mozilla/5.0"},
            "consent": {"personalization": True},
        }
        for n in range(EVENTS_PER_REQUEST)
    ]
    return json.dumps({"batch": batch}).encode()


def main() -> None:
    """Send, and print what came of it."""
    os.nice(NICENESS)
    port, seconds, connections, rate, *prefix = sys.argv[1:]
    name = prefix[0] if prefix else secrets.token_hex(4)
    print("ready", flush=True)  # from here on it only sends
    took, all_sent = send(int(port), float(seconds), int(connections), float(rate), name)
    told = {
        "seconds": took,
        "n_acknowledged": sum(len(sent.acknowledged) for sent in all_sent) * EVENTS_PER_REQUEST,
        "n_failed": sum(len(sent.refused) + len(sent.unanswered) for sent in all_sent),
        "milliseconds": [one for sent in all_sent for one in sent.milliseconds],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
