import subprocess
import sys

import pytest

pytest.importorskip("pyspark", reason="needs the extra 'spark'")

from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from recommenders.als.model import Als
from recommenders.als.parameters import AlsParameters
from recommenders.als.spark import train
from recommenders.errors import TrainingRefused
from recommenders.recommender import TrainingWatch
from tests.recommenders.checkerboard import checkerboard

SMALL = AlsParameters(n_factors=4, n_iterations=5, n_threads=1)


def no_java() -> SparkSession:
    raise PySparkRuntimeError(errorClass="JAVA_GATEWAY_EXITED", messageParameters={})


def test_without_java_the_refusal_names_the_version_that_is_needed() -> None:
    with pytest.raises(TrainingRefused, match="Java 17"):
        train(checkerboard().data, SMALL, TrainingWatch(), start=no_java)


def test_without_pyspark_the_refusal_names_the_extra() -> None:
    hidden = "import sys; sys.modules['pyspark'] = None; import recommenders.als.spark"
    ended = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, timeout=60)
    assert "shopkeeper-assistant[spark]" in ended.stderr
    assert "TrainingRefused" in ended.stderr


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # py4j leaves its sockets to the collector
def test_spark_learns_the_same_artifact() -> None:
    known = checkerboard()
    artifact = train(known.data, SMALL, TrainingWatch(), start=local_session)
    model = Als.from_artifact(artifact)
    for history, answer in zip(known.asked, known.answers, strict=True):
        scores = model.score(history)
        others = known.group != known.group[answer]
        assert scores[answer] > scores[others].max()
    assert set(artifact.arrays) == {"product_factors", "gram"}


def local_session() -> SparkSession:
    session: SparkSession = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    return session
