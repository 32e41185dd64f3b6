"""Small experiments to test with."""

from collections.abc import Callable
from typing import Any

import pytest

from experiments import Experiment
from tests.any_database import database

__all__ = ["database"]  # a fixture

MakeExperiment = Callable[..., Experiment]


@pytest.fixture
def make_experiment() -> MakeExperiment:
    """Makes an experiment of the blend against LambdaRank; anything can be said otherwise."""

    def make(name: str = "order", **fields: Any) -> Experiment:
        given = {
            "name": name,
            "salt": f"salt of {name}",
            "variants": [
                {"name": "blend", "policy": {"ranking": "blend"}},
                {"name": "lambdarank", "policy": {"ranking": "lambdarank"}},
            ],
            "metrics": [{"name": "conversion", "role": "primary"}],
            "plan": {"baseline": 0.1, "mde": 0.2, "n_units": 1_000},
        }
        return Experiment.model_validate(given | fields)

    return make
