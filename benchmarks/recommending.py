"""One turn's recommending on one core: 20,000 products, 100,000 shoppers, every kind of model, each time a new shopper.

The parts are measured for other shoppers than the whole is, so that nothing is answered from what was kept.
"""

import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

from benchmarks.process import run
from benchmarks.serving_models import SHOP, text_vectors
from benchmarks.shop_of_shoppers import NOW, CatalogInMemory, PlainKeys, fill_log, found_by_a_search
from benchmarks.table import Table, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace
from catalog.candidate import Candidate
from database.engine import open_database
from events.log import EventLog
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.loaded_models import LoadedModels
from recommenders.preference.model import PreferenceRanker
from recommenders.product_facts import Floats
from recommenders.ranking.diversity import POOL_PER_PLACE, DiversitySettings, Likeness, diversified
from recommenders.ranking.features.question import Question
from recommenders.ranking.personal import PersonalScores
from recommenders.ranking.ranker import ProductRanker, VectorLookup
from recommenders.ranking.serving_follower import ServingFollower
from recommenders.ranking.serving_set import ServingSet
from recommenders.ranking.shopper_history import HistoryReader
from recommenders.ranking.signals import Signals
from shoppers.rank_request import RankRequest, Visit
from shoppers.ranking_wish import RankingWish

#: A turn of a conversation has so many milliseconds for recommending, in the middle and at the slow end.
MAX_P50, MAX_P95, MAX_CLICK = 6.0, 12.0, 1.0
N_SHOPPERS = 300
WARM_UP = 20


def measure(workplace: Workplace) -> Table:
    """The whole, and its parts."""
    home = workplace.scratch / "recommending"
    lines = prepared(home)
    database = open_database(f"sqlite:///{home}/shop.db")
    if not (home / "log.done").exists():
        database.migrate()
        fill_log(database, lines)
        (home / "log.done").touch()
    models = LoadedModels(home)
    follower = ServingFollower(catalog := CatalogInMemory.of(SHOP), models)
    try:
        with threadpool_limits(1):
            return _table(follower, catalog, EventLog(database), _shoppers(lines))
    finally:
        follower.close()
        models.close()
        database.close()


def prepared(home: Path) -> Path:
    """The lines of the log; models are trained in a process of their own, for the frameworks' sake."""
    home.mkdir(parents=True, exist_ok=True)
    lines = home / "lines.parquet"
    if not lines.exists():
        SHOP.write(lines)
    if not (home / "models" / "serving.json").exists():
        run([sys.executable, "-m", "benchmarks.serving_models", str(lines), str(home)])
    return lines


def _shoppers(lines: Path) -> list[str]:
    """Everyone of whom the log knows something."""
    names: list[str] = pq.read_table(lines, columns=["shopper"])["shopper"].unique().to_pylist()
    return sorted(names)


def _table(follower: ServingFollower, catalog: CatalogInMemory, log: EventLog, shoppers: Sequence[str]) -> Table:
    table = Table("Recommending in a turn", "python -m benchmarks recommending")
    serving = follower.current()
    assert serving is not None
    histories = HistoryReader(log, PlainKeys())
    vectors = dict(zip(SHOP.product_ids(), text_vectors(SHOP), strict=True))

    def lookup(ids: Sequence[str]) -> Floats:
        return np.stack([vectors[one] for one in ids])

    random = np.random.default_rng(3)
    drawn = iter(random.permutation(shoppers).tolist())
    gc.collect()
    gc.freeze()  # as a server does when everything is open
    ranker = ProductRanker(PersonalScores(follower, histories), PreferenceRanker(catalog.products), lookup)
    for what, has_words in (("a search's 200 candidates", True), ("a list without words", False)):
        requests = [_request(next(drawn), random, has_words) for _ in range(N_SHOPPERS + WARM_UP)]
        whole = _whole(ranker, requests)
        table.add(f"{what}: nominate and rank, p50", whole.p50, "ms", at_most(MAX_P50) if has_words else None)
        table.add(f"{what}: nominate and rank, p95", whole.p95, "ms", at_most(MAX_P95) if has_words else None)
    requests = [_request(next(drawn), random, True) for _ in range(N_SHOPPERS + WARM_UP)]
    for name, timings in Parts(serving, histories, lookup).measured(requests).items():
        table.add(f"part: {name}, p50", timings.p50, "ms")
        table.add(f"part: {name}, p95", timings.p95, "ms")
    click = _clicks(serving, requests, histories)
    table.add("one more click of a visit: state and scores of gru4rec, p50", click.p50, "ms", at_most(MAX_CLICK))
    table.notes += [
        f"{SHOP.n_products:,} products, {len(shoppers):,} shoppers, {SHOP.n_events:,} lines of log in SQLite; "
        f"sources: {', '.join(serving.sources)}; then the blend and LambdaRank.",
        f"{N_SHOPPERS} shoppers drawn at random, each asked once; one thread of BLAS and LightGBM. The models were "
        "trained for a moment only: as large as in earnest, not as wise. Catalog records are in memory.",
    ]
    return table


def _request(shopper: str, random: np.random.Generator, has_words: bool) -> RankRequest:
    candidates: tuple[Candidate, ...] = found_by_a_search(SHOP, random) if has_words else ()
    wish = RankingWish("thing") if has_words else RankingWish()
    return RankRequest(candidates, wish=wish, visit=Visit(shopper, locale="en-GB", device="mobile"), now=NOW)


def _whole(ranker: ProductRanker, requests: Sequence[RankRequest]) -> Timings:
    timings = Timings()
    for place, request in enumerate(requests):
        if place == WARM_UP:
            timings = Timings()
        with timings.measure():
            ranker.nominate(request)
            ranker.rank(request)
    return timings


@dataclass(frozen=True, slots=True)
class Parts:
    """What a ranking consists of, one after another."""

    serving: ServingSet
    histories: HistoryReader
    vectors: VectorLookup

    def measured(self, requests: Sequence[RankRequest]) -> dict[str, Timings]:
        """Part → its timings."""
        found: dict[str, Timings] = {}
        for place, request in enumerate(requests):
            if place == WARM_UP:
                found.clear()
            self._ask(request, found)
        return found

    def _ask(self, request: RankRequest, found: dict[str, Timings]) -> None:
        serving = self.serving
        with found.setdefault("history", Timings()).measure():
            history = self.histories.read(request.visit, serving.products, NOW)
        answers = {}
        for kind in serving.sources:
            with found.setdefault(kind, Timings()).measure():
                answers[kind] = serving.ask_one(kind, history)
        rows = serving.products.rows([candidate.product_id for candidate in request.candidates])
        with found.setdefault("blend", Timings()).measure():
            self._blend(history, rows, answers)
        with found.setdefault("lambdarank", Timings()).measure():
            scores = serving.ordered(Question.of(history, rows, answers))
        assert scores is not None
        settings = DiversitySettings()
        pool = rows[np.argsort(-scores)[: settings.head * POOL_PER_PLACE]]
        with found.setdefault("diversity", Timings()).measure():
            ids = [serving.products[row] for row in pool.tolist()]
            likeness = Likeness(serving.facts.category[pool], serving.facts.brand[pool], self.vectors(ids))
            diversified(np.sort(scores)[::-1][: len(pool)], likeness, settings)

    def _blend(self, history: History, rows: Rows, answers: dict[str, Floats]) -> None:
        blend = self.serving.blend
        assert blend is not None
        blend.blend(Signals.of(answers, rows, blend.sources), history, self.serving.blend_rows[rows], 0.6)


def _clicks(serving: ServingSet, requests: Sequence[RankRequest], histories: HistoryReader) -> Timings:
    """A visit that the server knows, and one click more."""
    timings = Timings()
    for place, request in enumerate(requests):
        visit = Visit(viewed=tuple(one.product_id for one in request.candidates[:6]))
        before = Visit(viewed=visit.viewed[:-1])
        serving.ask_one("gru4rec", histories.read(before, serving.products, NOW))
        history = histories.read(visit, serving.products, NOW)
        if place == WARM_UP:
            timings = Timings()
        with timings.measure():
            serving.ask_one("gru4rec", history)
    return timings
