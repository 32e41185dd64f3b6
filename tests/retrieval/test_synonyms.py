from collections.abc import Callable

import pytest

from catalog.product import Product
from retrieval.document import document_of
from retrieval.lexical import LexicalIndex
from retrieval.query_words import query_stems
from retrieval.spelling import SpellingCorrector
from retrieval.synonyms import SYNONYMS, phrases_of

MakeProduct = Callable[..., Product]


def _meant_by(text: str) -> set[str]:
    return {" ".join(phrase) for phrase in SYNONYMS.get(query_stems(text), ())}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("laptop", "notebook"),
        ("Notebooks", "laptop"),
        ("television", "tv"),
        ("couch", "sofa"),
        ("Nappies", "diaper"),
        ("pyjamas", "pajama"),
        ("chest of drawers", "dresser"),
        ("memory stick", "usb flash drive"),
        ("t-shirt", "tshirt"),
    ],
)
def test_one_thing_goes_by_several_names(asked: str, meant: str) -> None:
    assert meant in _meant_by(asked)


@pytest.mark.parametrize(("asked", "meant"), [("purse", "handbag"), ("phone", "smartphone"), ("soccer", "football")])
def test_some_names_lead_one_way(asked: str, meant: str) -> None:
    assert meant in _meant_by(asked)
    assert asked not in _meant_by(meant)


def test_no_name_is_empty_or_stands_for_itself() -> None:
    assert all(phrase and others and phrase not in others and all(others) for phrase, others in SYNONYMS.items())


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("red usb flash drive", [("red",), ("usb", "flash", "drive")]),
        ("jumper cables", [("jumper", "cable")]),
        ("usb flash", [("usb",), ("flash",)]),
        ("", []),
    ],
)
def test_a_query_is_cut_into_the_longest_names(query: str, phrases: list[tuple[str, ...]]) -> None:
    assert phrases_of(query_stems(query)) == phrases


def test_a_name_the_catalog_does_not_use_is_no_slip(make_product: MakeProduct) -> None:
    documents = [document_of(make_product(str(row), title)) for row, title in enumerate(["Sofa", "Coach", "Pouch"])]
    spelling = SpellingCorrector(LexicalIndex.from_documents(documents))
    assert spelling.read("couch").corrections == {}
    assert spelling.read("coahc").corrections == {"coahc": "coach"}
