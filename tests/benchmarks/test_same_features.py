"""A log that arrives twice, shuffled and late is the log that it would have been; and the comparison would notice."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.disordered_log import Disordered, Record, disordered, people_of
from benchmarks.feature_tables import Tables, digest, n_different, tables_of
from benchmarks.workplace import REPOSITORY
from database.engine import open_database
from events.event_rules import EventRules, Sender
from events.importer import import_events
from events.log import EventLog
from events.pseudonym import KEY_FILE
from recommenders.interactions.duckdb_engine import DuckDbEngine

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    folder = tmp_path_factory.mktemp("simulated")
    program = REPOSITORY / "examples" / "outfitters" / "simulate.py"
    subprocess.run([sys.executable, str(program), str(folder), "--shoppers", "60"], check=True, capture_output=True)
    return people_of(folder / "events.jsonl")


@pytest.fixture(scope="module")
def sent(clean: list[Record]) -> Disordered:
    return disordered(clean, seed=1)


@pytest.fixture(scope="module")
def expected(clean: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return tables(received(tmp_path_factory.mktemp("clean"), clean))


def received(home: Path, records: list[Record]) -> Path:
    """A home whose log has these, as they stand."""
    log = opened(home)
    log.append([event_of(record) for record in records])
    return home


def opened(home: Path) -> EventLog:
    home.mkdir(exist_ok=True)
    (home / KEY_FILE).write_text("5c" * 32, encoding="ascii")
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    database.migrate()
    return EventLog(database)


def event_of(record: Record, sent_at: str | None = None):
    return EventRules(max_age=None).event_of(record, Sender(vouches=True), sent_at, NOW)


def tables(home: Path) -> Tables:
    return tables_of(home, DuckDbEngine)


def deliver(home: Path, sent: Disordered, late: bool = True) -> Path:
    """The file and the requests, in turn; then what was late."""
    log = opened(home)
    file = home / "events.jsonl"
    middle = len(sent.posted) // 2
    file.write_text("".join(json.dumps(record) + "\n" for record in sent.imported), encoding="utf-8")
    for batch in sent.posted[:middle]:
        log.append([event_of(record) for record in batch.records])
    import_events(log, file)
    for batch in (*sent.posted[middle:], *(sent.late if late else ())):
        sent_at = batch.body(NOW - timedelta(milliseconds=30)).get("sentAt")
        log.append([event_of(record, sent_at) for record in batch.records])
    return home


def test_a_disordered_log_gives_the_tables_of_the_clean_one(
    clean: list[Record], sent: Disordered, expected: Tables, tmp_path: Path
) -> None:
    assert sent.n_again > 0.25 * len(clean)
    assert len(sent.late_ids) >= 0.05 * len(clean)
    found = tables(deliver(tmp_path / "shuffled", sent))
    assert {name: digest(table) for name, table in found.items()} == {
        name: digest(table) for name, table in expected.items()
    }


def test_a_training_before_the_late_events_is_one_of_a_log_without_them(
    clean: list[Record], sent: Disordered, expected: Tables, tmp_path: Path
) -> None:
    on_time = [record for record in clean if record["message_id"] not in sent.late_ids]
    before = tables(deliver(tmp_path / "before", sent, late=False))
    alone = tables(received(tmp_path / "alone", on_time))
    assert [name for name in alone if digest(alone[name]) != digest(before[name])] == []
    assert n_different(expected["interactions"], before["interactions"])


def test_a_log_that_counts_everything_it_is_sent_gives_others(
    sent: Disordered, expected: Tables, tmp_path: Path
) -> None:
    told = [record | {"message_id": f"{n}"} for n, record in enumerate(sent.everything())]
    counted = tables(received(tmp_path, told))
    for name in ("interactions", "visits", "the report", "arrays of `popularity`", "counts of windows"):
        assert n_different(expected[name], counted[name]), name
