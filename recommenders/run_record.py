"""What a training did, for people and for `models promote`: one JSON file a run.

<home>/models/runs/<id>.json
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self

from recommenders.registry import is_alive

#: `promoted`: it serves. `kept`: it was to be kept only. `refused`: it is worse than what it was held against, and is
#: kept. `failed`: there is no new version.
Verdict = Literal["promoted", "kept", "refused", "failed"]
#: `done`: every model has its verdict. `refused`: nothing can be learned from the data. `failed`: it broke off.
#: `running`: it goes on. `interrupted`: its process is gone.
Status = Literal["running", "done", "refused", "failed", "interrupted"]
#: Why a run was made, unless it says so.
BY_HAND = "asked for"
_ID_TIME = "%Y%m%dT%H%M%S"
#: Older records are deleted.
N_KEPT = 50


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """What came of one model.

    Attributes:
        version: of the artifact; empty if it failed.
        reason: one sentence why, unless it was promoted as a matter of course.
        metrics: `recall_20`, `ndcg_10`, `n_questions` of the candidate on the newest window; of an update of the blend
            `log_likelihood` of what was opened of a list, and `n_lists`.
        floor: the same of popularity on the same questions.
        against: the serving version it was held against; empty if none was.
        difference: mean, low and high of its Recall@20 (of an update: its log-likelihood) less that of the serving
            version; empty if there was none.
        parameters: that it was trained with.
        seconds: from its first step to its artifact.
        start: what the training of the candidate began from, in words; empty for models that always begin anew.
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
    start: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What came of a run.

    Attributes:
        id: sorts by time.
        data_hash: of what was learned from; empty where the data could not be read.
        window: first moment and end of the data, ISO 8601; empty where it could not be read.
        cut: where the newest window begins, ISO 8601.
        counts: of interactions, shoppers and products.
        outcomes: of the models, in the order of their training.
        notes: what a person should know besides.
        seconds: by stage, and of the whole as `total`.
        started_at: ISO 8601.
        trigger: why it was made, in words.
        status: how far it came.
        reason: why it came no farther.
        pid: of its process.
        is_update: whether it moved what serves between two trainings, rather than training anew.
    """

    id: str
    data_hash: str = ""
    window: tuple[str, str] = ("", "")
    cut: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    outcomes: tuple[ModelOutcome, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    started_at: str = ""
    trigger: str = BY_HAND
    status: Status = "done"
    reason: str = ""
    pid: int = 0
    is_update: bool = False

    @classmethod
    def begun(cls, trigger: str, is_update: bool = False) -> Self:
        """The record of a run that begins now."""
        now = datetime.now(UTC)
        name = f"{now:{_ID_TIME}.%f}-{secrets.token_hex(3)}"
        started_at = now.isoformat(timespec="seconds")
        return cls(name, started_at=started_at, trigger=trigger, status="running", pid=os.getpid(), is_update=is_update)

    @property
    def at(self) -> datetime:
        """When it began."""
        return datetime.strptime(self.id[:15], _ID_TIME).replace(tzinfo=UTC)

    def outcome(self, kind: str) -> ModelOutcome | None:
        """What came of one model; None if it was no part of the run."""
        return next((one for one in self.outcomes if one.kind == kind), None)

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


def read_records(models: Path) -> list[RunRecord]:
    """All records, the newest first; what cannot be read is left out, records being for information."""
    files = sorted(runs_folder(models).glob("*.json"), reverse=True)
    return [record for record in map(_read, files) if record is not None]


def _read(file: Path) -> RunRecord | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        outcomes = tuple(_known(ModelOutcome, one) for one in content["outcomes"])
        window = (str(content["window"][0]), str(content["window"][1]))
        record: RunRecord = _known(RunRecord, {**content, "outcomes": outcomes, "window": window})
        record.at  # noqa: B018  (an id that is no time is no record)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    is_gone = record.status == "running" and not is_alive(record.pid)
    return replace(record, status="interrupted", reason="its process is gone") if is_gone else record


def _known(kind: type[Any], content: Mapping[str, Any]) -> Any:
    """Of a newer program's record, what this one knows."""
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in content.items() if name in names})


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
