"""Events over HTTP: how many a second are on disk before they are acknowledged, and what a chat beside them pays."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkFailed, Skipped
from benchmarks.event_sender import EVENTS_PER_REQUEST, EventConnection
from benchmarks.process import plain_environment
from benchmarks.server_process import ServerProcess
from benchmarks.shops import ELECTRONICS, OUTFITTERS, Shop
from benchmarks.sse_client import time_chat
from benchmarks.table import Table, at_least, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import REPOSITORY, Workplace
from database import open_database
from events.log import EventLog

N_CONNECTIONS = 8
SECONDS_AT_FULL_SPEED = 15.0
#: Events a second beside which the chat is timed: what is asked of a server all day long, and at its busiest.
RATES = (1_000, 3_000)
N_ROUNDS = 8
N_TURNS_PER_ROUND = 25
N_WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a run of the sender tells."""

    seconds: float
    n_acknowledged: int
    n_failed: int
    milliseconds: list[float]

    @property
    def per_thousand(self) -> float:
        """Thousands of acknowledged events."""
        return self.n_acknowledged / 1_000

    @property
    def per_second(self) -> float:
        """Acknowledged events a second."""
        return self.n_acknowledged / self.seconds


def measure(workplace: Workplace) -> Table:
    """At full speed, then beside a chat at a steady pace; on a copy of the shop, which is thrown away."""
    table = Table("Ingestion", "python -m benchmarks ingestion")
    shop, home = _shop(workplace, table)
    questions = shop.questions(workplace)
    with ServerProcess(home) as server:
        for question in questions[:N_WARM_UP]:
            time_chat(server.port, question)
        _warm_up(server.port)
        before = server.cpu_seconds, server.cpu_seconds_of_children
        full = _finished(_sender(server.port, SECONDS_AT_FULL_SPEED, 0))
        _add_full_speed(table, full)
        _add_costs(table, server, full, before)
        n_acknowledged = full.n_acknowledged + EVENTS_PER_REQUEST
        for rate in RATES:
            n_acknowledged += _add_chat(table, server, questions, rate)
    _add_kept(table, home, n_acknowledged)
    table.notes.append(
        f"{N_CONNECTIONS} connections from a process of its own, {EVENTS_PER_REQUEST} events a request; sender and "
        "server share the cores, the sender at a lower priority (nice 10) and as thrifty as it can be: its bodies are "
        "encoded beforehand and answers only glanced at. Every acknowledgement comes after its commit (WAL, "
        "synchronous=FULL)."
    )
    return table


def _shop(workplace: Workplace, table: Table) -> tuple[Shop, Path]:
    shop: Shop = ELECTRONICS
    try:
        home = shop.home(workplace)
    except Skipped as skipped:
        table.notes.append(f"The sample shop stands in for 19,406 products: {skipped}.")
        shop = OUTFITTERS
        home = shop.home(workplace)
    copy = workplace.scratch / f"{shop.name}-ingestion-home"
    shutil.rmtree(copy, ignore_errors=True)
    return shop, shutil.copytree(home, copy)


def _warm_up(port: int) -> None:
    """The first event after a start waits for the catalog's codes, which are read once."""
    connection = EventConnection(port)
    if not connection.post("warm-up"):
        raise BenchmarkFailed("the server did not accept the first events")
    connection.close()


def _add_full_speed(table: Table, full: Acknowledged) -> None:
    timings = Timings(full.milliseconds)
    table.add("full speed: events on disk and acknowledged, a second", full.per_second, "", at_least(3_000))
    table.add("full speed: a request's acknowledgement, p50", timings.p50, "ms")
    table.add("full speed: a request's acknowledgement, p95", timings.p95, "ms", at_most(50))
    table.add("full speed: requests that failed", full.n_failed, "", at_most(0))


def _add_costs(table: Table, server: ServerProcess, full: Acknowledged, before: tuple[float, float]) -> None:
    """Processor time, apart by process; `before` is what both had used before the run."""
    used = server.cpu_seconds - before[0], server.cpu_seconds_of_children - before[1]
    of = "full speed: processor time for a thousand events"
    table.add(f"{of}, of the process that answers shoppers", used[0] * 1_000 / full.per_thousand, "ms")
    table.add(f"{of}, of the process for events", used[1] * 1_000 / full.per_thousand, "ms")
    resident = sum(process.memory_info().rss for process in server.children) / 1e6
    table.add("full speed: memory of the process for events, resident", resident, "MB")


def _add_chat(table: Table, server: ServerProcess, questions: list[str], rate: int) -> int:
    """Chat turns with and without events beside them, in turn; how many events were acknowledged."""
    alone, beside, acknowledged = Timings(), Timings(), Timings()
    n_acknowledged, seconds = 0, 0.0
    for number in range(N_ROUNDS):
        asked = [questions[(number * N_TURNS_PER_ROUND + n) % len(questions)] for n in range(N_TURNS_PER_ROUND)]
        for question in asked:
            alone.add(time_chat(server.port, question).end)
        duration = max(2.0, 3 * sum(alone.milliseconds[-N_TURNS_PER_ROUND:]) / 1000)
        sending = _sender(server.port, duration, rate)
        for question in asked:
            beside.add(time_chat(server.port, question).end)
            if sending.poll() is not None:
                break
        told = _finished(sending)
        n_acknowledged, seconds = n_acknowledged + told.n_acknowledged, seconds + told.seconds
        acknowledged.milliseconds += told.milliseconds
    at = f"{rate:,} events a second beside a chat"
    table.add(f"{at}: acknowledged, a second", n_acknowledged / seconds, "", at_least(rate * 0.95))
    table.add(f"{at}: acknowledgement, p95", acknowledged.p95, "ms", at_most(50))
    table.add(f"{at}: whole chat turn alone, p95", alone.p95, "ms")
    table.add(f"{at}: whole chat turn, p95", beside.p95, "ms")
    table.add(f"{at}: its p95, to that of a chat alone", beside.p95 / alone.p95, "×", at_most(1.5))
    return n_acknowledged


def _add_kept(table: Table, home: Path, n_acknowledged: int) -> None:
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    lost = n_acknowledged - EventLog(database).count()
    database.close()
    table.add("acknowledged events that are not in the log", max(0, lost), "", at_most(0))


def _sender(port: int, seconds: float, rate: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.event_sender", str(port), str(seconds), str(N_CONNECTIONS), str(rate)]
    sending = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY, env=plain_environment())
    if sending.stdout is None or sending.stdout.readline() != "ready\n":
        raise BenchmarkFailed("the sender did not start")
    return sending


def _finished(sending: "subprocess.Popen[str]") -> Acknowledged:
    told, _ = sending.communicate(timeout=120)
    if sending.returncode != 0:
        raise BenchmarkFailed(f"the sender ended with {sending.returncode}")
    return Acknowledged(**json.loads(told))
