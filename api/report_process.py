"""Makes one report, here or in a process of its own, where it does not stand in the way of answers to shoppers."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from datetime import UTC, datetime

from api.errors import ServerBusy
from assistant.answer_counts import count_answers
from catalog.store import CatalogStore
from database.engine import Database, open_database
from database.errors import DatabaseUnavailable
from events.list_lines import newest_us, read_list_lines
from events.window import Window
from recommenders.catalog_facts import facts_from_products
from recommenders.reporting.report_of_log import Bounds, report_of_log
from recommenders.reporting.shop_report import ShopReport

_SECOND_US = 1_000_000
#: How soon a process is ended after the shop was closed.
_POLL_SECONDS = 0.2
#: Added to the niceness of the process: shoppers come first.
_NICENESS = 10
#: How the process ends where the database is out of reach.
_UNAVAILABLE = 3


class ReportFailed(Exception):
    """The process that counted ended without a report; the message is its last word."""


def make_report(database: Database, window: Window) -> ShopReport:
    """Count what the log and the kept conversations tell: seconds for a small shop, minutes for a large one's year."""
    newest = newest_us(database)
    start, end = window.calendar_bounds((newest or time.time_ns() // 1_000) // _SECOND_US)
    bounds = Bounds(_to_us(start), _to_us(end))
    facts = facts_from_products(CatalogStore(database).all_products())
    lines = read_list_lines(database, bounds.read_from_us, bounds.read_to_us)
    return report_of_log(lines, bounds, facts, count_answers(database, _moment(start), _moment(end)))


def make_report_apart(database: Database, window: Window, is_closing: threading.Event) -> bytes:
    """The same as JSON, from a process of its own; waits for it.

    Raises:
        ServerBusy: if `is_closing` is set meanwhile.
        DatabaseUnavailable: if the database cannot be read.
        ReportFailed: if there is no report for another reason.
    """
    # By its standard input: others on the machine may read a command line, and the URL may hold a password.
    asked = {"url": database.engine.url.render_as_string(hide_password=False), "window": asdict(window)}
    command = [sys.executable, "-m", "api.report_process"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:  # noqa: S603 ours
        given: bytes | None = json.dumps(asked).encode()
        while True:
            try:
                told, complaint = process.communicate(given, timeout=_POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                given = None
                if is_closing.is_set():
                    process.kill()
                    raise ServerBusy("The server is about to end.") from None
    if process.returncode:
        last_word = complaint.decode(errors="replace").strip()[-2_000:]
        if process.returncode == _UNAVAILABLE:
            raise DatabaseUnavailable(last_word)
        raise ReportFailed(f"code {process.returncode}: {last_word}")
    return told


def main() -> None:
    """What such a process does: it reads what is asked for, and writes the report."""
    os.nice(_NICENESS)
    asked = json.load(sys.stdin)
    database = open_database(asked["url"])
    try:
        report = make_report(database, Window(**asked["window"]))
    except DatabaseUnavailable as unavailable:
        sys.stderr.write(str(unavailable))
        sys.exit(_UNAVAILABLE)
    database.close()
    json.dump(report.to_json(), sys.stdout, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def _to_us(at_seconds: int | None) -> int | None:
    return None if at_seconds is None else at_seconds * _SECOND_US


def _moment(at_seconds: int | None) -> datetime | None:
    return None if at_seconds is None else datetime.fromtimestamp(at_seconds, UTC)


if __name__ == "__main__":
    main()
