from collections.abc import Sequence

import numpy as np

from catalog.candidate import RankedProduct
from recommenders.ranking.exploration import RewardCounts
from recommenders.ranking.explorer import ExplorationSettings, Explorer, thompson_sampling

RANKED = [RankedProduct(f"p{place}", 1.0 - place / 10, rank=place) for place in range(1, 9)]


def test_only_the_slot_changes_and_its_propensity_is_told() -> None:
    explorer = Explorer(ExplorationSettings(slot=2, pool=4, epsilon=1.0), seed=5)
    seen = set()
    for _ in range(60):
        explored = explorer.explore(RANKED)
        assert [p.product_id for p in explored[:2]] == ["p1", "p2"]
        assert sorted(p.product_id for p in explored) == sorted(p.product_id for p in RANKED)
        assert [p.rank for p in explored] == list(range(1, 9))
        assert explored[2].propensity == 0.25
        assert all(p.propensity == 1.0 for place, p in enumerate(explored) if place != 2)
        seen.add(explored[2].product_id)
    assert seen == {"p3", "p4", "p5", "p6"}


def test_a_product_that_was_drawn_says_so_in_its_evidence() -> None:
    explorer = Explorer(ExplorationSettings(slot=0, pool=8, epsilon=1.0), seed=1)
    drawn = next(e[0] for e in (explorer.explore(RANKED) for _ in range(50)) if e[0].product_id != "p1")
    assert drawn.evidence[-1].signal == "explored"


def test_the_same_seed_draws_the_same() -> None:
    lists = [
        [Explorer(ExplorationSettings(epsilon=0.5), seed=9).explore(RANKED)[3].product_id for _ in range(3)]
        for _ in range(2)
    ]
    assert lists[0] == lists[1]


def test_nothing_is_drawn_when_it_is_off_or_the_list_is_short() -> None:
    assert list(Explorer(ExplorationSettings()).explore(RANKED)) == RANKED
    short = RANKED[:3]
    assert list(Explorer(ExplorationSettings(slot=3, epsilon=1.0)).explore(short)) == short


def test_thompson_sampling_gives_the_slot_to_what_was_opened_most_and_tells_the_probability() -> None:
    opened = {"p5": 60.0}

    def counts(products: Sequence[str]) -> RewardCounts:
        return RewardCounts(np.full(len(products), 100.0), np.array([opened.get(one, 2.0) for one in products]))

    explorer = Explorer(ExplorationSettings(slot=2, pool=4, epsilon=0.2), thompson_sampling(counts), seed=3)
    slots = [explorer.explore(RANKED)[2] for _ in range(80)]
    best = [one for one in slots if one.product_id == "p5"]
    assert 0.7 < len(best) / len(slots) < 0.99
    assert {round(one.propensity, 3) for one in best} == {0.85}
    assert {round(one.propensity, 3) for one in slots if one.product_id != "p5"} == {0.05}
    off = Explorer(ExplorationSettings(slot=2, pool=4), thompson_sampling(counts))
    assert list(off.explore(RANKED)) == RANKED
    asked = [off.explore(RANKED, epsilon=0.1)[2].product_id for _ in range(20)]
    assert asked.count("p5") > 10
