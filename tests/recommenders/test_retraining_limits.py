import pytest

from recommenders.retraining_limits import RetrainingLimits
from recommenders.retraining_times import check_times


def test_what_is_not_named_keeps_its_default() -> None:
    assert RetrainingLimits.parse("days=3, psi=0") == RetrainingLimits(days=3, psi=0)


def test_limits_are_written_as_they_are_read() -> None:
    limits = RetrainingLimits(days=1.5, ctr=0.05)
    assert RetrainingLimits.parse(str(limits)) == limits


@pytest.mark.parametrize("text", ["", "soon", "weeks=1", "days=-1", "days=", "days=7 and more"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write it like days=7"):
        RetrainingLimits.parse(text)


def test_times_are_five_fields() -> None:
    assert check_times(" 30  3 * * mon-fri ") == "30 3 * * mon-fri"
    assert check_times("*/15 * * * */2") == "*/15 * * * */2"


@pytest.mark.parametrize(("text", "words"), [("daily", "five fields"), ("0 3 * * 1", "by name"), ("0 3 * * ;", "five")])
def test_other_times_are_refused_with_an_example(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_times(text)
