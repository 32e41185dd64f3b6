"""What a training did, for people and for `models promote`: one JSON file a run.

<home>/models/runs/<id>.json
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

#: `promoted`: it serves. `kept`: it was to be kept only. `refused`: it is worse than what it was held against, and is
#: kept. `failed`: there is no new version.
Verdict = Literal["promoted", "kept", "refused", "failed"]
#: Older records are deleted.
N_KEPT = 50


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """What came of one model.

    Attributes:
        version: of the artifact; empty if it failed.
        reason: one sentence why, unless it was promoted as a matter of course.
        metrics: `recall_20`, `ndcg_10`, `n_questions` of the candidate on the newest window.
        floor: the same of popularity on the same questions.
        against: the serving version it was held against; empty if none was.
        difference: mean, low and high of its Recall@20 less that of the serving version; empty if there was none.
        parameters: that it was trained with.
        seconds: from its first step to its artifact.
    """

    kind: str
    verdict: Verdict
    version: str = ""
    reason: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    floor: Mapping[str, float] = field(default_factory=dict)
    against: str = ""
    difference: tuple[float, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What came of a run.

    Attributes:
        id: sorts by time.
        window: first moment and end of the data, ISO 8601.
        cut: where the newest window begins, ISO 8601.
        counts: of interactions, shoppers and products.
        notes: what a person should know besides.
        seconds: by stage.
    """

    id: str
    data_hash: str
    window: tuple[str, str]
    cut: str
    counts: Mapping[str, int]
    outcomes: tuple[ModelOutcome, ...]
    notes: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def runs_folder(models: Path) -> Path:
    """Where the records are, in the folder of the models."""
    return models / "runs"


def write_record(models: Path, record: RunRecord) -> Path:
    """Keep a record; of more than fifty the oldest go."""
    folder = runs_folder(models)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{record.id}.json"
    draft = folder / f".{file.name}.draft"
    draft.write_text(json.dumps(record.to_json(), indent=1, allow_nan=False), encoding="utf-8")
    draft.replace(file)
    for old in sorted(folder.glob("*.json"))[:-N_KEPT]:
        old.unlink(missing_ok=True)
    return file


def refusal_of(models: Path, kind: str, version: str) -> str:
    """Why a version was not promoted when it was trained; empty if it was not refused, or nobody knows any more."""
    for file in sorted(runs_folder(models).glob("*.json"), reverse=True):
        for outcome in _outcomes(file):
            if (outcome.get("kind"), outcome.get("version")) == (kind, version):
                return str(outcome.get("reason")) if outcome.get("verdict") == "refused" else ""
    return ""


def _outcomes(file: Path) -> list[dict[str, Any]]:
    """Of a record that cannot be read, none: records are for information."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return [outcome for outcome in content["outcomes"] if isinstance(outcome, dict)]
    except (OSError, ValueError, KeyError, TypeError):
        return []
