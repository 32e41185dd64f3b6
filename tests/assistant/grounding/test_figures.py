"""Figures are read however they are written."""

from decimal import Decimal

import pytest

from assistant.grounding.answer_text import fold
from assistant.grounding.figures import has_spaced_digits, read_figures


def read(text: str) -> list[tuple[str, str]]:
    return [(f"{figure.value.normalize():f}", figure.kind) for figure in read_figures(fold(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£89", "89"),
        ("£1,299.50", "1299.5"),
        ("1.299,00 €", "1299"),
        ("€ 12,50", "12.5"),
        ("GBP 20", "20"),
        ("20 quid", "20"),
        ("50p", "0.5"),
        ("99 cents", "0.99"),
        ("£1.2k", "1200"),
        ("ninety-nine pounds", "99"),
        ("a hundred and five pounds", "105"),
        ("two thousand three hundred euros", "2300"),
        ("eighty nine fifty pounds", "89.5"),
        ("a tenner", "10"),
        ("£１２", "12"),
    ],
)
def test_money_in_many_writings(text: str, value: str) -> None:
    assert read(text) == [(value, "money")]


@pytest.mark.parametrize("text", ["30%", "30 %", "30 per cent", "thirty percent"])
def test_per_cent_in_many_writings(text: str) -> None:
    assert read(text) == [("30", "percent")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("420 g", "420"), ("four and a half", "4.5"), ("4½", "4.5"), ("four point nine", "4.9"), ("5 ft", "5")],
)
def test_plain_numbers(text: str, value: str) -> None:
    assert read(text) == [(value, "number")]


def test_both_ends_of_a_range_have_the_unit() -> None:
    assert read("£24-26") == [("24", "money"), ("26", "money")]
    assert read("24 to 26 pounds") == [("24", "money"), ("26", "money")]


def test_the_currency_is_told_by_sign_or_word() -> None:
    assert read_figures("$5")[0].currencies[0] == "USD"
    assert read_figures("5 euros")[0].currencies == ("EUR",)
    assert read_figures("5 GBP")[0].value == Decimal(5)


def test_digits_written_apart_are_noticed_and_lists_of_sizes_are_not() -> None:
    assert has_spaced_digits("4 9 . 9 9")
    assert not has_spaced_digits("sizes 7, 8, 9")
    assert not has_spaced_digits("4.2/5")
