"""A synthetic shop as a server has it: catalog records, an event log in SQLite, and the lists that a search finds."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from sqlalchemy import insert

from benchmarks.synthetic_log import FIRST_SECOND, N_DAYS, PRODUCTS_PER_GROUP, SyntheticShop
from catalog.candidate import Candidate, Evidence
from catalog.product import Product
from database.engine import Database
from database.tables import event_lines, events
from recommenders.history import SECONDS_PER_DAY

#: An hour after the last line.
NOW = datetime.fromtimestamp(FIRST_SECOND + N_DAYS * SECONDS_PER_DAY + 3_600, UTC)
N_CANDIDATES = 200
#: Groups that the products found by a search are of.
GROUPS_FOUND = 4


@dataclass(slots=True)
class CatalogInMemory:
    """The catalog, read once; a server has it in SQLite, which is measured elsewhere."""

    records: dict[str, Product] = field(default_factory=dict)

    @classmethod
    def of(cls, shop: SyntheticShop) -> "CatalogInMemory":
        """All products of a shop."""
        prices = shop.prices().tolist()
        return cls({one: _record(one, row, prices[row]) for row, one in enumerate(shop.product_ids())})

    def version(self) -> int:
        """Nothing changes."""
        return 1

    def all_products(self) -> Iterator[Product]:
        """Every product."""
        return iter(self.records.values())

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """Those with these ids."""
        return {one: self.records[one] for one in ids if one in self.records}


@dataclass(frozen=True, slots=True)
class PlainKeys:
    """The log of a synthetic shop names nobody: ids are keys."""

    def key(self, shopper_id: str) -> str:
        """The id itself."""
        return shopper_id


def fill_log(database: Database, lines: Path) -> None:
    """Write a Parquet file of event lines into the tables of the log, as they stand after so many events."""
    for number, batch in enumerate(pq.ParquetFile(lines).iter_batches(batch_size=50_000)):
        rows = [_row(number * 50_000 + place, line) for place, line in enumerate(batch.to_pylist(), start=1)]
        with database.write() as connection:
            connection.execute(insert(events), [_event(row) for row in rows])
            connection.execute(insert(event_lines), rows)


def found_by_a_search(shop: SyntheticShop, random: np.random.Generator) -> tuple[Candidate, ...]:
    """200 products of a few groups, best first, with what a search says of each."""
    groups = random.choice(shop.n_groups, min(GROUPS_FOUND, shop.n_groups), replace=False)
    rows = (groups[:, None] * PRODUCTS_PER_GROUP + np.arange(PRODUCTS_PER_GROUP)).ravel()
    ids = shop.product_ids()
    chosen = random.choice(rows, min(N_CANDIDATES, len(rows)), replace=False).tolist()
    return tuple(
        Candidate(ids[row], 1.0 - place / (2 * N_CANDIDATES), (Evidence("words", 0.5), Evidence("semantic", 0.6)))
        for place, row in enumerate(chosen)
    )


def _record(product_id: str, row: int, price: int) -> Product:
    return Product.model_validate(
        {
            "id": product_id,
            "title": f"Thing {row}",
            "brand": f"Brand {row % 50:02}",
            "categories": [{"value": f"Group {row // PRODUCTS_PER_GROUP:03}"}],
            "variants": [
                {
                    "id": f"{product_id}-1",
                    "price": {"amount": price, "currency": "EUR"},
                    "availability": {"available": True, "status": "in_stock"},
                }
            ],
        }
    )


def _row(number: int, line: dict[str, Any]) -> dict[str, Any]:
    """Of `event_lines`; the log names shoppers as the keys do."""
    same = ("message_id", "type", "quantity", "price_minor", "currency")
    named = {"shopper_id": line["shopper"], "session_id": line["session"], "product_id": line["product"]}
    at_us = int(line["at"].timestamp()) * 1_000_000
    more = {"event_id": number, "line": 0, "at_us": at_us, "consent": True, "deliberate": True}
    return {name: line[name] for name in same} | named | more


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["event_id"],
        "message_id": row["message_id"],
        "type": row["type"],
        "shopper_id": row["shopper_id"],
        "at_us": row["at_us"],
        "received_us": row["at_us"],
        "body": json.dumps({"type": row["type"]}),
    }
