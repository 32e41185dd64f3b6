import pytest

from cli.prose import Prose


def print_pieces(*pieces, columns=40, has_styles=False):
    written = []
    prose = Prose(written.append, columns, has_styles)
    for piece in pieces:
        prose.feed(piece)
    prose.finish()
    return "".join(written)


def test_words_are_wrapped_at_the_column_and_never_cut():
    text = print_pieces("one two three four five six seven", columns=12)
    assert text == "one two\nthree four\nfive six\nseven\n"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_the_same_is_printed_however_the_text_is_cut(size):
    text = "Take the **Trail Tee** ([see it](https://s.example/1)), it is warm.\n\n- light\n- [dry] fast\n"
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    expected = "Take the Trail Tee (see it), it is warm.\n\n- light\n- [dry] fast\n"
    assert print_pieces(*pieces, columns=80) == expected


def test_bold_is_bold_on_a_terminal():
    assert print_pieces("a **b c** d", has_styles=True) == "a \x1b[1mb c\x1b[22m d\n"


def test_bold_that_is_never_closed_ends_with_the_answer():
    assert print_pieces("a **b", has_styles=True) == "a \x1b[1mb\x1b[22m\n"


def test_an_escape_sequence_of_the_model_does_not_reach_the_terminal():
    assert "\x1b" not in print_pieces("a\x1b[2Jb")


def test_a_bracket_that_opens_no_link_does_not_hold_the_text_back():
    written = []
    prose = Prose(written.append, 1000, has_styles=False)
    prose.feed("see [this " + "word " * 100)
    assert "word" in "".join(written)
