import io
import os

import pytest

from cli.errors import InputRefused, UsageWrong
from cli.question import checked_question, read_question


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def test_a_question_is_taken_as_it_is_without_the_blanks_around_it():
    assert read_question("  warm jacket \n", io.StringIO()) == "warm jacket"


def test_a_dash_reads_standard_input():
    assert read_question("-", io.StringIO("warm\njacket\n")) == "warm\njacket"


def test_a_dash_at_a_terminal_is_a_usage_error():
    with pytest.raises(UsageWrong, match="terminal"):
        read_question("-", Keyboard("warm jacket"))


def test_a_pipe_is_read_to_its_end():
    reading, writing = os.pipe()
    os.write(writing, "wärm jacket".encode())
    os.close(writing)
    with os.fdopen(reading) as pipe:
        assert read_question("-", pipe) == "wärm jacket"


def test_a_pipe_that_stays_silent_is_given_up():
    reading, writing = os.pipe()
    with (
        os.fdopen(reading) as pipe,
        os.fdopen(writing, "w"),
        pytest.raises(UsageWrong, match=r"Nothing came .* 0\.05 s"),
    ):
        read_question("-", pipe, silence_seconds=0.05)


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_an_empty_question_is_a_usage_error(words):
    with pytest.raises(UsageWrong, match="empty"):
        checked_question(words)


def test_a_question_too_long_is_refused_with_its_length():
    with pytest.raises(InputRefused, match=r"100,000 characters; at most 4,000"):
        checked_question("x" * 100_000)


def test_a_lone_surrogate_and_a_null_character_do_no_harm():
    assert checked_question("boots\udcff\x00 please") == "boots?  please"
