"""A sentence is tidied before it is checked and sent: tricks of writing come undone, honest writing stays."""

import pytest

from assistant.grounding.answer_text import fold, tidy


@pytest.mark.parametrize(
    "text",
    [
        "The jacket – £89.00 – is “warm”.",
        "10 m² of fabric, ½ off-white",
        "Größe L, naïve café",
        "**Bold** and - dash",
        "日本語",
    ],
)
def test_honest_writing_stays_as_it_is(text: str) -> None:
    assert tidy(text).shown == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("£４９", "£49"),
        ("£\u200b4\u200d9", "£49"),
        ("&pound;49", "£49"),
        ("&amp;pound;49", "£49"),
        ("£4̶9̶", "£49"),
        ("£𝟒𝟗", "£49"),
        ("£٤٩", "£49"),
        ("£4**9**", "£49**"),
        ("a\x00b\x1bc", "abc"),
        ("\u202egnp", "gnp"),
    ],
)
def test_tricks_come_undone(text: str, shown: str) -> None:
    assert tidy(text).shown.replace("**", "") == shown.replace("**", "")


def test_look_alike_letters_are_read_as_what_they_look_like() -> None:
    assert fold("оnly lеft") == "only left"
    assert fold("только") == "только"


def test_links_are_taken_out_with_their_targets() -> None:
    answer = tidy("See [this](https://a.example/x_y) and https://b.example/z.")
    assert [(link.text, link.url) for link in answer.links] == [
        ("this", "https://a.example/x_y"),
        (None, "https://b.example/z"),
    ]
    assert "example" not in answer.plain


def test_an_edit_of_the_plain_text_lands_in_the_shown_text() -> None:
    answer = tidy("**Tee** is **£9** now")
    start = answer.plain.index("£9")
    assert answer.replace([(start, start + 2, "£24")]) == "**Tee** is **£24** now"
