"""The blend that serves is moved by a real log of lists, published if it is better, and taken back by a rollback."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from database.engine import open_database
from events.event import Attribution, Event, EventItem, EventProperties
from events.log import EventLog
from recommenders.artifact import Artifact
from recommenders.errors import TrainingBusy
from recommenders.loaded_models import LoadedModels
from recommenders.model_table import MODELS
from recommenders.ranking.blend.model import Blend
from recommenders.ranking.blend.update import MAX_MOVE, move_of
from recommenders.ranking.context import CONTEXT_FEATURES
from recommenders.registry import Registry
from recommenders.run_record import RunRecord, read_records
from recommenders.training.blend_update import MIN_LISTS, MIN_NEW, BlendUpdate
from recommenders.training.last_training import last_training
from recommenders.training.lock import training_lock
from recommenders.training.run import TrainingRun
from tests.recommenders.checkerboard import AS_OF
from tests.recommenders.training.sample_log import N_PRODUCTS, catalog_of, reader_of, sample_log

#: `popularity` orders products by their numbers; `repeat_purchase` knows nobody of those who come here.
SOURCES = ("popularity", "repeat_purchase")
FIRST = datetime.fromtimestamp(AS_OF, UTC) + timedelta(days=1)
N_SHOWN = 8


def blend(data_window: tuple[str, str]) -> Artifact:
    """One whose gate looks at nothing: popularity has hardly a weight."""
    random = np.random.default_rng(0)
    sample = sample_log()
    return Artifact(
        "blend",
        sample.products,
        {
            "w1": 0.01 * random.normal(size=(len(CONTEXT_FEATURES), 4)),
            "b1": np.zeros(4),
            "w2": np.zeros((4, 4)),
            "b2": np.array([-1.0, 0.0, -1.0, 0.0], dtype=np.float32),
            "product_events": np.ones(N_PRODUCTS, dtype=np.float32),
            "repeat_categories": np.array([b""], dtype=np.bytes_),
            "repeat_shares": np.ones(1, dtype=np.float32),
        },
        parameters={"sources": list(SOURCES), "context": list(CONTEXT_FEATURES)},
        window=data_window,
    )


@dataclass
class Shop:
    home: Path
    log: EventLog

    @property
    def registry(self) -> Registry:
        return Registry(self.home)

    @property
    def serving(self) -> str:
        return self.registry.serving().versions["blend"]

    def update(self) -> RunRecord:
        return BlendUpdate(self.home, self.log, catalog_of(N_PRODUCTS)).run()

    def show(self, first: int, n_lists: int, best: bool = True, surface: str = "home", hours: float = 1.0) -> None:
        """Lists of eight products in any order, of which the most (or the least) popular one is opened."""
        random = np.random.default_rng(first)
        for number in range(first, first + n_lists):
            shown = random.permutation(N_PRODUCTS)[:N_SHOWN].tolist()
            opened = min(shown) if best else max(shown)
            self.log.append(events(number, [f"p{one:03}" for one in shown], f"p{opened:03}", surface, hours))


def events(number: int, shown: list[str], opened: str, surface: str, hours: float) -> Iterator[Event]:
    items = tuple(EventItem(item_id=one, index=place) for place, one in enumerate(shown))
    at = FIRST + timedelta(hours=hours * number)
    clicked = EventProperties(items=(EventItem(item_id=opened),))
    for kind, properties, seconds in (
        ("shown", EventProperties(items=items, policy=f"{surface}/blend"), 0),
        ("select_item", clicked, 30),
    ):
        yield Event(
            message_id=f"{kind}-{surface}-{number}",
            type=kind,
            user_id=f"u{number % 40}",
            session_id=f"s{number}",
            timestamp=at + timedelta(seconds=seconds),
            properties=properties,
            attribution=Attribution(list_id=f"{surface}-{number}"),
        )


@pytest.fixture(scope="module")
def trained_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources and the blend serve."""
    home = tmp_path_factory.mktemp("trained") / "home"
    TrainingRun(home, reader_of(sample_log())).train(SOURCES)
    registry = Registry(home)
    registry.promote_all({kind: registry.versions(kind)[0] for kind in SOURCES})
    window = registry.read(SOURCES[0], registry.versions(SOURCES[0])[0]).window
    registry.promote("blend", registry.add(blend(window)).version)
    return home


@pytest.fixture
def shop(trained_home: Path, tmp_path: Path) -> Iterator[Shop]:
    """A copy of it with a log of its own."""
    home = copytree(trained_home, tmp_path / "home")
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    database.migrate()
    yield Shop(home, EventLog(database))
    database.close()


def test_what_shoppers_open_moves_the_blend_and_running_servers_pick_it_up(shop: Shop) -> None:
    before = shop.serving
    models = LoadedModels(shop.home, MODELS, check_seconds=0)
    shop.show(0, MIN_LISTS + 50)
    record = shop.update()
    (outcome,) = record.outcomes
    assert (outcome.verdict, outcome.against, outcome.version) == ("promoted", before, shop.serving), outcome.reason
    assert outcome.difference[0] > 0
    move = move_of(shop.registry.read("blend", shop.serving))
    assert 0.2 < move[[0, 2]].max() <= MAX_MOVE + 1e-6
    models.current()
    models.close()  # waits for what is being opened
    assert models.current().versions["blend"] == shop.serving
    assert isinstance(models.current().models["blend"], Blend)


def test_the_record_says_what_was_learned_from(shop: Shop) -> None:
    shop.show(0, MIN_LISTS + 50)
    record = shop.update()
    (kept, *_) = read_records(shop.registry.folder)
    assert (kept.id, kept.seconds) == (record.id, record.seconds)
    assert (record.is_update, record.status, record.counts) == (True, "done", {"lists": 250, "shoppers": 40})
    assert record.window[0] < record.cut < record.window[1]
    assert record.outcomes[0].metrics["n_lists"] == 75
    assert set(record.seconds) == {"reading", "total"}


def test_an_update_is_no_training(shop: Shop) -> None:
    shop.show(0, MIN_LISTS + 50)
    before = last_training(shop.registry, ["popularity", "blend"])
    shop.update()
    assert last_training(shop.registry, ["popularity", "blend"]) == before


def test_a_rollback_takes_an_update_back(shop: Shop) -> None:
    before = shop.serving
    shop.show(0, MIN_LISTS + 50)
    shop.update()
    assert shop.registry.rollback("blend") == before


def test_too_few_lists_change_nothing_and_it_says_so(shop: Shop) -> None:
    before, n_records = shop.serving, len(read_records(shop.registry.folder))
    shop.show(0, MIN_LISTS - 1)
    record = shop.update()
    assert record.status == "refused"
    assert record.reason.startswith(f"{MIN_LISTS - 1} lists with something opened since the last training")
    assert shop.serving == before
    assert len(read_records(shop.registry.folder)) == n_records


def test_after_an_update_it_waits_for_new_lists(shop: Shop) -> None:
    shop.show(0, MIN_LISTS + 50)
    shop.update()
    serving = shop.serving
    shop.show(MIN_LISTS + 50, MIN_NEW - 1)
    assert shop.update().reason.startswith(f"{MIN_NEW - 1} lists with something opened since the blend was last moved")
    shop.show(MIN_LISTS + 50 + MIN_NEW - 1, 1)
    assert shop.update().outcomes[0].against == serving


def test_what_the_newest_lists_do_not_bear_out_is_not_published(shop: Shop) -> None:
    before = shop.serving
    shop.show(0, 200)
    shop.show(200, 150, best=False)
    record = shop.update()
    assert record.outcomes[0].verdict == "refused"
    assert "no better: log-likelihood -" in record.outcomes[0].reason
    assert shop.serving == before


def test_lists_that_words_asked_for_do_not_count(shop: Shop) -> None:
    shop.show(0, MIN_LISTS + 50, surface="chat")
    assert shop.update().reason.startswith("0 lists")


def test_lists_from_before_the_training_do_not_count(shop: Shop) -> None:
    shop.show(0, MIN_LISTS + 50, hours=-2.0)
    assert shop.update().reason.startswith("13 lists")  # of the last day but one, every other hour


def test_one_shopper_does_not_teach_the_shop(shop: Shop) -> None:
    shop.show(0, 40)
    random = np.random.default_rng(5)
    for number in range(500):
        shown = [f"p{one:03}" for one in random.permutation(N_PRODUCTS)[:N_SHOWN].tolist()]
        shop.log.append(events(40 * number, shown, max(shown), "home", 0.001 + 0.1))
    assert int(shop.update().reason.split()[0]) <= 50


def test_it_waits_for_no_training_that_runs(shop: Shop) -> None:
    with training_lock(shop.registry.folder), pytest.raises(TrainingBusy):
        shop.update()


def test_without_a_blend_it_says_how_to_get_one(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    record = BlendUpdate(tmp_path, EventLog(database), catalog_of(N_PRODUCTS)).run()
    database.close()
    assert "shopkeeper train" in record.reason
