"""A training begins from what serves only where that is fair and fits; the record says which."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from recommenders.artifact import Artifact
from recommenders.gru4rec.parameters import Gru4recParameters
from recommenders.id_index import IdIndex
from recommenders.model_table import FLOOR, MODELS, table_of
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome
from recommenders.training.bench import Bench
from recommenders.training.parameter_file import parameter_file, write_parameters
from recommenders.training.run import TrainingRun
from recommenders.training.warm_start import WarmStart, warm_start
from recommenders.training.window import iso
from tests.recommenders.training.sample_log import reader_of, sample_log

GRU4REC = MODELS["gru4rec"]
PARAMETERS = Gru4recParameters(n_units=4)
PAST = Bench(sample_log()).holdout.past


def begun(home: Path, artifact: Artifact | None) -> WarmStart:
    registry = Registry(home)
    if artifact is not None:
        registry.promote("gru4rec", registry.add(artifact).version)
    return warm_start(GRU4REC, PARAMETERS, PAST, registry)


def served(**changes: object) -> Artifact:
    artifact = Artifact(
        "gru4rec", PAST.products, {}, parameters=asdict(PARAMETERS), window=(iso(PAST.first_at), iso(PAST.as_of))
    )
    return replace(artifact, **changes)  # type: ignore[arg-type]


def test_a_version_that_knows_nothing_of_the_newest_window_is_begun_from(tmp_path: Path) -> None:
    start = begun(tmp_path, served())
    assert start.artifact is not None
    assert start.words == f"from {start.artifact.version}"


def test_another_seed_is_no_other_recipe(tmp_path: Path) -> None:
    assert begun(tmp_path, served(parameters={**asdict(PARAMETERS), "seed": 99})).artifact is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"window": (iso(PAST.first_at), iso(PAST.as_of + 1))}, "has seen part of the newest window"),
        ({"parameters": {**asdict(PARAMETERS), "n_units": 8}}, "has other parameters"),
        ({"products": IdIndex([*PAST.products.ids[:20], "x"])}, "knows only 35% of the products"),
    ],
)
def test_else_it_begins_anew_and_says_why(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    start = begun(tmp_path, served(**changes))
    assert start.artifact is None
    assert start.words.startswith("anew: ")
    assert start.words.endswith(words)


def test_where_none_serves_it_begins_anew(tmp_path: Path) -> None:
    assert begun(tmp_path, None) == WarmStart(words="anew: none serves")


def test_a_model_that_gains_nothing_by_it_has_no_start_to_speak_of(tmp_path: Path) -> None:
    entry = MODELS["als"]
    assert warm_start(entry, entry.parameters_class()(), PAST, Registry(tmp_path)) == WarmStart()


def gru4rec_of(home: Path, until_day: int) -> ModelOutcome:
    write_parameters(
        parameter_file(home, "gru4rec"), {"n_units": 8, "n_epochs": 6, "batch_size": 16}, "a test has little time"
    )
    data = sample_log(until_day)
    data = replace(data, as_of=int(data.interactions.at.max()) + 1)
    table = table_of(MODELS[FLOOR], GRU4REC)
    (made,) = TrainingRun(home, reader_of(data), table=table).train(["gru4rec"]).outcomes
    return made


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_run_over_a_log_that_grew_far_enough_begins_from_what_serves(tmp_path: Path) -> None:
    first = gru4rec_of(tmp_path, 70)
    assert first.start == "anew: none serves"
    assert first.verdict == "promoted", first.reason
    assert gru4rec_of(tmp_path, 100).start == f"from {first.version}"
