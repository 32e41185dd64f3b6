import pytest

from retrieval.stemming import stem, stems_of, words_of


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("boots", "boot"), ("batteries", "battery"), ("hoodies", "hoodie"), ("watches", "watch"), ("boxes", "box"),
     ("sizes", "size"), ("glasses", "glass"), ("headphones", "headphone")],
)  # fmt: skip
def test_singular_and_plural_have_one_stem(plural: str, singular: str) -> None:
    assert stem(plural) == stem(singular)


@pytest.mark.parametrize("word", ["tennis", "bus", "glass", "gas", "ps4", "usb", "tie"])
def test_a_word_that_only_looks_like_a_plural_is_unchanged(word: str) -> None:
    assert stem(word) == word


def test_accents_and_case_do_not_count() -> None:
    assert words_of("Crème Brûlée, USB-C") == ["creme", "brulee", "usb", "c"]


def test_model_codes_and_figures_are_words() -> None:
    assert stems_of("dv7-1211ea 43.2 cm") == ["dv7", "1211ea", "43", "2", "cm"]


def test_other_scripts_have_words_too() -> None:
    assert words_of("Ботинки 靴") == ["ботинки", "靴"]
