"""What every model must do, whatever it has learned: one class of tests to inherit from.

    class TestAlsKeepsTheContract(ModelContract):
        model = Als
        train = staticmethod(train)
        parameters = AlsParameters(n_factors=8)

A session model adds `known = blocks()`. See the class's attributes for what a model may be excused from.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from events.vocabulary import CODE_OF
from recommenders.artifact import Artifact, read_artifact, write_artifact
from recommenders.errors import ArtifactInvalid, TrainingRefused
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex
from recommenders.recommender import Recommender, TrainingWatch
from recommenders.scores import NO_OPINION, Scores, best_rows
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, KnownData, checkerboard, facts_of, history_of, training_set


class ModelContract:
    """Tests for one model; a subclass says which.

    Attributes:
        model: the class that serves.
        train: the function that trains, as `staticmethod`.
        parameters: small ones, so that training takes a second.
        known: the data; `blocks()` for models of sessions.
        share_recovered: of the histories, those whose best product that is not in them must be of their group;
            0 for a model that has no view of products a shopper has not had.
        view_without_history: whether a newcomer gets scores.
        needs_events: whether training without any event is refused.
        optional_arrays: arrays without which the model still opens.
        tolerance: by which two trainings with one seed may differ.
    """

    model: ClassVar[type[Recommender]]
    train: ClassVar[Callable[[TrainingSet, Any, TrainingWatch], Artifact]]
    parameters: ClassVar[Any]
    known: ClassVar[KnownData] = checkerboard()
    share_recovered: ClassVar[float] = 1.0
    view_without_history: ClassVar[bool] = False
    needs_events: ClassVar[bool] = True
    optional_arrays: ClassVar[frozenset[str]] = frozenset()
    tolerance: ClassVar[float] = 1e-5

    @pytest.fixture(scope="class")
    @classmethod
    def artifact(cls) -> Artifact:
        return cls.train(cls.known.data, cls.parameters, TrainingWatch())

    @pytest.fixture(scope="class")
    @classmethod
    def trained(cls, artifact: Artifact) -> Recommender:
        return cls.model.from_artifact(artifact)

    def test_the_artifact_names_the_model_its_products_and_what_it_learned_from(self, artifact: Artifact) -> None:
        assert artifact.kind == self.model.kind
        assert artifact.products == self.known.data.products
        assert artifact.data_hash == self.known.data.data_hash
        assert "seed" in artifact.parameters
        assert all(np.isfinite(value) for value in artifact.metrics.values())

    def test_every_product_has_one_score_and_none_is_nan(self, trained: Recommender) -> None:
        for history in self.known.asked:
            scores = trained.score(history)
            assert scores.shape == (len(trained.products),)
            assert scores.dtype == np.float32
            assert np.all(np.isfinite(scores) | (scores == NO_OPINION))
            assert np.isfinite(scores).any()

    def test_the_best_new_product_is_to_the_shoppers_taste(self, trained: Recommender) -> None:
        if not self.share_recovered:
            pytest.skip("the model has no view of products that a shopper has not had")
        right = [self._is_to_taste(trained, history) for history in self.known.asked]
        assert np.mean(right) >= self.share_recovered

    def test_a_first_event_of_an_unknown_shopper_is_enough(self, trained: Recommender) -> None:
        right = []
        for row in np.unique(self.known.data.interactions.product):
            history = replace(history_of(int(row)), n_session=1)
            assert np.isfinite(trained.score(history)).any()
            right.append(self._is_to_taste(trained, history))
        assert np.mean(right) >= self.share_recovered

    def test_a_newcomer_gets_scores_only_where_the_model_has_a_view_without_history(self, trained: Recommender) -> None:
        scores = trained.score(History(as_of=AS_OF))
        assert np.isfinite(scores).any() if self.view_without_history else np.all(scores == NO_OPINION)
        assert not np.isnan(scores).any()

    def test_products_the_model_does_not_know_change_nothing(self, trained: Recommender) -> None:
        for history in self.known.asked[:5]:
            np.testing.assert_allclose(trained.score(_with_unknown(history)), trained.score(history), rtol=1e-5)

    def test_a_history_of_unknown_products_is_an_empty_one(self, trained: Recommender) -> None:
        unknown = replace(history_of(-1, -1), n_session=1)
        np.testing.assert_array_equal(trained.score(unknown), trained.score(History(as_of=AS_OF)))

    def test_a_product_without_any_event_does_no_harm(self, trained: Recommender) -> None:
        cold = len(trained.products) - 1
        for history in (replace(history_of(cold), n_session=1), replace(history_of(0, cold), n_session=2)):
            assert not np.isnan(trained.score(history)).any()

    def test_a_dislike_does_not_raise_a_product(self, trained: Recommender) -> None:
        for history, answer in zip(self.known.asked, self.known.answers, strict=True):
            for disliked in (answer, int(history.products[0])):
                before = _rank(trained.score(history), disliked)
                assert _rank(trained.score(_disliking(history, disliked)), disliked) >= before

    def test_a_history_of_dislikes_alone_is_no_reason_to_fail(self, trained: Recommender) -> None:
        scores = trained.score(_disliking(History(as_of=AS_OF), 0))
        assert not np.isnan(scores).any()
        assert 0 not in best_rows(scores, 1) or self.view_without_history

    def test_who_comes_back_after_twenty_years_is_answered(self, trained: Recommender) -> None:
        late = replace(self.known.asked[0], as_of=AS_OF + 20 * 365 * SECONDS_PER_DAY)
        assert not np.isnan(trained.score(late)).any()

    def test_asking_changes_neither_the_question_nor_the_model(self, trained: Recommender) -> None:
        history = _frozen(self.known.asked[0])
        first = trained.score(history)
        kept = first.copy()
        first[:] = 0
        np.testing.assert_array_equal(trained.score(history), kept)

    def test_eight_threads_get_the_answers_of_one(self, trained: Recommender) -> None:
        asked = self.known.asked * 3
        alone = [trained.score(history) for history in asked]
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(trained.score, asked))
        for one, other in zip(alone, together, strict=True):
            np.testing.assert_array_equal(one, other)

    def test_one_seed_makes_one_model(self, trained: Recommender) -> None:
        again = self.model.from_artifact(type(self).train(self.known.data, self.parameters, TrainingWatch()))
        for history in self.known.asked[:5]:
            np.testing.assert_allclose(again.score(history), trained.score(history), atol=self.tolerance)

    def test_it_scores_the_same_after_being_written_and_read(
        self, artifact: Artifact, trained: Recommender, tmp_path: Path
    ) -> None:
        write_artifact(artifact, tmp_path / "kept")
        opened = self.model.from_artifact(read_artifact(tmp_path / "kept"))
        for history in self.known.asked:
            np.testing.assert_array_equal(opened.score(history), trained.score(history))

    def test_an_artifact_of_another_model_is_refused(self, artifact: Artifact) -> None:
        with pytest.raises(ArtifactInvalid):
            self.model.from_artifact(replace(artifact, kind="another"))

    def test_an_artifact_that_lacks_an_array_is_refused(self, artifact: Artifact) -> None:
        for name in set(artifact.arrays) - self.optional_arrays:
            rest = {other: array for other, array in artifact.arrays.items() if other != name}
            with pytest.raises(ArtifactInvalid):
                self.model.from_artifact(replace(artifact, arrays=rest))
                pytest.fail(f"opened without {name!r}")

    def test_an_artifact_whose_array_lost_its_end_is_refused(self, artifact: Artifact) -> None:
        for name, array in artifact.arrays.items():
            if array.ndim and len(array):
                with pytest.raises(ArtifactInvalid):
                    self.model.from_artifact(replace(artifact, arrays={**artifact.arrays, name: array[:-1]}))
                    pytest.fail(f"opened with a part of {name!r}")

    def test_an_artifact_with_nan_is_refused(self, artifact: Artifact) -> None:
        for name, array in artifact.arrays.items():
            if array.dtype.kind == "f" and array.size:
                spoilt = np.full_like(array, np.nan)
                with pytest.raises(ArtifactInvalid):
                    self.model.from_artifact(replace(artifact, arrays={**artifact.arrays, name: spoilt}))
                    pytest.fail(f"opened with NaN in {name!r}")

    def test_an_artifact_for_other_products_is_refused(self, artifact: Artifact) -> None:
        with pytest.raises(ArtifactInvalid):
            self.model.from_artifact(replace(artifact, products=IdIndex([*artifact.products.ids, "zzz"])))

    def test_nothing_can_be_learned_from_no_event(self) -> None:
        if not self.needs_events:
            pytest.skip("the model learns from the catalog")
        with pytest.raises(TrainingRefused):
            type(self).train(self.known.data.before(0), self.parameters, TrainingWatch())

    def test_a_single_event_is_refused_or_learned_from_without_harm(self) -> None:
        data = training_set([(0, 0, AS_OF - 60, 0)], 1, 2, facts_of(np.array([0, 1])))
        try:
            model = self.model.from_artifact(type(self).train(data, self.parameters, TrainingWatch()))
        except TrainingRefused as refused:
            assert str(refused).strip()
        else:
            assert not np.isnan(model.score(history_of(0))).any()

    def _is_to_taste(self, model: Recommender, history: History) -> bool:
        """Whether the best product that is not in the history belongs to its group."""
        scores = model.score(history)
        scores[history.products] = NO_OPINION
        group = self.known.group
        return bool(group[best_rows(scores, 1)[0]] == group[history.products[-1]]) if self.share_recovered else True


def _rank(scores: Scores, row: int) -> int:
    """How many products are better; all of them where the product has no score."""
    return int(np.count_nonzero(scores > scores[row])) if np.isfinite(scores[row]) else len(scores)


def _with_unknown(history: History) -> History:
    """The same history with an unknown product before every event."""
    twice = {name: np.repeat(getattr(history, name), 2) for name in ("products", "weights", "kinds", "at")}
    twice["products"][::2] = -1
    return replace(history, **twice, n_session=2 * history.n_session)


def _disliking(history: History, row: int) -> History:
    """The history and then a product that is put back out of the cart."""
    return replace(
        history,
        products=np.append(history.products, np.int32(row)),
        weights=np.append(history.weights, np.float32(-0.2)),
        kinds=np.append(history.kinds, np.uint8(CODE_OF["remove_from_cart"])),
        at=np.append(history.at, np.int64(AS_OF)),
        n_session=history.n_session + bool(history.n_session),
    )


def _frozen(history: History) -> History:
    """A history whose arrays refuse to be written to."""
    arrays = {name: getattr(history, name).copy() for name in ("products", "weights", "kinds", "at")}
    for array in arrays.values():
        array.flags.writeable = False
    return replace(history, **arrays)
