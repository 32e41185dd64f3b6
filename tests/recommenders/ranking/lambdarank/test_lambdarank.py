"""LambdaRank learns what shoppers take to, serves without LightGBM's Python package, and refuses what does not fit."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import lightgbm
import numpy as np
import pytest

from recommenders.artifact import Artifact, read_artifact, write_artifact
from recommenders.errors import ArtifactInvalid, TrainingRefused
from recommenders.id_index import IdIndex
from recommenders.ranking.features.feature_table import FeatureTable
from recommenders.ranking.features.question import Circumstances, Question
from recommenders.ranking.lambdarank.labelled_list import LabelledList, LambdaRankData, RankingWindow
from recommenders.ranking.lambdarank.model import FORESTS, LambdaRank
from recommenders.ranking.lambdarank.parameters import LambdaRankParameters
from recommenders.ranking.lambdarank.train import train
from recommenders.recommender import TrainingWatch
from tests.recommenders.checkerboard import checkerboard

DATA = checkerboard().data
SMALL = LambdaRankParameters(n_trees=30, num_leaves=7, negative_share=1.0, feature_fraction=1.0, n_threads=1)
ROWS = np.arange(20, dtype=np.int32)


def lists(positions: bool = False) -> Iterator[LabelledList]:
    """What the source `good` names is taken next; what `bad` says is random."""
    random = np.random.default_rng(3)
    for shopper in range(40):
        gains = np.zeros(20, dtype=np.float32)
        gains[random.choice(20, 3, replace=False)] = 1
        scores = {"good": gains + random.random(20) / 2, "bad": random.random(20)}
        shown = Circumstances(position=(np.arange(20) + 1).astype(np.float32) if positions else None)
        yield LabelledList(Question(DATA.history(shopper), ROWS, to_float32(scores), shown), gains)


def to_float32(scores: dict[str, np.ndarray]) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    return {name: one.astype(np.float32) for name, one in scores.items()}


def data(positions: bool = False, sources: tuple[str, ...] = ("good", "bad")) -> LambdaRankData:
    return LambdaRankData(sources, [RankingWindow(DATA, list(lists(positions)))], DATA)


@dataclass(frozen=True)
class Trained:
    artifact: Artifact
    ranker: LambdaRank
    table: FeatureTable
    gains: np.ndarray  # type: ignore[type-arg]


@pytest.fixture(scope="module")
def trained() -> Trained:
    artifact = train(data(), SMALL, TrainingWatch())
    ranker = LambdaRank.from_artifact(artifact)
    one = next(lists())
    return Trained(artifact, ranker, ranker.features_over(DATA.facts).of(one.question), one.gains)


def test_it_follows_the_source_that_is_right(trained: Trained) -> None:
    best = np.argsort(-trained.ranker.score(trained.table))[:3]
    assert sorted(best) == np.flatnonzero(trained.gains).tolist()


def test_a_source_that_fails_leaves_an_order_and_takes_no_other_features_with_it(trained: Trained) -> None:
    question = next(lists()).question
    alone = replace(question, scores={"bad": question.scores["bad"]})
    scores = trained.ranker.score(trained.ranker.features_over(DATA.facts).of(alone))
    assert np.isfinite(scores).all()


def test_it_serves_what_lightgbm_itself_would_say(trained: Trained) -> None:
    text = trained.artifact.array(FORESTS).tobytes().decode()
    expected = lightgbm.Booster(model_str=text).predict(trained.table.values, raw_score=True)
    assert trained.ranker.score(trained.table) == pytest.approx(expected, abs=1e-6)


def test_two_forests_are_added_up() -> None:
    ranker = LambdaRank.from_artifact(train(data(), replace(SMALL, n_forests=2), TrainingWatch()))
    table = ranker.features_over(DATA.facts).of(next(lists()).question)
    artifacts = [train(data(), replace(SMALL, seed=SMALL.seed + n), TrainingWatch()) for n in range(2)]
    single = [LambdaRank.from_artifact(one).score(table) for one in artifacts]
    assert ranker.score(table) == pytest.approx(single[0] + single[1], abs=1e-5)


def test_the_same_seed_gives_the_same_artifact(trained: Trained) -> None:
    again = train(data(), SMALL, TrainingWatch())
    assert np.array_equal(again.array(FORESTS), trained.artifact.array(FORESTS))


def test_it_survives_the_disk(trained: Trained, tmp_path: Path) -> None:
    write_artifact(replace(trained.artifact, version="1"), tmp_path / "1")
    again = LambdaRank.from_artifact(read_artifact(tmp_path / "1"))
    assert np.array_equal(again.score(trained.table), trained.ranker.score(trained.table))
    assert again.sources == ("good", "bad")
    assert again.features == trained.table.names


def test_it_serves_a_catalog_that_has_changed(trained: Trained) -> None:
    catalog = DATA.facts.over(IdIndex([*DATA.products.ids[5:], "p999"]))
    question = replace(next(lists()).question, rows=np.array([0, len(catalog.products) - 1], dtype=np.int32), scores={})
    question = replace(question, history=replace(question.history, products=question.history.products - 5))
    assert np.isfinite(trained.ranker.score(trained.ranker.features_over(catalog).of(question))).all()


def test_where_a_product_will_be_shown_is_not_what_decides() -> None:
    ranker = LambdaRank.from_artifact(train(data(positions=True), SMALL, TrainingWatch()))
    assert ranker.learned_from_lists
    features, one = ranker.features_over(DATA.facts), next(lists(positions=True)).question
    elsewhere = replace(one, circumstances=Circumstances(position=one.circumstances.position[::-1]))  # type: ignore[index]
    assert np.array_equal(ranker.score(features.of(one)), ranker.score(features.of(elsewhere)))


def test_too_few_lists_teach_nothing() -> None:
    few = LambdaRankData(("good",), [RankingWindow(DATA, list(lists())[:5])], DATA)
    with pytest.raises(TrainingRefused, match=r"needs 20 lists .* there are 5"):
        train(few, SMALL, TrainingWatch())


def test_progress_is_told() -> None:
    told: list[int] = []
    train(data(), replace(SMALL, n_trees=3), TrainingWatch(lambda _, done, total: told.append(done)))
    assert told == [1, 2, 3]


def test_other_features_than_those_learned_from_are_refused(trained: Trained) -> None:
    with pytest.raises(ArtifactInvalid, match="other features"):
        trained.ranker.score(FeatureTable(("age",), np.zeros((1, 1), dtype=np.float32)))


@pytest.mark.parametrize("text", [b"", b"no model at all", b"tree\nversion=v4\n"])
def test_a_damaged_forest_is_refused(trained: Trained, text: bytes) -> None:
    array = np.frombuffer(text, dtype=np.uint8)
    ends = np.array([len(text)])
    arrays = {**trained.artifact.arrays, FORESTS: array, "forest_ends": ends}
    with pytest.raises(ArtifactInvalid, match="no LightGBM model"):
        LambdaRank.from_artifact(replace(trained.artifact, arrays=arrays))


def test_an_artifact_that_names_other_features_is_refused(trained: Trained) -> None:
    parameters = {**trained.artifact.parameters, "features": ["position"]}
    with pytest.raises(ArtifactInvalid, match="names 1 features"):
        LambdaRank.from_artifact(replace(trained.artifact, parameters=parameters))


def test_serving_imports_nothing_of_the_training() -> None:
    look = (
        "import sys; import recommenders.ranking.lambdarank.model; "
        "from recommenders.ranking.lambdarank.runtime import _library; _library(); "
        "print([n for n in ('lightgbm', 'pandas', 'sklearn', 'pyarrow') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
