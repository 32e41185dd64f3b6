import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommenders.errors import ModelUnknown, TrainingRefused
from recommenders.loaded_models import LoadedModels
from recommenders.model_table import FLOOR, MODELS, table_of
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome, RunRecord, read_records, refusal_of
from recommenders.training.parameter_file import parameter_file, write_parameters
from recommenders.training.run import TrainingOptions, TrainingRun
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet
from tests.recommenders.tiny_models import TINY
from tests.recommenders.training.sample_log import catalog_of, reader_of, sample_log

TABLE = table_of(MODELS[FLOOR], TINY)


def train(home: Path, data: TrainingSet | None = None, *kinds: str, **options: Any) -> RunRecord:
    read = reader_of(data or sample_log())
    return TrainingRun(home, read, TrainingOptions(**options), TABLE).train(kinds or ("tiny",))


def outcome(record: RunRecord, kind: str = "tiny") -> ModelOutcome:
    return next(one for one in record.outcomes if one.kind == kind)


def choose(home: Path, **parameters: Any) -> None:
    write_parameters(parameter_file(home, "tiny"), parameters, "chosen by a test")


def serving(home: Path) -> dict[str, str]:
    return dict(Registry(home).serving().versions)


def test_what_is_trained_serves(tmp_path: Path) -> None:
    record = train(tmp_path, None, "popularity", "tiny")
    assert [(one.kind, one.verdict) for one in record.outcomes] == [("popularity", "promoted"), ("tiny", "promoted")]
    assert serving(tmp_path) == {one.kind: one.version for one in record.outcomes}
    models = LoadedModels(tmp_path, TABLE)
    assert set(models.current().models) == {"popularity", "tiny"}
    models.close()


def test_the_version_that_is_kept_has_learned_from_everything(tmp_path: Path) -> None:
    data = sample_log()
    made = outcome(train(tmp_path, data))
    artifact = Registry(tmp_path).read("tiny", made.version)
    assert artifact.array("scores").sum() == len(data.interactions)
    assert artifact.window == data.window
    assert artifact.data_hash == data.data_hash
    assert artifact.metrics["recall_20"] == made.metrics["recall_20"] > 0.5


def test_without_refitting_it_has_learned_from_the_past_alone(tmp_path: Path) -> None:
    data = sample_log()
    artifact = Registry(tmp_path).read("tiny", outcome(train(tmp_path, data, refit=False)).version)
    assert 0 < artifact.array("scores").sum() < len(data.interactions)


def test_a_candidate_that_is_worse_is_kept_and_does_not_serve(tmp_path: Path) -> None:
    good = outcome(train(tmp_path)).version
    choose(tmp_path, skill=-1.0)
    bad = outcome(train(tmp_path))
    assert bad.verdict == "refused"
    assert "below its floor, popularity" in bad.reason
    assert serving(tmp_path) == {"tiny": good}
    assert Registry(tmp_path).versions("tiny") == [bad.version, good]
    assert refusal_of(Registry(tmp_path).folder, "tiny", bad.version) == bad.reason
    assert refusal_of(Registry(tmp_path).folder, "tiny", good) == ""


def test_popularity_itself_has_to_stand_up_to_the_one_that_serves(tmp_path: Path) -> None:
    first = train(tmp_path, sample_log(n_days=80), "popularity", refit=False).outcomes[0]
    data = sample_log()
    is_past = data.interactions.at < data.first_at + 80 * 86_400
    data.interactions.product[is_past] = 59 - data.interactions.product[is_past]  # somebody spoilt the log
    second = train(tmp_path, data, "popularity").outcomes[0]
    assert second.verdict == "refused"
    assert f"worse than {first.version}, which serves" in second.reason
    assert serving(tmp_path) == {"popularity": first.version}


def test_the_same_recipe_on_the_same_log_is_a_tie_and_serves(tmp_path: Path) -> None:
    first, second = (outcome(train(tmp_path, seed=seed)) for seed in (1, 2))
    assert second.verdict == "promoted"
    assert (second.against, second.difference) == (first.version, (0.0, 0.0, 0.0))


class Spy:
    """Trains, and writes down with what."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, TrainingSet]] = []
        self.table = table_of(MODELS[FLOOR], replace(TINY, trainer=self.train))

    def train(self, data: TrainingSet, parameters: Any, watch: Any) -> Any:
        self.seen.append((parameters.skill, data))
        return TINY.trainer(data, parameters, watch)


def test_a_version_that_has_seen_the_newest_window_is_stood_in_for_by_its_recipe(tmp_path: Path) -> None:
    spy, read = Spy(), reader_of(sample_log())
    for skill in (1.0, 2.0):
        choose(tmp_path, skill=skill)
        assert outcome(TrainingRun(tmp_path, read, table=spy.table).train(["tiny"])).verdict == "promoted"
    cut, end = spy.seen[0][1].as_of, spy.seen[1][1].as_of
    assert cut < end
    trained = [(skill, data.as_of) for skill, data in spy.seen]
    assert trained == [(1.0, cut), (1.0, end), (2.0, cut), (1.0, cut), (2.0, end)]


def test_a_recipe_of_a_longer_window_is_held_against_a_shorter_one(tmp_path: Path) -> None:
    spy, read = Spy(), reader_of(sample_log())
    for options in (TrainingOptions(), TrainingOptions(Window(n_days=20))):
        TrainingRun(tmp_path, read, options, spy.table).train(["tiny"])
    *_, short, twin, _ = (data for _, data in spy.seen)
    assert short.as_of == twin.as_of
    assert len(twin.interactions) > 4 * len(short.interactions)


def test_nothing_serves_where_promotion_is_not_wanted(tmp_path: Path) -> None:
    made = outcome(train(tmp_path, promote=False))
    assert made.verdict == "kept"
    assert Registry(tmp_path).versions("tiny") == [made.version]
    assert serving(tmp_path) == {}


def test_a_feed_that_lost_most_products_keeps_the_old_version_serving(tmp_path: Path) -> None:
    good = outcome(train(tmp_path)).version
    made = outcome(train(tmp_path, replace(sample_log(), facts=catalog_of(20))))
    assert made.verdict == "refused"
    assert "of 60 products" in made.reason
    assert serving(tmp_path) == {"tiny": good}


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [({"fails": "out of luck"}, "ValueError: out of luck"), ({"spoils": True}, "'scores' holds NaN or infinity")],
)
def test_a_model_that_fails_stops_no_other(tmp_path: Path, parameters: dict[str, Any], reason: str) -> None:
    good = outcome(train(tmp_path)).version
    choose(tmp_path, **parameters)
    record = train(tmp_path, None, "tiny", "popularity")
    assert outcome(record).verdict == "failed"
    assert reason in outcome(record).reason
    assert outcome(record, "popularity").verdict == "promoted"
    assert serving(tmp_path)["tiny"] == good


def test_parameters_that_the_model_does_not_have_are_named(tmp_path: Path) -> None:
    choose(tmp_path, skil=2.0)
    made = outcome(train(tmp_path))
    assert made.verdict == "failed"
    assert "tiny has no parameter 'skil'; it has fails, seed, skill, spoils" in made.reason


def test_an_empty_log_is_refused_and_what_serves_goes_on(tmp_path: Path) -> None:
    good = outcome(train(tmp_path)).version
    with pytest.raises(TrainingRefused, match="shopkeeper events import"):
        train(tmp_path, window=Window(start=4_000_000_000))
    assert serving(tmp_path) == {"tiny": good}


def test_an_unknown_model_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown, match="there are popularity, tiny"):
        train(tmp_path, None, "als")


def test_a_damaged_version_that_serves_is_told_and_replaced(tmp_path: Path) -> None:
    good = outcome(train(tmp_path)).version
    (tmp_path / "models" / "tiny" / good / "arrays.npz").write_bytes(b"")
    record = train(tmp_path)
    assert f"tiny {good} was set aside" in record.notes[0]
    assert serving(tmp_path) == {"tiny": outcome(record).version}


def test_every_run_leaves_a_record(tmp_path: Path) -> None:
    record = train(tmp_path)
    (file,) = (tmp_path / "models" / "runs").glob("*.json")
    kept = json.loads(file.read_text())
    assert kept["id"] == record.id
    assert kept["counts"] == {"interactions": 1800, "shoppers": 60, "products": 60}
    assert kept["window"] == list(sample_log().window)
    assert kept["outcomes"][0]["parameters"] == {"skill": 1.0, "fails": "", "spoils": False, "seed": 0}
    assert kept["outcomes"][0]["metrics"]["n_questions"] == 60
    assert kept["outcomes"][0]["verdict"] == "promoted"
    assert (kept["status"], kept["trigger"]) == ("done", "asked for")
    assert kept["seconds"]["total"] >= kept["seconds"]["models"]
    assert kept["started_at"][:19].replace("-", "").replace(":", "") == record.id[:15]


def test_a_record_is_read_as_it_was_written_and_says_why_the_run_was_made(tmp_path: Path) -> None:
    record = train(tmp_path, trigger="8 days since the last training")
    (read,) = read_records(tmp_path / "models")
    assert json.dumps(read.to_json()) == json.dumps(record.to_json())
    assert read.trigger == "8 days since the last training"


def test_a_broken_window_leaves_a_record_that_names_the_rows(tmp_path: Path) -> None:
    good = outcome(train(tmp_path)).version
    broken = sample_log()
    broken.interactions.weight[:3] = np.nan
    with pytest.raises(TrainingRefused):
        train(tmp_path, broken)
    newest, _ = read_records(tmp_path / "models")
    assert (newest.status, newest.outcomes) == ("refused", ())
    assert "3 interactions have a weight that is no number" in newest.reason
    assert newest.notes[0].startswith("s000, p0")
    assert serving(tmp_path) == {"tiny": good}


def test_labels_that_were_shuffled_make_a_candidate_that_is_refused_and_says_against_what(tmp_path: Path) -> None:
    good = outcome(train(tmp_path, sample_log(n_days=80), refit=False)).version
    data = sample_log()
    is_past = data.interactions.at < data.first_at + 80 * 86_400
    data.interactions.product[is_past] = np.random.default_rng(2).permutation(60)[data.interactions.product[is_past]]
    made = outcome(train(tmp_path, data))
    assert made.verdict == "refused"
    assert f"worse than {good}, which serves" in made.reason or "below its floor" in made.reason
    assert serving(tmp_path) == {"tiny": good}


def test_a_spoilt_log_on_which_the_serving_recipe_does_as_badly_is_refused_all_the_same(tmp_path: Path) -> None:
    good = outcome(train(tmp_path)).version
    data = sample_log()
    is_past = data.interactions.at < data.first_at + 80 * 86_400
    data.interactions.product[is_past] = 59 - data.interactions.product[is_past]
    made = outcome(train(tmp_path, data))
    assert (made.verdict, made.difference) == ("refused", (0.0, 0.0, 0.0))
    assert f"of {good} when that was trained: the log itself may be spoilt" in made.reason
    assert serving(tmp_path) == {"tiny": good}


def test_who_did_what_mixed_up_is_refused_by_what_the_serving_version_knows_better(tmp_path: Path) -> None:
    whole = sample_log()
    older = whole.before(whole.first_at + 90 * 86_400)
    good = outcome(train(tmp_path, older)).version
    spoilt = sample_log()
    is_past = spoilt.interactions.at < whole.first_at + 85 * 86_400
    product = spoilt.interactions.product
    product[is_past] = np.random.default_rng(1).integers(60, size=is_past.sum())
    made = outcome(train(tmp_path, spoilt))
    assert (made.verdict, made.difference) == ("refused", (0.0, 0.0, 0.0))
    assert f"on what came since {good} was trained" in made.reason
    assert serving(tmp_path) == {"tiny": good}


def test_a_sound_log_that_went_on_is_not_taken_for_a_spoilt_one(tmp_path: Path) -> None:
    whole = sample_log()
    train(tmp_path, whole.before(whole.first_at + 90 * 86_400))
    made = outcome(train(tmp_path, whole))
    assert (made.verdict, made.difference) == ("promoted", (0.0, 0.0, 0.0))


def test_a_run_that_breaks_off_says_so_in_its_record(tmp_path: Path) -> None:
    def read(window: Window) -> TrainingSet:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        TrainingRun(tmp_path, read, table=TABLE).train(["tiny"])
    (record,) = read_records(tmp_path / "models")
    assert (record.status, record.reason) == ("failed", "the disk is full")


def test_records_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    record = train(tmp_path)
    runs = tmp_path / "models" / "runs"
    for name, text in {"a": "{", "b": "[]", "c": '{"id": "x", "outcomes": [], "window": ["", ""]}'}.items():
        (runs / f"{name}.json").write_text(text)
    old = {name: value for name, value in record.to_json().items() if name not in ("status", "trigger", "started_at")}
    (runs / "20200101T000000-000000.json").write_text(
        json.dumps({**old, "id": "20200101T000000-000000", "later": "a field of a newer program"})
    )
    assert [one.id for one in read_records(tmp_path / "models")] == [record.id, "20200101T000000-000000"]


def test_the_floor_is_judged_with_the_sessions_where_the_model_is_one_of_sessions(tmp_path: Path) -> None:
    table = table_of(MODELS[FLOOR], replace(TINY, task="next_click"))
    record = TrainingRun(tmp_path, reader_of(sample_log()), table=table).train(["tiny"])
    assert outcome(record).floor["n_questions"] == 240  # two steps of each of the 120 visits of the last twenty days


def test_progress_is_told_by_model_and_step(tmp_path: Path) -> None:
    told = []
    TrainingRun(tmp_path, reader_of(sample_log()), table=TABLE, follow=lambda *step: told.append(step)).train(["tiny"])
    assert [step for step in told if step[0] == "tiny"] == [
        ("tiny", "learning from the past", 1, 1),
        ("tiny", "learning from everything", 1, 1),
    ]


KILLED = """
import sys, time
from dataclasses import replace
from pathlib import Path
from recommenders.model_table import FLOOR, MODELS, table_of
from recommenders.training.run import TrainingRun
from tests.recommenders.tiny_models import TINY, train
from tests.recommenders.training.sample_log import reader_of, sample_log

n_calls = 0

def dawdle(data, parameters, watch):
    global n_calls
    n_calls += 1
    if n_calls == 2:
        (Path(sys.argv[1]) / "models" / "tiny" / f".v.{__import__('os').getpid()}.draft").mkdir(parents=True)
        print("half-way", flush=True)
        time.sleep(60)
    return train(data, parameters, watch)

table = table_of(MODELS[FLOOR], replace(TINY, trainer=dawdle))
TrainingRun(Path(sys.argv[1]), reader_of(sample_log()), table=table).train(["popularity", "tiny"])
"""


def test_killed_half_way_the_old_model_serves_and_the_next_run_works(tmp_path: Path) -> None:
    before = {one.kind: one.version for one in train(tmp_path, None, "popularity", "tiny").outcomes}
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"half-way\n"
        os.kill(run.pid, signal.SIGKILL)
    assert serving(tmp_path) == before
    models = LoadedModels(tmp_path, TABLE)
    assert dict(models.current().versions) == before
    models.close()
    assert list((tmp_path / "models").glob("*/.*.draft"))
    assert [one.status for one in read_records(tmp_path / "models")] == ["interrupted", "done"]
    record = train(tmp_path, None, "popularity", "tiny")
    assert serving(tmp_path) == {one.kind: one.version for one in record.outcomes} != before
    assert not list((tmp_path / "models").glob("*/.*.draft"))


def test_scores_of_the_refitted_version_are_those_of_a_single_fit(tmp_path: Path) -> None:
    made = outcome(train(tmp_path))
    counts = np.bincount(sample_log().interactions.product, minlength=60)
    np.testing.assert_array_equal(Registry(tmp_path).read("tiny", made.version).array("scores"), counts)
