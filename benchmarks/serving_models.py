"""Trains a model of every kind, quickly, on the log of a synthetic shop: of the size they have in earnest, if no wiser.

python -m benchmarks.serving_models LOG.parquet HOME
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from benchmarks.large_log_process import LogFile
from benchmarks.synthetic_log import PRODUCTS_PER_GROUP, SyntheticShop
from recommenders.artifact import Artifact
from recommenders.model_table import MODELS, ModelEntry
from recommenders.product_facts import Floats
from recommenders.ranking.outcomes import outcomes_after
from recommenders.recommender import Recommender, TrainingWatch
from recommenders.registry import Registry
from recommenders.training.holdout import hold_out
from recommenders.training.rankers import RANKERS, RankingData
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet

#: Of its shoppers 100,000 and some come at least once.
SHOP = SyntheticShop(n_events=800_000, n_products=20_000, n_shoppers=250_000)
#: What makes a training short and leaves the shape of the artifact as it is.
SHORTER: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "als": {"n_iterations": 3},
        "item_neighbours": {"max_products": 4_000},
        "matrix_factorization": {"max_epochs": 1},
        "two_tower": {"n_epochs": 1},
        "gru4rec": {"max_steps": 200},
        "sasrec": {"max_steps": 200},
        "blend": {"epochs": 5},
        "lambdarank": {"min_data_in_leaf": 20},
    }
)
#: Lists that rankers learn from.
N_LISTS = 300
#: Of text embeddings.
N_DIMENSIONS = 384


def train_all(shop: SyntheticShop, log: Path, home: Path) -> None:
    """A model of every kind in the registry of a data folder, all of them serving."""
    data = LogFile(log, shop).read(Window())
    data = replace(data, facts=replace(data.facts, vectors=text_vectors(shop)))
    registry, sources, versions = Registry(home), dict[str, Recommender](), dict[str, str]()
    for kind, entry in MODELS.items():
        examples = _lists(kind, data, sources) if entry.task == "ranking" else data
        artifact = _trained(entry, examples)
        versions[kind] = registry.add(artifact).version
        if entry.task != "ranking":
            sources[kind] = entry.model_class().from_artifact(artifact)
        sys.stderr.write(f"{kind} is trained\n")
    registry.promote_all(versions)


def text_vectors(shop: SyntheticShop) -> Floats:
    """`[n_products, n_dimensions]` of unit length, near each other within a group."""
    random = np.random.default_rng(shop.seed)
    of_group = random.standard_normal((shop.n_groups, N_DIMENSIONS), dtype=np.float32)
    vectors = np.repeat(of_group, PRODUCTS_PER_GROUP, axis=0)
    vectors += random.standard_normal(vectors.shape, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def _trained(entry: ModelEntry, examples: Any) -> Artifact:
    parameters = replace(entry.parameters_class()(), **SHORTER.get(entry.kind, {}))
    return entry.train_function()(examples, parameters, TrainingWatch())


def _lists(kind: str, data: TrainingSet, sources: Mapping[str, Recommender]) -> Any:
    """Lists of the newest window; that the sources have seen it makes the ranker no slower."""
    holdout = hold_out(data, max_questions=0)
    outcomes = list(outcomes_after(data, holdout.moment))[:N_LISTS]
    return RANKERS[kind].examples(RankingData(sources, holdout.past, outcomes, data, seed=0), lambda n_done: None)


if __name__ == "__main__":
    train_all(SHOP, Path(sys.argv[1]), Path(sys.argv[2]))
