"""Products are also spoken of by what they are; other words of a record are no names."""

from types import ModuleType

import pytest

from assistant.grounding.descriptions import DescriptionFinder, head_of
from assistant.grounding.mentions import MentionFinder
from assistant.grounding.own_words import without_own_words
from assistant.grounding.quotations import quotations
from assistant.grounding.verifier import Facts


@pytest.fixture
def facts(small_shop: ModuleType) -> Facts:
    return Facts.gather(small_shop.PRODUCTS)


def described(facts: Facts, text: str, spoken: tuple[str, ...] = ()) -> list[tuple[str, set[str]]]:
    named = MentionFinder(facts).find(text)
    found = DescriptionFinder(facts).find(text, named, spoken)
    return [(text[m.start : m.end], set(m.ids)) for m in found]


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Hob & Hearth Enamel Kettle 1.5 L", "kettle"),
        ("Tarn 20 Litre Drysack", "drysack"),
        ("Cast Iron Skillet, 26 cm", "skillet"),
        ("Poncho", ""),
    ],
)
def test_a_title_tells_what_the_product_is(title: str, head: str) -> None:
    assert head_of(title) == head


def test_the_kettle_is_the_only_kettle(facts: Facts) -> None:
    assert described(facts, "The kettle whistles.") == [("kettle", {"kettle"})]
    assert described(facts, "A kettle whistles when it boils; any kettle does.") == []


def test_a_jacket_is_meant_only_where_one_was_spoken_of(facts: Facts) -> None:
    assert described(facts, "The jacket is warm.") == []
    assert described(facts, "The jacket is warm.", ("coldgate",)) == [("jacket", {"coldgate"})]
    assert described(facts, "The other jacket is warm.", ("coldgate",)) == []


def test_two_joined_descriptions_need_no_article(facts: Facts) -> None:
    assert described(facts, "Kettle and drysack cost less.") == [("Kettle", {"kettle"}), ("drysack", {"drysack"})]


def test_a_quality_that_is_another_products_word_names_nothing(small_shop: ModuleType) -> None:
    poncho = small_shop.make_product("poncho", "Steel Poncho", "Fjellmark", 1900)
    facts = Facts.gather([*small_shop.PRODUCTS, poncho])
    text = "The Hob & Hearth Enamel Kettle 1.5 L is made of Steel."
    mentions = without_own_words(MentionFinder(facts).find(text), text, facts, ())
    assert [m.ids for m in mentions] == [frozenset({"kettle"})]


def test_a_mark_behind_a_digit_is_an_inch() -> None:
    text = 'A 13.3" sleeve; the record does not mention "macbook".'
    assert [text[a:b] for a, b in quotations(text, text, lambda a, b: False)] == ["macbook"]
    assert quotations('Only 13.3" wide.', 'Only 13.3" wide.', lambda a, b: False) == []
