"""The sample shop's cases: valid, enough of them, each with its twin, and about products and documents that exist."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.evaluation.case import TOPICS, Case
from assistant.evaluation.case_files import read_cases
from assistant.evaluation.product_match import is_named, misses
from catalog.product import Product

OUTFITTERS = Path(__file__).parents[3] / "examples" / "outfitters"
CASES = read_cases(OUTFITTERS / "cases")
FEED = (OUTFITTERS / "products.jsonl").read_text(encoding="utf-8")
PRODUCTS = [Product.model_validate_json(line) for line in FEED.splitlines()]
N_CASES, N_OF_A_TOPIC = 150, 10


def names_in(case: Case) -> Iterator[str]:
    """Every product that a case names, by id or by words."""
    state = case.state
    yield from (*state.cart, *state.viewed, *([state.page] if state.page else []))
    yield from (plant.product for plant in case.plant if plant.product)
    for turn in case.turns:
        yield from (*turn.expect.about, *turn.expect.compared)
        if cards := turn.expect.cards:
            yield from (*cards.include, *cards.include_any, *cards.exclude)


def test_there_are_enough_cases_of_every_topic():
    counts = Counter(case.topic for case in CASES)
    assert len(CASES) >= N_CASES
    assert set(counts) == set(TOPICS)
    assert min(counts.values()) >= N_OF_A_TOPIC, counts


def test_half_of_the_cases_are_the_negative_twins_of_the_other_half():
    assert sum(case.negative for case in CASES) * 2 == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_names_products_that_the_shop_has(case):
    unknown = [name for name in names_in(case) if not any(is_named(product, name) for product in PRODUCTS)]
    assert not unknown


def test_categories_and_brands_are_spelled_as_the_shop_does():
    parts = {part.strip() for p in PRODUCTS for c in p.categories for part in (c.value, *c.value.split(">"))}
    brands = {product.brand for product in PRODUCTS}
    for case in CASES:
        for cards in (turn.expect.cards for turn in case.turns if turn.expect.cards):
            for wanted in (*cards.any, *(one for one in (cards.all, cards.none, cards.first) if one)):
                assert wanted.category is None or wanted.category in parts, case.id
                assert wanted.brand is None or wanted.brand in brands, case.id


def test_documents_are_those_of_the_shop():
    documents = {path.stem for path in (OUTFITTERS / "policies").glob("*.md")}
    assert {document for case in CASES for turn in case.turns for document in turn.expect.cites} <= documents


def test_every_condition_on_cards_is_met_by_some_product():
    for case in CASES:
        for cards in (turn.expect.cards for turn in case.turns if turn.expect.cards):
            for wanted in (*cards.any, *(one for one in (cards.all, cards.first) if one)):
                n_meeting = sum(not misses(product, wanted) for product in PRODUCTS)
                assert n_meeting >= (cards.min or 1 if wanted is cards.all else 1), (case.id, wanted)
