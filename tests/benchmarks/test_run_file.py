"""A run file says the same to whoever judges it from outside."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.errors import BenchmarkFailed
from benchmarks.run_file import RunRow, best_products, read_run, write_run
from recommenders.id_index import IdIndex
from recommenders.scores import NO_OPINION

PRODUCTS = IdIndex(["a", "b", "c", "d"])


def test_a_line_is_key_product_rank_and_score(tmp_path: Path) -> None:
    write_run(tmp_path / "run.tsv", [RunRow("7", "b", 1, 0.5), RunRow("7", "a", 2, 0.25)])
    assert (tmp_path / "run.tsv").read_text(encoding="utf-8") == "7\tb\t1\t0.5\n7\ta\t2\t0.25\n"


def test_products_come_best_first_and_equal_ones_by_id() -> None:
    rows = list(best_products("k", np.array([1, 3, 1, NO_OPINION], dtype=np.float32), PRODUCTS, 3))
    assert [(row.product, row.rank) for row in rows] == [("b", 1), ("a", 2), ("c", 3)]


def test_what_was_written_is_read_in_order(tmp_path: Path) -> None:
    rows = [RunRow("1", "b", 1, 2.0), RunRow("1", "a", 2, 1.0), RunRow("0", "c", 1, 1.0)]
    write_run(tmp_path / "deep" / "run.tsv", rows)
    assert read_run(tmp_path / "deep" / "run.tsv") == {"1": ["b", "a"], "0": ["c"]}


def test_a_run_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    write_run(tmp_path / "run.tsv", [RunRow("1", "a", 1, 1.0)])
    broken = (RunRow("1", PRODUCTS[row], row + 1, 1 / (2 - row)) for row in range(4))
    with pytest.raises(ZeroDivisionError):
        write_run(tmp_path / "run.tsv", broken)
    assert read_run(tmp_path / "run.tsv") == {"1": ["a"]}


@pytest.mark.parametrize("line", ["1\ta\t1", "1\ta\t2\t0.5", "1\ta\tfirst\t0.5"])
def test_a_line_out_of_form_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "run.tsv").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BenchmarkFailed, match="line 1"):
        read_run(tmp_path / "run.tsv")
