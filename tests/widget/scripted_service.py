"""The service's routes, with scripted answers on connections that break, repeat and fall silent as few real ones do."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler
from typing import Any

from api.widget_files import WidgetFiles
from tests.widget.shop_pages import Asked, Page, running

Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Connection:
    """How one connection carries the events of an answer.

    Attributes:
        cut_after_bytes: the socket is closed in the middle of the stream, as soon as `is_read` is set: a browser throws
            away what it had not read when the connection broke.
        is_read: see there.
        ends_after: the stream ends, as if that were all, behind so many events.
        is_repeating: every event comes twice.
        skipped: numbers of events that do not come.
        silent_after: nothing comes any more behind so many events; the connection stays.
        gates: what must be set before the event of that number is sent.
    """

    cut_after_bytes: int | None = None
    is_read: threading.Event = field(default_factory=threading.Event)
    ends_after: int | None = None
    is_repeating: bool = False
    skipped: frozenset[int] = frozenset()
    silent_after: int | None = None
    gates: Mapping[int, threading.Event] = field(default_factory=dict)


def refusal(status: int, code: str, **headers: str) -> Page:
    """A problem document."""
    problem = {"type": f"/problems/{code}", "title": code, "detail": f"{code} happened", "status": status, "code": code}
    return Page.of_json(problem, status, **headers)


@dataclass(frozen=True)
class Answer:
    """Events, and how they get through: on the first connection, the second …, the last one's way for all after it."""

    events: Sequence[Event]
    connections: Sequence[Connection | Page] = (Connection(),)


def answer_events(text: str = "Take the **Warm Down Jacket**.", **more: Any) -> list[Event]:
    """The events of a whole answer; `more`: cards, comparison, citations, suggestions, pieces (of the text)."""
    pieces = more.get("pieces") or [text]
    named: list[Event] = [("status", {"text": "Having a look for you…"})]
    if more.get("cards"):
        named.append(("products", {"list_id": "l_1", "layout": "list", "items": more["cards"]}))
    if more.get("comparison"):
        named.append(("comparison", more["comparison"]))
    named += [("text_delta", {"text": piece}) for piece in pieces]
    if more.get("citations"):
        named.append(("citations", {"items": more["citations"]}))
    if more.get("suggestions"):
        named.append(("suggestions", {"items": [{"text": one} for one in more["suggestions"]]}))
    return [*named, ("message_end", {"stop_reason": "end_turn", "writer": "template", "latency": {}})]


def card(product_id: str = "jacket-warm", **more: Any) -> dict[str, Any]:
    """A product as the service shows it."""
    return {
        "product_id": product_id,
        "title": "Warm Down Jacket",
        "url": f"https://shop.example/p/{product_id}",
        "price": {"amount": 11_900, "currency": "GBP"},
        "price_from": False,
        "availability": "in_stock",
        "reason": "Warm jacket for cold days",
        "evidence": [{"signal": "words", "weight": 1.0}],
    } | more


class ScriptedService:
    """Plays one answer a question, in order, then the last one again."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Asked] = []
        self.answers: list[Answer | Page] = [Answer(answer_events())]
        self.past: list[dict[str, Any]] = []
        self.variants: list[dict[str, Any]] = [{"id": "4001", "title": "One size"}]
        self.handle: str | None = None
        self.leaving = threading.Event()
        self._n_asked = 0
        self._runs: dict[str, tuple[Answer, int]] = {}

    def play(self, *answers: Answer | Page) -> None:
        """Answer the next questions so."""
        self.answers = list(answers)
        self._n_asked = 0

    def asked(self, method: str, beginning: str) -> list[Asked]:
        """The requests that were made of a route, first to last."""
        return [one for one in self.requests if one.method == method and one.path.startswith(beginning)]

    def begin(self) -> tuple[str, Answer] | Page:
        """The answer to a question, under the id of a new run."""
        answer = self.answers[min(self._n_asked, len(self.answers) - 1)]
        self._n_asked += 1
        if isinstance(answer, Page):
            return answer
        run_id = f"r_{self._n_asked}"
        start = {"conversation_id": "c_1", "conversation_token": "ct_1", "message_id": f"m_{self._n_asked}"}
        start |= {"run_id": run_id, "created_at": "2026-11-20T10:00:00Z"}
        self._runs[run_id] = (Answer([("message_start", start), *answer.events], answer.connections), 0)
        return run_id, answer

    def connect(self, run_id: str) -> tuple[Sequence[Event], Connection | Page]:
        """All events of a run, and how the next connection carries them."""
        answer, n_before = self._runs[run_id]
        self._runs[run_id] = (answer, n_before + 1)
        return answer.events, answer.connections[min(n_before, len(answer.connections) - 1)]


@cache
def _files() -> WidgetFiles:
    return WidgetFiles.read()


@contextmanager
def serving_script() -> Iterator[ScriptedService]:
    """A scripted service on a free port."""
    service = ScriptedService()
    handler = type("Handler", (_Handler,), {"service": service, "files": _files()})
    with running(handler) as url:
        service.url = url
        yield service
        service.leaving.set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: ScriptedService
    files: WidgetFiles

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.path, dict(self.headers), body)
        if self.command == "OPTIONS":
            return self._send(Page(status=204))
        self.service.requests.append(asked)
        if asked.path == "/v1/chat":
            begun = self.service.begin()
            return self._send(begun) if isinstance(begun, Page) else self._stream(begun[0], 0)
        if asked.path.endswith("/events") and asked.path.startswith("/v1/runs/"):
            run_id, _, number = self.headers["Last-Event-ID"].partition(":")
            return self._stream(run_id, int(number))
        return self._send(self._page(asked))

    do_GET = do_POST = do_DELETE = do_OPTIONS = _answer  # noqa: N815 - the library's names

    def _page(self, asked: Asked) -> Page:
        path = asked.path.partition("?")[0]
        if path == "/widget.js":
            return self._script(self.files.loader.content)
        if path.startswith("/widget/"):
            return self._script(self.files.modules[path.split("/", 3)[3]].content)
        if path.endswith("/messages"):
            return Page.of_json({"conversation_id": "c_1", "messages": self.service.past})
        if path.startswith("/v1/catalog/products/"):
            told = {"variants": self.service.variants, "handle": self.service.handle}
            return Page.of_json({"id": path.rsplit("/", 1)[-1], **told})
        return Page.of_json({}, 202) if path == "/v1/events" else Page(status=204)

    @staticmethod
    def _script(content: bytes) -> Page:
        return Page(content, headers={"Content-Type": "text/javascript", "Cache-Control": "no-store"})

    def _send(self, page: Page) -> None:
        self.send_response(page.status)
        self._allow_all()
        for name, value in page.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(page.content)))
        self.end_headers()
        self.wfile.write(page.content)

    def _allow_all(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Authorization, Last-Event-ID, X-Conversation-Token")
        self.send_header("Access-Control-Allow-Methods", "*")
        self.send_header("Access-Control-Expose-Headers", "Retry-After")

    def _stream(self, run_id: str, after: int) -> None:
        events, way = self.service.connect(run_id)
        if isinstance(way, Page):
            return self._send(way)
        self.send_response(200)
        self._allow_all()
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        if self._carry(run_id, list(enumerate(events, 1))[after:], way):
            self.wfile.write(b"0\r\n\r\n")
        return None

    def _carry(self, run_id: str, numbered: list[tuple[int, Event]], way: Connection) -> bool:
        """Send events; false where the stream is to break off."""
        n_bytes = 0
        for n_sent, (number, (name, data)) in enumerate(numbered):
            if n_sent == way.ends_after:
                return True
            if n_sent == way.silent_after:
                self.service.leaving.wait()
                return False
            if number in way.gates:
                way.gates[number].wait()
            text = f"event: {name}\ndata: {json.dumps(data)}\nid: {run_id}:{number}\n\n".encode()
            sent = b"" if number in way.skipped else text * (1 + way.is_repeating)
            if way.cut_after_bytes is not None and n_bytes + len(sent) > way.cut_after_bytes:
                self._chunk(sent[: way.cut_after_bytes - n_bytes])
                way.is_read.wait()
                return False
            n_bytes += len(sent)
            self._chunk(sent)
        return True

    def _chunk(self, sent: bytes) -> None:
        if sent:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(sent), sent))
            self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
