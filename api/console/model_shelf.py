"""The trained models of a shop as the console lists them: what serves, what else is there, what trainings said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommenders.errors import ArtifactInvalid
from recommenders.model_table import MODELS
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome, RunRecord, read_records
from recommenders.serving_pointer import Serving

#: Figures that every model has, in the order of the table.
MAIN_METRICS = ("recall_20", "ndcg_10", "n_questions")


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a model.

    Attributes:
        is_former: whether it served before, so that a rollback may bring it back.
        run: the training that made it, if that is still recorded.
        outcome: what that training said of it.
        fault: why its manifest cannot be read; empty if it can.
        since: of the one that serves, since when, ISO 8601; empty where nobody noted it.
    """

    kind: str
    version: str
    is_serving: bool
    is_former: bool
    manifest: Mapping[str, Any]
    run: RunRecord | None
    outcome: ModelOutcome | None
    fault: str
    since: str = ""

    @property
    def refusal(self) -> str:
        """Why it was not promoted when it was trained; empty if it was not refused."""
        return self.outcome.reason if self.outcome and self.outcome.verdict == "refused" else ""

    @property
    def metrics(self) -> Mapping[str, float]:
        """As measured when it was trained."""
        found: Mapping[str, float] = self.manifest.get("metrics", {})
        return found

    @property
    def floor(self) -> Mapping[str, float]:
        """The same figures of popularity on the same questions, where the training is still recorded."""
        return self.outcome.floor if self.outcome else {}


@dataclass(frozen=True, slots=True)
class KindView:
    """All versions of one model, the newest first.

    Attributes:
        former: version that a rollback would bring back; empty if there is none.
    """

    kind: str
    versions: Sequence[VersionView]
    former: str

    @property
    def serving(self) -> VersionView | None:
        """The version that serves."""
        return next((one for one in self.versions if one.is_serving), None)


@dataclass(frozen=True, slots=True)
class ModelShelf:
    """All of them.

    Attributes:
        kinds: of which there is a version, in the order of their training, then those this program does not know.
        missing: kinds that were never trained.
        runs: the trainings, newest first.
        fault: why it cannot be read what serves; empty if it can.
    """

    kinds: Sequence[KindView]
    missing: Sequence[str]
    runs: Sequence[RunRecord]
    fault: str

    @classmethod
    def of(cls, home: Path) -> "ModelShelf":
        """As it is on disk now."""
        registry = Registry(home)
        runs = read_records(registry.folder)
        try:
            serving, fault = registry.serving(), ""
        except ArtifactInvalid as error:
            serving, fault = Serving(), str(error)
        there = registry.kinds()
        order = [*(kind for kind in MODELS if kind in there), *(kind for kind in there if kind not in MODELS)]
        kinds = [_kind(registry, kind, serving, runs) for kind in order]
        return cls(kinds, [kind for kind in MODELS if kind not in there], runs, fault)

    def version(self, kind: str, version: str) -> VersionView | None:
        """One version; None if there is none."""
        found = [one for view in self.kinds if view.kind == kind for one in view.versions]
        return next((one for one in found if one.version == version), None)

    def kind(self, kind: str) -> KindView | None:
        """One model; None if nothing of it is there."""
        return next((view for view in self.kinds if view.kind == kind), None)


def _kind(registry: Registry, kind: str, serving: Serving, runs: Sequence[RunRecord]) -> KindView:
    made = {outcome.version: (run, outcome) for run in runs for outcome in run.outcomes if outcome.kind == kind}
    former = serving.former.get(kind, ())
    versions = []
    for version in registry.versions(kind):
        manifest, fault = _manifest(registry, kind, version)
        run, outcome = made.get(version, (None, None))
        is_serving = serving.versions.get(kind) == version
        since = serving.since.get(kind, "") if is_serving else ""
        versions.append(VersionView(kind, version, is_serving, version in former, manifest, run, outcome, fault, since))
    there = {one.version for one in versions if not one.fault}
    return KindView(kind, versions, next((one for one in reversed(former) if one in there), ""))


def _manifest(registry: Registry, kind: str, version: str) -> tuple[Mapping[str, Any], str]:
    try:
        return registry.manifest(kind, version), ""
    except ArtifactInvalid as error:
        return {}, str(error)
