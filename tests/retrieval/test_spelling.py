from collections.abc import Callable

import pytest

from catalog.product import Product
from retrieval.document import document_of
from retrieval.lexical import LexicalIndex
from retrieval.spelling import SpellingCorrector

MakeProduct = Callable[..., Product]


@pytest.fixture(scope="module")
def spelling(shop: list[Product]) -> SpellingCorrector:
    lexical = LexicalIndex.from_documents([document_of(product) for product in shop])
    return SpellingCorrector(lexical, is_plain_word={"warn", "cage"}.__contains__)


@pytest.mark.parametrize(
    ("query", "read_as"),
    [
        ("waterprof hikng bots", "waterproof hiking boots"),
        ("headfones", "headphones"),
        ("jakcet", "jacket"),
        ("hikingboots", "hiking boots"),
        ("Fjelmark tennt", "fjellmark tent"),
    ],
)
def test_a_misspelt_word_is_read_as_the_catalogs(spelling: SpellingCorrector, query: str, read_as: str) -> None:
    assert spelling.read(query).text == read_as


@pytest.mark.parametrize(
    "query",
    ["boots", "boot", "warn cage", "dv7-1211ea", "0.33", "xyz", "FJ448", "zzzzqqqq", "Ботинки", ""],
)
def test_what_may_be_right_is_left_alone(spelling: SpellingCorrector, query: str) -> None:
    reading = spelling.read(query)
    assert (reading.text, reading.corrections) == (query, {})


def test_corrections_name_the_word_and_its_reading(spelling: SpellingCorrector) -> None:
    assert spelling.read("a waterprof tent").corrections == {"waterprof": "waterproof"}


def test_two_words_that_the_catalog_writes_as_one_are_joined(spelling: SpellingCorrector) -> None:
    assert spelling.read("wireless head phones").text == "wireless headphones"


def test_of_equal_slips_the_word_that_fits_the_rest_is_read(make_product: MakeProduct) -> None:
    titles = ["Hiking Boots", "Steel Bolts", "Steel Bolts", "Steel Bolts"]
    documents = [document_of(make_product(str(row), title)) for row, title in enumerate(titles)]
    spelling = SpellingCorrector(LexicalIndex.from_documents(documents))
    assert spelling.read("hiking bots").text == "hiking boots"
    assert spelling.read("steel bots").text == "steel bolts"
