import numpy as np

from retrieval.postings import RowPostings, name_hash


def _postings(*pairs: tuple[tuple[str, ...], int]) -> RowPostings:
    names = np.array([name_hash(*name) for name, _ in pairs], dtype=np.uint64)
    built = RowPostings.from_pairs(names, np.array([row for _, row in pairs], dtype=np.int32))
    return RowPostings.from_arrays(built.to_arrays("x"), "x")


def test_rows_are_found_by_name_ascending_and_once() -> None:
    postings = _postings((("a", "b"), 3), (("a", "b"), 1), (("a", "b"), 3), (("ab",), 2))
    assert postings.find("a", "b").tolist() == [1, 3]
    assert postings.find("ab").tolist() == [2]


def test_an_unknown_name_has_no_rows() -> None:
    assert _postings((("a",), 1)).find("b").tolist() == []
    assert _postings().find("b").tolist() == []
