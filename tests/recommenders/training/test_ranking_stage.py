from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommenders.errors import TrainingRefused
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.loaded_models import LoadedModels
from recommenders.model_table import FLOOR, MODELS, table_of
from recommenders.ranking.lambdarank.model import LambdaRank
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome
from recommenders.scores import NO_OPINION
from recommenders.training.aligned import aligned
from recommenders.training.bench import Bench
from recommenders.training.measurement import Measured
from recommenders.training.parameter_file import parameter_file, write_parameters
from recommenders.training.rankers import orders
from recommenders.training.ranking_stage import RankingStage
from recommenders.training.run import TrainingRun
from tests.recommenders.tiny_models import TINY, Tiny, TinyParameters
from tests.recommenders.training.sample_log import reader_of, sample_log

TABLE = table_of(MODELS[FLOOR], TINY, MODELS["lambdarank"], MODELS["blend"])
FEW_TREES = {"n_trees": 10, "n_threads": 1, "min_data_in_leaf": 5}


def train(home: Path, *kinds: str) -> dict[str, ModelOutcome]:
    record = TrainingRun(home, reader_of(sample_log()), table=TABLE).train(kinds)
    return {one.kind: one for one in record.outcomes}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_parameters(parameter_file(tmp_path, "lambdarank"), FEW_TREES, "a test has little time")
    return tmp_path


def test_a_ranker_learns_from_the_models_of_the_same_run(home: Path) -> None:
    made = train(home, "popularity", "tiny", "lambdarank")["lambdarank"]
    assert made.verdict == "promoted", made.reason
    assert made.metrics["n_questions"] == made.floor["n_questions"] > 10
    assert Registry(home).manifest("lambdarank", made.version)["parameters"]["sources"] == ["popularity", "tiny"]
    models = LoadedModels(home, TABLE)
    assert isinstance(models.current().models["lambdarank"], LambdaRank)
    models.close()


def test_a_ranker_alone_learns_from_the_models_that_serve(home: Path) -> None:
    train(home, "tiny")
    made = train(home, "lambdarank")["lambdarank"]
    assert Registry(home).manifest("lambdarank", made.version)["parameters"]["sources"] == ["tiny"]
    again = train(home, "lambdarank")["lambdarank"]
    assert (again.against, again.verdict) == (made.version, "promoted")
    assert len(again.difference) == 3


def test_a_model_that_was_refused_is_no_source(home: Path) -> None:
    write_parameters(parameter_file(home, "tiny"), {"skill": -1.0}, "bad on purpose")
    made = train(home, "popularity", "tiny", "lambdarank")
    assert made["tiny"].verdict == "refused"
    version = made["lambdarank"].version
    assert Registry(home).manifest("lambdarank", version)["parameters"]["sources"] == ["popularity"]


def test_without_any_model_there_is_nothing_to_rank(home: Path) -> None:
    made = train(home, "lambdarank")["lambdarank"]
    assert made.verdict == "failed"
    assert "train them first" in made.reason


def test_the_shoppers_who_judge_are_others_than_those_who_are_learned_from() -> None:
    bench = Bench(sample_log(), TABLE)
    bench.candidate(MODELS[FLOOR], MODELS[FLOOR].parameters_class()())
    stage = RankingStage(bench, {FLOOR: bench.candidates[FLOOR].model})
    learned = {one.history.shopper for one in stage._learned_from}
    judges = {one.history.shopper for one in stage._judged}
    assert not learned & judges
    assert len(judges) == 18  # three tenths of sixty
    assert stage.floor.to_metrics()["n_questions"] == len(stage._judged)


def test_a_source_that_does_better_alone_is_told() -> None:
    bench = Bench(sample_log(), TABLE)
    good = bench.candidate(TINY, TinyParameters())
    bench.candidate(MODELS[FLOOR], MODELS[FLOOR].parameters_class()())
    stage = RankingStage(bench, {"tiny": good.model})
    n = len(stage.floor.recall)
    nothing = replace(good, measured=Measured(np.zeros(n), np.zeros(n), stage.floor.shopper))
    assert "does better alone: tiny, Recall@20 0." in stage.told_of_best_source(nothing)
    assert stage.told_of_best_source(replace(good, measured=stage.floor)) == ""


def test_a_bench_without_sources_is_refused() -> None:
    with pytest.raises(TrainingRefused, match="train them first"):
        RankingStage(Bench(sample_log(), TABLE), {})


def test_candidates_are_the_heads_of_the_sources_lists_and_nothing_else() -> None:
    known = sample_log()
    source = Tiny(known.products, np.arange(1, 61, dtype=np.float32))
    seen = []

    def turned_round(history: History, rows: np.ndarray, answers: object) -> np.ndarray:  # type: ignore[type-arg]
        seen.append(len(rows))
        return -rows.astype(np.float32)

    scores = orders(turned_round, {"tiny": source}, known)(History())
    assert seen == [40]
    assert np.flatnonzero(scores > NO_OPINION).tolist() == list(range(20, 60))
    assert scores.argmax() == 20


def test_a_model_of_other_rows_is_asked_and_read_by_ids() -> None:
    seen = []

    class Watched(Tiny):
        def score(self, history: History) -> np.ndarray:  # type: ignore[type-arg]
            seen.append(history.products.tolist())
            return super().score(history)

    model = Watched(IdIndex(["b", "c", "z"]), np.array([1, 2, 3], dtype=np.float32))
    here = IdIndex(["a", "b", "c"])
    scores = aligned(model, here).score(History(products=np.array([0, 2, -1], dtype=np.int32)))
    assert seen == [[-1, 1, -1]]
    assert scores.tolist() == [NO_OPINION, 1.0, 2.0]
    assert aligned(model, model.products) is model


@pytest.mark.slow
def test_a_blend_is_trained_measured_and_served(home: Path) -> None:
    write_parameters(parameter_file(home, "blend"), {"epochs": 3}, "a test has little time")
    made = train(home, "popularity", "tiny", "blend")["blend"]
    assert made.verdict == "promoted", made.reason
    assert made.metrics["recall_20"] > 0.5
