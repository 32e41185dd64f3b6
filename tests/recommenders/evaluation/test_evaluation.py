"""Every model on the same cases, in full ranking, popularity always there, differences told from luck."""

import json
from types import ModuleType

import numpy as np
import pytest

from recommenders.evaluation.errors import EvaluationRefused
from recommenders.evaluation.evaluation import Evaluation, EvaluationSettings
from recommenders.evaluation.segment import segments_of
from recommenders.id_index import IdIndex

SETTINGS = EvaluationSettings(cutoffs=(1, 2), headline="recall@2", n_draws=200)


def evaluate(trials: ModuleType, relevant: list[list[int]], lists: dict[str, list[str]], **more: object) -> Evaluation:
    trial = trials.trial_of(relevant, **more)
    return Evaluation(trial, {"mine": trials.ScriptedModel(trial.products, lists)}, SETTINGS)


def test_popularity_is_measured_even_if_nobody_asked(trials: ModuleType) -> None:
    report = evaluate(trials, [[0], [5]], {"s0": ["p0"], "s1": ["p5"]}).report()
    assert [model.name for model in report.models] == ["mine", "popularity"]
    assert report.model("popularity").metrics["recall@2"].value == 0.5  # p0 and p1 are the most popular
    assert report.model("mine").metrics["recall@2"].value == 1.0


def test_a_given_popularity_replaces_the_counted_one(trials: ModuleType) -> None:
    trial = trials.trial_of([[0]])
    worst = trials.ScriptedModel(trial.products, {"s0": ["p5"]})
    report = Evaluation(trial, {"popularity": worst}, SETTINGS).report()
    assert report.model("popularity").metrics["recall@2"].value == 0


def test_the_strongest_simple_baseline_is_named(trials: ModuleType) -> None:
    trial = trials.trial_of([[3], [4]])
    right = trials.ScriptedModel(trial.products, {"s0": ["p3"], "s1": ["p4"]})
    half = trials.ScriptedModel(trial.products, {"s0": ["p3"]})
    report = Evaluation(trial, {"als": right, "item_neighbours": half}, SETTINGS).report()
    assert report.strongest_simple == "item_neighbours"
    assert [one.against for one in report.model("als").comparisons] == ["popularity", "item_neighbours"]
    assert [one.against for one in report.model("item_neighbours").comparisons] == ["popularity"]


def test_a_gain_within_luck_is_a_tie(trials: ModuleType) -> None:
    relevant = [[5] if case % 2 else [0] for case in range(40)]
    lists = {f"s{case}": ["p5"] for case in range(40)} | {"s0": ["p0"]}
    comparison = evaluate(trials, relevant, lists).report().model("mine").comparisons[0]
    assert comparison.difference.value == pytest.approx(1 / 40)
    assert comparison.verdict == "tie"


def test_a_gain_beyond_luck_is_better_and_a_loss_worse(trials: ModuleType) -> None:
    lists = {f"s{case}": ["p5"] for case in range(40)}
    better = evaluate(trials, [[5]] * 40, lists).report().model("mine").comparisons[0]
    worse = evaluate(trials, [[0]] * 40, lists).report().model("mine").comparisons[0]
    assert (better.verdict, worse.verdict) == ("better", "worse")


def test_a_paired_difference_can_be_asked_for_some_cases(trials: ModuleType) -> None:
    evaluation = evaluate(trials, [[5], [0]], {"s0": ["p5"], "s1": ["p5"]})
    first = evaluation.difference("mine", "popularity", cases=np.array([True, False]))
    assert (first.value, first.n_cases) == (1.0, 1)
    assert evaluation.difference("mine", "popularity").value == 0


def test_a_model_with_other_products_is_asked_in_its_own_rows(trials: ModuleType) -> None:
    trial = trials.trial_of([[4]], histories=[trials.history_of("s0", 1, 4)])
    model = trials.ScriptedModel(IdIndex(["a-new-one", "p4", "p5"]), {"s0": ["a-new-one", "p5", "p4"]})
    report = Evaluation(trial, {"mine": model}, SETTINGS).report()
    assert model.asked[0].products.tolist() == [-1, 1]
    assert report.model("mine").metrics["recall@2"].value == 1
    assert report.model("mine").metrics["recall@1"].value == 0


def test_what_is_excluded_or_not_eligible_leaves_its_place_to_the_next(trials: ModuleType) -> None:
    eligible = np.array([False, True, True, True, True, True])
    lists = {"s0": ["p0", "p1", "p2"], "s1": ["p0", "p1", "p2"]}
    excluded = [trials.rows(1), trials.rows()]
    report = evaluate(trials, [[2], [1]], lists, eligible=eligible, excluded=excluded).report()
    assert report.model("mine").metrics["recall@1"].value == 1.0


def test_equal_scores_go_by_the_smaller_id(trials: ModuleType) -> None:
    trial = trials.trial_of([[0], [1]], counts=np.ones(6))
    assert Evaluation(trial, {}, SETTINGS).values("popularity", "recall@1").tolist() == [1, 0]


def test_a_loss_for_the_few_is_told_beside_the_gain_for_the_many(trials: ModuleType) -> None:
    histories = [trials.history_of("s0"), *(trials.history_of(f"s{case}", 1, 1, 2) for case in (1, 2, 3))]
    lists = {f"s{case}": ["p5"] for case in (1, 2, 3)} | {"s0": ["p5"]}
    segments = segments_of(histories)
    report = evaluate(trials, [[0], [5], [5], [5]], lists, histories=histories, segments=segments).report()
    found = report.model("mine").segments
    assert {label: one["recall@2"].value for label, one in found["events"].items()} == {"0": 0.0, "3–5": 1.0}
    assert list(found["shoppers"]) == ["new (0–2)", "warm (3–20)"]
    assert report.model("mine").metrics["recall@2"].value == 0.75


def test_recall_of_new_products_is_told_apart(trials: ModuleType) -> None:
    is_new = np.array([False, False, False, False, True, True])
    groups = {"new": is_new, "old": ~is_new}
    report = evaluate(trials, [[5, 0], [1]], {"s0": ["p0"], "s1": ["p1"]}, product_groups=groups).report()
    found = report.model("mine").product_groups
    assert (found["new"].value, found["new"].n_cases) == (0.0, 1)
    assert (found["old"].value, found["old"].n_cases) == (1.0, 2)


def test_the_report_is_plain_json(trials: ModuleType) -> None:
    record = evaluate(trials, [[0], [5]], {"s0": ["p0"]}).report().to_json()
    again = json.loads(json.dumps(record, allow_nan=False))
    assert again["models"][0]["comparisons"][0]["verdict"] in ("better", "tie", "worse")
    assert again["seed"] == 0


def test_a_headline_that_is_not_measured_is_refused() -> None:
    with pytest.raises(EvaluationRefused, match="recall@7"):
        EvaluationSettings(cutoffs=(10,), headline="recall@7")


def test_a_trial_without_cases_or_answers_is_refused(trials: ModuleType) -> None:
    with pytest.raises(EvaluationRefused, match="nothing to measure"):
        trials.trial_of([])
    with pytest.raises(EvaluationRefused, match="case 1 has no relevant product"):
        trials.trial_of([[0], []])


def test_columns_of_another_length_are_refused(trials: ModuleType) -> None:
    with pytest.raises(EvaluationRefused, match="shopper has 3 entries"):
        trials.trial_of([[0], [1]], shopper=np.arange(3))
