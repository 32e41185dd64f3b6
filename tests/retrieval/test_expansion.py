from collections.abc import Callable, Sequence

import numpy as np
import pytest

from catalog.product import Product
from retrieval.document import document_of
from retrieval.expansion import SYNONYM_WEIGHT, QueryWords
from retrieval.lexical import LexicalIndex
from retrieval.query_words import query_stems

MakeProduct = Callable[..., Product]
Index = Callable[[Sequence[str]], LexicalIndex]


@pytest.fixture(scope="module")
def index(make_product: MakeProduct) -> Index:
    def build(titles: Sequence[str]) -> LexicalIndex:
        products = [make_product(f"p{row}", title) for row, title in enumerate(titles)]
        return LexicalIndex.from_documents([document_of(product) for product in products])

    return build


def _words(index: LexicalIndex, query: str) -> QueryWords:
    return QueryWords(index, query_stems(query))


def test_a_product_is_found_by_what_else_it_is_called(index: Index) -> None:
    scores = _words(index(["Notebook", "Headset", "Mouse"]), "laptop").score()
    assert np.flatnonzero(scores).tolist() == [0]


def test_the_word_itself_counts_more(index: Index) -> None:
    scores = _words(index(["Notebook", "Laptop", "Notebook", "Notebook", "Mouse"]), "laptop").score()
    assert scores[1] > scores[0] > 0
    # Three products say notebook, one says laptop.
    assert scores[0] / scores[1] == pytest.approx(SYNONYM_WEIGHT * 3 / 4, rel=1e-5)


def test_where_the_catalog_prefers_the_word_its_synonym_counts_less(index: Index) -> None:
    prefers = _words(index(["Notebook", "Laptop", "Laptop", "Laptop", "Mouse", "Hub"]), "laptop").score()
    avoids = _words(index(["Notebook", "Notebook", "Notebook", "Laptop", "Mouse", "Hub"]), "laptop").score()
    assert prefers[0] / prefers[1] < avoids[0] / avoids[3]


def test_a_product_that_says_both_counts_once(index: Index) -> None:
    built = index(["Laptop Notebook", "Mouse", "Headset"])
    assert _words(built, "laptop").score().tolist() == built.score(["laptop"]).tolist()


def test_without_synonyms_in_the_catalog_nothing_changes(index: Index) -> None:
    built = index(["Laptop Bag", "Camera Bag", "Laptop"])
    words = _words(built, "laptop bag")
    assert words.score().tolist() == built.score(["laptop", "bag"]).tolist()
    assert words.highest_score == built.highest_score(["laptop", "bag"])


def test_a_name_of_several_words_is_met_by_all_of_them_only(index: Index) -> None:
    scores = _words(index(["USB Flash Drive", "USB Hub", "Flash Light", "Tape Drive"]), "thumb drive").score()
    assert scores[0] > scores[3] > 0
    assert scores[1] == scores[2] == 0


def test_a_word_the_catalog_spells_otherwise_does_not_outweigh_the_thing(index: Index) -> None:
    titles = ["Grey Chair", "Grey Stool", "Grey Lamp", "Grey Tent", "Tent", "Blue Chair", "Blue Lamp", "Blue Stool"]
    scores = _words(index(titles), "gray tent").score()
    assert scores.argmax() == 3
    assert scores[4] > scores[0] > 0


def test_the_highest_score_is_that_of_a_full_match(index: Index) -> None:
    built = index(["Red Couch", "Sofa", "Lamp", "Sofa", "Rug"])
    words = _words(built, "red couch")
    assert words.score().max() <= 1.2 * words.highest_score
    assert words.highest_score == pytest.approx(built.highest_score(["red", "couch"]))


def test_the_mask_holds_for_synonyms(index: Index) -> None:
    words = _words(index(["Notebook", "Notebook", "Mouse"]), "laptop")
    assert np.flatnonzero(words.score(np.array([False, True, True]))).tolist() == [1]


def test_an_empty_catalog_scores_nothing() -> None:
    assert QueryWords(LexicalIndex.from_documents([]), ("laptop",)).score().shape == (0,)
