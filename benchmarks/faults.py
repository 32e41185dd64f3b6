"""Every fault of the model's server, many times, streaming and not: does each turn end once, usefully, and in time?"""

import contextlib
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from api.server import make_server
from api.settings import load_settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.circuit_breaker import BreakerLimits, CircuitBreaker
from assistant.claude import ClaudeLanguageModel
from assistant.failure_policy import FailureLimits, FailurePolicy
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_least, at_most
from benchmarks.timings import Timings
from benchmarks.wire_server import wire_server
from benchmarks.workplace import Workplace

N_TIMES = 25  # streaming, and as many in one piece: 50 of each fault
QUESTION = "a warm jacket for cycling under 120"
#: Shortened, so that 50 of each take minutes; the rules are the same. The decision to give up falls at these limits.
FIRST_CONTENT_SECONDS, TURN_SECONDS = 0.5, 1.0
#: How long a turn may take after the decision: the fault is known at once, or at one of the limits above.
AFTER_DECISION_SECONDS = 1.0
FAULTS: dict[str, float] = {
    "wrong_key": 0.0,
    "rate_limited": 0.5,
    "rate_limited_briefly": FIRST_CONTENT_SECONDS,
    "rate_limited_for_an_hour": 0.0,
    "server_error": 0.5,
    "overloaded": 0.5,
    "html_502": 0.5,
    "connection_refused": 0.5,
    "slow_headers": FIRST_CONTENT_SECONDS,
    "silence_after_first_words": TURN_SECONDS,
    "cut_mid_stream": 0.0,
    "malformed_json": 0.0,
    "unknown_event": 0.0,
    "empty_content": 0.0,
    "tool_with_invalid_arguments": 0.0,
    "endless_tool_loop": 0.0,
    "refusal": 0.0,
}


@dataclass(slots=True)
class _Seen:
    """What came of one fault."""

    times: Timings = field(default_factory=Timings)
    n_turns: int = 0
    n_good: int = 0


def measure(workplace: Workplace) -> Table:
    """One server a fault; without a breaker, so that every turn meets the fault itself."""
    table = Table("Faults of the model's server", "python -m benchmarks faults")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(shutil.copytree(OUTFITTERS.home(workplace), Path(folder) / "home"))
        for fault, decided_after in FAULTS.items():
            with _model_server(fault) as url, _serving(home, url) as address:
                seen = _ask(address)
            limit = at_most((decided_after + AFTER_DECISION_SECONDS) * 1000)
            table.add(f"{fault}: slowest of {seen.n_turns} turns", seen.times.percentile(100), "ms", limit)
            table.add(f"{fault}: one end, a useful answer, no trace", seen.n_good, "", at_least(seen.n_turns))
    table.notes.append(
        f"Each fault {2 * N_TIMES} times, half of them streamed. The limits are shortened: first content "
        f"{FIRST_CONTENT_SECONDS:g} s, a whole call {TURN_SECONDS:g} s. A target is the moment at which the fault is "
        f"known (at once, or at a limit; half a second may go into one retry) and {AFTER_DECISION_SECONDS:g} s more."
    )
    return table


@contextlib.contextmanager
def _model_server(fault: str) -> Iterator[str]:
    wire = wire_server()
    if fault == "connection_refused":
        yield f"http://127.0.0.1:{wire.closed_port()}"
        return
    server = wire.AnthropicWireServer()
    server.play(fault)
    try:
        yield server.url
    finally:
        server.close()


@contextlib.contextmanager
def _serving(home: Path, model_url: str) -> Iterator[str]:
    """The shop over HTTP on a free port, with a model that is asked again however often it fails."""
    limits = FailureLimits(
        first_content_seconds=FIRST_CONTENT_SECONDS, turn_seconds=TURN_SECONDS, misconfigured_pause_seconds=0.0
    )
    policy = FailurePolicy(limits, CircuitBreaker(BreakerLimits(min_failures=10**9)))
    model = ClaudeLanguageModel.connect("made-up", base_url=model_url, policy=policy)
    settings = load_settings(home=home, port=0, log_level="error")
    with open_shop(settings, language_model=model) as shop:
        yield from _run(shop)


def _run(shop: Shop) -> Iterator[str]:
    server = make_server(shop)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield server.url
    finally:
        server.should_exit = True
        thread.join()


def _ask(address: str) -> _Seen:
    seen = _Seen()
    with httpx.Client(base_url=address, timeout=30) as client:
        for _ in range(N_TIMES):
            for ask in (_streamed, _in_one_piece):
                with seen.times.measure():
                    is_good = ask(client)
                seen.n_turns += 1
                seen.n_good += is_good
    return seen


def _streamed(client: httpx.Client) -> bool:
    response = client.post("/v1/chat", json=_BODY, headers={"Accept": "text/event-stream"})
    names = [line.removeprefix("event: ") for line in response.text.splitlines() if line.startswith("event: ")]
    is_ended = sum(name in ("message_end", "error") for name in names) == 1 and names[-1] == "message_end"
    return is_ended and "products" in names and "text_delta" in names and "Traceback" not in response.text


def _in_one_piece(client: httpx.Client) -> bool:
    response = client.post("/v1/chat", json=_BODY)
    answer: dict[str, Any] = response.json()
    has_words = bool(answer.get("message", {}).get("content", "").strip())
    return (
        response.status_code == 200 and has_words and bool(answer.get("products")) and "Traceback" not in response.text
    )


_BODY = {"message": {"role": "user", "content": QUESTION}}
