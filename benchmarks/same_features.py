"""Whether duplicates, disorder, lateness and wrong clocks change anything that is derived from the log."""

import http.client
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.disordered_log import Batch, Disordered, Record, disordered, people_of
from benchmarks.errors import BenchmarkFailed, Skipped
from benchmarks.feature_tables import Tables, n_different, tables_of
from benchmarks.online_retail import find_lines, read_lines
from benchmarks.process import SHOPKEEPER, run
from benchmarks.server_process import ServerProcess
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_most
from benchmarks.workplace import REPOSITORY, Workplace
from database.engine import open_database
from events.event import Event
from events.log import EventLog
from events.pseudonym import Pseudonyms
from recommenders.errors import SparkUnavailable
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.engine import Engine
from recommenders.interactions.spark_engine import SparkEngine, require_spark

_KEY = "sk_made_up_for_this_run"
_EVENTS_AT_A_TIME = 2_000
#: Far enough back for the invoices.
_EVENT_DAYS = "36500"


def measure(workplace: Workplace) -> Table:
    """The sample shop's year, in both engines, and the invoices of a real shop."""
    table = Table("The same features from a disordered log", "python -m benchmarks same_features")
    base = OUTFITTERS.home(workplace)
    Pseudonyms.of_home(base)  # its copies share the secret
    engines: dict[str, Callable[[], Engine]] = {"DuckDB": DuckDbEngine}
    try:
        require_spark()
        engines["Spark"] = SparkEngine
    except SparkUnavailable as unavailable:
        table.notes.append(f"Without Spark: {unavailable}.")
    _add(table, "sample shop", _Homes(base, workplace.scratch / "same-sample"), _sample(workplace), engines)
    try:
        invoices = _invoices(workplace.data_file("online_retail"))
        homes = _Homes(base, workplace.scratch / "same-retail")
        _add(table, "invoices", homes, invoices, {"DuckDB": DuckDbEngine})
    except Skipped as skipped:
        table.notes.append(f"Without the invoices: {skipped}.")
    table.notes += [
        "Sent twice: 30 % of the events; half of the orders among them under another id, up to 90 s later, as a shop's "
        "server tells them beside the page. The older half comes in requests of 1 to 400 events, the newer by `events "
        "import`, each shuffled, with repetitions from both. Late: whole visits, 5 % of the events, which arrive after "
        "all others from clocks up to two days off, with `sentAt`; 30 % of these requests are sent again.",
        "Tables are held against each other by SHA-256 over Arrow, in their order; times by the second, since a clock "
        "is put right only to within the transit of its request. Naive: whatever is sent is appended and counted, by "
        "the stamp that it has.",
        "Orders without consent are kept without their number, so that one which page and server both tell counts "
        "twice: the sample's orders that differ, and the figures of the report and of the windows that hold them.",
        "Late events arrive after a training: that training equals one of a clean log without them, and the next one, "
        "which reads the whole window anew, one of a clean log with them.",
    ]
    return table


class _Homes:
    """Copies of a shop without events, each with one telling of the log."""

    def __init__(self, base: Path, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self._base, self._folder = base, folder

    def new(self, name: str) -> Path:
        home = self._folder / name
        shutil.copytree(self._base, home)
        return home


def _add(
    table: Table, what: str, homes: _Homes, clean: Sequence[Record], engines: dict[str, Callable[[], Engine]]
) -> None:
    sent = disordered(clean)
    ordered, partial, naive = (homes.new(name) for name in ("clean", "clean-before", "naive"))
    _append(ordered, clean)
    _append(partial, [record for record in clean if record["message_id"] not in sent.late_ids])
    _append(naive, _as_sent(sent))
    shuffled = homes.new("shuffled")
    early = _deliver(shuffled, sent)
    table.add(f"{what}: events", len(clean), "")
    table.add(f"{what}: sent again, an order under another id included", sent.n_again, "")
    table.add(f"{what}: late", len(sent.late_ids), "")
    expected = tables_of(ordered, DuckDbEngine)
    _compare(table, f"{what}: ", expected, tables_of(shuffled, DuckDbEngine), tables_of(naive, DuckDbEngine))
    before = _n_unequal(tables_of(partial, DuckDbEngine), early)
    table.add(
        f"{what}: tables of a training before the late arrived, unlike those without them", before, "", at_most(0)
    )
    if "Spark" in engines:
        by_spark = _n_unequal(expected, tables_of(shuffled, engines["Spark"]))
        table.add(
            f"{what}: tables of the disordered log by Spark, unlike the clean ones by DuckDB", by_spark, "", at_most(0)
        )


def _compare(table: Table, prefix: str, expected: Tables, found: Tables, naive: Tables) -> None:
    for name, rows in expected.items():
        n_rows = len(rows)
        table.add(f"{prefix}{name}: rows, of {n_rows:,}, that differ", n_different(rows, found[name]), "", at_most(0))
        table.add(f"{prefix}{name}: the same, naive", n_different(rows, naive[name]), "")


def _n_unequal(expected: Tables, found: Tables) -> int:
    return sum(n_different(expected[name], found[name]) > 0 for name in expected)


def _deliver(home: Path, sent: Disordered) -> Tables:
    """Everything over the doors that a shop has; the tables as they were before the late came."""
    lines = home / "events.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in sent.imported), encoding="utf-8")
    with ServerProcess(home, SHOPKEEPER_SECRET_KEYS=_KEY, SHOPKEEPER_EVENT_DAYS=_EVENT_DAYS) as server:
        middle = len(sent.posted) // 2
        _post(server.port, sent.posted[:middle])
        run([SHOPKEEPER, "events", "import", str(lines)], home)
        _post(server.port, sent.posted[middle:])
        early = tables_of(home, DuckDbEngine)
        _post(server.port, sent.late)
    return early


def _post(port: int, batches: Iterable[Batch]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {_KEY}"}
    for batch in batches:
        connection.request("POST", "/v1/events", json.dumps(batch.body(datetime.now(UTC))), headers)
        response = connection.getresponse()
        told = json.loads(response.read())
        if response.status != 202 or told["n_refused"] or told["n_ignored"]:
            raise BenchmarkFailed(f"a request was answered with {response.status}: {str(told)[:500]}")
    connection.close()


def _append(home: Path, records: Iterable[Record]) -> None:
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    log = EventLog(database)
    events = map(Event.model_validate, records)
    while some := list(islice(events, _EVENTS_AT_A_TIME)):
        log.append(some)
    database.close()


def _as_sent(sent: Disordered) -> Iterator[Record]:
    """Every sending an event of its own."""
    for number, record in enumerate(sent.everything()):
        properties = {name: value for name, value in record.get("properties", {}).items() if name != "transaction_id"}
        yield {**record, "message_id": f"{record['message_id']} {number}", "properties": properties}


def _sample(workplace: Workplace) -> list[Record]:
    folder = workplace.scratch / "same-simulated"
    run([sys.executable, str(REPOSITORY / "examples" / "outfitters" / "simulate.py"), str(folder)])
    return people_of(folder / "events.jsonl")


def _invoices(place: Path) -> list[Record]:
    """One purchase for each moment of a customer, oldest first."""
    lines = read_lines(find_lines(place))
    order = np.lexsort((lines.code, lines.customer, lines.at))
    baskets: dict[tuple[int, str], list[Record]] = {}
    for row in order.tolist():
        item = {
            "item_id": str(lines.code[row]),
            "quantity": int(lines.quantity[row]),
            "price": round(float(lines.price[row])) / 100,
        }
        baskets.setdefault((int(lines.at[row]), str(lines.customer[row])), []).append(item)
    return [
        {
            "message_id": f"order-{customer}-{at}",
            "type": "purchase",
            "user_id": customer,
            "timestamp": datetime.fromtimestamp(at, UTC).isoformat(),
            "properties": {"transaction_id": f"{customer}-{at}", "currency": "GBP", "items": items},
        }
        for (at, customer), items in baskets.items()
    ]
