"""Ids and rows."""

from hypothesis import given
from hypothesis import strategies as st

from recommenders.id_index import IdIndex


def test_ids_are_ascending_and_distinct_whatever_their_order() -> None:
    assert IdIndex(["b", "a", "b"]) == IdIndex(["a", "b"])
    assert IdIndex(["b", "a", "b"]).ids == ("a", "b")
    assert hash(IdIndex(["b", "a"])) == hash(IdIndex(["a", "b"]))


def test_an_unknown_id_has_the_row_minus_one() -> None:
    index = IdIndex(["a", "c"])
    assert index.rows(["c", "b", "a"]).tolist() == [1, -1, 0]
    assert index.rows([]).tolist() == []


def test_the_rows_of_another_index_are_found_here() -> None:
    assert IdIndex(["a", "c", "d"]).rows_of(IdIndex(["b", "c", "d"])).tolist() == [-1, 1, 2]


def test_a_row_leads_back_to_its_id() -> None:
    index = IdIndex(["a", "c"])
    assert [index[row] for row in index.rows(["c", "a"])] == ["c", "a"]
    assert len(index) == 2


def test_an_index_is_equal_to_nothing_but_an_index() -> None:
    assert IdIndex(["a"]) != ("a",)


@given(st.sets(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1)))
def test_ids_of_any_script_survive_an_artifact(ids: set[str]) -> None:
    index = IdIndex(ids)
    assert IdIndex.from_array(index.to_array()) == index
