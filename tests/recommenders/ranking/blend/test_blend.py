from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommenders.artifact import Artifact, read_artifact, write_artifact
from recommenders.errors import ArtifactInvalid, TrainingRefused
from recommenders.history import History
from recommenders.ranking.blend.model import Blend
from recommenders.ranking.blend.parameters import BlendParameters
from recommenders.ranking.blend.train import BlendData, train
from recommenders.ranking.context import CONTEXT_FEATURES, context_of
from recommenders.ranking.replay import ReplayedList
from recommenders.ranking.signals import Signals
from recommenders.recommender import TrainingWatch
from tests.recommenders.checkerboard import AS_OF, checkerboard, history_of

KNOWN = checkerboard()
NEWCOMER, REGULAR = History(as_of=AS_OF), history_of(*range(12))
#: Two epochs would do for the shapes; these do for the lesson.
PARAMETERS = BlendParameters(hidden=8, epochs=40, learning_rate=0.02, batch=32)


def lists(n_lists: int) -> list[ReplayedList]:
    """For newcomers the first source is always right, for regulars the second."""
    random = np.random.default_rng(1)
    made = []
    for number in range(n_lists):
        rows = random.permutation(20)[:10].astype(np.int32)
        right = int(random.integers(10))
        scores = random.random((2, 10)).astype(np.float32)
        scores[number % 2, right] = 2.0
        labels = np.zeros(10, dtype=np.float32)
        labels[right] = 1.0
        made.append(ReplayedList(NEWCOMER if number % 2 == 0 else REGULAR, rows, scores, labels))
    return made


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Artifact:
    watch = TrainingWatch(log_folder=tmp_path_factory.mktemp("logs"))
    return train(BlendData(("first", "second"), KNOWN.data, lists(400)), PARAMETERS, watch)


def top(blend: Blend, one: ReplayedList) -> int:
    blended = blend.blend(Signals.from_scores(blend.sources, one.scores), one.history, one.rows)
    return int(blended.scores.argmax())


def test_it_learns_whom_to_trust_in_which_case(artifact: Artifact) -> None:
    blend = Blend.from_artifact(artifact)
    fresh = lists(480)[400:]
    right = [top(blend, one) == int(one.labels.argmax()) for one in fresh]
    each = [
        np.mean([int(one.scores[source].argmax()) == int(one.labels.argmax()) for one in fresh]) for source in (0, 1)
    ]
    assert np.mean(right) > 0.95
    assert max(each) < 0.7


def test_the_shares_of_the_sources_sum_to_the_score(artifact: Artifact) -> None:
    blend, one = Blend.from_artifact(artifact), lists(1)[0]
    blended = blend.blend(Signals.from_scores(blend.sources, one.scores), one.history, one.rows)
    np.testing.assert_allclose(blended.shares.sum(axis=0), blended.scores, rtol=1e-5)
    assert (blended.shares >= 0).all()


def test_served_scores_are_those_of_the_gate_written_out(artifact: Artifact) -> None:
    blend, one = Blend.from_artifact(artifact), lists(2)[1]
    signals = Signals.from_scores(blend.sources, one.scores)
    counts = np.bincount(KNOWN.data.interactions.product, minlength=21)[one.rows].astype(np.float32)
    context = context_of(one.history, 0.0, counts).astype(np.float64)
    hidden = np.tanh(context @ artifact.arrays["w1"] + artifact.arrays["b1"])
    weights = np.log1p(np.exp(hidden @ artifact.arrays["w2"] + artifact.arrays["b2"]))
    expected = (weights[:, :2] * signals.places.T + weights[:, 2:] * signals.strengths.T).sum(axis=1)
    np.testing.assert_allclose(blend.blend(signals, one.history, one.rows).scores, expected, atol=1e-5)


def test_a_product_launched_since_the_training_is_scored_all_the_same(artifact: Artifact) -> None:
    blend, one = Blend.from_artifact(artifact), lists(1)[0]
    rows = one.rows.copy()
    rows[0] = -1
    assert np.isfinite(blend.blend(Signals.from_scores(blend.sources, one.scores), one.history, rows).scores).all()


def test_an_artifact_read_back_serves_the_same(artifact: Artifact, tmp_path: Path) -> None:
    write_artifact(artifact, tmp_path / "v1")
    back, one = Blend.from_artifact(read_artifact(tmp_path / "v1")), lists(1)[0]
    assert top(back, one) == top(Blend.from_artifact(artifact), one)
    assert back.repeat_shares.keys() == {"Group 0", "Group 1", ""}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda a: replace(a, kind="als"),
        lambda a: replace(a, arrays={k: v for k, v in a.arrays.items() if k != "w2"}),
        lambda a: replace(a, arrays={**a.arrays, "w2": a.arrays["w2"][:, :3]}),
        lambda a: replace(a, parameters={**a.parameters, "context": list(CONTEXT_FEATURES[:-1])}),
        lambda a: replace(a, arrays={**a.arrays, "product_events": a.arrays["product_events"][:-1]}),
    ],
)
def test_a_foreign_or_damaged_artifact_is_refused(artifact: Artifact, spoil: object) -> None:
    with pytest.raises(ArtifactInvalid):
        Blend.from_artifact(spoil(artifact))  # type: ignore[operator]


def test_too_few_lists_are_refused_with_the_number(artifact: Artifact) -> None:
    with pytest.raises(TrainingRefused, match="there are 3"):
        train(BlendData(("first", "second"), KNOWN.data, lists(3)), PARAMETERS, TrainingWatch())
