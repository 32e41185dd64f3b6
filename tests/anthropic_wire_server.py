"""A fake Anthropic server: speaks the Messages API's wire protocol over a real socket, faults included.

Tests play it through the `anthropic_server` fixture. By hand, with the model's client pointed at it:

    python tests/anthropic_wire_server.py --port 8765 --script hello
    ANTHROPIC_BASE_URL=http://127.0.0.1:8765 ANTHROPIC_API_KEY=any shopkeeper chat
"""

import argparse
import hashlib
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HELLO = "Hello! I am an AI assistant. **What** are you looking for today?"
HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence on the line; over early when the server stops."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection breaks here: with the transport noticing, or (`is_clean`) looking like a normal end."""

    is_clean: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The first event of an answer. What it does not say of the tokens used, the server counts."""

    usage: tuple[tuple[str, int], ...] = ()

    def as_bytes(self, counted: Mapping[str, int]) -> bytes:
        """As it stands on the wire."""
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-5-5", "content": []}
        usage = {"output_tokens": 1, **counted, **dict(self.usage)}
        return event("message_start", message={**message, "stop_reason": None, "stop_sequence": None, "usage": usage})


Step = bytes | Pause | Cut | Opening


@dataclass(frozen=True, slots=True)
class Script:
    """How one request is answered."""

    steps: tuple[Step, ...] = ()
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    seconds_before_headers: float = 0.0


def event(kind: str, **data: Any) -> bytes:
    """One event as it stands on the wire."""
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n".encode()


def start(**usage: int) -> Opening:
    """The first event of every answer."""
    return Opening(tuple(usage.items()))


def end(reason: str | None = "end_turn") -> tuple[bytes, bytes]:
    """The last two events."""
    delta = {"stop_reason": reason, "stop_sequence": None}
    return event("message_delta", delta=delta, usage={"output_tokens": 15}), event("message_stop")


def text_block(*pieces: str, index: int = 0) -> tuple[bytes, ...]:
    """A block of prose, piece by piece."""
    opening = event("content_block_start", index=index, content_block={"type": "text", "text": ""})
    deltas = [event("content_block_delta", index=index, delta={"type": "text_delta", "text": p}) for p in pieces]
    return (opening, *deltas, event("content_block_stop", index=index))


def tool_block(name: str, *json_pieces: str, index: int = 1) -> tuple[bytes, ...]:
    """A call of a tool, its arguments piece by piece."""
    block = {"type": "tool_use", "id": f"toolu_{index}", "name": name, "input": {}}
    deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in json_pieces]
    return (
        event("content_block_start", index=index, content_block=block),
        *(event("content_block_delta", index=index, delta=delta) for delta in deltas),
        event("content_block_stop", index=index),
    )


def failure(status: int, kind: str, message: str = "no", **headers: str) -> Script:
    """An error before any stream."""
    body = json.dumps({"type": "error", "error": {"type": kind, "message": message}}).encode()
    names = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Script((body,), status, (("content-type", "application/json"), *names))


def _split(text: str, n_characters: int = 9) -> list[str]:
    return [text[i : i + n_characters] for i in range(0, len(text), n_characters)]


_PING = event("ping")
_CALL = tool_block("search_products", '{"query": "warm', ' jacket", "max_price"', ": 120}")
_FIRST_WORDS = (start(), *text_block("Here are "))
_TICK: tuple[Step, ...] = (Pause(0.02), _PING)
_PINGS = _TICK * 200
_SYLLABLE: tuple[Step, ...] = (Pause(0.02), *text_block("la "))
_TRICKLE = _SYLLABLE * 400

#: Every script by the name a test, or a person, plays it by.
SCRIPTS: dict[str, Script] = {
    "hello": Script((start(), _PING, *text_block(*_split(HELLO)), *end())),
    "tool_use": Script((start(), *text_block("Let me look."), *_CALL, *end("tool_use"))),
    "endless_tool_loop": Script((start(), *_CALL, *end("tool_use"))),
    "tool_with_invalid_arguments": Script(
        (start(), *tool_block("search_products", '{"limit": "lots"}'), *end("tool_use"))
    ),
    "tool_with_broken_json": Script((start(), *tool_block("search_products", '{"query": "wa'), *end("tool_use"))),
    "tool_with_a_list": Script((start(), *tool_block("search_products", "[1, 2]"), *end("tool_use"))),
    "max_tokens": Script((start(), *text_block("This goes on and"), *end("max_tokens"))),
    "max_tokens_in_tool": Script(
        (start(), *text_block("Let me"), *tool_block("search_products", '{"query": "wa'), *end("max_tokens"))
    ),
    "max_tokens_before_arguments": Script((start(), *tool_block("search_products"), *end("max_tokens"))),
    "refusal": Script((start(), *end("refusal"))),
    "pause_turn": Script((start(), *text_block("One moment."), *end("pause_turn"))),
    "stop_sequence": Script((start(), *text_block("Done."), *end("stop_sequence"))),
    "context_window_exceeded": Script((start(), *end("model_context_window_exceeded"))),
    "unknown_stop_reason": Script((start(), *text_block("Hello."), *end("sunset"))),
    "empty_content": Script((start(), *end())),
    "no_stop_reason": Script((*_FIRST_WORDS, *end(None))),
    "unknown_event": Script(
        (start(), event("weather", sky="blue"), *text_block("Hello."), event("content_block_tint", index=0), *end())
    ),
    "unknown_block_and_delta": Script(
        (
            start(),
            event("content_block_start", index=0, content_block={"type": "hologram"}),
            event("content_block_delta", index=0, delta={"type": "hologram_delta", "hue": 3}),
            event("content_block_stop", index=0),
            *text_block("Hello.", index=1),
            *end(),
        )
    ),
    "malformed_json": Script((*_FIRST_WORDS, b'event: content_block_delta\ndata: {"type": "content_blo\n\n', *end())),
    "malformed_event": Script((start(), b"event: content_block_delta\ndata: [1, 2, 3]\n\n", *end())),
    "not_utf8": Script((start(), b"event: ping\ndata: \xff\xfe\n\n", *end())),
    "not_a_stream": Script((HTML,), 200, (("content-type", "text/html"),)),
    "cut_mid_stream": Script((*_FIRST_WORDS, Cut())),
    "cut_cleanly": Script((*_FIRST_WORDS, Cut(is_clean=True))),
    "cut_before_anything": Script((Cut(),)),
    "error_mid_stream": Script((*_FIRST_WORDS, event("error", error={"type": "overloaded_error", "message": "busy"}))),
    "bad_request_mid_stream": Script(
        (start(), event("error", error={"type": "invalid_request_error", "message": "x"}))
    ),
    "silence_after_first_words": Script((*_FIRST_WORDS, Pause(30), *end())),
    "pings_instead_of_content": Script((start(), *_PINGS)),
    "pings_after_first_words": Script((*_FIRST_WORDS, *_PINGS)),
    "endless_trickle": Script((start(), *_TRICKLE)),
    "slow_headers": Script((start(), *text_block("Late."), *end()), seconds_before_headers=30),
    "wrong_key": failure(401, "authentication_error", "invalid x-api-key"),
    "no_permission": failure(403, "permission_error"),
    "unknown_model": failure(404, "not_found_error", "model: claude-nothing"),
    "bad_request": failure(400, "invalid_request_error", "messages: too many"),
    "too_large": failure(413, "request_too_large"),
    "rate_limited": failure(429, "rate_limit_error"),
    "rate_limited_briefly": failure(429, "rate_limit_error", retry_after="1"),
    "rate_limited_for_an_hour": failure(429, "rate_limit_error", retry_after="3600"),
    "rate_limited_until_a_date": failure(429, "rate_limit_error", retry_after="Fri, 20 Nov 2026 12:00:00 GMT"),
    "server_error": failure(500, "api_error"),
    "overloaded": failure(529, "overloaded_error"),
    "html_502": Script((HTML,), 502, (("content-type", "text/html"),)),
}


class PromptCache:
    """Counts input tokens as the provider's cache does: by prefixes that are equal byte for byte.

    A prefix is kept when a request marks its end and it is long enough; a later request that marks the same end reads
    it. The order is the provider's: tools, system, messages; what may be called belongs to the messages. Four
    characters are taken for a token. Stricter than the real one, which also looks at unmarked ends a little way back,
    and forgets after five minutes.
    """

    CHARACTERS_PER_TOKEN = 4

    def __init__(self, min_tokens: int = 1024) -> None:
        self._min_characters = min_tokens * self.CHARACTERS_PER_TOKEN
        self._kept: set[bytes] = set()

    def count(self, body: Mapping[str, Any]) -> dict[str, int]:
        """The usage of one request; its marked prefixes are kept from now on."""
        whole, n_read, ends = "", 0, list[tuple[int, bytes]]()
        for piece, is_marked in _pieces(body):
            whole += piece
            if is_marked and len(whole) >= self._min_characters:
                ends.append((len(whole), hashlib.sha256(whole.encode()).digest()))
        n_read = max((end for end, digest in ends if digest in self._kept), default=0)
        n_written = max([end for end, _ in ends], default=0) - n_read
        self._kept.update(digest for _, digest in ends)
        n_rest = len(whole) - n_read - n_written
        counts = {
            "input_tokens": n_rest,
            "cache_read_input_tokens": n_read,
            "cache_creation_input_tokens": n_written,
        }
        return {kind: n // self.CHARACTERS_PER_TOKEN for kind, n in counts.items()}


def _pieces(body: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """What the provider reads, block by block, and whether a block is marked; the marks themselves are not read."""
    for block in (*body.get("tools", ()), *body.get("system", ())):
        yield json.dumps({k: v for k, v in block.items() if k != "cache_control"}), "cache_control" in block
    yield json.dumps(body.get("tool_choice")), False
    for message in body.get("messages", ()):
        content = message["content"]
        for block in [{"type": "text", "text": content}] if isinstance(content, str) else content:
            bare = {k: v for k, v in block.items() if k != "cache_control"}
            yield json.dumps([message["role"], bare]), "cache_control" in block


@dataclass
class AnthropicWireServer:
    """Listens on 127.0.0.1; plays the queued scripts one a request, the last one for ever.

    It takes any path, since the clouds serve the same protocol on paths of their own; `usages` is what it counted.
    """

    port: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    usages: list[dict[str, int]] = field(default_factory=list)
    cache: PromptCache = field(default_factory=PromptCache)
    _scripts: list[Script] = field(default_factory=lambda: [SCRIPTS["hello"]])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._http = _HttpServer(self)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """What to give the client as `base_url`."""
        return f"http://127.0.0.1:{self.port}"

    def play(self, *scripts: str | Script) -> None:
        """Answer the next requests with these, by name or as they are; the last one stays."""
        self._scripts = [SCRIPTS[script] if isinstance(script, str) else script for script in scripts]

    def next_script(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> tuple[Script, dict[str, int]]:
        """Record a request; what to answer it with, and the tokens it brought."""
        with self._lock:
            self.paths.append(path)
            self.requests.append(body)
            self.headers.append(headers)
            script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
            # A request that is refused leaves nothing in the cache.
            self.usages.append(self.cache.count(body) if script.status == 200 else {})
            return script, self.usages[-1]

    def close(self) -> None:
        """Stop; silent answers end at once."""
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_HttpServer"
    _counted: Mapping[str, int]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        script, self._counted = self.server.wire.next_script(self.path, body, headers)
        self.close_connection = True
        try:
            self._answer(script)
        except OSError:  # the client went away, as it may
            self.wfile = _Nowhere()  # type: ignore[assignment]

    def _answer(self, script: Script) -> None:
        if self._stops_within(script.seconds_before_headers):
            return
        self.send_response(script.status)
        for name, value in script.headers or (("content-type", "text/event-stream; charset=utf-8"),):
            self.send_header(name, value)
        is_chunked = Cut(is_clean=True) not in script.steps
        if is_chunked:
            self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()
        self._play(script.steps, is_chunked=is_chunked)

    def _play(self, steps: tuple[Step, ...], *, is_chunked: bool) -> None:
        for step in steps:
            if isinstance(step, Cut):
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if isinstance(step, Pause):
                if self._stops_within(step.seconds):
                    return
                continue
            if isinstance(step, Opening):
                step = step.as_bytes(self._counted)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(step), step) if is_chunked else step)
            self.wfile.flush()
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _stops_within(self, seconds: float) -> bool:
        return self.server.wire.stopping.wait(seconds)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class _HttpServer(ThreadingHTTPServer):
    def __init__(self, wire: AnthropicWireServer) -> None:
        self.wire = wire
        super().__init__(("127.0.0.1", wire.port), _Handler)


class _Nowhere:
    """Swallows what is left to say to a client that is gone."""

    closed = False

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda *_: None


def closed_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def serving() -> Iterator[AnthropicWireServer]:
    """A server for as long as the generator is held."""
    server = AnthropicWireServer()
    try:
        yield server
    finally:
        server.close()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="A fake Anthropic server for trying failures out.")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--script", choices=sorted(SCRIPTS), nargs="+", default=["hello"])
    arguments = parser.parse_args()
    server = AnthropicWireServer(arguments.port)
    server.play(*arguments.script)
    print(f"Playing {', '.join(arguments.script)} at {server.url} - stop with Ctrl-C", flush=True)  # noqa: T201 - a command
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()
