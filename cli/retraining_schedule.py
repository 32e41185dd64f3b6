"""Looks at set times whether the models must be trained again, and has it done by a process of its own.

A server never trains: it starts `shopkeeper retrain --if-needed --nice` beside itself, as somebody at a terminal would.
What was done, and when, stands in the data folder, so that nothing is forgotten when the server ends; a moment that
passed meanwhile is made up for. Of several servers in one data folder, the training's own lock lets one train.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from api.errors import SettingsInvalid
from api.settings import variable_name
from recommenders.last_check import last_check_at

if TYPE_CHECKING:
    from api.settings import Settings

logger = logging.getLogger(__name__)
# It tells of every job that it adds and runs; what came of ours is told here.
logging.getLogger("apscheduler").setLevel(logging.WARNING)
#: How long a training is waited for when the server ends.
_END_SECONDS = 10.0


class RetrainingSchedule:
    """Starts a command at set times, one at a time; close it with `with`.

    Args:
        times: five fields as in a crontab, UTC.
        command: what to start.
        last: when it was last done; None for never.
        settling_seconds: how long after the start a missed moment is made up for.

    Raises:
        SettingsInvalid: if the times are none.
    """

    def __init__(
        self,
        times: str,
        command: Sequence[str],
        last: datetime | None,
        settling_seconds: float,
    ) -> None:
        trigger = trigger_of(times)
        self._command = tuple(command)
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        self._scheduler = BackgroundScheduler(timezone=UTC)
        # What could not run in time, as on a machine that slept, runs once when it can.
        self._job = self._scheduler.add_job(
            self._check,
            trigger,
            next_run_time=next_check(trigger, last, datetime.now(UTC), settling_seconds),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    @property
    def next_at(self) -> datetime | None:
        """When it looks next; None if that moment never comes."""
        moment: datetime | None = self._job.next_run_time
        return moment

    def close(self) -> None:
        """End what is under way; a training that is ended leaves what served before."""
        with self._lock:
            self._is_closed = True
            process = self._process
        self._scheduler.shutdown(wait=False)
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _check(self) -> None:
        with self._lock:
            if self._is_closed:
                return
            self._process = subprocess.Popen(  # noqa: S603  (our own command)
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        said, _ = self._process.communicate()
        level = logging.INFO if self._process.returncode == 0 else logging.WARNING
        logger.log(
            level,
            "the training ended with %d: %s",
            self._process.returncode,
            " | ".join(said.strip().splitlines()[-12:]),
        )


def trigger_of(times: str) -> CronTrigger:
    """Five fields as in a crontab, UTC.

    Raises:
        SettingsInvalid: if the times are none.
    """
    try:
        return CronTrigger.from_crontab(times, timezone=UTC)
    except ValueError as error:
        raise SettingsInvalid([f"{variable_name('retrain_schedule')}: {error}"]) from None


def next_check(trigger: CronTrigger, last: datetime | None, now: datetime, settling_seconds: float) -> datetime | None:
    """The next moment of a schedule; soon, where one has passed since the last time it was done."""
    missed = trigger.get_next_fire_time(last, last + timedelta(seconds=1)) if last else None
    if missed is not None and missed <= now:
        return now + timedelta(seconds=settling_seconds)
    moment: datetime | None = trigger.get_next_fire_time(None, now)
    return moment


def retraining_command(home: Path) -> list[str]:
    """What a schedule starts; settings come with the environment."""
    return [sys.executable, "-m", "cli.main", "--home", str(home), "retrain", "--if-needed", "--nice"]


def schedule_of(settings: "Settings", settling_seconds: float) -> RetrainingSchedule:
    """The schedule of a shop that has one, for as long as it is served.

    Args:
        settings: of the shop.
        settling_seconds: how long after the start a missed moment is made up for.

    Raises:
        SettingsInvalid: if the times are none.
    """
    times = settings.retrain_schedule or ""
    return RetrainingSchedule(times, retraining_command(settings.home), last_check_at(settings.home), settling_seconds)
