"""Between two trainings: the blend that serves, moved by the lists that were shown since, if it tells them better.

Nothing is trained and nothing exported: the models are asked as they serve, about lists that they know nothing of. The
newest lists judge, and no list judges that the serving version learned from.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from events.log import EventLog
from events.pseudonym import Pseudonyms
from recommenders.artifact import Artifact
from recommenders.bootstrap import Bootstrap, Estimate
from recommenders.loaded_models import LoadedModels
from recommenders.product_facts import ProductFacts
from recommenders.ranking.blend.model import Blend
from recommenders.ranking.blend.update import (
    MAX_MOVE,
    PRIOR,
    JudgedLists,
    Values,
    learn,
    move_of,
    moved,
    read_with,
)
from recommenders.ranking.serving_set import ServingSet
from recommenders.ranking.shopper_history import HistoryReader
from recommenders.registry import Registry
from recommenders.run_record import BY_HAND, ModelOutcome, RunRecord
from recommenders.training.judged_lists import FoundList, found_lists, judged_lists
from recommenders.training.lock import training_lock
from recommenders.training.recorded_run import recorded
from recommenders.training.window import iso, seconds

#: Lists with something opened since the training, and of them since the last update, without which nothing changes.
MIN_LISTS, MIN_NEW = 200, 60
#: Of the lists, the newest that judge.
JUDGES_SHARE = 0.3
#: The parameter that says which lists a moved blend has learned from: seconds since the epoch, exclusive.
UNTIL = "learned_until"


@dataclass(frozen=True, slots=True)
class BlendUpdate:
    """One update of a shop's blend; one run at a time in a data folder, trainings included.

    Attributes:
        home: the shop's data folder.
        log: its events.
        facts: of the products of its catalog.
    """

    home: Path
    log: EventLog
    facts: ProductFacts

    def run(self, trigger: str = BY_HAND) -> RunRecord:
        """Learn from the lists since the training, and let the moved blend serve if the newest lists say so.

        Where there is too little to learn from, the record says what is missing, and is not kept.

        Raises:
            TrainingBusy: if a training or another update runs.
            ArtifactInvalid: if a version that serves is damaged.
        """
        registry = Registry(self.home)
        begun = RunRecord.begun(trigger, is_update=True)
        with training_lock(registry.folder):
            versions = registry.serving().versions
            if Blend.kind not in versions:
                return replace(begun, status="refused", reason="no blend serves: train one with shopkeeper train")
            artifact = registry.read(Blend.kind, versions[Blend.kind])
            trained_until = max(seconds(registry.manifest(*one)["window"][1]) for one in versions.items())
            found = found_lists(self.log, trained_until)
            missing = _missing(found, artifact)
            if missing:
                return replace(begun, status="refused", reason=missing)
            spent: dict[str, float] = {}
            return recorded(registry.folder, begun, lambda: self._run(begun, registry, artifact, found, spent), spent)

    def _run(
        self,
        begun: RunRecord,
        registry: Registry,
        artifact: Artifact,
        found: list[FoundList],
        spent: dict[str, float],
    ) -> RunRecord:
        started = time.perf_counter()
        lists = self._asked(artifact, found)
        spent["reading"] = round(time.perf_counter() - started, 2)
        outcome, move = _judged(lists, artifact)
        if outcome.verdict == "promoted":
            parameters = {**artifact.parameters, UNTIL: int(lists.at[-1]) + 1}
            metrics = {**artifact.metrics, **outcome.metrics}
            kept = registry.add(replace(moved(artifact, move), parameters=parameters, metrics=metrics))
            registry.promote(Blend.kind, kept.version)
            outcome = replace(outcome, version=kept.version)
        return replace(
            begun,
            status="done",
            window=(iso(int(lists.at[0])), iso(int(lists.at[-1]) + 1)),
            cut=iso(_cut(lists, artifact)),
            counts={"lists": len(lists), "shoppers": len(np.unique(lists.shopper))},
            outcomes=(outcome,),
        )

    def _asked(self, artifact: Artifact, found: list[FoundList]) -> JudgedLists:
        models = LoadedModels(self.home)
        try:
            serving = ServingSet(self.facts, models.current())
            histories = HistoryReader(self.log, Pseudonyms.of_home(self.home))
            return judged_lists(found, serving, Blend.from_artifact(artifact), histories, move_of(artifact))
        finally:
            models.close()


def _missing(found: list[FoundList], artifact: Artifact) -> str:
    """What there is too little of, in words; empty where there is enough."""
    until_us = int(artifact.parameters.get(UNTIL, 0)) * 1_000_000
    n_new = sum(one.shown.at_us >= until_us for one in found)
    if len(found) < MIN_LISTS:
        return (
            f"{len(found)} lists with something opened since the last training; the blend is moved by {MIN_LISTS} or "
            "more, and stays as it is"
        )
    if n_new < MIN_NEW:
        return f"{n_new} lists with something opened since the blend was last moved; it waits for {MIN_NEW}"
    return ""


def _cut(lists: JudgedLists, artifact: Artifact) -> int:
    """When the lists begin that judge: the serving version must not have learned from them."""
    newest = int(lists.at[int(len(lists) * (1 - JUDGES_SHARE))])
    return max(newest, int(artifact.parameters.get(UNTIL, 0)))


def _judged(lists: JudgedLists, artifact: Artifact) -> tuple[ModelOutcome, Values]:
    """What becomes of it, and how far the blend is to be moved, all lists considered."""
    cut = _cut(lists, artifact)
    earlier, newest = lists.where(lists.at < cut), lists.where(lists.at >= cut)
    serving = read_with(move_of(artifact), earlier).log_likelihoods(newest)
    candidate = learn(earlier).log_likelihoods(newest)
    (gain,) = Bootstrap(newest.shopper, 0).estimates((candidate - serving)[:, None])
    outcome = ModelOutcome(
        Blend.kind,
        "promoted" if gain.value > 0 else "refused",
        reason="" if gain.value > 0 else _worse(gain, len(newest)),
        metrics={"log_likelihood": float(candidate.mean()), "n_lists": float(len(newest))},
        against=artifact.version,
        difference=(gain.value, gain.low, gain.high),
        parameters=_parameters(),
    )
    return outcome, learn(lists).move


def _worse(gain: Estimate, n_lists: int) -> str:
    return (
        f"moved by the earlier lists it tells what was opened of the newest {n_lists} no better: log-likelihood "
        f"{gain.value:+.4f} (95 % interval {gain.low:+.4f} to {gain.high:+.4f}); it stays as it is"
    )


def _parameters() -> Mapping[str, float]:
    return {"prior": PRIOR, "max_move": MAX_MOVE}
