import time
from types import MappingProxyType

import pytest

from recommenders.loaded_models import ModelSet
from recommenders.popularity.model import Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train
from recommenders.ranking.serving_follower import ServingFollower
from recommenders.recommender import TrainingWatch
from tests.recommenders.checkerboard import checkerboard
from tests.recommenders.ranking.test_ranker import SmallCatalog, TheseModels, product


@pytest.fixture(scope="module")
def popularity() -> ModelSet:
    artifact = train(checkerboard().data, PopularityParameters(), TrainingWatch())
    return ModelSet(MappingProxyType({"popularity": Popularity.from_artifact(artifact)}))


def wait_until(check: object) -> None:
    end = time.monotonic() + 10
    while not check():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_without_models_nothing_is_read() -> None:
    assert ServingFollower(SmallCatalog(), TheseModels(ModelSet())).current() is None


def test_a_new_product_is_known_soon_and_the_old_set_serves_meanwhile(popularity: ModelSet) -> None:
    catalog = SmallCatalog()
    follower = ServingFollower(catalog, TheseModels(popularity), check_seconds=0.0)
    before = follower.current()
    assert before is not None
    catalog.records["p999"] = product(999)
    catalog.n_changes += 1
    assert follower.current() is before
    wait_until(lambda: "p999" in follower.current().products.row_of)  # type: ignore[union-attr]
    follower.close()


def test_a_promoted_model_is_taken_up_without_reading_the_catalog_again(popularity: ModelSet) -> None:
    catalog, models = SmallCatalog(), TheseModels(popularity)
    follower = ServingFollower(catalog, models)
    before = follower.current()
    assert before is not None
    models.models = ModelSet(MappingProxyType(dict(popularity.models)), MappingProxyType({"popularity": "2"}))
    wait_until(lambda: follower.current() is not before)
    after = follower.current()
    assert after is not None
    assert after.catalog_facts is before.catalog_facts
    follower.close()


def test_a_catalog_that_cannot_be_read_leaves_the_set_from_before(popularity: ModelSet) -> None:
    catalog = SmallCatalog()
    follower = ServingFollower(catalog, TheseModels(popularity), check_seconds=0.0)
    before = follower.current()
    catalog.records["broken"] = None  # type: ignore[assignment]
    catalog.n_changes += 1
    follower.current()
    time.sleep(0.1)
    assert follower.current() is before
    follower.close()
