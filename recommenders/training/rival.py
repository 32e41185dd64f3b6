"""What a candidate has to stand up to: the version that serves, fairly.

A version that serves was fitted on everything there was when it was made, so it has often seen part of the newest
window and would seem to know the future. Where that is so, its recipe stands in for it: the same parameters, trained on
as long a stretch of the log, up to the cut.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from recommenders.artifact import Artifact
from recommenders.errors import RecommenderError
from recommenders.model_table import ModelEntry
from recommenders.registry import Registry
from recommenders.training.bench import Bench, Candidate, ReadTrainingSet
from recommenders.training.measurement import Measured
from recommenders.training.parameter_file import parameters_of
from recommenders.training.window import Window, seconds
from recommenders.training_set import TrainingSet

#: Windows of lengths that differ by less are as long as each other.
_SAME_LENGTH = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Rival:
    """The serving version of a kind.

    Attributes:
        artifact: as it was read.
        measured: what it, or its recipe, reached on the newest window; None where it could not be measured.
        fault: why it could not.
        since: where its recipe stood in for it, what the candidate and it reached on what neither had seen, since its
            training; it knew more of what was before that.
    """

    artifact: Artifact
    measured: Measured | None
    fault: str = ""
    since: tuple[Measured, Measured] | None = None


def rival_of(candidate: Candidate, bench: Bench, registry: Registry, read: ReadTrainingSet) -> Rival | None:
    """The serving version of the candidate's kind, measured on the same questions; None if none serves."""
    version = registry.serving().versions.get(candidate.entry.kind)
    if version is None:
        return None
    artifact = registry.read(candidate.entry.kind, version)
    try:
        measured = _measured(artifact, candidate, bench, read)
        return Rival(artifact, measured, since=_since(artifact, candidate, bench))
    except RecommenderError as error:
        return Rival(artifact, None, f"{artifact.version} could not be measured: {error}")


def _measured(artifact: Artifact, candidate: Candidate, bench: Bench, read: ReadTrainingSet) -> Measured:
    entry = candidate.entry
    if seconds(artifact.window[1]) <= bench.holdout.moment:
        return bench.measure(entry.model_class().from_artifact(artifact), entry.task)
    is_same_length = _is_as_long(artifact, bench.data)
    if is_same_length and is_same_recipe(artifact.parameters, asdict(candidate.parameters)):
        return candidate.measured
    past = bench.holdout.past if is_same_length else _past_as_long(artifact, bench, read)
    twin = bench.train(entry, past, _recipe(entry, artifact), "its serving recipe, to compare")
    return bench.measure(entry.model_class().from_artifact(twin), entry.task)


def _since(artifact: Artifact, candidate: Candidate, bench: Bench) -> tuple[Measured, Measured] | None:
    """None where the version itself was measured on the newest window, or nothing has come since its training."""
    moment = seconds(artifact.window[1])
    if moment <= bench.holdout.moment or moment >= bench.data.as_of:
        return None
    serving = candidate.entry.model_class().from_artifact(artifact)
    theirs, its = bench.measure_since(moment, (candidate.model, serving), candidate.entry.task)
    return theirs, its


def is_same_recipe(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Another seed is no other recipe."""
    plain = json.loads(json.dumps(other))
    return all(one.get(name) == value for name, value in plain.items() if name != "seed")


def _recipe(entry: ModelEntry, artifact: Artifact) -> Any:
    """Its parameters; what today's version of the model no longer has is left out."""
    known = {field.name for field in fields(entry.parameters_class())}
    chosen = {name: value for name, value in artifact.parameters.items() if name in known}
    return parameters_of(entry, chosen, f"{artifact.kind} {artifact.version}")


def _length(artifact: Artifact) -> int:
    return seconds(artifact.window[1]) - seconds(artifact.window[0])


def _is_as_long(artifact: Artifact, data: TrainingSet) -> bool:
    lengths = (_length(artifact), data.as_of - data.first_at)
    return max(lengths) - min(lengths) <= _SAME_LENGTH * max(lengths)


def _past_as_long(artifact: Artifact, bench: Bench, read: ReadTrainingSet) -> TrainingSet:
    data = bench.data
    return read(Window(data.as_of - _length(artifact), data.as_of)).before(bench.holdout.moment)
