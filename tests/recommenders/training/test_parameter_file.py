from pathlib import Path

import pytest

from recommenders.errors import TrainingRefused
from recommenders.training.parameter_file import parameter_file, read_parameters, write_parameters
from tests.recommenders.tiny_models import TINY, TinyParameters


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return parameter_file(tmp_path, "tiny")


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert read_parameters(TINY, file) == TinyParameters()


def test_what_is_written_is_read(file: Path) -> None:
    write_parameters(file, {"skill": 0.25, "fails": 'with "quotes" and \\', "spoils": True}, "two\nlines")
    assert read_parameters(TINY, file) == TinyParameters(skill=0.25, fails='with "quotes" and \\', spoils=True)
    assert file.read_text().startswith("# two\n# lines\n")


def test_none_is_a_word_in_the_file(file: Path) -> None:
    write_parameters(file, {"skill": None, "fails": "none"}, "")
    read = read_parameters(TINY, file)
    assert (read.skill, read.fails) == (None, "none")


def test_a_seed_that_is_given_wins(file: Path) -> None:
    write_parameters(file, {"seed": 3}, "")
    assert read_parameters(TINY, file).seed == 3
    assert read_parameters(TINY, file, seed=4).seed == 4


def test_a_whole_number_does_for_a_fraction(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("skill = 2\n")
    assert read_parameters(TINY, file).skill == 2.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("skill = 'high'", "skill must be of type float, not 'high'"),
        ("seed = true", "seed must be of type int, not True"),
        ("skil = 1.0", "tiny has no parameter 'skil'"),
        ("skill =", "cannot be read"),
    ],
)
def test_what_does_not_fit_is_told_with_the_file(file: Path, text: str, message: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(TrainingRefused, match=message) as refused:
        read_parameters(TINY, file)
    assert str(file) in str(refused.value)
