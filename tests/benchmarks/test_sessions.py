"""The benchmark of next clicks: what it writes depends on what was known before each click, and on nothing else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.click_log import log_of, visit_of
from benchmarks.errors import BenchmarkFailed
from benchmarks.run_file import read_run
from benchmarks.session_blend import SessionBlend, learned_weights, share_of
from benchmarks.sessions import Task, run_task
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION
from recommenders.session_neighbours.model import SessionNeighbours
from recommenders.session_neighbours.parameters import SessionNeighboursParameters
from recommenders.session_neighbours.train import train

#: Two circles of products, gone round from every start.
CIRCLES = [[f"{circle}{(start + step) % 5}" for step in range(3)] for circle in "ab" for start in range(5)] * 3


@pytest.fixture
def task(tmp_path: Path) -> Task:
    (tmp_path / "train.txt").write_text("".join(" ".join(one) + "\n" for one in CIRCLES), encoding="utf-8")
    (tmp_path / "test.txt").write_text("a0 a1\ta2\nb3\tb4\nnever\ta0\n", encoding="utf-8")
    return Task(tmp_path / "train.txt", tmp_path / "test.txt", "session_neighbours", tmp_path / "run.tsv")


def neighbours(clicks: list[list[str]]) -> SessionNeighbours:
    log = log_of(clicks, list(range(len(clicks))))
    return SessionNeighbours.from_artifact(train(log, SessionNeighboursParameters(), TrainingWatch()))


def test_the_label_does_not_change_what_is_foretold(task: Task) -> None:
    run_task(task)
    scrambled = task.test.with_name("scrambled.txt")
    scrambled.write_text("a0 a1\tb0\nb3\tnever\nnever\tb4\n", encoding="utf-8")
    run_task(replace(task, test=scrambled, run=task.run.with_name("scrambled.tsv")))
    assert task.run.read_bytes() == task.run.with_name("scrambled.tsv").read_bytes()


def test_the_run_is_written_even_where_the_labels_cannot_be_read(task: Task) -> None:
    task.test.write_text("a0 a1\nb3\n", encoding="utf-8")
    with pytest.raises(BenchmarkFailed, match="no label"):
        run_task(task)
    assert len(read_run(task.run)) == 2


def test_later_clicks_of_a_test_session_are_not_known_when_an_earlier_one_is_foretold(task: Task) -> None:
    rows = {}
    for name, clicks in {"one": "a0 a1 a2", "other": "a0 b1 b2"}.items():
        lines = "".join(f"1\t{product}\t{at}\n" for at, product in enumerate(clicks.split()))
        test = task.test.with_name(f"{name}.txt")
        test.write_text("SessionId\tItemId\tTime\n" + lines, encoding="utf-8")
        run_task(replace(task, test=test))
        rows[name] = read_run(task.run)
    assert rows["one"]["0"] == rows["other"]["0"]
    assert rows["one"]["1"] != rows["other"]["1"]


def test_every_row_gets_a_list_without_a_product_twice(task: Task) -> None:
    outcome = run_task(task)
    run = read_run(task.run)
    assert list(run) == ["0", "1", "2"]
    assert outcome.n_asked == 3
    for products in run.values():
        assert len(products) == len(set(products)) == 10


def test_products_of_the_own_circle_come_first(task: Task) -> None:
    run_task(task)
    run = read_run(task.run)
    assert {product[0] for product in run["0"][:5]} == {"a"}
    assert {product[0] for product in run["1"][:5]} == {"b"}


def test_a_visitor_of_unknown_products_gets_the_popular_ones(task: Task) -> None:
    task.train.write_text("a a b\nb a\nc a\n", encoding="utf-8")
    run_task(task)
    assert read_run(task.run)["2"] == ["a", "b", "c"]


def test_one_session_of_one_click_is_enough_for_an_answer(task: Task) -> None:
    task.train.write_text("a\n", encoding="utf-8")
    run_task(task)
    assert read_run(task.run)["0"] == ["a"]


def test_a_model_that_cannot_learn_from_the_log_says_why(task: Task) -> None:
    task.train.write_text("", encoding="utf-8")
    with pytest.raises(BenchmarkFailed, match="no session"):
        run_task(task)


def test_shares_of_logarithms_and_of_votes_sum_to_one() -> None:
    np.testing.assert_allclose(share_of("session_neighbours", np.float32([3, NO_OPINION, 1])), [0.75, 0, 0.25])
    np.testing.assert_allclose(share_of("gru4rec", np.log(np.float32([6, 2]))), [0.75, 0.25], rtol=1e-6)
    assert not share_of("gru4rec", np.full(3, NO_OPINION)).any()


def test_the_part_that_knew_better_gets_the_weight() -> None:
    good, bad = neighbours(CIRCLES), neighbours([[f"a{n}", f"b{n}"] for n in range(5)])
    assert good.products == bad.products
    rows = good.products.rows
    asked = [visit_of(rows([f"a{n}"]), 100) for n in range(5)]
    followed = rows([f"a{(n + 1) % 5}" for n in range(5)])
    weights = learned_weights({"session_neighbours": good, "other": bad}, asked, followed)
    assert weights[0] > 0.9
    assert weights.sum() == pytest.approx(1)


def test_a_part_without_an_opinion_gives_its_weight_to_the_other() -> None:
    one = neighbours(CIRCLES)
    silent = neighbours([["b0", "b1"], *[[product] for circle in CIRCLES for product in circle]])
    blend = SessionBlend(one.products, {"session_neighbours": one, "gru4rec": silent}, np.array([0.5, 0.5]))
    scores = blend.score(visit_of(one.products.rows(["never"]), 100))
    assert (scores == NO_OPINION).all()
    known = blend.score(visit_of(one.products.rows(["a0"]), 100))
    assert known[np.isfinite(known)].sum() == pytest.approx(1, rel=1e-5)
