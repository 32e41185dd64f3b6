"""How often, how lately and in what rhythm a shopper had a product."""

from dataclasses import replace

import numpy as np
import pytest

from events.vocabulary import CODE_OF
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.ranking.features.personal import personal_columns

DAY = SECONDS_PER_DAY
ROWS = np.array([9, 4, 7], dtype=np.int32)


def bought(*lines: tuple[int, int, int], as_of: int = 100 * DAY) -> History:
    """Purchases `(product, day, quantity)`."""
    products, days, quantities = np.array(lines, dtype=np.int64).T
    n = len(lines)
    return History(
        products=products.astype(np.int32),
        weights=np.ones(n, dtype=np.float32),
        kinds=np.full(n, CODE_OF["purchase"], dtype=np.uint8),
        at=days * DAY,
        as_of=as_of,
        quantities=quantities.astype(np.int32),
    )


def test_frequency_recency_and_rhythm_are_told_per_candidate_in_the_order_of_the_candidates() -> None:
    columns = personal_columns(bought((4, 70, 2), (4, 80, 2), (7, 80, 1), (4, 90, 8), (5, 95, 1)), ROWS)
    assert columns["bought_days"].tolist() == [0, 3, 1]
    assert columns["bought_last"][1:].tolist() == [10, 20]
    assert columns["bought_first"][1:].tolist() == [30, 20]
    assert columns["bought_interval"][1] == 10
    assert columns["bought_overdue"][1] == 1
    assert columns["bought_share"].tolist() == pytest.approx([0, 3 / 4, 1 / 4])
    assert columns["bought_orders_since"][1:].tolist() == [1, 2]
    assert columns["bought_before_last_order"][1:].tolist() == [5, 15]


def test_a_later_order_counts_more_than_an_earlier_one() -> None:
    columns = personal_columns(bought((4, 70, 1), (7, 80, 1)), ROWS)
    assert columns["bought_by_order"].tolist() == pytest.approx([0, 0.8, 1])


def test_several_lines_of_one_day_are_one_buying_day() -> None:
    columns = personal_columns(bought((4, 70, 1), (4, 70, 3)), ROWS)
    assert columns["bought_days"][1] == 1
    assert columns["bought_log_quantity"][1] == pytest.approx(np.log(4))


def test_what_was_never_bought_has_no_times() -> None:
    columns = personal_columns(bought((4, 70, 1)), ROWS)
    for name in ("bought_last", "bought_first", "bought_interval", "bought_overdue", "bought_log_quantity"):
        assert np.isnan(columns[name][0]), name


def test_a_view_is_no_purchase() -> None:
    history = bought((4, 70, 1), (7, 99, 1))
    kinds = np.array([CODE_OF["purchase"], CODE_OF["view_item"]], dtype=np.uint8)
    columns = personal_columns(replace(history, kinds=kinds, weights=np.array([1, 0.25], dtype=np.float32)), ROWS)
    assert columns["bought_days"].tolist() == [0, 1, 0]
    assert columns["seen_weight"].tolist() == [0, 0, 0.25]
    assert columns["seen_last"][2] == 1


def test_a_newcomer_has_the_same_columns() -> None:
    columns = personal_columns(History(as_of=DAY), ROWS)
    assert list(columns) == list(personal_columns(bought((4, 70, 1)), ROWS))
    assert columns["bought_days"].tolist() == [0, 0, 0]
