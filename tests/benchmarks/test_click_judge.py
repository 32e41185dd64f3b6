"""What a run is worth, on rows few enough to be done by hand."""

import math

import pytest

from benchmarks.click_judge import judge

TWENTY = [str(number) for number in range(20)]


def test_recall_mrr_and_ndcg_of_a_first_a_fourth_and_a_missed_place() -> None:
    figures = judge({"a": TWENTY, "b": TWENTY, "c": TWENTY}, {"a": "0", "b": "3", "c": "none"})
    assert figures["Recall@20"].mean == pytest.approx(200 / 3)
    assert figures["MRR@20"].mean == pytest.approx(100 * (1 + 1 / 4) / 3)
    assert figures["NDCG@20"].mean == pytest.approx(100 * (1 + 1 / math.log2(5)) / 3)


def test_what_stands_below_the_twentieth_place_is_missed() -> None:
    assert judge({"a": [*TWENTY, "late"]}, {"a": "late"})["Recall@20"].mean == 0


def test_a_row_without_a_list_is_missed_and_counted() -> None:
    assert judge({"a": TWENTY}, {"a": "0", "b": "0"})["Recall@20"].mean == 50


def test_the_interval_holds_the_mean_and_is_narrow_for_many_rows() -> None:
    labels = {str(row): "0" if row % 2 else "none" for row in range(4_000)}
    recall = judge(dict.fromkeys(labels, TWENTY), labels)["Recall@20"]
    assert recall.low < recall.mean == 50 < recall.high
    assert recall.high - recall.low < 4
