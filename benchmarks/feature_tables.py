"""Everything that is derived from a log, as tables in one order, and their hashes. Times are told by the second."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from catalog.store import CatalogStore
from database.engine import Database, open_database
from events.drawn_rewards import drawn_rewards
from events.list_ledger import ListLedger
from events.list_lines import ListLine, read_list_lines
from events.log import EventLog
from events.window import Window
from events.window_counts import count_window
from recommenders.catalog_facts import facts_from_products
from recommenders.interactions.engine import Engine
from recommenders.interactions.product_features import PRODUCT_FEATURES
from recommenders.interactions.shopper_features import SHOPPER_FEATURES
from recommenders.interactions.snapshots import snapshots
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.train import train as train_item_neighbours
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train as train_popularity
from recommenders.product_facts import ProductFacts
from recommenders.recommender import TrainingWatch
from recommenders.reporting.report_of_log import Bounds, report_of_log
from recommenders.training.shop_log import ShopLog
from recommenders.training_set import TrainingSet

Tables = dict[str, pa.Table]
_SECOND_US = 1_000_000
#: Features are held as of these shares of the time of the log.
MOMENTS = (0.5, 0.8, 1.0)
_N_DRAWS = 50
#: The order of one moment, as the log has it.
_PLACE = {"shown": 0, "purchase": 2, "refund": 3}
_END = datetime(2100, 1, 1, tzinfo=UTC)


def tables_of(home: Path, open_engine: Callable[[], Engine]) -> Tables:
    """Every table of a shop's log."""
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    try:
        facts = facts_from_products(CatalogStore(database).all_products())
        log = EventLog(database)
        data = ShopLog(home, log, lambda: None, facts, open_engine).read(Window())
        return {**of_training_set(data), **models_of(data), **_of_log(database, log, facts, data)}
    finally:
        database.close()


def of_training_set(data: TrainingSet) -> Tables:
    """Interactions, visits, and features as of some moments."""
    entries = data.interactions
    shoppers, products = np.array(data.shoppers.ids), np.array(data.products.ids)
    tables = {
        "interactions": pa.table(
            {
                "shopper": shoppers[entries.shopper] if len(shoppers) else [],
                "product": products[entries.product] if len(products) else [],
                **{name: getattr(entries, name) for name in ("at", "weight", "kind", "session", "quantity", "amount")},
            }
        ),
        "visits": _visits(data, shoppers),
    }
    moments = [int(data.first_at + share * (data.as_of - data.first_at)) for share in MOMENTS]
    for share, snapshot in zip(MOMENTS, snapshots(data, moments), strict=True):
        of_shoppers, of_products = (
            {name: table[:, place] for place, name in enumerate(names)}
            for table, names in ((snapshot.shoppers, SHOPPER_FEATURES), (snapshot.products, PRODUCT_FEATURES))
        )
        tables[f"shopper features at {share:.0%} of the time"] = pa.table({"shopper": shoppers, **of_shoppers})
        tables[f"product features at {share:.0%} of the time"] = pa.table({"product": products, **of_products})
    return tables


def models_of(data: TrainingSet) -> Tables:
    """The arrays of two models that draw nothing at random, one value a row."""
    trained = (
        train_popularity(data, PopularityParameters(), TrainingWatch()),
        train_item_neighbours(data, ItemNeighboursParameters(), TrainingWatch()),
    )
    return {
        f"arrays of `{artifact.kind}`": pa.table(
            {
                "array": [name for name in sorted(artifact.arrays) for _ in range(artifact.arrays[name].size)],
                "place": np.concatenate([np.arange(artifact.arrays[name].size) for name in sorted(artifact.arrays)]),
                "bytes": [one.tobytes() for name in sorted(artifact.arrays) for one in artifact.arrays[name].ravel()],
            }
        )
        for artifact in trained
    }


def digest(table: pa.Table) -> str:
    """SHA-256 of the table's Arrow stream."""
    sink = pa.BufferOutputStream()
    whole = table.combine_chunks()
    with pa.ipc.new_stream(sink, whole.schema) as writer:
        writer.write_table(whole)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def n_different(clean: pa.Table, other: pa.Table) -> int:
    """Rows of either that the other has not; at least 1 where the hashes differ."""
    if digest(clean) == digest(other):
        return 0
    ours, theirs = (Counter(map(repr, zip(*table.to_pydict().values(), strict=True))) for table in (clean, other))
    return max(1, max((ours - theirs).total(), (theirs - ours).total()))


def _visits(data: TrainingSet, shoppers: Any) -> pa.Table:
    entries = data.interactions
    starts = np.flatnonzero(np.diff(entries.session, prepend=-1))
    ends = np.append(starts[1:], len(entries))
    return pa.table(
        {
            "shopper": shoppers[entries.shopper[starts]] if len(starts) else [],
            "began": entries.at[starts],
            "ended": entries.at[ends - 1] if len(starts) else [],
            "n_acts": ends - starts,
        }
    )


def _of_log(database: Database, log: EventLog, facts: ProductFacts, data: TrainingSet) -> Tables:
    ledger = ListLedger()
    for line, conversation_id in _by_second(database):
        ledger.add(line, conversation_id)
    report = report_of_log(_by_second(database), Bounds(), facts, n_draws=_N_DRAWS).to_json()
    report.pop("made_at")
    middle = (data.first_at + data.as_of) // 2
    windows = {"all": (None, None), "older": (None, middle), "newer": (middle, None)}
    counts = {name: count_window(database, *bounds) for name, bounds in windows.items()}
    rewards = drawn_rewards(database, datetime.fromtimestamp(data.first_at, UTC))
    return {
        "lists and what came of them": _table(map(_json, map(_list_row, ledger.lists))),
        "orders and the lists they go back to": _table(map(_json, map(_order_row, ledger.orders))),
        "the report": _table(f"{path} {value}" for path, value in _flat(report, "")),
        "counts of windows": _table(_json([name, vars_of(one)]) for name, one in counts.items()),
        "rewards of drawn places": _table(_json([one, *rewards[one]]) for one in sorted(rewards)),
        "histories as served": _table(_histories(database, log)),
    }


def _by_second(database: Database) -> list[ListLine]:
    """The lines as if their moments had been told by the second."""
    lines = [
        ListLine(line._replace(at_us=line.at_us // _SECOND_US * _SECOND_US), conversation_id)
        for line, conversation_id in read_list_lines(database, None, None)
    ]
    return sorted(lines, key=lambda one: (one.line.at_us, _PLACE.get(one.line.type, 1), one.line.message_id))


def _histories(database: Database, log: EventLog) -> Iterator[str]:
    with database.read() as connection:
        whose = connection.exec_driver_sql(
            "SELECT DISTINCT shopper_id FROM event_lines WHERE shopper_id IS NOT NULL ORDER BY shopper_id"
        ).scalars()
        shoppers = list(whose)
    for shopper in shoppers:
        lines = log.history(shopper, _END)
        yield _json([shopper, [[*line._replace(at_us=line.at_seconds)] for line in lines]])


def _list_row(shown: Any) -> list[Any]:
    sets = [sorted(one) for one in (shown.clicked, shown.carted, shown.bought)]
    return [shown.list_id, shown.policy, shown.shopper, shown.at_us, shown.conversation_id, shown.place_of, *sets,
            shown.first_bought_at_us, shown.revenue_minor]  # fmt: skip


def _order_row(order: Any) -> list[Any]:
    return [order.shopper, order.value, order.currency, order.at_us, dict(order.sources)]


def vars_of(counts: Any) -> list[Any]:
    """Window counts as plain values."""
    return [dict(counts.by_type), dict(counts.by_product), counts.n_visits]


def _flat(told: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(told, Mapping):
        for name in sorted(told):
            yield from _flat(told[name], f"{path}/{name}")
    else:
        yield path, _json(told)


def _json(told: Any) -> str:
    return json.dumps(told, sort_keys=True, default=str)


def _table(rows: Any) -> pa.Table:
    return pa.table({"row": pa.array(list(rows), pa.string())})
