"""Who gets which policy, among all experiments that run."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from experiments.experiment import Experiment, Variant
from experiments.policy import Policy
from experiments.unit_hash import unit_share


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one visit gets.

    Attributes:
        policy: the settings of all its variants together.
        variants: experiment → variant, of the experiments that the unit takes part in.
    """

    policy: Policy = field(default_factory=Policy)
    variants: Mapping[str, str] = field(default_factory=dict)


NOT_IN_ANY = Assignment()


class Lots:
    """The draw of one experiment.

    Two hashes decide: the layer's whether the unit takes part, the experiment's own which variant it gets. Traffic that
    grows takes new units in and moves none of those that are in; the parts of the variants stand as long as it runs.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.name = experiment.name
        self.experiment = experiment
        self._layer_salt = f"layer:{experiment.layer}" if experiment.layer else f"entry:{experiment.salt}"
        self._salt = f"variant:{experiment.salt}"
        # The last bound is left out: what rounding leaves above it is the last variant's.
        self._bounds = list(accumulate(experiment.shares.values()))[:-1]
        self._start, self._end = experiment.layer_start, experiment.layer_end
        self._variants, self._unit = experiment.variants, experiment.unit

    def draw(self, unit: str) -> Variant | None:
        """The unit's variant; None if it does not take part. The same for ever."""
        if not self._start <= unit_share(self._layer_salt, unit) < self._end:
            return None
        return self._variants[bisect_right(self._bounds, unit_share(self._salt, unit))]

    def draw_for(self, shopper_id: str | None, session_id: str | None) -> Variant | None:
        """The variant of a visit; None as well where the unit is not known."""
        unit = shopper_id if self._unit == "shopper" else session_id
        return self.draw(unit) if unit else None


class Allocation:
    """The draws of all experiments that run; asked once a turn, a few microseconds each."""

    def __init__(self, running: Iterable[Experiment]) -> None:
        experiments = sorted(running, key=lambda experiment: experiment.name)
        self._holdouts = tuple(Lots(one) for one in experiments if one.is_holdout)
        self._others = tuple(Lots(one) for one in experiments if not one.is_holdout)
        # Putting policies together takes longer than drawing them, and there are few different ones.
        self._assignments: dict[tuple[str, ...], Assignment] = {}

    def assign(self, shopper_id: str | None, session_id: str | None) -> Assignment:
        """What this visit gets; nobody known and no visit takes part in nothing and is served as the shop is set."""
        drawn = self._drawn(shopper_id, session_id)
        if not drawn:
            return NOT_IN_ANY
        key = tuple(name for lots, variant in drawn for name in (lots.name, variant.name))
        known = self._assignments.get(key)
        if known is None:
            known = self._assignments[key] = _together(drawn)
        return known

    def _drawn(self, shopper_id: str | None, session_id: str | None) -> list[tuple[Lots, Variant]]:
        drawn: list[tuple[Lots, Variant]] = []
        for lots in self._holdouts:
            variant = lots.draw_for(shopper_id, session_id)
            if variant is not None:
                drawn.append((lots, variant))
                if variant is lots.experiment.control:
                    return drawn
        for lots in self._others:
            variant = lots.draw_for(shopper_id, session_id)
            if variant is not None:
                drawn.append((lots, variant))
        return drawn


def _together(drawn: Iterable[tuple[Lots, Variant]]) -> Assignment:
    policy, variants = Policy(), dict[str, str]()
    for lots, variant in drawn:
        policy = variant.policy.over(policy)
        variants[lots.name] = variant.name
    return Assignment(policy, variants)
