"""The questions are many, and data sets that are not there are skipped with a reason."""

from pathlib import Path

import pytest

from benchmarks.errors import Skipped
from benchmarks.shops import ELECTRONICS, OUTFITTERS, QUESTIONS, read_questions
from benchmarks.workplace import Workplace


def test_there_are_hundreds_of_different_questions() -> None:
    questions = read_questions(QUESTIONS / "electronics.txt")
    assert len(questions) == len(set(questions)) >= 300


def test_the_sample_shop_needs_no_data(tmp_path: Path) -> None:
    assert len(OUTFITTERS.questions(Workplace(tmp_path))) >= 50


def test_a_missing_data_folder_says_where_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(Skipped, match="SHOPKEEPER_DATA or with --data"):
        ELECTRONICS.feed(Workplace(tmp_path))


def test_a_missing_data_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(Skipped, match=r"icecat_chorus/products\.jsonl\.gz"):
        ELECTRONICS.feed(Workplace(tmp_path, data=tmp_path))


def test_rated_queries_join_our_own_once_each(tmp_path: Path) -> None:
    folder = tmp_path / "icecat_chorus"
    folder.mkdir()
    rows = "query,docid,rating\nzither,1,3\nzither,2,0\nblu-ray burner external,3,1\n"
    (folder / "ratings_dev.csv").write_text(rows, encoding="utf-8")
    questions = ELECTRONICS.questions(Workplace(tmp_path, data=tmp_path))
    assert questions.count("zither") == 1
    assert questions.count("blu-ray burner external") == 1
