"""When some models were last trained, and on which part of the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from recommenders.errors import ArtifactInvalid, ModelUnknown
from recommenders.registry import Registry
from recommenders.run_record import read_records
from recommenders.training.window import seconds


@dataclass(frozen=True, slots=True)
class LastTraining:
    """Of several models, that of the one whose data is the oldest.

    Attributes:
        at: when it began.
        start: first moment of its data, in seconds since the epoch.
        end: the end of its data, exclusive.
    """

    at: datetime
    start: int
    end: int


def last_training(registry: Registry, kinds: Sequence[str]) -> LastTraining | None:
    """The last runs in which these models were judged, promoted or not; None if one of them never was."""
    found = [_of_record(registry, kind) or _of_version(registry, kind) for kind in kinds]
    known = [one for one in found if one is not None]
    return min(known, key=lambda one: (one.end, one.at)) if known and len(known) == len(found) else None


def _of_record(registry: Registry, kind: str) -> LastTraining | None:
    for record in read_records(registry.folder):
        outcome = record.outcome(kind)
        if record.status == "done" and not record.is_update and outcome and outcome.verdict != "failed":
            return LastTraining(record.at, seconds(record.window[0]), seconds(record.window[1]))
    return None


def _of_version(registry: Registry, kind: str) -> LastTraining | None:
    """From the version that serves, where its record is gone."""
    version = registry.serving().versions.get(kind)
    try:
        manifest = registry.manifest(kind, version) if version else None
        if manifest is None:
            return None
        at = datetime.fromtimestamp(seconds(manifest["created_at"]), UTC)
        return LastTraining(at, seconds(manifest["window"][0]), seconds(manifest["window"][1]))
    except (ArtifactInvalid, ModelUnknown, KeyError, ValueError, TypeError):
        return None
