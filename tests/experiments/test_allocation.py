import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from experiments import Allocation, Policy

UNITS = [f"shopper-{n}" for n in range(4_000)]
HOLDOUT = {
    "is_holdout": True,
    "variants": [
        {"name": "held-out", "weight": 1, "policy": {"ranking": "search"}},
        {"name": "served", "weight": 9},
    ],
}


def variants_of(allocation: Allocation, experiment: str) -> dict[str, str]:
    drawn = {unit: allocation.assign(unit, None).variants.get(experiment) for unit in UNITS}
    return {unit: variant for unit, variant in drawn.items() if variant}


def test_weights_are_kept(make_experiment) -> None:
    weighted = [{"name": "a", "weight": 1}, {"name": "b", "weight": 3}]
    counts = Counter(variants_of(Allocation([make_experiment(variants=weighted)]), "order").values())
    assert counts["b"] / len(UNITS) == pytest.approx(0.75, abs=0.02)
    assert counts.total() == len(UNITS)


def test_another_process_draws_the_same(make_experiment) -> None:
    experiment = make_experiment()
    program = (
        "import sys; from experiments import Allocation, Experiment;"
        "a = Allocation([Experiment.model_validate_json(sys.argv[1])]);"
        "print(*(a.assign(f'shopper-{n}', None).variants['order'] for n in range(50)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, experiment.model_dump_json()],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert run.stdout.split() == list(variants_of(Allocation([experiment]), "order").values())[:50]


def test_who_takes_part_keeps_the_variant_while_traffic_grows(make_experiment) -> None:
    few = variants_of(Allocation([make_experiment(traffic=0.1)]), "order")
    many = variants_of(Allocation([make_experiment(traffic=0.6)]), "order")
    assert 300 < len(few) < 500 < 2_200 < len(many)
    assert few.items() <= many.items()


def test_two_experiments_are_independent(make_experiment) -> None:
    both = Allocation([make_experiment("one"), make_experiment("two")])
    pairs = Counter(tuple(both.assign(unit, None).variants.values()) for unit in UNITS)
    assert len(pairs) == 4
    assert all(count / len(UNITS) == pytest.approx(0.25, abs=0.03) for count in pairs.values())


def test_experiments_of_one_layer_share_no_unit(make_experiment) -> None:
    one = make_experiment("one", layer="ranking", traffic=0.4)
    two = make_experiment("two", layer="ranking", traffic=0.5, layer_start=0.4)
    counts = Counter(tuple(Allocation([one, two]).assign(unit, None).variants) for unit in UNITS)
    assert set(counts) == {("one",), ("two",), ()}
    assert counts[("one",)] / len(UNITS) == pytest.approx(0.4, abs=0.03)


def test_who_is_held_out_takes_part_in_nothing_else(make_experiment) -> None:
    both = Allocation([make_experiment(), make_experiment("baseline", **HOLDOUT)])
    held = [unit for unit in UNITS if both.assign(unit, None).variants["baseline"] == "held-out"]
    assert len(held) / len(UNITS) == pytest.approx(0.1, abs=0.02)
    assert all(both.assign(unit, None).policy == Policy(ranking="search") for unit in held)
    assert all("order" not in both.assign(unit, None).variants for unit in held)
    assert "order" in both.assign(next(unit for unit in UNITS if unit not in held), None).variants


def test_policies_of_several_experiments_go_together(make_experiment) -> None:
    talk = [{"name": "long"}, {"name": "brief", "policy": {"prompt": "brief"}}]
    both = Allocation([make_experiment(), make_experiment("talk", variants=talk)])
    assigned = [both.assign(unit, None) for unit in UNITS[:50]]
    assert Policy(ranking="lambdarank", prompt="brief") in [one.policy for one in assigned]
    assert Policy(ranking="blend") in [one.policy for one in assigned]


def test_nobody_known_takes_part_in_nothing(make_experiment) -> None:
    by_session = make_experiment("visits", unit="session")
    both = Allocation([make_experiment(), by_session])
    assert not both.assign(None, None).variants
    assert list(both.assign(None, "s1").variants) == ["visits"]
    assert list(both.assign("ann", None).variants) == ["order"]
