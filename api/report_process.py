"""Makes one report; run as a module, it is the process that counts beside a server."""

import json
import os
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime

from api.process_apart import UNAVAILABLE
from assistant.answer_times import answer_times
from catalog.store import CatalogStore
from database.engine import Database, open_database
from database.errors import DatabaseUnavailable
from events.list_lines import newest_us, read_list_lines
from events.window import Window
from recommenders.catalog_facts import facts_from_products
from recommenders.reporting.report_of_log import Bounds, report_of_log
from recommenders.reporting.shop_report import ShopReport

_SECOND_US = 1_000_000
#: Added to the niceness of the process: shoppers come first.
_NICENESS = 10


def make_report(database: Database, window: Window) -> ShopReport:
    """Count what the log and the kept conversations tell: seconds for a small shop, minutes for a large one's year."""
    newest = newest_us(database)
    start, end = window.calendar_bounds((newest or time.time_ns() // 1_000) // _SECOND_US)
    bounds = Bounds(_to_us(start), _to_us(end))
    facts = facts_from_products(CatalogStore(database).all_products())
    lines = read_list_lines(database, bounds.read_from_us, bounds.read_to_us)
    return report_of_log(lines, bounds, facts, answer_times(database, _moment(start), _moment(end)))


def asked_of(database: Database, window: Window) -> dict[str, object]:
    """What such a process is asked."""
    return {"url": database.engine.url.render_as_string(hide_password=False), "window": asdict(window)}


def main() -> None:
    """What such a process does: it reads what is asked for, and writes the report."""
    os.nice(_NICENESS)
    asked = json.load(sys.stdin)
    database = open_database(asked["url"])
    try:
        report = make_report(database, Window(**asked["window"]))
    except DatabaseUnavailable as unavailable:
        sys.stderr.write(str(unavailable))
        sys.exit(UNAVAILABLE)
    database.close()
    json.dump(report.to_json(), sys.stdout, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def _to_us(at_seconds: int | None) -> int | None:
    return None if at_seconds is None else at_seconds * _SECOND_US


def _moment(at_seconds: int | None) -> datetime | None:
    return None if at_seconds is None else datetime.fromtimestamp(at_seconds, UTC)


if __name__ == "__main__":
    main()
