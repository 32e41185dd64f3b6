"""Whether a training may begin from what serves.

A version that has seen part of the newest window must not be begun from: the candidate would be judged on what it
knows. What a candidate learned, though, the fit on everything may begin from, once the candidate was judged.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from recommenders.artifact import Artifact
from recommenders.errors import RecommenderError
from recommenders.model_table import ModelEntry
from recommenders.registry import Registry
from recommenders.training.rival import is_same_recipe
from recommenders.training.window import seconds
from recommenders.training_set import TrainingSet

#: Of the products in the data, those that the version must know.
MIN_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class WarmStart:
    """Where a training begins.

    Attributes:
        artifact: to begin from; None to begin anew.
        words: the same with the reason; empty for models that always begin anew.
    """

    artifact: Artifact | None = None
    words: str = ""


def warm_start(entry: ModelEntry, parameters: Any, past: TrainingSet, registry: Registry) -> WarmStart:
    """From the version that serves, if the model can, it is fair and they fit; else anew.

    Args:
        entry: the model.
        parameters: of the training.
        past: what it is to learn from.
        registry: where versions are kept.
    """
    if not entry.starts_warm:
        return WarmStart()
    version = registry.serving().versions.get(entry.kind)
    if version is None:
        return WarmStart(words="anew: none serves")
    try:
        artifact = registry.read(entry.kind, version)
    except RecommenderError as error:
        return WarmStart(words=f"anew: {error}")
    misfit = _misfit(artifact, parameters, past)
    return WarmStart(words=f"anew: {version} {misfit}") if misfit else WarmStart(artifact, f"from {version}")


def _misfit(artifact: Artifact, parameters: Any, past: TrainingSet) -> str:
    if seconds(artifact.window[1]) > past.as_of:
        return "has seen part of the newest window"
    if not is_same_recipe(artifact.parameters, asdict(parameters)):
        return "has other parameters"
    rows = np.unique(past.interactions.product)
    common = float((artifact.products.rows_of(past.products)[rows] >= 0).mean()) if len(rows) else 0.0
    return f"knows only {common:.0%} of the products" if common < MIN_COMMON else ""
