import numpy as np
from numpy.testing import assert_allclose

from recommenders.history import SECONDS_PER_DAY
from recommenders.two_tower.examples import Examples
from recommenders.two_tower.parameters import TwoTowerParameters
from recommenders.two_tower.product_inputs import ProductInputs
from recommenders.two_tower.shopper_features import FADE, Histories, ShopperFeatures, describe
from tests.recommenders.checkerboard import AS_OF, checkerboard, facts_of, training_set

SMALL = TwoTowerParameters(n_history=4, history_dropout=0.0, onboarding_share=0.0)


def one_history(ages: list[float], weights: list[float]) -> ShopperFeatures:
    n = len(ages)
    histories = Histories(
        products=np.arange(n, dtype=np.int32)[None],
        weights=np.array([weights], dtype=np.float32),
        bought=np.ones((1, n), dtype=np.bool_),
        age_days=np.array([ages], dtype=np.float32),
        n_events=np.array([int(np.count_nonzero(weights))]),
    )
    columns, prices = np.array([0, 1, 1], dtype=np.int32)[:n], np.array([-1, 1, 3], dtype=np.float32)[:n]
    return describe(histories, columns, prices, np.zeros((1, 3), dtype=np.float32), half_life_days=10.0)


def test_an_event_one_half_life_older_counts_half() -> None:
    features = one_history([10, 0], [1, 1])
    assert_allclose(features.long_mean, [[1 / 3, 2 / 3]], rtol=1e-6)
    assert_allclose(features.dense[0, :3], [1 / 3, 2 / 3, 0], rtol=1e-6)
    assert_allclose(features.dense[0, 6], -1 / 3 + 2 / 3, rtol=1e-5)


def test_the_mean_of_the_newest_fades_by_place() -> None:
    features = one_history([30, 20, 0], [1, 1, 1])
    assert_allclose(features.short_mean[0], np.array([FADE**2, FADE, 1]) / (FADE**2 + FADE + 1), rtol=1e-6)


def test_after_centuries_the_mean_is_still_one() -> None:
    assert_allclose(one_history([100_010, 100_000], [1, 1]).long_mean, [[1 / 3, 2 / 3]], rtol=1e-4)


def test_places_without_event_and_empty_histories_give_zeros() -> None:
    assert_allclose(one_history([0, 0], [0, 1]).long_mean, [[0, 1]])
    for features in (one_history([], []), one_history([0, 0], [0, 0])):
        assert not features.dense.any()
        assert not features.long_mean.any()


def test_an_example_knows_only_what_was_before_its_moment_not_its_own_basket() -> None:
    events = [(0, 0, AS_OF - 300, 0), (0, 1, AS_OF - 200, 1), (0, 2, AS_OF - 200, 1), (0, 3, AS_OF - 100, 2)]
    data = training_set([*events, (1, 3, AS_OF - 250, 0)], 2, 4)
    examples = Examples(data, ProductInputs.from_facts(data.facts, SMALL), SMALL)
    batch = examples.batch(np.arange(5), np.random.default_rng(0))
    known = [
        set(products[weights > 0].tolist())
        for products, weights in zip(batch.shopper.products, batch.shopper.long_mean, strict=True)
    ]
    assert known == [set(), {0}, {0}, {0, 1, 2}, set()]
    assert batch.product.tolist() == [0, 1, 2, 3, 3]
    assert_allclose(batch.probability, [1 / 5, 1 / 5, 1 / 5, 2 / 5, 2 / 5])


def test_every_example_comes_once_in_batches_of_one_size() -> None:
    data = checkerboard().data
    examples = Examples(data, ProductInputs.from_facts(data.facts, SMALL), SMALL)
    batches = list(examples.batches(np.random.default_rng(0)))
    assert {len(batch.product) for batch in batches} == {min(SMALL.batch_size, len(examples))}
    assert_allclose(np.bincount(batches[0].product, minlength=21), examples.count)


def test_the_age_of_a_product_is_known_as_of_the_moment() -> None:
    facts = facts_of(np.array([0, 1]))
    launched = np.array([AS_OF - 10 * SECONDS_PER_DAY, np.nan])
    inputs = ProductInputs.from_facts(facts, SMALL)
    inputs.launched_at[:] = launched
    rows = np.array([0, 1], dtype=np.int32)
    assert_allclose(inputs.age(rows, AS_OF), [[np.log1p(10) / 4, 1], [0, 0]], rtol=1e-6)
    assert_allclose(inputs.age(rows, AS_OF - 20 * SECONDS_PER_DAY), [[0, 1], [0, 0]])
