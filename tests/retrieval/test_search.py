from collections.abc import Iterator
from typing import Any

import pytest

from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.engine import SearchEngine
from retrieval.hashing_encoder import HashingEncoder


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, shop: list[Product]) -> Iterator[SearchEngine]:
    running = SearchEngine(tmp_path_factory.mktemp("home"), HashingEncoder(), lambda: [])
    running.publish(shop)
    yield running
    running.close()


def _found(engine: SearchEngine, text: str, limit: int = 3, **where: Any) -> list[str]:
    return [candidate.product_id for candidate in engine.search(text, ProductFilter(**where), limit).candidates]


@pytest.mark.parametrize(
    ("text", "best"),
    [("hiking boots", "boot"), ("soft drinks", "cola"), ("waterprof hikng bots", "boot"), ("head phones", "headphones"),
     ("FJ426", "lamp"), ("merino", "socks"), ("bluetooth", "lamp"), ("trainers", "shoe"), ("raincoat", "jacket")],
)  # fmt: skip
def test_the_best_answer_comes_first(engine: SearchEngine, text: str, best: str) -> None:
    assert _found(engine, text)[0] == best


@pytest.mark.parametrize("text", ["waterproof", "", "unheard of", "!?", "🥾", "\ud800"])
def test_hard_filters_hold_for_every_candidate(engine: SearchEngine, text: str) -> None:
    found = _found(engine, text, 9, brands=("Fjellmark",), in_stock=True, price_max=11000)
    assert found == ["jacket"]


def test_filters_hold_before_the_list_is_cut(engine: SearchEngine) -> None:
    assert _found(engine, "hiking boots", 1, exclude_ids=("boot",)) == ["socks"]


def test_empty_text_gives_what_passes_by_standing(engine: SearchEngine) -> None:
    assert _found(engine, "  ", 9, categories=("Footwear",)) == ["boot", "shoe"]
    assert _found(engine, "", 9)[-1] == "tent"  # out of stock comes last
    assert len(_found(engine, "", 9)) == 9


def test_the_result_says_how_many_pass_and_how_it_was_searched(engine: SearchEngine) -> None:
    result = engine.search("waterproof", ProductFilter(brands=("Fjellmark",)), 2)
    assert result.n_matching == 3
    assert result.plan["legs"] == ["words", "semantic"]
    assert result.plan["semantic"]["strategy"] == "exact"
    assert result.plan["milliseconds"]["total"] > 0


def test_nothing_passes_and_nothing_is_found(engine: SearchEngine) -> None:
    result = engine.search("boots", ProductFilter(price_max=1), 5)
    assert (result.candidates, result.n_matching) == ((), 0)


def test_candidates_are_best_first_with_readable_evidence(engine: SearchEngine) -> None:
    candidates = engine.search("waterproof hiking", ProductFilter(), 5).candidates
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    evidence = {signal.signal: signal.weight for signal in candidates[0].evidence}
    assert set(evidence) == {"semantic", "words"}
    assert all(0 < weight <= 1 for weight in evidence.values())


def test_corrections_are_told(engine: SearchEngine) -> None:
    assert engine.search("headfones", ProductFilter(), 1).corrections == {"headfones": "headphones"}


def test_similar_products_leave_out_the_product_itself(engine: SearchEngine) -> None:
    result = engine.similar("boot", ProductFilter(in_stock=True), 8)
    ids = [candidate.product_id for candidate in result.candidates]
    assert "boot" not in ids and "tent" not in ids
    assert len(ids) == 7


def test_nothing_is_similar_to_an_unknown_product(engine: SearchEngine) -> None:
    assert engine.similar("gone", ProductFilter(), 3).candidates == ()


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_finds_nothing(engine: SearchEngine, limit: int) -> None:
    assert _found(engine, "boots", limit) == _found(engine, "", limit) == []


def test_a_very_long_query_is_answered(engine: SearchEngine) -> None:
    assert _found(engine, "hiking boots " * 10_000)[0] == "boot"
