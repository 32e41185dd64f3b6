"""Content: nearness of texts, for new products too."""

from dataclasses import replace

import numpy as np
import pytest

from recommenders.content.model import VECTORS, Content
from recommenders.content.parameters import ContentParameters
from recommenders.content.train import train
from recommenders.errors import TrainingRefused
from recommenders.history import History
from recommenders.product_facts import ProductFacts
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import checkerboard, history_of
from tests.recommenders.contract import ModelContract

KNOWN = checkerboard()


class TestContentKeepsTheContract(ModelContract):
    model = Content
    train = staticmethod(train)
    parameters = ContentParameters(n_dimensions=4)
    needs_events = False


def trained(data: TrainingSet, **changes: float) -> Content:
    return Content.from_artifact(train(data, replace(ContentParameters(n_dimensions=0), **changes), TrainingWatch()))


def with_vectors(vectors: np.ndarray | None) -> TrainingSet:
    facts = replace(ProductFacts.unknown(KNOWN.data.products), vectors=vectors)
    return replace(KNOWN.data, facts=facts)


def test_the_scores_are_those_of_a_plain_loop_over_the_events() -> None:
    model = trained(KNOWN.data, half_life_days=4, half_life_events=3)
    for history in KNOWN.asked[:5]:
        np.testing.assert_allclose(model.score(history), slow_cosines(history), atol=2e-3)


def slow_cosines(history: History) -> list[float]:
    vectors = KNOWN.data.facts.vectors
    taste = np.zeros(vectors.shape[1])
    for place, (product, at) in enumerate(zip(history.products, history.at, strict=True)):
        age_days, later = (history.as_of - at) / 86_400, len(history) - 1 - place
        taste += 2.0 ** (-age_days / 4) * 2.0 ** (-later / 3) * vectors[product]
    return [float(vector @ taste / np.linalg.norm(vector) / np.linalg.norm(taste)) for vector in vectors]


def test_a_product_that_nobody_has_seen_yet_is_found_by_its_text() -> None:
    cold = len(KNOWN.data.products) - 1
    scores = trained(KNOWN.data).score(history_of(0, 2))
    assert scores[cold] > scores[1::2].max()


def test_the_last_event_matters_most() -> None:
    scores = trained(KNOWN.data, half_life_events=1).score(history_of(0, 0, 1))
    assert scores[3] > scores[2]


def test_a_dislike_pushes_away_what_is_like_it() -> None:
    scores = trained(KNOWN.data).score(history_of(0, weight=-0.5))
    assert scores[2] < scores[1]


def test_of_a_product_without_a_text_there_is_no_opinion_and_it_has_none() -> None:
    vectors = KNOWN.data.facts.vectors.copy()
    vectors[3] = 0
    model = trained(with_vectors(vectors))
    assert model.score(history_of(1))[3] == NO_OPINION
    assert np.all(model.score(history_of(3)) == NO_OPINION)


def test_reducing_keeps_the_angles_that_matter() -> None:
    reduced = train(KNOWN.data, ContentParameters(n_dimensions=2), TrainingWatch())
    assert reduced.arrays[VECTORS].shape == (len(KNOWN.data.products), 2)
    assert reduced.arrays[VECTORS].dtype == np.float16
    assert 0.7 < reduced.metrics["kept_variance"] < 1
    scores = Content.from_artifact(reduced).score(history_of(0))
    assert scores[2::2].min() > scores[1::2].max()


@pytest.mark.parametrize("vectors", [None, np.zeros((21, 4), dtype=np.float32)])
def test_without_embedded_texts_it_is_not_trained(vectors: np.ndarray | None) -> None:
    with pytest.raises(TrainingRefused, match="text embeddings"):
        train(with_vectors(vectors), ContentParameters(), TrainingWatch())
