"""Learns the same artifact with Spark MLlib, for logs that one machine cannot hold.

MLlib's implicit ALS has the confidence of Hu 2008 (1 + α w) and multiplies λ by a row's number of entries (Zhou 2008),
which is `frequency_exponent` 1 and `background` 0; the artifact says so, and folding in does the same.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_matrix

from recommenders.als.feedback import liked
from recommenders.als.parameters import AlsParameters
from recommenders.als.product_factors import pack_factors
from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet

try:
    from pyspark.errors import PySparkRuntimeError
    from pyspark.ml.recommendation import ALS
    from pyspark.sql import DataFrame, SparkSession
except ImportError as error:
    raise TrainingRefused("training als on Spark needs pyspark: install shopkeeper-assistant[spark]") from error

Floats = npt.NDArray[np.float32]
SHOPPER, PRODUCT, WEIGHT = "shopper", "product", "weight"


def start_session() -> SparkSession:
    """The running session, or a local one."""
    builder = SparkSession.builder.appName("shopkeeper-als").config("spark.ui.enabled", "false")
    session: SparkSession = builder.getOrCreate()
    return session


def train(
    data: TrainingSet,
    parameters: AlsParameters,
    watch: TrainingWatch,
    start: Callable[[], SparkSession] = start_session,
) -> Artifact:
    """Product factors of a log; `frequency_exponent`, `background` and `n_threads` are Spark's own.

    Raises:
        TrainingRefused: if no shopper likes anything, or Java 17 is not there.
    """
    parameters = replace(parameters, frequency_exponent=1.0, background=0.0)
    feedback = liked(data, parameters)
    watch.progress("als on Spark", 0, 1)
    ratings = _open(start).createDataFrame(_to_table(feedback))
    factors = factorize(ratings, len(data.products), parameters)
    watch.progress("als on Spark", 1, 1)
    return pack_factors(data, factors, np.diff(feedback.tocsc().indptr) > 0, parameters)


def factorize(ratings: DataFrame, n_products: int, parameters: AlsParameters) -> Floats:
    """`[n_products, n_factors]` from distinct `shopper` and `product` rows with a positive `weight`."""
    als = ALS(
        rank=parameters.n_factors,
        maxIter=parameters.n_iterations,
        regParam=parameters.regularization,
        alpha=parameters.alpha,
        implicitPrefs=True,
        userCol=SHOPPER,
        itemCol=PRODUCT,
        ratingCol=WEIGHT,
        seed=parameters.seed,
    )
    learned = als.fit(ratings).itemFactors.toArrow()
    factors = np.zeros((n_products, parameters.n_factors), dtype=np.float32)
    flat = learned["features"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    factors[learned["id"].to_numpy()] = flat.reshape(-1, parameters.n_factors)
    return factors


def _open(start: Callable[[], SparkSession]) -> SparkSession:
    try:
        return start()
    except PySparkRuntimeError as error:
        raise TrainingRefused(
            f"Spark did not start; it needs Java 17 on the PATH or in JAVA_HOME ({error.getCondition()})"
        ) from error


def _to_table(feedback: csr_matrix) -> pa.Table:
    entries = feedback.tocoo()
    return pa.table({SHOPPER: entries.row, PRODUCT: entries.col, WEIGHT: entries.data})
