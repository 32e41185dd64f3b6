"""From a file of lines to arrays, and when there is nothing to learn."""

from collections.abc import Callable
from pathlib import Path

import ibis.expr.types as ir
import numpy as np
import pytest

from recommenders.errors import TrainingRefused
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.interaction_log import Thresholds
from recommenders.interactions.training_set_builder import (
    build_training_set,
    read_log,
    refuse_unlearnable,
    training_set_without_events,
)
from tests.recommenders.interactions.conftest import START, line
from tests.recommenders.interactions.sample_log import facts

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
Events = Callable[..., ir.Table]
CONFIG = InteractionsConfig(now=START + 10_000)


def test_lines_become_arrays_over_shoppers_and_the_whole_catalog(duckdb: DuckDbEngine, events: Events) -> None:
    paid = {"quantity": 2, "price_minor": 150, "currency": "EUR"}
    table = events(line(9, "b", "t", "purchase", **paid), line(5, "a", "t"), line(7, "a", "s"), line(9_000, "b", "s"))
    data = build_training_set(duckdb, table, facts("bz", price=[150, 9]), CONFIG)
    entries = data.interactions
    assert data.shoppers.ids == ("s", "t")
    assert data.products.ids == ("a", "b", "z")
    assert entries.shopper.tolist() == [0, 0, 1, 1]
    assert entries.product.tolist() == [0, 1, 0, 1]
    assert (entries.at - START).tolist() == [7, 9_000, 5, 9]
    assert entries.session.tolist() == [0, 1, 2, 2]
    assert entries.quantity.tolist() == [1, 1, 1, 2]
    np.testing.assert_array_equal(entries.amount, [np.nan, np.nan, np.nan, 300])
    np.testing.assert_array_equal(data.facts.price, [np.nan, 150, 9])
    np.testing.assert_array_equal(data.facts.launched_at, [START + 5, START + 9, np.nan])
    assert data.facts.in_stock.tolist() == [False, True, True]
    assert data.as_of == START + 10_001


def test_thresholds_on_the_engine_and_on_arrays_agree(duckdb: DuckDbEngine, events: Events) -> None:
    rng = np.random.default_rng(3)
    table = events(
        *(line(int(at), f"p{rng.integers(9)}", f"s{rng.integers(30)}") for at in rng.integers(0, 9_000, 120))
    )
    config = InteractionsConfig(now=CONFIG.now, min_product_events=12, min_shopper_events=3, bots=None)
    built = build_training_set(duckdb, table, None, config)
    cut = read_log(duckdb, table, None, config).training_set(thresholds=Thresholds(3, 12))
    assert 0 < len(built.interactions) < 120
    assert built.products.ids == cut.products.ids
    assert built.interactions.session[-1] > 5
    for name in ("shopper", "product", "at", "weight", "kind", "session", "quantity", "amount"):
        np.testing.assert_array_equal(getattr(built.interactions, name), getattr(cut.interactions, name))


def test_a_log_keeps_its_report(duckdb: DuckDbEngine, events: Events) -> None:
    report = read_log(duckdb, events(line(0), line(1, shopper=None)), None, CONFIG).report
    assert report is not None
    assert report.left_out["without shopper and session"] == 1


def test_without_a_line_there_is_an_empty_training_set(duckdb: DuckDbEngine, events: Events) -> None:
    data = build_training_set(duckdb, events(), facts("ab"), CONFIG)
    assert (len(data.interactions), len(data.shoppers), data.products.ids) == (0, 0, ("a", "b"))
    first_day = training_set_without_events(facts("ab"), CONFIG.end)
    assert first_day.data_hash == data.data_hash


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "0 events are too few"),
        ([line(0)], "1 events are too few"),
        ([line(0, "a"), line(1, "b")], "all 2 events are of one shopper, s"),
        ([line(0, "a", "s"), line(1, "a", "t")], "all 2 events are of one product, a"),
    ],
)
def test_nothing_is_learned_from_a_log_that_teaches_nothing(
    duckdb: DuckDbEngine, events: Events, lines: list[dict[str, object]], sentence: str
) -> None:
    data = build_training_set(duckdb, events(*lines), facts("ab"), CONFIG)
    with pytest.raises(TrainingRefused, match=sentence):
        refuse_unlearnable(data)


def test_two_shoppers_of_two_products_teach_something(duckdb: DuckDbEngine, events: Events) -> None:
    refuse_unlearnable(build_training_set(duckdb, events(line(0, "a", "s"), line(1, "b", "t")), None, CONFIG))


def test_a_folder_without_events_is_refused(duckdb: DuckDbEngine, tmp_path: Path) -> None:
    with pytest.raises(TrainingRefused, match="there is no Parquet file of events"):
        duckdb.read(tmp_path)
