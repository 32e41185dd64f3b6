"""Ten rounds of a shop that serves, logs, explores and trains on its own log, held against what is known to be true.

Every figure that the product states goes through the code that states it to a shop: the report, the experiments, the
off-policy estimates. The truth comes from the simulation of the sample shop.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from shutil import copytree, rmtree

import numpy as np

from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from benchmarks.loop_shop import EXPLORATION, KINDS, LEARNED_DAYS, ROUND_DAYS, SLOT, START, LoopShop, Served
from benchmarks.loop_shoppers import N_PLACES, LoopShoppers
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_least
from benchmarks.workplace import Workplace
from events.list_lines import read_list_lines
from experiments import Experiment
from experiments.analysis.look import look_at
from recommenders.bootstrap import Estimate
from recommenders.evaluation.logged_choice import LoggedChoices, choices_of_log
from recommenders.evaluation.off_policy import Floats, OffPolicy
from recommenders.evaluation.reward_model import cross_fitted
from recommenders.id_index import IdIndex, Rows
from recommenders.reporting.report_of_log import Bounds, report_of_log

N_ROUNDS, N_SHOPPERS, N_LISTS, N_REDRAWS, SEED = 10, 1_000, 2_500, 12, 7
#: The same choices are drawn anew as often as they were logged, and so many times as often.
TIMES = (1, 4, 16)
ESTIMATORS = ("IPS", "SNIPS", "DR")
NAME = "learning"


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the product states it, beside the truth."""

    low: float
    value: float
    high: float
    truth: float

    @property
    def holds(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high

    @classmethod
    def of(cls, estimate: Estimate, truth: float) -> "Stated":
        """An estimate beside the truth."""
        return cls(estimate.low, estimate.value, estimate.high, truth)


@dataclass(slots=True)
class Loop:
    """What the rounds brought.

    Attributes:
        ctr: of each round, of the learned policy's lists.
        lift: of each round, learned less holdout.
        candidates: of each training, by estimator, from the log.
        redrawn: times as many choices and estimator → how often its interval held the truth when they were drawn anew.
        n_redrawn: how often they were.
        n_choices: that judged each candidate.
    """

    ctr: list[Stated] = field(default_factory=list)
    lift: list[Stated] = field(default_factory=list)
    candidates: list[dict[str, Stated]] = field(default_factory=list)
    redrawn: Counter[tuple[int, str]] = field(default_factory=Counter)
    n_redrawn: int = 0
    n_choices: list[int] = field(default_factory=list)


def measure(workplace: Workplace) -> Table:
    """All rounds, on a copy of the sample shop's data folder."""
    home = workplace.scratch / "closed-loop-home"
    rmtree(home, ignore_errors=True)
    copytree(OUTFITTERS.home(workplace), home)
    shoppers = LoopShoppers(N_SHOPPERS, SEED)
    with open_shop(Settings(home=home)) as shop:
        loop = run_rounds(shop, shoppers)
    return _table(loop)


def run_rounds(shop: Shop, shoppers: LoopShoppers, n_rounds: int = N_ROUNDS, n_lists: int = N_LISTS) -> Loop:
    """Serve, judge, train, and judge what was trained before it serves."""
    loop, learner = Loop(), LoopShop(shop, shoppers, experiment(), SEED)
    try:
        for number in range(n_rounds):
            served = learner.serve(number, n_lists)
            loop.ctr.append(_stated_ctr(shop, shoppers, served, number))
            loop.lift.append(_stated_lift(shop, shoppers, learner, served, number))
            if number + 1 < n_rounds:
                learner.train(number)
                _judge_candidate(loop, shop, shoppers, learner, served)
    finally:
        learner.close()
    return loop


def experiment() -> Experiment:
    """A quarter of the shoppers never see anything that was learned."""
    return Experiment.model_validate(
        {
            "name": NAME,
            "salt": NAME,
            "is_holdout": True,
            "decision": "horizon",
            "variants": [
                {"name": "holdout", "weight": 1, "policy": {"ranking": "search"}},
                {"name": "learned", "weight": 3},
            ],
            "metrics": [{"name": "ctr", "role": "primary"}],
            "plan": {"baseline": 0.05, "deviation": 0.1, "mde": 0.2},
            "pre_days": 0,
        }
    )


def _window(number: int) -> Bounds:
    begin = int(START.timestamp()) + number * ROUND_DAYS * 86_400
    return Bounds(begin * 1_000_000, (begin + ROUND_DAYS * 86_400) * 1_000_000)


def _stated_ctr(shop: Shop, shoppers: LoopShoppers, served: Sequence[Served], number: int) -> Stated:
    """The report's CTR of the round; lists of the holdout are another policy's."""
    bounds = _window(number)
    lines = read_list_lines(shop.database, bounds.read_from_us, bounds.read_to_us)
    of_learned = [one for one in served if not one.is_held_out]
    if number == 0:  # nothing is trained: both are ordered alike, but for what is explored
        return Stated.of(report_of_log(lines, bounds).whole.ctr, _true_ctr(shoppers, served))
    (policy,) = {one.seen.policy for one in of_learned}
    return Stated.of(report_of_log(lines, bounds).by_policy[policy].ctr, _true_ctr(shoppers, of_learned))


def _true_ctr(shoppers: LoopShoppers, served: Sequence[Served]) -> float:
    values = [shoppers.value(one.seen.shopper, [p.product_id for p in one.seen.products]) for one in served]
    return float(np.sum(values)) / sum(len(one.seen.products) for one in served)


def _stated_lift(
    shop: Shop, shoppers: LoopShoppers, learner: LoopShop, served: Sequence[Served], number: int
) -> Stated:
    """The experiment as it stands at the end of the round, of that round alone.

    The truth of the holdout is what its list, the same for everybody, would have earned from all who came.
    """
    begin = START + timedelta(days=ROUND_DAYS * number)
    times = {"started_at": begin, "stopped_at": begin + timedelta(days=ROUND_DAYS)}
    running = experiment().model_copy(update=times)
    (comparison,) = look_at(shop.database, running, times["stopped_at"]).comparisons
    standing = [one.product_id for one in learner.standing[:N_PLACES]]
    of_holdout = float(np.mean([shoppers.value(one.seen.shopper, standing) for one in served])) / N_PLACES
    truth = _true_ctr(shoppers, [one for one in served if not one.is_held_out]) - of_holdout
    effect = comparison.effect
    return Stated(effect.low, effect.difference, effect.high, truth)


def _judge_candidate(
    loop: Loop, shop: Shop, shoppers: LoopShoppers, learner: LoopShop, served: Sequence[Served]
) -> None:
    """What was just trained, put into the place that explores, by the log of the days it did not learn from."""
    first = START + timedelta(days=ROUND_DAYS * len(loop.candidates) + LEARNED_DAYS)
    judged = {one.seen.list_id: one for one in served if one.seen.at >= first and one.drawn.propensity < 1}
    products = IdIndex({product for one in judged.values() for product in one.pool})
    best = {list_id: learner.best_of(one) for list_id, one in judged.items()}
    rates = [shoppers.click_rates(judged[list_id].seen.shopper, [one])[0] for list_id, one in best.items()]
    truth = float(np.mean(rates)) * float(shoppers.examined[SLOT])
    logged = choices_of_log(list(shop.events.lines(first)), products)
    target = products.rows([best[list_id] for list_id in logged.list_ids])
    loop.candidates.append(_estimates(logged, target, len(products), truth))
    loop.n_choices.append(len(logged))
    pages = _Pages.of(shoppers, [judged[list_id] for list_id in logged.list_ids], products)
    chance = np.random.default_rng(SEED + len(loop.candidates))
    for _ in range(N_REDRAWS):
        loop.n_redrawn += 1
        for times in TIMES:
            drawn = pages.drawn(logged, times, chance)
            found = _estimates(drawn, np.tile(target, times), len(products), truth)
            loop.redrawn.update((times, name) for name, one in found.items() if one.holds)


@dataclass(frozen=True, slots=True)
class _Pages:
    """Lists whose place that explores can be drawn anew.

    Attributes:
        pool: `[n_lists, n_most]` rows of the products, best first; shorter pools end in -1.
        rates: `[n_lists, n_most]` that each would be opened there.
        n_pool: `[n_lists]`.
    """

    pool: Rows
    rates: Floats
    n_pool: Floats

    @classmethod
    def of(cls, shoppers: LoopShoppers, judged: Sequence[Served], products: IdIndex) -> "_Pages":
        """Of lists as they were served."""
        n_pool = np.array([len(one.pool) for one in judged], dtype=np.float64)
        pool = np.full((len(judged), int(n_pool.max())), -1, dtype=np.int32)
        rates = np.zeros(pool.shape)
        for row, one in enumerate(judged):
            pool[row, : len(one.pool)] = products.rows(one.pool)
            rates[row, : len(one.pool)] = shoppers.click_rates(one.seen.shopper, one.pool) * shoppers.examined[SLOT]
        return cls(pool, rates, n_pool)

    def drawn(self, logged: LoggedChoices, times: int, chance: np.random.Generator) -> LoggedChoices:
        """Each list so many times, with what ε-greedy puts into the place and what comes of it."""
        lists = np.tile(np.arange(len(self.pool)), times)
        n_pool = self.n_pool[lists]
        explored = (chance.random(len(lists)) * n_pool).astype(np.int64)
        places = np.where(chance.random(len(lists)) < EXPLORATION, explored, 0)
        return LoggedChoices(
            self.pool[lists, places],
            np.tile(logged.place, times),
            EXPLORATION / n_pool + (1 - EXPLORATION) * (places == 0),
            (chance.random(len(lists)) < self.rates[lists, places]).astype(np.float64),
            np.tile(logged.shopper, times),
        )


def _estimates(choices: LoggedChoices, target: Rows, n_products: int, truth: float) -> dict[str, Stated]:
    policy = OffPolicy(choices, (choices.product == target).astype(np.float64), seed=SEED)
    predicted, expected = cross_fitted(choices, target, n_products)
    found = (policy.ips(), policy.snips(), policy.doubly_robust(predicted, expected))
    return {name: Stated.of(one.estimate, truth) for name, one in zip(ESTIMATORS, found, strict=True)}


def _table(loop: Loop) -> Table:
    table = Table("A shop that learns from its own log", "python -m benchmarks closed_loop")
    for number, (ctr, lift) in enumerate(zip(loop.ctr, loop.lift, strict=True), start=1):
        table.add(f"round {number}: true CTR of the learned policy, %", 100 * ctr.truth, "")
        table.add(f"round {number}: {_told('the report states', ctr)}", 100 * ctr.value, "")
        table.add(f"round {number}: {_told('the experiment states a lift in points of', lift)}", 100 * lift.value, "")
        table.add(f"round {number}: true lift, points", 100 * lift.truth, "")
    first, last = loop.ctr[0], loop.ctr[-1]
    table.add("true CTR of the last round against the first", last.truth / first.truth, "×", at_least(1.2))
    steps = [after.truth > before.truth for before, after in zip(loop.ctr, loop.ctr[1:], strict=False)]
    table.add("rounds in which the true CTR rose", sum(steps), "")
    table.add("rounds whose true CTR lies in the report's interval", _n_held(loop.ctr), "", at_least(8))
    table.add("rounds whose true lift lies in the experiment's interval", _n_held(loop.lift), "", at_least(8))
    table.add("last round: true lift in the experiment's interval", float(loop.lift[-1].holds), "", at_least(1))
    for name in ESTIMATORS:
        held = _n_held([one[name] for one in loop.candidates])
        table.add(f"of {len(loop.candidates)} candidates, truth in the interval of {name} from the log", held, "")
    table.add("last candidate: its true CTR in the place that explores, %", 100 * loop.candidates[-1]["IPS"].truth, "")
    for name, one in loop.candidates[-1].items():
        table.add(f"last candidate: {_told(f'{name} states', one)}", 100 * one.value, "")
    for times in TIMES:
        n_choices = int(np.mean(loop.n_choices)) * times
        for name in ESTIMATORS:
            share = 100 * loop.redrawn[times, name] / loop.n_redrawn
            what = f"{n_choices:,} choices drawn anew, {loop.n_redrawn} times: truth in the interval of {name}, %"
            table.add(what, share, "", at_least(90) if times == TIMES[-1] else None)
    table.notes += [
        f"{N_SHOPPERS:,} shoppers, {N_LISTS:,} lists of {N_PLACES} a round of {ROUND_DAYS} days; a quarter are held "
        f"out. Place {SLOT + 1} explores in {EXPLORATION:.0%} of the others' lists. "
        f"Trained: {', '.join(KINDS)}, each let serve only where the product's own comparison lets it.",
        f"A candidate learns from the log up to day {LEARNED_DAYS} of a round; the rest of the round, in which the one "
        "before serves, judges it: the product of the pool that it would put into the place that explores.",
        "Intervals are of 95 %. What chance explores is not seeded: figures differ a little from run to run.",
    ]
    return table


def _told(what: str, stated: Stated) -> str:
    return f"{what} ({100 * stated.low:.1f} … {100 * stated.high:.1f}{'' if stated.holds else ', not the truth'})"


def _n_held(stated: Sequence[Stated]) -> int:
    return sum(one.holds for one in stated)
