import subprocess
import sys

import pytest

from recommenders.errors import ModelUnknown
from recommenders.model_table import FLOOR, MODELS, ModelEntry, entry_of


def test_the_floor_is_trained_first_and_rankers_last() -> None:
    assert next(iter(MODELS)) == FLOOR
    tasks = [entry.task for entry in MODELS.values()]
    assert "ranking" not in tasks[: tasks.index("ranking")]
    assert set(tasks[tasks.index("ranking") :]) == {"ranking"}


def test_an_unknown_model_is_told_with_the_known_ones() -> None:
    with pytest.raises(ModelUnknown, match="no model 'magic'; there are popularity, repeat_purchase"):
        entry_of("magic")


def test_looking_at_the_table_imports_nothing_heavy() -> None:
    code = "import sys, recommenders.model_table; print({'numpy', 'scipy', 'keras'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("entry", MODELS.values(), ids=MODELS)
def test_every_model_serves_and_has_parameters_under_the_names_of_the_table(entry: ModelEntry) -> None:
    assert entry.is_present
    assert entry.model_class().kind == entry.kind
    assert isinstance(entry.parameters_class()().seed, int)


def test_only_some_models_can_be_trained_on_spark() -> None:
    pytest.importorskip("pyspark")
    assert MODELS["als"].train_function(on_spark=True).__module__ == "recommenders.als.spark"
    assert MODELS[FLOOR].train_function(on_spark=True).__module__ == "recommenders.popularity.train"


def test_a_model_that_was_not_written_yet_is_not_there() -> None:
    assert not ModelEntry("dream", "recommenders.dream", "Dream", "purchases").is_present
