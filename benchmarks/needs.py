"""What is understood of shoppers' words, and how long that takes: the written cases, and real requests."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from assistant.evaluation.needs import NeedsRun
from assistant.evaluation.needs_cases import NeedCase, read_cases
from assistant.understanding import understand
from benchmarks.shops import ELECTRONICS
from benchmarks.table import Table, at_least, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import REPOSITORY, Workplace
from catalog.importer import import_feed
from catalog.product import Product
from catalog.store import CatalogStore
from database.engine import open_database

CASES = REPOSITORY / "tests" / "assistant" / "understanding" / "cases"
SAMPLE = REPOSITORY / "examples" / "outfitters" / "products.jsonl"
MAPPING = REPOSITORY / "examples" / "mappings" / "electronics.toml"
#: The fastest of so many counts: what other work on the machine adds is not the reader's.
N_REPEATS = 5
#: Of the requests, every so manieth.
EVERY_REQUEST = 6
LIMIT_MS = 2.0
LEAST_SHARE = 97.0


def measure(workplace: Workplace) -> Table:
    """Shares understood on the sample shop's catalog; times on both vocabularies."""
    table = Table("Needs understood", "python -m benchmarks needs")
    files = {file.stem: read_cases(file) for file in sorted(CASES.glob("*.jsonl"))}
    runs = {"sample shop": NeedsRun(_sample()), "19,406 products": NeedsRun(_electronics(workplace))}
    for name, cases in files.items():
        passed = sum(runs["sample shop"].judge(case).passed for case in cases)
        table.add(f"{name}: understood, % of {len(cases)} cases", 100 * passed / len(cases), "", at_least(LEAST_SHARE))
    every_case = [case for cases in files.values() for case in cases]
    for shop, run in runs.items():
        _add_times(table, f"{len(every_case)} cases, {shop}", _of_cases(run, every_case))
    requests = json.loads(workplace.data_file("webshop_goals/human_goals.json").read_text(encoding="utf-8"))
    requests = requests[::EVERY_REQUEST]
    _add_times(table, f"{len(requests):,} requests, 19,406 products", _of_requests(runs["19,406 products"], requests))
    table.notes.append(f"Times are of the last message of a case, or of one request; the fastest of {N_REPEATS} each.")
    return table


def _add_times(table: Table, what: str, timings: Timings) -> None:
    table.add(f"{what}: p50", timings.p50, "ms", at_most(LIMIT_MS))
    table.add(f"{what}: p95", timings.p95, "ms", at_most(LIMIT_MS))
    table.add(f"{what}: slowest", timings.percentile(100), "ms", at_most(LIMIT_MS))


def _of_cases(run: NeedsRun, cases: Iterable[NeedCase]) -> Timings:
    timings = Timings()
    for case in cases:
        conversation, _ = run.hold(case)
        known = run.known(conversation)
        read = partial(understand, case.say[-1], conversation, None, run.vocabulary, known)
        timings.add(_fastest_ms(read))
    return timings


def _of_requests(run: NeedsRun, requests: Iterable[str]) -> Timings:
    timings = Timings()
    for request in requests:
        timings.add(_fastest_ms(partial(understand, request, None, None, run.vocabulary, {})))
    return timings


def _fastest_ms(read: Callable[[], object]) -> float:
    times = Timings()
    for _ in range(N_REPEATS):
        with times.measure():
            read()
    return min(times.milliseconds)


def _sample() -> list[Product]:
    return [Product.model_validate_json(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


def _electronics(workplace: Workplace) -> list[Product]:
    """Every product of the feed; into a catalog without an index, which understanding does not need."""
    feed = ELECTRONICS.feed(workplace)
    file = workplace.scratch / "needs.db"
    database = open_database(f"sqlite:///{file}")
    try:
        database.migrate()
        store = CatalogStore(database)
        if not store.vocabulary().n_products:
            import_feed(store, Path(feed), mapping=MAPPING)
        return list(store.all_products())
    finally:
        database.close()
