"""Promotes and rolls back while a running server answers; every request is counted and timed."""

import http.client
import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkFailed
from benchmarks.server_process import ServerProcess
from benchmarks.sse_client import time_chat
from benchmarks.timings import Timings
from recommenders.registry import Registry

N_ROUNDS, SWAPS_A_ROUND = 4, 10
#: A server looks at the pointer every second.
SWAP_SECONDS = 1.3
N_WARM_UP = 10


@dataclass(slots=True)
class Load:
    """What came of the requests, by what was asked and whether models were being swapped.

    Attributes:
        quiet: what was asked → times, while nothing was swapped.
        swapping: the same while models were swapped.
        failures: what went wrong, in words.
        n_swaps: promotions and rollbacks.
    """

    quiet: dict[str, Timings] = field(default_factory=lambda: {"chat": Timings(), "recommendations": Timings()})
    swapping: dict[str, Timings] = field(default_factory=lambda: {"chat": Timings(), "recommendations": Timings()})
    failures: list[str] = field(default_factory=list)
    n_swaps: int = 0

    @property
    def n_requests(self) -> int:
        """All of them, the failed ones left out."""
        return sum(len(times) for side in (self.quiet, self.swapping) for times in side.values())


def swap_under_load(home: Path, versions: Mapping[str, Sequence[str]], questions: Sequence[str]) -> Load:
    """Quiet and swapping times in turn, so that a busy machine slows both.

    Args:
        home: a data folder whose models are trained.
        versions: kind → its older and its newer version.
        questions: asked one after the other.
    """
    load, registry = Load(), Registry(home)
    with ServerProcess(home) as server:
        for number in range(N_WARM_UP):
            _ask(server.port, "chat", questions[number % len(questions)])
            _ask(server.port, "recommendations", "")
        for _ in range(N_ROUNDS):
            with _Askers(server.port, questions, load.quiet, load.failures):
                time.sleep(SWAPS_A_ROUND * SWAP_SECONDS)
            with _Askers(server.port, questions, load.swapping, load.failures):
                for number in range(SWAPS_A_ROUND):
                    _swap(registry, versions, is_promotion=number % 2 == 0)
                    load.n_swaps += 1
                    time.sleep(SWAP_SECONDS)
    return load


def _swap(registry: Registry, versions: Mapping[str, Sequence[str]], is_promotion: bool) -> None:
    """The older versions are promoted, and rolled back to the newer ones."""
    if is_promotion:
        registry.promote_all({kind: older for kind, (older, _) in versions.items()})
        return
    for kind, (_, newer) in versions.items():
        if registry.rollback(kind) != newer:
            raise BenchmarkFailed(f"the rollback of {kind} did not lead back to {newer}")


class _Askers:
    """One client that chats and one that asks for recommendations, for as long as the block lasts."""

    def __init__(self, port: int, questions: Sequence[str], times: Mapping[str, Timings], failures: list[str]) -> None:
        self._port, self._questions, self._times, self._failures = port, questions, times, failures
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, args=(what,)) for what in times]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, what: str) -> None:
        number = 0
        while not self._is_over.is_set():
            try:
                with self._times[what].measure():
                    _ask(self._port, what, self._questions[number % len(self._questions)])
            except (BenchmarkFailed, OSError, http.client.HTTPException) as failure:
                self._failures.append(f"{what}: {failure}")
            number += 1
            time.sleep(0.02)


def _ask(port: int, what: str, question: str) -> None:
    if what == "chat":
        time_chat(port, question)
        return
    body: dict[str, Any] = {"surface": "home", "user": {"anonymous_id": "a_0001"}}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", "/v1/recommendations", json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        text = response.read()
        if response.status != 200 or not json.loads(text)["items"]:
            raise BenchmarkFailed(f"answered with {response.status}: {text[:300]!r}")
    finally:
        connection.close()
