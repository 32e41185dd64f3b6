"""A blend that is moved between two trainings, held against the same blend left alone: what shoppers would open.

Three shops begin with one training. The first serves on with what was trained; in the second the blend is moved after
each round by what was opened; in the third somebody also opens, again and again, what the blend thinks least of.
"""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree, rmtree
from typing import TYPE_CHECKING

import numpy as np

from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from benchmarks.closed_loop import experiment
from benchmarks.loop_shop import ROUND_DAYS, START, LoopShop, Served
from benchmarks.loop_shoppers import N_PLACES, LoopShoppers, SeenList
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_least, at_most
from benchmarks.workplace import Workplace
from events.event import EventItem, EventProperties
from recommenders.catalog_facts import facts_from_products
from recommenders.ranking.blend.model import Blend
from recommenders.ranking.blend.update import MAX_MOVE, TRAINED
from recommenders.registry import Registry
from recommenders.run_record import RunRecord
from recommenders.training.blend_update import BlendUpdate

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("popularity", "item_neighbours", "als", "session_neighbours", "blend")
#: Rounds after the one that is trained on; weeks without another training.
N_ROUNDS, N_SHOPPERS, N_LISTS, SEEDS = 3, 1_000, 900, (7,)
STILL, BURST = "still", "burst"
#: Of the burst: who opens the last of every list, and how many lists each.
N_BAD, N_BAD_LISTS = 100, 10


@dataclass(slots=True)
class Arm:
    """One shop through the rounds after the training.

    Attributes:
        ctr: true, of each round.
        updates: what came of the blend after each round.
    """

    ctr: list[float] = field(default_factory=list)
    updates: list[RunRecord] = field(default_factory=list)


def measure(workplace: Workplace) -> Table:
    """All crowds, one after the other."""
    table = Table("The blend between two trainings", "python -m benchmarks online_blend")
    gains = []
    for seed in SEEDS:
        shoppers = LoopShoppers(N_SHOPPERS, seed)
        home, best = _trained(workplace, shoppers, seed)
        still, moved = (_arm(home, name, shoppers, seed) for name in (STILL, "moved"))
        gains.append(_gain(still, moved))
        _add_crowd(table, f"crowd {seed}", still, moved, best)
    _add_burst(table, home, still, _arm(home, BURST, shoppers, seed))
    table.add("true CTR with updates over without, mean of the crowds", float(np.mean(gains)), "×", at_least(1.0))
    table.add("the same, the least of them", min(gains), "×", at_least(0.995))
    table.notes += [
        f"{N_SHOPPERS:,} shoppers, {N_LISTS:,} lists of {N_PLACES} a week; one training ({', '.join(KINDS)}) after the "
        f"first week, then {N_ROUNDS} weeks without another. Both shops have the same visits; CTRs are what is true "
        "of the lists served, not what was drawn. The first week after the training is the same for both.",
        "Regret: what lists would earn that hold what each shopper likes best, less what was served.",
        f"The burst: {N_BAD} shoppers open the last product of {N_BAD_LISTS} lists each, and nothing else, in the week "
        f"after the training. No weight may leave e^±{MAX_MOVE} times what was trained.",
    ]
    return table


def _trained(workplace: Workplace, shoppers: LoopShoppers, seed: int) -> tuple[Path, float]:
    """A data folder after one week and one training; the best that a CTR could be."""
    home = workplace.scratch / f"online-blend-{seed}"
    rmtree(home, ignore_errors=True)
    copytree(OUTFITTERS.home(workplace), home)
    with _learner(home, shoppers, seed) as (_, learner):
        served = learner.serve(0, N_LISTS)
        learner.train(0)
    return home, _best_ctr(shoppers, served)


def _gain(still: Arm, moved: Arm) -> float:
    """From the second week on: by then the blend was moved once."""
    return float(np.mean(moved.ctr[1:]) / np.mean(still.ctr[1:]))


def _add_crowd(table: Table, crowd: str, still: Arm, moved: Arm, best: float) -> None:
    for number, (without, with_updates) in enumerate(zip(still.ctr, moved.ctr, strict=True), start=1):
        table.add(f"{crowd}, week {number}: true CTR without updates, %", 100 * without, "")
        table.add(f"{crowd}, week {number}: with updates, %", 100 * with_updates, "")
    kept, lost = (best - float(np.mean(arm.ctr[1:])) for arm in (moved, still))
    table.add(f"{crowd}: regret with updates over without", kept / lost, "×")
    table.add(f"{crowd}: updates that were promoted, of {N_ROUNDS}", _n_promoted(moved), "")
    table.add(f"{crowd}: an update, without the start of a process", _seconds(moved), "s")


def _add_burst(table: Table, home: Path, still: Arm, burst: Arm) -> None:
    factor = _farthest(home.with_name(f"{home.name}-{BURST}"))
    table.add("burst: farthest that a weight was moved", factor, "×", at_most(float(np.exp(MAX_MOVE)) + 1e-4))
    table.add("burst: true CTR over that without updates", _gain(still, burst), "×")
    table.add(f"burst: updates that were promoted, of {N_ROUNDS}", _n_promoted(burst), "")


def _seconds(arm: Arm) -> float:
    return float(np.median([one.seconds["total"] for one in arm.updates if one.seconds]))


@contextmanager
def _learner(home: Path, shoppers: LoopShoppers, seed: int) -> "Iterator[tuple[Shop, LoopShop]]":
    with open_shop(Settings(home=home)) as shop:
        learner = LoopShop(shop, shoppers, experiment(), seed, KINDS)
        try:
            yield shop, learner
        finally:
            learner.close()


def _arm(home: Path, name: str, shoppers: LoopShoppers, seed: int) -> Arm:
    """A copy of the shop as it was trained, through the rounds."""
    copy, arm = home.with_name(f"{home.name}-{name}"), Arm()
    rmtree(copy, ignore_errors=True)
    copytree(home, copy)
    with _learner(copy, shoppers, seed + 100) as (shop, learner):
        for number in range(1, N_ROUNDS + 1):
            served = learner.serve(number, N_LISTS)
            arm.ctr.append(_true_ctr(shoppers, served))
            if name == BURST and number == 1:
                _open_the_last(shop, served)
            if name != STILL:
                facts = facts_from_products(shop.catalog.all_products())
                arm.updates.append(BlendUpdate(copy, shop.events, facts).run())
                learner.reopen()
    return arm


def _open_the_last(shop: Shop, served: Sequence[Served]) -> None:
    """The burst: copies of real lists, of which the last product is opened."""
    chance = np.random.default_rng(0)
    end = START + timedelta(days=2 * ROUND_DAYS)
    for number in range(N_BAD * N_BAD_LISTS):
        one = served[int(chance.integers(len(served)))].seen
        at = end - timedelta(days=float(chance.random()) * ROUND_DAYS)
        seen: SeenList = replace(one, list_id=f"bad{number}", shopper=-1 - number % N_BAD, at=at)
        item = EventItem(item_id=seen.products[-1].product_id)
        opened = EventProperties(items=(item,), currency="GBP")
        shop.events.append([seen.event("shown", seen.shown(), 0), seen.event("select_item", opened, 30)])


def _true_ctr(shoppers: LoopShoppers, served: Sequence[Served]) -> float:
    lists = [one.seen for one in served if not one.is_held_out]
    return float(np.mean([shoppers.value(one.shopper, [p.product_id for p in one.products]) for one in lists])) / (
        N_PLACES
    )


def _best_ctr(shoppers: LoopShoppers, served: Sequence[Served]) -> float:
    """What lists would earn that hold what each shopper likes best: nobody can know that."""
    rates = {one.seen.shopper: shoppers.click_rates(one.seen.shopper, shoppers.products) for one in served}
    best = {shopper: np.sort(own)[::-1][:N_PLACES] @ shoppers.examined[:N_PLACES] for shopper, own in rates.items()}
    return float(np.mean([best[one.seen.shopper] for one in served])) / N_PLACES


def _n_promoted(arm: Arm) -> int:
    return sum(one.verdict == "promoted" for record in arm.updates for one in record.outcomes)


def _farthest(home: Path) -> float:
    """The largest factor that Δ allows any weight of the serving blend."""
    registry = Registry(home)
    artifact = registry.read(Blend.kind, registry.serving().versions[Blend.kind])
    if TRAINED not in artifact.arrays:
        return 1.0
    return float(np.exp(np.abs(artifact.array("b2") - artifact.array(TRAINED)).max()))
