"""Decides what becomes of a candidate, and keeps it."""

from collections.abc import Callable
from dataclasses import asdict, replace

from recommenders.artifact import Artifact
from recommenders.errors import PromotionRefused
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome
from recommenders.training.bench import Bench, Candidate
from recommenders.training.judgement import N_IN_CATALOG, difference_to, refuse_worse
from recommenders.training.rival import Rival
from recommenders.training.soundness import n_in_catalog


class Publisher:
    """Keeps candidates in the registry; those that may serve learn from everything first."""

    def __init__(self, bench: Bench, registry: Registry, promote: bool, refit: bool) -> None:
        self._bench, self._registry = bench, registry
        self._promote, self._refit = promote, refit

    def settle(
        self, candidate: Candidate, rival: Rival | None, learn_everything: Callable[[], Artifact]
    ) -> ModelOutcome:
        """Judge a candidate and keep it; what is refused is kept as it was measured. Nothing serves by this yet."""
        difference = difference_to(candidate, rival)
        outcome = ModelOutcome(
            candidate.entry.kind,
            "promoted" if self._promote else "kept",
            reason=rival.fault if rival else "",
            metrics=candidate.measured.to_metrics(),
            floor=self._bench.floor(candidate.entry.task).to_metrics(),
            against=rival.artifact.version if rival else "",
            difference=(difference.mean, difference.low, difference.high) if difference else (),
            parameters=asdict(candidate.parameters),
        )
        try:
            refuse_worse(candidate, self._bench, rival)
        except PromotionRefused as refusal:
            kept = self._add(candidate, candidate.artifact, is_refitted=False)
            return replace(outcome, verdict="refused", reason=str(refusal), version=kept.version)
        artifact = learn_everything() if self._refit else candidate.artifact
        return replace(outcome, version=self._add(candidate, artifact, self._refit).version)

    def _add(self, candidate: Candidate, artifact: Artifact, is_refitted: bool) -> Artifact:
        data = self._bench.data if is_refitted else self._bench.holdout.past
        metrics = {
            **artifact.metrics,
            **candidate.measured.to_metrics(),
            N_IN_CATALOG: float(n_in_catalog(data, artifact.products)),
        }
        return self._registry.add(replace(artifact, metrics=metrics, data_hash=data.data_hash, window=data.window))
