import math
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from catalog.product import Product
from retrieval.document import FIELDS, document_of
from retrieval.lexical import FIELD_WEIGHTS, K1, LexicalIndex
from retrieval.stemming import stems_of

MakeProduct = Callable[..., Product]


@pytest.fixture(scope="module")
def lexical(shop: list[Product]) -> LexicalIndex:
    built = LexicalIndex.from_documents([document_of(product) for product in shop])
    return LexicalIndex(list(built.terms), built.words, built.to_arrays())


def _slow_score(shop: list[Product], query: str, row: int) -> float:
    """BM25F as the formula reads, one product and one term at a time."""
    fields = [[Counter(stems_of(" ".join(parts))) for parts in document_of(p).fields] for p in shop]
    means = [sum(f[i].total() for f in fields) / len(shop) for i in range(len(FIELDS))]
    total = 0.0
    for term in set(stems_of(query)):
        df = sum(any(term in field for field in product) for product in fields)
        tf = 0.0
        for i, name in enumerate(FIELDS):
            weight, length = FIELD_WEIGHTS[name], fields[row][i].total()
            tf += (
                weight.weight
                * fields[row][i][term]
                / (1 - weight.dilution + weight.dilution * length / (weight.usual_words or means[i]))
            )
        total += math.log(1 + (len(shop) - df + 0.5) / (df + 0.5)) * tf * (K1 + 1) / (tf + K1)
    return total


@pytest.mark.parametrize("query", ["waterproof boots", "soft drinks", "hiking", "moss jacket unknownword"])
def test_scores_are_those_of_the_formula(shop: list[Product], lexical: LexicalIndex, query: str) -> None:
    expected = [_slow_score(shop, query, row) for row in range(len(shop))]
    assert lexical.score(stems_of(query)) == pytest.approx(expected, rel=1e-5)


def test_a_category_name_finds_its_products(shop: list[Product], lexical: LexicalIndex) -> None:
    assert shop[int(lexical.score(stems_of("soft drinks")).argmax())].id == "cola"


def test_a_number_of_a_variant_finds_its_product(shop: list[Product], lexical: LexicalIndex) -> None:
    assert shop[int(lexical.score(stems_of("fj-426 FJ426")).argmax())].id == "lamp"


def test_the_mask_holds_inside_the_leg(shop: list[Product], lexical: LexicalIndex) -> None:
    mask = np.array([product.id != "boot" for product in shop])
    scores = lexical.score(stems_of("waterproof"), mask)
    assert {shop[row].id for row in np.flatnonzero(scores)} == {"jacket", "tent"}


def test_a_word_given_twice_counts_once(lexical: LexicalIndex) -> None:
    assert (lexical.score(["boot", "boot"]) == lexical.score(["boot"])).all()


def test_an_empty_catalog_scores_nothing() -> None:
    assert LexicalIndex.from_documents([]).score(["boot"]).shape == (0,)


def test_a_word_of_a_long_description_counts_less(make_product: MakeProduct) -> None:
    long = make_product("long", "Lamp", about="steel " + "and much more prose about many other things " * 10)
    short = make_product("short", "Lamp", about="steel lamp")
    scores = LexicalIndex.from_documents([document_of(long), document_of(short)]).score(["steel"])
    assert 0 < 1.5 * scores[0] < scores[1]
