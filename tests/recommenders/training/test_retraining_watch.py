"""What asks for a training, one thing after the other, over real records and a real log of events."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from database import Database
from database.engine import open_database
from events.log import EventLog
from events.window_counts import WindowCounts
from recommenders.model_table import FLOOR, MODELS, table_of
from recommenders.registry import Registry
from recommenders.retraining_limits import RetrainingLimits
from recommenders.run_record import runs_folder
from recommenders.training.due_check import DueCheck
from recommenders.training.retraining_watch import RetrainingWatch
from recommenders.training.run import TrainingRun
from tests.recommenders.tiny_models import TINY
from tests.recommenders.training.sample_log import catalog_of, reader_of, sample_log

TABLE = table_of(MODELS[FLOOR], TINY)
SAME = WindowCounts({"purchase": 1_800}, {f"p{row:03}": 1_800 // (row + 1) for row in range(60)}, 900)
NOTHING = WindowCounts({}, {}, 0)


@dataclass
class Shop:
    home: Path
    database: Database
    since: WindowCounts = NOTHING
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def train(self, *kinds: str) -> None:
        TrainingRun(self.home, reader_of(sample_log()), table=TABLE).train(kinds)

    def check(self, limits: str = "days=7", kinds: tuple[str, ...] = ("popularity", "tiny")) -> DueCheck:
        return RetrainingWatch(
            Registry(self.home),
            EventLog(self.database),
            lambda start, end: SAME if end else self.since,
            catalog_of(60),
            RetrainingLimits.parse(limits),
            TABLE,
            lambda: self.now,
        ).check(kinds)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    made = Shop(tmp_path, database)
    made.train("popularity", "tiny")
    yield made
    database.close()


def fired(check: DueCheck) -> list[str]:
    return [one.name for one in check.triggers if one.fires]


def times(counts: WindowCounts, factor: float) -> WindowCounts:
    return WindowCounts(
        {kind: int(n * factor) for kind, n in counts.by_type.items()},
        {product: int(n * factor) for product, n in counts.by_product.items()},
        counts.n_visits * factor,
    )


def test_right_after_a_training_nothing_asks_for_another(shop: Shop) -> None:
    shop.since = times(SAME, 0.05)
    check = shop.check()
    assert not check.is_due
    assert [one.name for one in check.triggers] == ["days", "events", "psi", "psi", "psi", "ctr"]


def test_a_model_that_was_never_trained_asks_for_it(shop: Shop, tmp_path: Path) -> None:
    other = Shop(tmp_path / "other", shop.database)
    check = other.check()
    assert fired(check) == ["new"]
    assert check.reason == "not all of popularity, tiny were ever trained here"


def test_time_asks_if_there_is_anything_new(shop: Shop) -> None:
    shop.now += timedelta(days=8)
    assert fired(shop.check()) == []
    shop.since = times(SAME, 0.05)
    check = shop.check()
    assert fired(check) == ["days"]
    assert check.reason.startswith("8.0 days since the last training (limit 7)")


def test_many_new_events_ask(shop: Shop) -> None:
    shop.since = times(SAME, 0.2)
    check = shop.check()
    assert fired(check) == ["events"]
    assert check.reason == "360 new events, 20.0% of the 1,800 that were learned from (limit 10%)"


def test_demand_for_other_products_asks_by_their_scores(shop: Shop) -> None:
    turned = dict(zip(SAME.by_product, reversed(SAME.by_product.values()), strict=True))
    shop.since = WindowCounts({"purchase": 90}, turned, 900)
    check = shop.check()
    assert fired(check) == ["psi"]
    assert check.reason.startswith("PSI of scores")


def test_other_kinds_of_events_ask(shop: Shop) -> None:
    shop.since = WindowCounts({"view_item": 150}, SAME.by_product, 900)
    assert shop.check().reason.startswith("PSI of event types")


def test_a_limit_of_zero_turns_a_trigger_off(shop: Shop) -> None:
    shop.since = WindowCounts({"view_item": 1_500}, SAME.by_product, 900)
    shop.now += timedelta(days=30)
    assert shop.check("days=0 events=0 psi=0 ctr=0").triggers == ()


def test_of_several_models_the_one_with_the_oldest_data_counts(shop: Shop) -> None:
    shop.now += timedelta(days=8)
    shop.since = times(SAME, 0.05)
    shop.train("popularity")
    assert fired(shop.check()) == ["days"]
    shop.now = datetime.now(UTC)
    assert fired(shop.check()) == []


def test_without_records_the_versions_that_serve_say_when_they_learned(shop: Shop) -> None:
    for file in runs_folder(Registry(shop.home).folder).glob("*.json"):
        file.unlink()
    shop.since = times(SAME, 0.05)
    assert fired(shop.check()) == []
    shop.now += timedelta(days=8)
    assert fired(shop.check()) == ["days"]


def test_a_training_that_was_refused_is_none(shop: Shop) -> None:
    shop.now += timedelta(days=8)
    shop.since = times(SAME, 0.05)
    with pytest.raises(Exception, match="no events"):
        empty = sample_log()
        nothing = empty.interactions.where(empty.interactions.at < 0)
        TrainingRun(
            shop.home, lambda window: type(empty)(empty.shoppers, empty.products, nothing, 1, empty.facts)
        ).train(["popularity"])
    assert fired(shop.check()) == ["days"]
