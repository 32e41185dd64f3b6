"""Fits LambdaRank with LightGBM (Burges 2010, "From RankNet to LambdaRank to LambdaMART")."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.ranking.features.feature_table import FeatureTable
from recommenders.ranking.features.product_record import ProductRecord
from recommenders.ranking.features.question import Floats
from recommenders.ranking.features.ranking_features import RankingFeatures
from recommenders.ranking.lambdarank.labelled_list import LabelledList, LambdaRankData, RankingWindow
from recommenders.ranking.lambdarank.model import ENDS, FORESTS, POSITION, LambdaRank
from recommenders.ranking.lambdarank.parameters import LambdaRankParameters
from recommenders.recommender import TrainingWatch

#: Fewer lists than this teach nothing.
MIN_LISTS = 20


@dataclass(frozen=True, slots=True, eq=False)
class _Examples:
    """All lists, one below the other: `values [n, n_features]`, `grades [n]`, `sizes [n_lists]`."""

    names: tuple[str, ...]
    values: Floats
    grades: npt.NDArray[np.int8]
    sizes: npt.NDArray[np.int64]


def train(data: LambdaRankData, parameters: LambdaRankParameters, watch: TrainingWatch) -> Artifact:
    """Learn to put first what shoppers took to.

    Metrics: `n_lists` and `n_candidates` learned from.

    Raises:
        TrainingRefused: if there are too few lists in which something should stand above something else.
    """
    n_lists = sum(one.teaches for window in data.windows for one in window.lists)
    if n_lists < MIN_LISTS:
        raise TrainingRefused(
            f"lambdarank needs {MIN_LISTS} lists with something that shoppers took to, there are {n_lists}: "
            "wait for more events"
        )
    examples = _examples(data, parameters)
    texts = [_fit(examples, parameters, forest, watch) for forest in range(parameters.n_forests)]
    positions = examples.values[:, examples.names.index(POSITION)]
    return Artifact(
        kind=LambdaRank.kind,
        products=data.known.products,
        arrays={**_texts_to_arrays(texts), **ProductRecord.of(data.known).to_arrays()},
        parameters={
            **asdict(parameters),
            "sources": list(data.sources),
            "features": list(examples.names),
            "learned_from_lists": not bool(np.isnan(positions).all()),
        },
        metrics={"n_lists": float(n_lists), "n_candidates": float(len(examples.grades))},
        data_hash=data.known.data_hash,
        window=data.known.window,
    )


def _examples(data: LambdaRankData, parameters: LambdaRankParameters) -> _Examples:
    random = np.random.default_rng(parameters.seed)
    values, grades = [], []
    names: tuple[str, ...] = ()
    for window in data.windows:
        for one, table in _tables(window, data.sources):
            kept = (one.grades > 0) | (random.random(len(one.gains)) < parameters.negative_share)
            values.append(table.values[kept])
            grades.append(one.grades[kept])
            names = table.names
    sizes = np.array([len(one) for one in grades], dtype=np.int64)
    return _Examples(names, np.concatenate(values), np.concatenate(grades), sizes)


def _tables(window: RankingWindow, sources: tuple[str, ...]) -> Iterator[tuple[LabelledList, FeatureTable]]:
    features = RankingFeatures(window.known.facts, ProductRecord.of(window.known), sources)
    return ((one, features.of(one.question)) for one in window.lists if one.teaches)


def _fit(examples: _Examples, parameters: LambdaRankParameters, forest: int, watch: TrainingWatch) -> bytes:
    settings: dict[str, Any] = {
        "objective": "lambdarank",
        "num_leaves": parameters.num_leaves,
        "learning_rate": parameters.learning_rate,
        "min_data_in_leaf": min(parameters.min_data_in_leaf, max(len(examples.grades) // 20, 1)),
        "feature_fraction": parameters.feature_fraction,
        "bagging_fraction": parameters.bagging_fraction,
        "bagging_freq": 1,
        "lambda_l2": parameters.lambda_l2,
        "lambdarank_truncation_level": parameters.truncation,
        "num_threads": parameters.n_threads,
        "seed": parameters.seed + forest,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
    dataset = lightgbm.Dataset(
        examples.values, examples.grades, group=examples.sizes, feature_name=list(examples.names), params=settings
    )
    done, total = forest * parameters.n_trees, parameters.n_forests * parameters.n_trees

    def follow(state: Any) -> None:
        watch.progress("lambdarank", done + state.iteration + 1, total)

    booster = lightgbm.train(settings, dataset, parameters.n_trees, callbacks=[follow])
    return str(booster.model_to_string()).encode()


def _texts_to_arrays(texts: list[bytes]) -> dict[str, Array]:
    joined = np.frombuffer(b"".join(texts), dtype=np.uint8)
    return {FORESTS: joined, ENDS: np.cumsum([len(text) for text in texts], dtype=np.int64)}
