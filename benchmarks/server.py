"""The server from outside: start, memory, modules, and how soon a shopper sees something, over real sockets."""

import re

from benchmarks.errors import Skipped
from benchmarks.server_process import ServerProcess
from benchmarks.shops import ELECTRONICS, OUTFITTERS, Shop
from benchmarks.sse_client import StreamTimes, time_chat
from benchmarks.table import Table, at_least, at_most
from benchmarks.timings import Timings
from benchmarks.wire_server import wire_server
from benchmarks.workplace import Workplace

N_TURNS = 200
N_WARM_UP = 5
N_SLOW_TURNS = 20
#: The slow model says nothing for this long, then answers.
MODEL_SILENCE_SECONDS = 1.5
FORBIDDEN_MODULES = ("torch", "tensorflow", "implicit")
_IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", re.MULTILINE)


def measure(workplace: Workplace) -> Table:
    """Turns at a server without a key, then at one whose model is slow."""
    table = Table("The server", "python -m benchmarks server")
    shop: Shop = ELECTRONICS
    try:
        home = shop.home(workplace)
    except Skipped as skipped:
        table.notes.append(f"The sample shop stands in for 19,406 products: {skipped}.")
        shop = OUTFITTERS
        home = shop.home(workplace)
    questions = shop.questions(workplace)
    with ServerProcess(home) as server:
        table.add(f"{shop.title}: ready after", server.ready_seconds, "s", at_most(10))
        times = _chat(server, questions, N_TURNS)
        table.add(f"resident memory after {len(times)} chat turns", server.resident_mb, "MB", at_most(600))
    _add_stream_rows(table, times, "template writer")
    model = wire_server().AnthropicWireServer()
    try:
        _play_slow_answer(model)
        with ServerProcess(
            home, ANTHROPIC_BASE_URL=model.url, ANTHROPIC_API_KEY="sk-made-up", PYTHONPROFILEIMPORTTIME="1"
        ) as server:
            slow = _chat(server, questions, N_SLOW_TURNS)
            table.add(f"resident memory with a model, after {len(slow)} chat turns", server.resident_mb, "MB")
            imported = set(_IMPORTED.findall(server.said()))
    finally:
        model.close()
    _add_slow_rows(table, slow, len(model.requests))
    _add_module_row(table, imported)
    return table


def _chat(server: ServerProcess, questions: list[str], n_turns: int) -> list[StreamTimes]:
    """Turns one after the other, every question a new conversation; the first few warm up and do not count."""
    asked = [questions[index % len(questions)] for index in range(N_WARM_UP + n_turns)]
    return [time_chat(server.port, question) for question in asked][N_WARM_UP:]


def _add_stream_rows(table: Table, times: list[StreamTimes], writer: str) -> None:
    first_byte = Timings([t.first_byte for t in times])
    products = Timings([t.products for t in times if t.products is not None])
    end = Timings([t.end for t in times])
    table.add(f"{writer}: first byte of the stream, p50", first_byte.p50, "ms", at_most(20))
    table.add(f"{writer}: first byte of the stream, p95", first_byte.p95, "ms", at_most(20))
    table.add(f"{writer}: first `products` event, p50", products.p50, "ms", at_most(80))
    table.add(f"{writer}: first `products` event, p95", products.p95, "ms", at_most(80))
    table.add(f"{writer}: whole answer, p50", end.p50, "ms")
    table.notes.append(f"{writer}: {len(products)} of {len(times)} turns showed products; one shopper at a time.")


def _add_slow_rows(table: Table, times: list[StreamTimes], n_model_calls: int) -> None:
    _add_stream_rows(table, times, "slow model")
    silence = MODEL_SILENCE_SECONDS * 1000
    n_shown = sum(t.products is not None for t in times)
    n_before = sum(t.products is not None and t.products < silence for t in times)
    table.add("slow model: turns whose products came before it answered", n_before, "", at_least(n_shown))
    writers = ", ".join(sorted({t.writer for t in times}))
    table.notes.append(
        f"The slow model is silent for {MODEL_SILENCE_SECONDS:g} s, then answers; "
        f"it was called {n_model_calls} times, and {writers} wrote."
    )


def _add_module_row(table: Table, imported: set[str]) -> None:
    forbidden = sorted(imported & set(FORBIDDEN_MODULES))
    table.add("of torch, tensorflow, implicit imported by the server", len(forbidden), "", at_most(0))
    table.notes.append(f"{len(imported)} modules were imported by the server; forbidden: {forbidden or 'none'}.")


def _play_slow_answer(model: object) -> None:
    wire = wire_server()
    steps = wire.SCRIPTS["hello"].steps
    model.play(wire.Script(steps, seconds_before_headers=MODEL_SILENCE_SECONDS))  # type: ignore[attr-defined]
