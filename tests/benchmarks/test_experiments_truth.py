"""The simulated shoppers do what their habits say."""

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.experiment_shoppers import Crowd, Simulation
from benchmarks.interleaved_shoppers import Rankings
from experiments import Experiment

AA = Experiment.model_validate(
    {
        "name": "truth",
        "salt": "truth",
        "variants": [{"name": "control"}, {"name": "variant"}],
        "metrics": [{"name": "conversion", "role": "primary"}],
        "plan": {"baseline": 0.1, "mde": 0.1},
    }
)


@pytest.mark.parametrize("lift", [0.0, 0.5])
def test_what_is_drawn_is_on_average_what_the_formulas_say(lift: float) -> None:
    random = np.random.default_rng(1)
    crowd = Crowd.draw(200_000, 14, 1.0, random)
    drawn, truth = crowd.act(crowd.days, np.full(200_000, lift), random), crowd.truth(lift)
    assert (drawn["n_orders"] > 0).mean() == pytest.approx(truth["conversion"], rel=0.03)
    assert drawn["n_orders"].mean() == pytest.approx(truth["orders"], rel=0.03)
    assert drawn["revenue"].mean() == pytest.approx(truth["revenue"], rel=0.04)
    assert drawn["n_clicked"].sum() / drawn["n_shown"].sum() == pytest.approx(truth["ctr"], rel=0.03)


def test_evenings_add_up_and_end_with_everybody() -> None:
    tables = list(Simulation(AA, 500, 5, {"variant": 0.2}).evenings(3))
    sizes = [len(table.variant) for table in tables]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 500 == len(Simulation(AA, 500, 5).last_evening(3).variant)
    assert all(before.columns["n_shown"].sum() < after.columns["n_shown"].sum() for before, after in pairwise(tables))


def test_what_gets_lost_is_the_variants() -> None:
    whole, lost = (Simulation(AA, 2_000, 5, lost=share).last_evening(3).variant for share in (0.0, 0.5))
    assert (lost == 0).sum() == (whole == 0).sum()
    assert (lost == 1).sum() == pytest.approx((whole == 1).sum() / 2, rel=0.15)


def test_the_less_blurred_ranking_is_preferred() -> None:
    assert Rankings(0.2, 3.0).interleaved(400, 0).low > 0.5
    assert Rankings(3.0, 0.2).interleaved(400, 0).high < 0.5
    assert Rankings(0.2, 3.0).side_by_side(400, 0).low > 0
