"""The benchmark of last products: everything before is known, the last one is not."""

from pathlib import Path

import pytest

from benchmarks.errors import BenchmarkFailed
from benchmarks.next_item import run_task
from benchmarks.run_file import read_run
from benchmarks.sequence_file import Sequences, read_sequences

#: Shoppers who go round a circle of six products, four steps each.
CIRCLE = Sequences(
    [f"s{start}" for start in range(6)], [[f"p{(start + step) % 6}" for step in range(4)] for start in range(6)]
)


def test_the_last_product_does_not_change_what_is_foretold(tmp_path: Path) -> None:
    scrambled = Sequences(CIRCLE.shoppers, [[*one[:-1], "p0"] for one in CIRCLE.products])
    run_task(CIRCLE, "session_neighbours", tmp_path / "one.tsv")
    run_task(scrambled, "session_neighbours", tmp_path / "other.tsv")
    assert (tmp_path / "one.tsv").read_bytes() == (tmp_path / "other.tsv").read_bytes()


def test_what_a_shopper_has_had_is_left_out_and_all_else_is_ranked(tmp_path: Path) -> None:
    outcome = run_task(CIRCLE, "session_neighbours", tmp_path / "run.tsv")
    run = read_run(tmp_path / "run.tsv")
    assert outcome.n_asked == len(run) == 6
    for shopper, had in zip(CIRCLE.shoppers, CIRCLE.without_last().products, strict=True):
        assert sorted([*run[shopper], *had]) == [f"p{n}" for n in range(6)]


def test_the_input_of_the_test_has_the_product_of_the_validation(tmp_path: Path) -> None:
    run_task(CIRCLE, "session_neighbours", tmp_path / "run.tsv")
    assert "p2" not in read_run(tmp_path / "run.tsv")["s0"]


def test_a_line_is_a_shopper_and_products_in_order(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text("s1 a b c\ns2\tb\tc\ta\td\n\ns3 a b\n", encoding="utf-8")
    sequences = read_sequences(tmp_path / "all.txt")
    assert sequences.shoppers == ["s1", "s2"]
    assert sequences.last() == {"s1": "c", "s2": "d"}
    assert sequences.without_last(2).products == [["a"], ["b", "c"]]


@pytest.mark.parametrize(
    ("text", "said"), [("", "no shopper"), ("s1 a b\n", "no shopper"), ("s a b c\ns d e f\n", "'s'")]
)
def test_a_file_that_cannot_be_judged_by_says_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "all.txt").write_text(text, encoding="utf-8")
    with pytest.raises(BenchmarkFailed, match=said):
        read_sequences(tmp_path / "all.txt")
