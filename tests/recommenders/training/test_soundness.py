from dataclasses import replace

import numpy as np
import pytest

from recommenders.errors import TrainingRefused
from recommenders.product_facts import ProductFacts
from recommenders.training.soundness import lost_products, n_in_catalog, refuse_unsound
from tests.recommenders.checkerboard import AS_OF, training_set
from tests.recommenders.training.sample_log import catalog_of, sample_log

Events = list[tuple[int, int, int, int]]


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([], "no events to learn from in this window"),
        ([(0, 0, AS_OF - 9, 0)], "there is one event"),
        ([(0, 0, AS_OF - 9, 0), (0, 1, AS_OF - 8, 0)], "all 2 events are of one shopper"),
        ([(0, 1, AS_OF - 9, 0), (1, 1, AS_OF - 8, 0)], "all 2 events are about one product, p001"),
        ([(0, 0, AS_OF - 9, 0), (1, 1, AS_OF - 9, 0)], "all 2 events happened at the same moment"),
    ],
)
def test_a_log_that_teaches_nothing_is_refused(events: Events, message: str) -> None:
    with pytest.raises(TrainingRefused, match=message):
        refuse_unsound(training_set(events, 2, 2))


def test_weights_that_are_no_numbers_are_refused_with_their_rows() -> None:
    data = training_set([(0, 0, AS_OF - 9, 0), (1, 1, AS_OF - 8, 0)], 2, 2)
    data.interactions.weight[1] = np.nan
    with pytest.raises(TrainingRefused, match="the first: s001, p001") as refused:
        refuse_unsound(data)
    assert refused.value.faults == ("s001, p001",)


def test_a_log_of_dislikes_is_refused() -> None:
    data = training_set([(0, 0, AS_OF - 9, 0), (1, 1, AS_OF - 8, 0)], 2, 2)
    data.interactions.weight[:] = -1
    with pytest.raises(TrainingRefused, match="liked anything"):
        refuse_unsound(data)


def test_a_sound_log_passes() -> None:
    refuse_unsound(sample_log())


def test_a_catalog_that_lost_most_of_its_products_is_told_with_figures() -> None:
    data = replace(sample_log(), facts=catalog_of(29))
    told = lost_products(data, data.products, 60.0)
    assert "of 60 products" in told
    assert "29 left" in told
    assert lost_products(replace(data, facts=catalog_of(31)), data.products, 60.0) == ""


def test_a_log_without_a_catalog_has_lost_nothing() -> None:
    data = replace(sample_log(), facts=ProductFacts.unknown(sample_log().products))
    assert n_in_catalog(data, data.products) == 60


def test_products_that_can_only_not_be_had_now_are_still_in_the_catalog() -> None:
    data = sample_log()
    data.facts.in_stock[:] = False
    assert n_in_catalog(data, data.products) == 60
