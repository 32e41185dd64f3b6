"""Asks the experiments how a visit is to be served."""

from dataclasses import replace

from experiments.allocation import Assignment
from experiments.live import LiveExperiments
from experiments.policy import Policy, Ranking
from shoppers.rank_request import Visit
from shoppers.served_policy import RankedBy, ServedPolicy

_RANKED_BY: dict[Ranking | None, RankedBy] = {
    None: "learned",
    "lambdarank": "learned",
    "blend": "blend",
    "search": "search",
}


def under_experiments(visit: Visit, experiments: LiveExperiments) -> Visit:
    """The visit with the policy that it gets; who does not agree to be known takes part in nothing.

    Their events lead to nobody, so that nothing could be learned from them either.
    """
    if not visit.is_consented:
        return visit
    assigned = experiments.assign(visit.shopper_id, visit.session_id)
    return replace(visit, policy=served_policy(assigned)) if assigned.variants else visit


def served_policy(assigned: Assignment) -> ServedPolicy:
    """What was assigned, in the words of those who serve."""
    policy = assigned.policy
    return ServedPolicy(
        ranked_by=_RANKED_BY[policy.ranking],
        exploration=_exploration(policy),
        prompt=policy.prompt,
        variants=tuple(assigned.variants.items()),
    )


def _exploration(policy: Policy) -> float | None:
    """Nothing is explored in a list that is the search's, unless that is what is tried."""
    return 0.0 if policy.ranking == "search" and policy.exploration is None else policy.exploration
