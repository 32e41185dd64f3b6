"""Words for an order and the figures that answer them."""

import pytest

from assistant.superlatives import superlative_in, superlative_named, superlative_of_sort


@pytest.mark.parametrize(
    ("word", "same"),
    [("largest", "biggest"), ("dearest", "most expensive"), ("best", "highest rated"), ("roomiest", "biggest")],
)
def test_words_that_mean_the_same_ask_for_the_same_figure(word: str, same: str) -> None:
    assert superlative_named(word) == superlative_named(same)


def test_a_word_that_no_figure_answers_is_kept_as_it_is() -> None:
    assert not superlative_named("softest").is_known
    assert superlative_named("softest").word == "softest"


def test_the_longer_name_is_read() -> None:
    found = superlative_in("which is the most expensive of these?")
    assert found is not None and found.word == "most expensive"
    assert superlative_in("which is the nicest?") is None


def test_the_orders_of_a_need_are_superlatives() -> None:
    assert [superlative_of_sort(sort).word for sort in ("price_asc", "price_desc", "rating_desc")] == [
        "cheapest", "most expensive", "highest rated",
    ]  # fmt: skip
