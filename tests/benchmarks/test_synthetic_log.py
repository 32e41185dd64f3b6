"""A shop of a few hundred products: as many lines as asked for, none of them faulty, with tastes to be found."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from benchmarks.large_log_process import LogFile
from benchmarks.synthetic_log import FIRST_SECOND, N_DAYS, PRODUCTS_PER_GROUP, SyntheticShop
from events.export import SCHEMA
from events.vocabulary import PURCHASE
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet

SHOP = SyntheticShop(n_events=6_000, n_products=1_000, n_shoppers=100)
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "events.parquet"
    SHOP.write(path)
    return path


@pytest.fixture(scope="module")
def data(file: Path) -> TrainingSet:
    return LogFile(file, SHOP).read(Window())


def test_there_are_as_many_lines_as_asked_for_in_the_schema_of_an_export(file: Path) -> None:
    table = pq.read_table(file)
    assert table.num_rows == SHOP.n_events
    assert table.schema.equals(SCHEMA)
    assert len(table["message_id"].unique()) == SHOP.n_events


def test_the_same_seed_makes_the_same_log(file: Path, tmp_path: Path) -> None:
    SHOP.write(tmp_path / "again.parquet")
    assert pq.read_table(file).equals(pq.read_table(tmp_path / "again.parquet"))


def test_every_line_is_an_interaction_within_the_year(data: TrainingSet) -> None:
    entries = data.interactions
    assert len(entries) == SHOP.n_events
    assert FIRST_SECOND <= entries.at.min() <= entries.at.max() < FIRST_SECOND + N_DAYS * 86_400
    assert 0 < (entries.kind == PURCHASE).mean() < 0.1
    assert data.facts.category[entries.product].min() >= 0


def test_a_visit_stays_within_one_group(data: TrainingSet) -> None:
    rows = np.array([int(one[1:]) for one in data.products.ids])
    for visit in data.sessions():
        assert len(set((rows[visit] // PRODUCTS_PER_GROUP).tolist())) == 1


def test_shoppers_come_back_to_the_groups_they_like(data: TrainingSet) -> None:
    entries = data.interactions
    dearest = [
        np.bincount(data.facts.category[entries.product[start:end]]).max() / (end - start)
        for start, end in zip(data.offsets[:-1], data.offsets[1:], strict=True)
        if end - start >= 30
    ]
    assert np.mean(dearest) > 1.5 / SHOP.n_groups
