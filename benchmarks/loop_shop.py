"""A shop that learns round by round: it serves lists, logs them, and trains on its own log by its own trainers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from api.experiment_policy import served_policy
from api.shop import Shop
from api.shop_recommenders import ShopRecommenders
from benchmarks.loop_shoppers import N_PLACES, SURFACE, LoopShoppers, SeenList
from catalog.candidate import Candidate, RankedProduct
from catalog.filter import ProductFilter
from cli.training_engine import EngineName
from cli.training_log import training_log
from experiments import Experiment
from experiments.allocation import Allocation
from recommenders.ranking.explorer import ExplorationSettings
from recommenders.ranking.ranker import ProductRanker
from recommenders.run_record import RunRecord
from recommenders.training.run import TrainingOptions, TrainingRun
from recommenders.training.window import Window
from shoppers.rank_request import RankRequest, Visit
from shoppers.served_policy import ServedPolicy

KINDS = ("popularity", "item_neighbours", "als", "lambdarank")
EXPLORATION, ROUND_DAYS, LEARNED_DAYS = 1.0, 7, 4
START = datetime(2026, 9, 1, tzinfo=UTC)
SLOT, POOL = ExplorationSettings().slot, ExplorationSettings().pool


@dataclass(frozen=True, slots=True)
class Served:
    """One list with what only the benchmark keeps of it.

    Attributes:
        pool: products, best first, that the place that explores could have been given to.
        is_held_out: whether it is the holdout's.
    """

    seen: SeenList
    pool: tuple[str, ...]
    is_held_out: bool

    @property
    def drawn(self) -> RankedProduct:
        """What stood in the place that explores."""
        return self.seen.products[SLOT]


class LoopShop:
    """One open shop through all rounds. Models are opened anew for each of them."""

    def __init__(
        self, shop: Shop, shoppers: LoopShoppers, experiment: Experiment, seed: int, kinds: Sequence[str] = KINDS
    ) -> None:
        self._shop = shop
        self._kinds = kinds
        self._shoppers = shoppers
        self._allocation = Allocation([experiment])
        self._seed, self._chance = seed, np.random.default_rng(seed)
        standing = shop.search.search("", ProductFilter(in_stock=True), 1_000).candidates
        self.standing: Sequence[Candidate] = standing
        self._open()

    def serve(self, number: int, n_lists: int) -> list[Served]:
        """One round of visits in order of time, each list logged before the next one is made."""
        # Who comes is the same whatever was opened before, so that two shops can be compared.
        chance = np.random.default_rng([self._seed, number])
        shoppers = chance.choice(len(self._shoppers.frequency), n_lists, p=self._shoppers.frequency).tolist()
        seconds = np.sort(chance.random(n_lists)) * ROUND_DAYS * 86_400
        begin = START + timedelta(days=ROUND_DAYS * number)
        served = []
        for place, (shopper, second) in enumerate(zip(shoppers, seconds.tolist(), strict=True)):
            one = self._list(f"l{number}-{place}", shopper, begin + timedelta(seconds=second))
            self._shop.events.append(self._shoppers.act(one.seen, self._chance))
            served.append(one)
        return served

    def train(self, number: int) -> RunRecord:
        """On all of the log up to day `LEARNED_DAYS` of the round; the rest of it judges what was trained."""
        end = START + timedelta(days=ROUND_DAYS * number + LEARNED_DAYS)
        options = TrainingOptions(window=Window(end=int(end.timestamp())))
        log = training_log(self._shop, EngineName.DUCKDB)
        record = TrainingRun(self._shop.settings.home, log.read, options).train(self._kinds)
        self.reopen()
        return record

    def reopen(self) -> None:
        """Serve with what was promoted meanwhile."""
        self._recommenders.close()
        self._open()

    def best_of(self, served: Served) -> str:
        """What the models of now would put into the place that explores, of what could have stood there."""
        visit = Visit(f"u_{served.seen.shopper}", f"s_{served.seen.list_id}", policy=ServedPolicy(exploration=0.0))
        pool = [Candidate(one, 0.0) for one in served.pool]
        ranked = self._ranker.rank(RankRequest(pool, visit=visit, surface=SURFACE, now=served.seen.at))
        return ranked[0].product_id

    def close(self) -> None:
        """Close the models; the shop is its owner's."""
        self._recommenders.close()

    def _open(self) -> None:
        self._recommenders = ShopRecommenders(
            self._shop.settings.home, self._shop.catalog, self._shop.events, EXPLORATION
        )
        self._recommenders.prepare()
        self._ranker: ProductRanker = self._recommenders.ranker(self._shop.search.affinity, self._shop.search.vectors)

    def _list(self, list_id: str, shopper: int, at: datetime) -> Served:
        # By the allocation itself: live experiments go by the clock of today.
        visit = Visit(f"u_{shopper}", f"s_{list_id}")
        visit = replace(visit, policy=served_policy(self._allocation.assign(visit.shopper_id, visit.session_id)))
        request = RankRequest(visit=visit, surface=SURFACE, now=at)
        is_held_out = visit.policy.ranked_by == "search"
        ranked = self._ranker.rank(request) or self._ranker.rank(replace(request, candidates=self.standing))
        policy = "preference" if is_held_out else self._recommenders.policy()[0]
        seen = SeenList(list_id, shopper, ranked[:N_PLACES], f"{SURFACE}/{policy}", at, visit.policy.variants)
        return Served(seen, tuple(_in_order(ranked[SLOT : SLOT + POOL])), is_held_out)


def _in_order(pool: Sequence[RankedProduct]) -> Iterator[str]:
    """The pool as it was before one of it was drawn."""
    return (one.product_id for one in sorted(pool, key=lambda one: -one.score))
