"""A server whose processes are killed while events arrive: is any acknowledged one lost, or counted twice?"""

import random
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

import psutil
from sqlalchemy import distinct, func, select

from benchmarks.event_sender import EVENTS_PER_REQUEST, SENT_TYPE, EventConnection, Sent, send
from benchmarks.server_process import ServerProcess
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_most
from benchmarks.workplace import Workplace
from database import Database, open_database
from database.tables import event_lines, events

N_KILLS = 50
N_CONNECTIONS = 4
#: A kill comes at any moment of this time.
SECONDS_BEFORE_KILL = (0.1, 1.0)


class Killable(Protocol):
    """A running server; `pid` is that of the process that answers."""

    port: int

    @property
    def pid(self) -> int:
        """See above."""
        ...

    def kill(self) -> None:
        """`kill -9`."""
        ...


@dataclass(slots=True)
class KillOutcome:
    """What came of it.

    Attributes:
        acknowledged: ids of requests that were acknowledged.
        n_kills: of servers; the process for events of each was killed before.
        unanswered: ids of requests that a kill left without an answer; they were sent again.
        refused: ids of requests that a server whose process for events was killed refused; sent again too.
        n_lost: acknowledged events that are not in the log.
        n_twice: events, or lines of events, that are there more than once.
        n_without_lines: events that are there without what they are about.
    """

    n_kills: int = 0
    acknowledged: set[str] = field(default_factory=set)
    unanswered: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    n_lost: int = 0
    n_twice: int = 0
    n_without_lines: int = 0


def kill_often(
    start: Callable[[], AbstractContextManager[Killable]], database: Database, n_kills: int, seed: int = 0
) -> KillOutcome:
    """Send, kill one process and then the other, start again, `n_kills` times.

    In the end what was not acknowledged is sent once more, and all is counted.
    """
    chance, outcome = random.Random(seed), KillOutcome()
    run = secrets.token_hex(4)
    for number in range(n_kills):
        with start() as server:
            _send_again(server.port, outcome)
            _send_until_killed(server, chance, f"{run}-{number}", outcome)
            outcome.n_kills += 1
    with start() as server:
        _send_again(server.port, outcome)
    _count(database, outcome)
    return outcome


def measure(workplace: Workplace) -> Table:
    """Fifty kills of either process of a server of the sample shop."""
    table = Table("Kills during ingestion", "python -m benchmarks ingestion_kill")
    home = workplace.scratch / "kill-home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(OUTFITTERS.home(workplace), home)
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    outcome = kill_often(lambda: ServerProcess(home), database, N_KILLS)
    database.close()
    add_rows(table, outcome)
    return table


def add_rows(table: Table, outcome: KillOutcome) -> None:
    """The outcome as rows."""
    table.add("kills (-9) of the process for events, while events arrive", outcome.n_kills, "")
    table.add("kills (-9) of the server, while events arrive", outcome.n_kills, "")
    table.add("events acknowledged", len(outcome.acknowledged) * EVENTS_PER_REQUEST, "")
    table.add("of them lost", outcome.n_lost, "", at_most(0))
    table.add("events or lines counted twice", outcome.n_twice, "", at_most(0))
    table.add("events written by half", outcome.n_without_lines, "", at_most(0))
    table.notes.append(
        f"{len(outcome.unanswered):,} requests had no answer when the server was killed, and {len(outcome.refused):,} "
        "were refused with 503 when its process for events was; all were sent again, as a client does. A killed "
        "process is not a power cut: for that the log is written with synchronous=FULL, which a test asserts."
    )


def _send_until_killed(server: Killable, chance: random.Random, prefix: str, outcome: KillOutcome) -> None:
    _wait_for_acknowledgement(server.port, f"{prefix}-first", outcome)
    told: list[Sent] = []
    sending = threading.Thread(target=lambda: told.extend(send(server.port, 60, N_CONNECTIONS, 0, prefix)[1]))
    sending.start()
    time.sleep(chance.uniform(*SECONDS_BEFORE_KILL))
    event_process(server.pid).kill()
    _wait_for_acknowledgement(server.port, f"{prefix}-second", outcome)
    time.sleep(chance.uniform(*SECONDS_BEFORE_KILL))
    server.kill()
    sending.join()
    for sent in told:
        outcome.acknowledged.update(sent.acknowledged)
        outcome.unanswered += sent.unanswered
        outcome.refused += sent.refused


def event_process(pid: int) -> psutil.Process:
    """The process for events of a running server."""
    return next(one for one in psutil.Process(pid).children() if "api.desk_process" in one.cmdline())


def _wait_for_acknowledgement(port: int, request_id: str, outcome: KillOutcome) -> None:
    connection = EventConnection(port)
    while not connection.post(request_id):
        time.sleep(0.05)
    outcome.acknowledged.add(request_id)
    connection.close()


def _send_again(port: int, outcome: KillOutcome) -> None:
    connection = EventConnection(port)
    for request_id in (*outcome.unanswered, *outcome.refused):
        while request_id not in outcome.acknowledged:
            if connection.post(request_id):
                outcome.acknowledged.add(request_id)
    connection.close()


def _count(database: Database, outcome: KillOutcome) -> None:
    """Of what was sent, that is; the sample's own question left a list that was shown, with several lines."""
    sent, line_sent = events.c.type == SENT_TYPE, event_lines.c.type == SENT_TYPE
    with database.read() as connection:
        ids = set(connection.execute(select(events.c.message_id).where(sent)).scalars())
        n_events = connection.execute(select(func.count()).select_from(events).where(sent)).scalar_one()
        lines = connection.execute(
            select(func.count(), func.count(distinct(event_lines.c.message_id))).where(line_sent)
        ).one()
    expected = {f"{request_id}-{n}" for request_id in outcome.acknowledged for n in range(EVENTS_PER_REQUEST)}
    outcome.n_lost = len(expected - ids)
    outcome.n_twice = (n_events - len(ids)) + (lines[0] - lines[1])
    outcome.n_without_lines = n_events - lines[1]
