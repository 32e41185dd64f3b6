"""A schedule starts a process at its times, one at a time, and makes up for what it missed."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger

from api.errors import SettingsInvalid
from api.settings import Settings
from cli.retraining_schedule import RetrainingSchedule, next_check, retraining_command, schedule_of
from recommenders.last_check import keep_check, last_check_at

DAILY = CronTrigger.from_crontab("0 3 * * *", timezone=UTC)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def wait_for(file: Path) -> str:
    deadline = time.monotonic() + 20
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < deadline, "nothing was started"
        time.sleep(0.01)
    return file.read_text()


def program(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(lines)]


def test_the_next_time_is_counted_from_the_last() -> None:
    assert next_check(DAILY, NOON - timedelta(hours=8), NOON, 60) == NOON + timedelta(hours=15)


def test_a_time_that_passed_while_no_server_ran_is_made_up_for_soon() -> None:
    assert next_check(DAILY, NOON - timedelta(hours=10), NOON, 60) == NOON + timedelta(minutes=1)


def test_where_it_never_looked_it_waits_for_the_next_time() -> None:
    assert next_check(DAILY, None, NOON, 60) == NOON + timedelta(hours=15)


def test_times_are_in_utc(tmp_path: Path) -> None:
    with RetrainingSchedule("30 3 * * *", program("pass"), None, settling_seconds=60) as schedule:
        assert schedule.next_at is not None
        assert (schedule.next_at.utcoffset(), schedule.next_at.hour) == (timedelta(0), 3)


def test_what_was_missed_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "said"
    command = program("import os", f"open({str(file)!r}, 'w').write(str(os.getpid()))")
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with RetrainingSchedule("0 3 * * *", command, long_ago, settling_seconds=0) as schedule:
        assert int(wait_for(file)) != os.getpid()
        assert schedule.next_at is not None
        assert schedule.next_at > datetime.now(UTC)


def test_a_training_under_way_ends_with_the_server(tmp_path: Path) -> None:
    file = tmp_path / "said"
    command = program("import os, time", f"open({str(file)!r}, 'w').write(str(os.getpid()))", "time.sleep(60)")
    started = time.monotonic()
    with RetrainingSchedule("0 3 * * *", command, datetime.now(UTC) - timedelta(days=3), settling_seconds=0):
        pid = int(wait_for(file))
    assert time.monotonic() - started < 30
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_training_that_fails_ends_no_schedule(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with RetrainingSchedule(
        "0 3 * * *", program("raise SystemExit('no disk')"), NOON - timedelta(days=9), settling_seconds=0
    ) as schedule:
        deadline = time.monotonic() + 20
        while "no disk" not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert schedule.next_at is not None
    assert "the training ended with 1" in caplog.text


def test_times_that_do_not_exist_are_told_with_the_variable() -> None:
    with pytest.raises(SettingsInvalid, match="SHOPKEEPER_RETRAIN_SCHEDULE"):
        RetrainingSchedule("61 3 * * *", program("pass"), None, settling_seconds=60)


def test_the_last_look_survives_the_server(tmp_path: Path) -> None:
    assert last_check_at(tmp_path) is None
    keep_check(tmp_path, {"checked_at": NOON.isoformat()})
    assert last_check_at(tmp_path) == NOON
    with schedule_of(Settings(home=tmp_path, retrain_schedule="0 3 * * *"), settling_seconds=60) as schedule:
        assert schedule.next_at is not None
        assert schedule.next_at - datetime.now(UTC) < timedelta(seconds=61)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"checked_at": "yesterday"}', '{"checked_at": 5}'])
def test_a_file_that_cannot_be_read_is_no_look(tmp_path: Path, text: str) -> None:
    keep_check(tmp_path, {})
    (tmp_path / "models" / "last_check.json").write_text(text)
    assert last_check_at(tmp_path) is None


def test_the_command_is_our_own(tmp_path: Path) -> None:
    assert retraining_command(tmp_path)[1:] == [
        "-m", "cli.main", "--home", str(tmp_path), "retrain", "--if-needed", "--nice",
    ]  # fmt: skip
