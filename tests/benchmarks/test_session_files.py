"""Sessions are read from both forms of files, and a test's labels apart from its prefixes."""

import gzip
from pathlib import Path

import pytest

from benchmarks.errors import BenchmarkFailed
from benchmarks.session_files import read_labels, read_prefixes, read_sessions

CLICKS = "SessionId\tItemId\tTime\n1\tb\t20.5\n2\tx\t11\n1\ta\t10\n2\ty\t12\n1\tb\t21\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_a_session(tmp_path: Path) -> None:
    sessions = read_sessions(written(tmp_path / "train.txt", "a b a\n\nc d\n"))
    assert sessions.clicks == [["a", "b", "a"], ["c", "d"]]
    assert sessions.ended == [0, 1]


def test_clicks_are_put_in_order_of_time_and_sessions_as_they_ended(tmp_path: Path) -> None:
    sessions = read_sessions(written(tmp_path / "clicks.csv", CLICKS.replace("\t", ",")))
    assert sessions.clicks == [["x", "y"], ["a", "b", "b"]]
    assert sessions.ended == [12, 21]


def test_a_gzipped_file_is_read_alike(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "clicks.txt.gz", "wt", encoding="utf-8") as file:
        file.write(CLICKS)
    assert read_sessions(tmp_path / "clicks.txt.gz") == read_sessions(written(tmp_path / "clicks.txt", CLICKS))


def test_every_click_but_the_first_is_a_row_of_a_test(tmp_path: Path) -> None:
    path = written(tmp_path / "clicks.txt", CLICKS)
    assert read_prefixes(path) == [["x"], ["a"], ["a", "b"]]
    assert read_labels(path) == ["y", "b", "b"]


def test_prefix_and_label_stand_on_two_sides_of_a_tab(tmp_path: Path) -> None:
    path = written(tmp_path / "test.txt", "a b\tc\nd\te\n")
    assert read_prefixes(path) == [["a", "b"], ["d"]]
    assert read_labels(path) == ["c", "e"]


def test_a_file_without_a_session_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFailed, match="no session; expected product ids"):
        read_sessions(written(tmp_path / "empty.txt", "\n"))
    with pytest.raises(BenchmarkFailed, match="no row; expected `prefix<TAB>next`"):
        read_prefixes(written(tmp_path / "empty.tsv", ""))


def test_a_row_without_a_label_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFailed, match="row 1"):
        read_labels(written(tmp_path / "test.txt", "a\tb\na b c\n"))


def test_a_broken_click_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFailed, match="line 3"):
        read_sessions(written(tmp_path / "clicks.txt", "SessionId\tItemId\tTime\n1\ta\t5\n1\tb\tnoon\n"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFailed, match="nowhere"):
        read_sessions(tmp_path / "nowhere.txt")
