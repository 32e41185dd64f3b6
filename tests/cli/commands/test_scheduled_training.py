"""A server whose schedule fires: a process of its own trains, and the server serves what it promoted."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.retraining_schedule import retraining_command
from recommenders.last_check import keep_check
from recommenders.registry import Registry
from recommenders.run_record import read_records
from recommenders.training.lock import LOCK
from tests.cli.conftest import Run
from tests.cli.regular_customers import write_orders

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
#: As `shopkeeper serve` does it, but that it need not settle for a minute, and that its encoder hashes words.
SERVER = """
import sys
from pathlib import Path
from api.settings import Settings
from api.wiring import open_shop
from cli.server import listen, serve_shop
from cli.terminal import Terminal
from retrieval.hashing_encoder import HashingEncoder
settings = Settings(home=Path(sys.argv[1]), port=0, retrain_schedule="0 3 * * *")
with listen(settings) as listener, open_shop(settings, encoder=HashingEncoder(), require_catalog=False) as shop:
    serve_shop(shop, listener, Terminal(), settling_seconds=float(sys.argv[2]))
"""


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@contextmanager
def serving(home: Path, settling_seconds: float) -> Iterator[Callable[[], dict[str, str]]]:
    """A running server; asked, it says which models it serves."""
    with (home.parent / "said").open("w+") as said:
        process = subprocess.Popen([sys.executable, "-c", SERVER, str(home), str(settling_seconds)], stdout=said)
        try:
            wait_until(lambda: "http://" in Path(said.name).read_text(), "the server does not start")
            url = next(word for word in Path(said.name).read_text().split() if word.startswith("http://"))

            def models() -> dict[str, str]:
                try:
                    with urllib.request.urlopen(f"{url}/readyz") as answer:
                        body = answer.read()
                except urllib.error.HTTPError as error:  # not ready without a catalog, and says what it has
                    body = error.read()
                found: dict[str, str] = json.loads(body)["models"]
                return found

            yield models
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture
def home(trained: Run, tmp_path: Path) -> Path:
    """A shop that has more to learn than when it was last looked after, three days ago."""
    trained("events", "import", str(write_orders(tmp_path / "more.csv", 84, 2)), "--currency", "GBP")
    keep_check(tmp_path / "home", {"checked_at": (datetime.now(UTC) - timedelta(days=3)).isoformat()})
    return tmp_path / "home"


@pytest.fixture
def training(home: Path) -> list[str]:
    """What a schedule starts, at a priority that other tests leave some time to."""
    return [part for part in retraining_command(home) if part != "--nice"]


def version(home: Path) -> str:
    return Registry(home).serving().versions["popularity"]


def test_a_schedule_trains_and_the_running_server_serves_the_new_version(home: Path) -> None:
    before = version(home)
    with serving(home, settling_seconds=1) as models:
        assert models() == {"popularity": before}
        wait_until(lambda: models()["popularity"] != before, "the server serves the old version")
        assert models() == {"popularity": version(home)}
    record = read_records(home / "models")[0]
    assert (record.status, record.outcomes[0].verdict) == ("done", "promoted")
    assert record.trigger.startswith("24 new events")


def test_a_killed_training_leaves_what_served_and_the_next_one_begins_cleanly(home: Path, training: list[str]) -> None:
    before, lock = version(home), home / "models" / LOCK
    lock.unlink()
    process = subprocess.Popen(training, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: lock.exists() and lock.read_text() == str(process.pid), "no training begins")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert version(home) == before
    wait_until(lambda: read_records(home / "models")[0].status != "running", "the record says that it runs")
    done = subprocess.run(training, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert version(home) != before
    assert [one.status for one in read_records(home / "models")][:2] == ["done", "interrupted"]
    assert not list((home / "models").glob("*/.*.draft"))
