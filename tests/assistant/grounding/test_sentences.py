"""A stream is cut where sentences end, and nowhere else."""

import pytest

from assistant.grounding.sentences import MAX_CHARACTERS, SentenceSplitter


def split(text: str, size: int = 4) -> list[str]:
    splitter = SentenceSplitter(["Dr."])
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return [sentence.strip() for piece in pieces for sentence in splitter.feed(piece)] + splitter.finish()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It is £49.99 now. Good.", ["It is £49.99 now.", "Good."]),
        ("Approx. 400 g, e.g. light.", ["Approx. 400 g, e.g. light."]),
        ("1. First\n2. Second", ["1. First", "2. Second"]),
        ("The Dr. Martens boot. Nice.", ["The Dr. Martens boot.", "Nice."]),
        ("It costs 4 9 . 9 9 now. Ok.", ["It costs 4 9 . 9 9 now.", "Ok."]),
        ("**Bold.** Next.", ["**Bold.**", "Next."]),
        ("一。二。", ["一。", "二。"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentences: list[str]) -> None:
    assert [s for s in split(text) if s] == sentences


def test_nothing_is_lost_or_added() -> None:
    text = "One. Two\n\n- three! 4. Five?  Six"
    splitter = SentenceSplitter()
    assert "".join([*splitter.feed(text), *splitter.finish()]) == text


def test_an_endless_sentence_is_cut_all_the_same() -> None:
    assert SentenceSplitter().feed("word " * MAX_CHARACTERS) != []
