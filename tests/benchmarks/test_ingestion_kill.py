"""Some kills of a small server; the benchmark does fifty of a whole one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.settings import load_settings
from api.wiring import open_shop
from benchmarks.ingestion_kill import kill_often
from database import open_database
from retrieval.hashing_encoder import HashingEncoder
from tests.small_shop import PRODUCTS

ROOT = Path(__file__).parents[2]
N_KILLS = 3
PROGRAM = """
from api.server import serve
from api.settings import load_settings
from api.wiring import open_shop
from retrieval.hashing_encoder import HashingEncoder

with open_shop(load_settings(), encoder=HashingEncoder()) as shop:
    serve(shop, lambda url: print(url, flush=True))
"""


@dataclass
class Server:
    process: subprocess.Popen[str]
    port: int

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def server(home: Path) -> Iterator[Server]:
    variables = {"SHOPKEEPER_HOME": str(home), "SHOPKEEPER_PORT": "0", "SHOPKEEPER_LOG_LEVEL": "warning"}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | variables | {"PYTHONPATH": str(ROOT)}
    ) as process:
        assert process.stdout
        try:
            yield Server(process, int(process.stdout.readline().strip().rpartition(":")[2]))
        finally:
            process.kill()


def test_nothing_that_was_acknowledged_is_lost_and_nothing_counts_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_shop(load_settings(home=home), encoder=HashingEncoder(), require_catalog=False) as shop:
        shop.catalog.replace(list(PRODUCTS), source="tests")
        shop.refresh_index()
    database = open_database(f"sqlite:///{home}/shop.db")
    outcome = kill_often(lambda: server(home), database, N_KILLS)
    database.close()
    assert outcome.n_kills == N_KILLS
    assert len(outcome.acknowledged) > N_KILLS
    assert outcome.unanswered, "no kill of a server came in the middle of a request"
    assert outcome.refused, "no kill of a process for events came in the middle of a request"
    assert (outcome.n_lost, outcome.n_twice, outcome.n_without_lines) == (0, 0, 0)
