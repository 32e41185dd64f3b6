"""All features of a list: the same names at every time, for everyone."""

import math

import numpy as np
import pytest

from recommenders.history import History
from recommenders.ranking.features.context import context_columns
from recommenders.ranking.features.product_record import ProductRecord
from recommenders.ranking.features.question import Circumstances, Question
from recommenders.ranking.features.ranking_features import RankingFeatures
from recommenders.ranking.features.sources import places, source_columns
from recommenders.scores import NO_OPINION
from tests.recommenders.checkerboard import AS_OF, checkerboard

DATA = checkerboard().data
FEATURES = RankingFeatures(DATA.facts, ProductRecord.of(DATA), ("als", "content"))
ROWS = np.array([0, 3, 20], dtype=np.int32)
#: What the ranker looks at, at the least.
ASKED_FOR = """shopper_age_days shopper_n_orders shopper_average_order_value shopper_preferred_category
shopper_price_sensitivity product_price product_category product_rating product_reviews product_in_stock
product_days_since_launch category_affinity price_match viewed_similar abandoned_similar hour_sine hour_cosine
weekday_sine weekday_cosine device locale query_match position als_score als_place content_score content_place"""


def test_everything_asked_for_is_there() -> None:
    table = FEATURES.of(Question(DATA.history(0), ROWS))
    assert set(ASKED_FOR.split()) <= set(table.names)
    assert table.values.shape == (3, len(table.names))
    assert table.values.dtype == np.float32


def test_a_newcomer_has_the_same_columns_and_nothing_is_infinite() -> None:
    known, new = FEATURES.of(Question(DATA.history(0), ROWS)), FEATURES.of(Question(History(as_of=AS_OF), ROWS))
    assert known.names == new.names
    assert not np.isinf(known.values).any()
    assert not np.isinf(new.values).any()


def test_a_list_without_candidates_has_no_rows() -> None:
    assert FEATURES.of(Question(DATA.history(0), ROWS[:0])).values.shape[0] == 0


def test_a_source_that_was_not_asked_or_has_no_opinion_is_missing() -> None:
    scores = np.array([0.5, NO_OPINION, 0.7], dtype=np.float32)
    table = FEATURES.of(Question(DATA.history(0), ROWS, {"als": scores}))
    assert np.isnan(table["content_score"]).all()
    assert np.isnan(table["als_score"]).tolist() == [False, True, False]
    assert table["als_place"][[0, 2]].tolist() == [1, 0]


def test_a_source_that_the_ranker_does_not_know_is_left_out() -> None:
    table = FEATURES.of(Question(DATA.history(0), ROWS, {"new": np.ones(3, dtype=np.float32)}))
    assert not any(name.startswith("new") for name in table.names)


def test_a_trend_moves_a_place() -> None:
    question = Question(DATA.history(0), ROWS, {"als": np.array([2.0, 1.9, 0.1], dtype=np.float32)})
    columns = source_columns(question, ("als",), trend=np.array([0.5, 2.0, 1.0], dtype=np.float32))
    assert np.asarray(columns["als_place"]).tolist() == [0, 1, 2]
    assert np.asarray(columns["als_trend_place"]).tolist() == [1, 0, 2]


def test_equal_scores_share_the_better_place() -> None:
    assert places(np.array([3, 1, 3, 2], dtype=np.float32)).tolist() == [0, 3, 0, 2]


def test_the_clock_goes_round() -> None:
    midnight, late = (context_columns(second, Circumstances()) for second in (86_400, 86_340))
    assert midnight["hour_cosine"] == pytest.approx(1)
    assert abs(float(late["hour_sine"]) - float(midnight["hour_sine"])) < 0.01  # type: ignore[arg-type]


def test_a_locale_is_its_language_and_an_unknown_device_is_missing() -> None:
    british, american = (context_columns(0, Circumstances(locale=one))["locale"] for one in ("en-GB", "en_US"))
    assert british == american != context_columns(0, Circumstances(locale="de-DE"))["locale"]
    assert math.isnan(float(context_columns(0, Circumstances(device="fridge"))["device"]))  # type: ignore[arg-type]
