"""DuckDB and Spark run the same expressions to the same arrays, row for row."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recommenders.interactions.config import BotRule, InteractionsConfig
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.event_lines import read_lines
from recommenders.interactions.spark_engine import SparkEngine
from recommenders.interactions.training_set_builder import build_training_set
from recommenders.interactions.validation import validate
from tests.recommenders.interactions.conftest import SCHEMA, START

pytestmark = [
    # Ibis 12 on DuckDB 2
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    # PySpark leaves the sockets on which results came to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"),
]
KINDS = (
    "view_item view_item view_item select_item add_to_cart add_to_wishlist purchase refund rate_item shown search "
    "remove_from_cart dwell begin_checkout view_item_list"
).split()
RULES = InteractionsConfig(
    now=START + 40 * 86_400,
    since=START + 3_600,
    until=START + 30 * 86_400,
    min_product_events=3,
    min_shopper_events=2,
    bots=BotRule(max_actions_per_minute=8, max_actions_per_day=30),
    max_fault_share=0.5,
)


def untidy_lines(n: int = 1_500) -> list[dict[str, Any]]:
    """Nulls, repetitions, ties, fractions of seconds, ratings, refunds, machines and every fault, by chance."""
    rng = np.random.default_rng(7)

    def maybe(value: Any, share: float) -> Any:
        return None if rng.random() < share else value

    lines = []
    for _ in range(n):
        kind = str(rng.choice(KINDS))
        second = int(rng.integers(0, 45 * 86_400)) // 900 * 900 + int(rng.choice([0, 0, 1, 900, 1_800]))
        at = datetime.fromtimestamp(START + second, UTC) + timedelta(microseconds=int(rng.choice([0, 0, 1, 999_999])))
        lines.append(
            {
                "message_id": maybe(f"m{rng.integers(0, n)}", 0.002),
                "type": maybe(kind, 0.005),
                "shopper": maybe(str(rng.choice(["", "é", "Z", "a", "b", "c", "日本"])) + str(rng.integers(0, 9)), 0.2),
                "session": maybe(f"v{rng.integers(0, 200)}", 0.4),
                "product": maybe(f"p{int(rng.exponential(12))}", 0.01),
                "quantity": maybe(int(rng.integers(-1, 40)), 0.02),
                "price_minor": maybe(
                    int(rng.choice([-20, 10, 300, 450, 600, 99_999], p=[0.01, 0.3, 0.3, 0.3, 0.08, 0.01])), 0.1
                ),
                "currency": maybe(str(rng.choice(["EUR", "EUR", "EUR", "GBP"])), 0.1),
                "rating": maybe(float(rng.choice([0, 1, 2.5, 3, 5, 6, np.nan])), 0.1) if kind == "rate_item" else None,
                "at": maybe(at, 0.002),
                "propensity": maybe(float(rng.choice([0, 0.25, 1.0, 1.5])), 0.8),
            }
        )
    at = datetime.fromtimestamp(START + 5 * 86_400, UTC)
    plain = {"type": "view_item", "shopper": "a1", "product": "p1", "quantity": 1, "at": at}
    rushes = [{**plain, "message_id": f"rush{place}"} for place in range(9)]
    unset = {**plain, "message_id": "unset", "at": datetime(1970, 1, 1, tzinfo=UTC)}
    nameless = {**plain, "shopper": "b1"}
    given_back = {**plain, "message_id": "given back", "type": "purchase", "quantity": -1}
    return [*lines, *rushes, unset, nameless, given_back]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log")
    lines = untidy_lines()
    for part, name in enumerate(("2026-01", "2026-02")):
        table = pa.Table.from_pylist(lines[part::2], schema=SCHEMA)
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def test_both_engines_make_the_same_training_set_row_for_row(
    duckdb: DuckDbEngine, spark: SparkEngine, path: Path
) -> None:
    small, large = (build_training_set(engine, engine.read(path), None, RULES) for engine in (duckdb, spark))
    assert len(small.interactions) > 200
    assert small.shoppers == large.shoppers
    assert small.products == large.products
    for column in fields(small.interactions):
        one, other = (getattr(made.interactions, column.name) for made in (small, large))
        np.testing.assert_array_equal(one, other, column.name)


def test_both_engines_report_the_same(duckdb: DuckDbEngine, spark: SparkEngine, path: Path) -> None:
    small = validate(duckdb, read_lines(duckdb.read(path)), RULES)
    large = validate(spark, spark.share(read_lines(spark.read(path))), RULES)
    assert small == large
    assert len(small.faults) == 12
    assert len(small.outliers) == 1
    assert min(small.left_out.values()) > 0
