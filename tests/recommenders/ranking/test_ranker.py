"""The one door, over a small shop, a real log and real models."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import numpy as np
import pytest

from catalog.candidate import Candidate, Evidence
from catalog.product import Product
from events.event_line import HistoryLine
from recommenders.item_neighbours.model import ItemNeighbours
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.train import train as train_neighbours
from recommenders.loaded_models import ModelSet
from recommenders.popularity.model import Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train as train_popularity
from recommenders.preference.model import PreferenceRanker
from recommenders.ranking.explorer import ExplorationSettings
from recommenders.ranking.features.question import Question
from recommenders.ranking.lambdarank.labelled_list import LabelledList, LambdaRankData, RankingWindow
from recommenders.ranking.lambdarank.model import LambdaRank
from recommenders.ranking.lambdarank.parameters import LambdaRankParameters
from recommenders.ranking.lambdarank.train import train as train_lambdarank
from recommenders.ranking.personal import PersonalScores
from recommenders.ranking.ranker import ProductRanker, RankerSettings
from recommenders.ranking.serving_follower import ServingFollower
from recommenders.ranking.shopper_history import HistoryReader
from recommenders.recommender import TrainingWatch
from shoppers.profile import ShopperProfile
from shoppers.rank_request import RankRequest, Visit
from shoppers.ranking_wish import RankingWish
from shoppers.served_policy import ServedPolicy
from tests.recommenders.checkerboard import checkerboard

NOW = datetime(2026, 11, 15, tzinfo=UTC)
KNOWN = checkerboard()


def product(row: int, **more: object) -> Product:
    available = more.pop("available", True)
    return Product.model_validate(
        {
            "id": f"p{row:03}",
            "title": f"Thing {row}",
            "brand": f"Brand {row % 3}",
            "categories": [{"value": f"Group {row % 2}"}],
            "variants": [
                {
                    "id": f"v{row}",
                    "price": {"amount": 1000 + row, "currency": "GBP"},
                    "availability": {"available": available, "status": "in_stock" if available else "out_of_stock"},
                }
            ],
            **more,
        }
    )


class SmallCatalog:
    """Twenty products that the models know and one that was launched since."""

    def __init__(self) -> None:
        self.records = {f"p{row:03}": product(row, available=row != 8) for row in [*range(20), 77]}
        self.n_changes = 1

    def version(self) -> int:
        return self.n_changes

    def all_products(self) -> Iterator[Product]:
        return iter(self.records.values())

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        return {one: self.records[one] for one in ids if one in self.records}


class SmallLog:
    """Who did what: `(shopper, type, product, session)`, an hour apart, the last one an hour ago."""

    def __init__(self, *events: tuple[str, str, str, str]) -> None:
        start = int((NOW - timedelta(hours=len(events))).timestamp()) * 1_000_000
        self._lines = [
            (shopper, HistoryLine(kind, product_id, session, 1, 1000, "GBP", None, start + place * 3_600_000_000))  # type: ignore[arg-type]
            for place, (shopper, kind, product_id, session) in enumerate(events)
        ]

    def history(self, shopper_id: str, before: datetime, limit: int = 200) -> list[HistoryLine]:
        return [line for shopper, line in self._lines if shopper == shopper_id and line.at < before][-limit:]

    def session(self, session_id: str, before: datetime, limit: int = 200) -> list[HistoryLine]:
        return [line for _, line in self._lines if line.session_id == session_id and line.at < before][-limit:]


class TheseModels:
    """Models that change when a test says so."""

    def __init__(self, models: ModelSet) -> None:
        self.models = models

    def current(self) -> ModelSet:
        return self.models


@pytest.fixture(scope="module")
def trained() -> ModelSet:
    popularity = Popularity.from_artifact(train_popularity(KNOWN.data, PopularityParameters(), TrainingWatch()))
    parameters = ItemNeighboursParameters()
    neighbours = ItemNeighbours.from_artifact(train_neighbours(KNOWN.data, parameters, TrainingWatch()))
    return ModelSet(MappingProxyType({"popularity": popularity, "item_neighbours": neighbours}))


LOG = SmallLog(
    ("even", "view_item", "p002", "s1"),
    ("even", "purchase", "p004", "s1"),
    ("even", "view_item", "p006", "s2"),
    ("odd", "view_item", "p003", "s3"),
    ("odd", "add_to_cart", "p005", "s3"),
)


def ranker_of(models: ModelSet, settings: RankerSettings | None = None, log: SmallLog = LOG) -> ProductRanker:
    catalog = SmallCatalog()
    follower = ServingFollower(catalog, TheseModels(models))
    personal = PersonalScores(follower, HistoryReader(log))
    return ProductRanker(personal, PreferenceRanker(catalog.products), settings=settings)


def found(*ids: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(one, 1.0 - place / 100, (Evidence("words", 0.9),)) for place, one in enumerate(ids))


def request(shopper: str | None = None, **more: object) -> RankRequest:
    return RankRequest(visit=Visit(shopper), now=NOW, **more)  # type: ignore[arg-type]


def ids(ranked: Sequence[Candidate]) -> list[str]:
    return [candidate.product_id for candidate in ranked]


def test_two_shoppers_of_different_taste_see_the_same_find_in_different_orders(trained: ModelSet) -> None:
    ranker, candidates = ranker_of(trained), found("p010", "p011", "p012", "p013")
    words = RankingWish("thing")
    even = ids(ranker.rank(request("even", candidates=candidates, wish=words)))
    odd = ids(ranker.rank(request("odd", candidates=candidates, wish=words)))
    assert set(even[:2]) == {"p010", "p012"}
    assert set(odd[:2]) == {"p011", "p013"}


def test_every_product_has_its_place_and_the_signals_that_put_it_there(trained: ModelSet) -> None:
    ranked = ranker_of(trained).rank(request("even", candidates=found("p010", "p011"), wish=RankingWish("thing")))
    assert [one.rank for one in ranked] == [1, 2]
    signals = {evidence.signal for evidence in ranked[0].evidence}
    assert signals >= {"words", "item_neighbours"}
    assert all(one.propensity == 1.0 for one in ranked)


def test_without_a_model_the_order_is_the_searchs() -> None:
    candidates = found("p003", "p002", "p001")
    assert ids(ranker_of(ModelSet()).rank(request("even", candidates=candidates, wish=RankingWish("thing")))) == [
        "p003",
        "p002",
        "p001",
    ]


def test_without_candidates_it_shows_what_the_sources_nominate(trained: ModelSet) -> None:
    ranked = ids(ranker_of(trained).rank(request("even")))
    assert len(ranked) > 10
    assert [one for one in ranked[:5] if int(one[1:]) % 2] == []


def test_what_was_bought_what_is_excluded_and_what_is_gone_is_never_nominated(trained: ModelSet) -> None:
    ranker = ranker_of(trained)
    asked = request("even", exclude=("p010",))
    for shown in (ids(ranker.rank(asked)), list(ranker.nominate(asked))):
        assert not {"p004", "p008", "p010", "p020"} & set(shown)
        assert "p012" in shown


def test_who_asks_by_words_sees_what_is_out_of_stock_but_not_what_they_have(trained: ModelSet) -> None:
    candidates = found("p004", "p008", "p012")
    ranked = ids(ranker_of(trained).rank(request("even", candidates=candidates, wish=RankingWish("thing"))))
    assert set(ranked) == {"p008", "p012"}


def test_when_all_is_bought_already_it_is_shown_all_the_same(trained: ModelSet) -> None:
    assert ids(ranker_of(trained).rank(request("even", candidates=found("p004"), wish=RankingWish("thing")))) == [
        "p004"
    ]


def test_the_words_lead_where_the_find_is_clear(trained: ModelSet) -> None:
    candidates = (Candidate("p011", 1.0), Candidate("p012", 0.4))
    assert ids(ranker_of(trained).rank(request("even", candidates=candidates, wish=RankingWish("thing"))))[0] == "p011"


def test_a_wished_order_stands_above_taste(trained: ModelSet) -> None:
    candidates = found("p012", "p011", "p010")
    ranked = ranker_of(trained).rank(request("even", candidates=candidates, wish=RankingWish("thing", "price_asc")))
    assert ids(ranked) == ["p010", "p011", "p012"]


def test_a_product_launched_since_the_training_keeps_the_place_the_search_gave_it(trained: ModelSet) -> None:
    ranked = ids(ranker_of(trained).rank(request(candidates=found("p077", "p001"), wish=RankingWish("thing"))))
    assert ranked[0] == "p077"


def test_the_page_counts_before_the_log_holds_it(trained: ModelSet) -> None:
    ranker = ranker_of(trained)
    visit = Visit(None, "s9", viewed=("p003", "p005"))
    ranked = ids(ranker.rank(RankRequest(found("p010", "p011"), visit=visit, wish=RankingWish("thing"), now=NOW)))
    assert ranked[0] == "p011"


def test_without_consent_only_the_visit_counts(trained: ModelSet) -> None:
    asked = request(candidates=found("p010", "p011"), wish=RankingWish("thing"))
    private = replace(asked, visit=Visit("even", "s3", is_consented=False))
    assert ids(ranker_of(trained).rank(private))[0] == "p011"


def test_stated_preferences_for_a_category_speak_for_a_newcomer(trained: ModelSet) -> None:
    popular = ids(ranker_of(trained).rank(request(profile=ShopperProfile(preferences=("group 1",)))))
    assert np.mean([int(one[1:]) % 2 for one in popular[:6]]) > 0.5


def test_a_place_that_explores_says_how_likely_it_was(trained: ModelSet) -> None:
    settings = RankerSettings(exploration=ExplorationSettings(slot=1, pool=5, epsilon=0.5))
    ranked = ranker_of(trained, settings).rank(request("even"))
    assert ranked[1].propensity in (pytest.approx(0.6), pytest.approx(0.1))
    assert [one.rank for one in ranked] == list(range(1, len(ranked) + 1))


def test_the_same_request_gets_the_same_answer(trained: ModelSet) -> None:
    ranker = ranker_of(trained)
    assert ranker.rank(request("odd")) == ranker.rank(request("odd"))


def test_an_empty_find_stays_empty_only_where_nobody_knows_anything() -> None:
    assert ranker_of(ModelSet()).rank(request("even")) == ()


def served(shopper: str, policy: ServedPolicy, **more: object) -> RankRequest:
    asked = request(shopper, **more)
    return replace(asked, visit=replace(asked.visit, policy=policy))


def test_a_visit_that_is_ranked_by_the_search_is_moved_by_nothing_that_is_known(trained: ModelSet) -> None:
    search, candidates = ServedPolicy(ranked_by="search"), found("p011", "p010", "p013")
    profile = ShopperProfile(preferences=("Brand 1",), sizes={"shoe": "42"})
    asked = served("even", search, candidates=candidates, wish=RankingWish("thing"), profile=profile)
    assert ids(ranker_of(trained).rank(asked)) == ["p011", "p010", "p013"]
    assert ranker_of(trained).nominate(asked) == ()
    cheapest = replace(asked, wish=RankingWish("thing", sort="price_asc"))
    assert ids(ranker_of(trained).rank(cheapest)) == ["p010", "p011", "p013"]


def test_a_visit_may_explore_more_or_less_than_the_shop(trained: ModelSet) -> None:
    exploring = ranker_of(trained, RankerSettings(exploration=ExplorationSettings(epsilon=1.0, slot=0)))
    never = served("even", ServedPolicy(exploration=0.0))
    assert {one.propensity for _ in range(5) for one in exploring.rank(never)} == {1.0}
    always = ranker_of(trained).rank(served("even", ServedPolicy(exploration=1.0)))
    assert [one.rank for one in always if one.propensity < 1] == [4]


def backwards(trained: ModelSet) -> LambdaRank:
    """Learned that shoppers take what the neighbours do not name."""
    rows, neighbours = np.arange(20, dtype=np.int32), trained.models["item_neighbours"]
    lists = []
    for shopper in range(40):
        history = KNOWN.data.history(shopper)
        scores = {"item_neighbours": neighbours.score(history)}
        lists.append(LabelledList(Question.of(history, rows, scores), (rows % 2 != shopper % 2).astype(np.float32)))
    parameters = LambdaRankParameters(n_trees=10, num_leaves=4, negative_share=1.0, feature_fraction=1.0, n_threads=1)
    learned = LambdaRankData(("item_neighbours",), [RankingWindow(KNOWN.data, lists)], KNOWN.data)
    return LambdaRank.from_artifact(train_lambdarank(learned, parameters, TrainingWatch()))


def test_a_visit_that_is_ranked_by_the_blend_does_not_ask_lambdarank(trained: ModelSet) -> None:
    both = ModelSet(MappingProxyType({**trained.models, "lambdarank": backwards(trained)}))
    candidates = found("p010", "p011", "p012", "p013")
    learned, blend = (
        ids(ranker_of(both).rank(served("even", policy, candidates=candidates)))
        for policy in (ServedPolicy(), ServedPolicy(ranked_by="blend"))
    )
    assert blend == ids(ranker_of(trained).rank(request("even", candidates=candidates)))
    assert learned != blend
