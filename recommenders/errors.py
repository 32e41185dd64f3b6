"""Everything the recommenders raise.

RecommenderError
├── ArtifactInvalid      a file that is no artifact, is damaged, or belongs to another format
├── ModelUnknown         no such model, or no such version of it
├── TrainingRefused      the data cannot be learned from; the message says why, `faults` names rows
├── SparkUnavailable     pyspark or Java 17 is missing; the message says what to install
├── TrainingBusy         another training runs in this data folder
└── PromotionRefused     the new version is worse than the one that serves
"""

from collections.abc import Sequence


class RecommenderError(Exception):
    """Something about models; the message says what to do."""


class ArtifactInvalid(RecommenderError):
    """A file that is no artifact, is damaged, or belongs to another format."""


class ModelUnknown(RecommenderError):
    """There is no such model, or no such version of it."""


class TrainingRefused(RecommenderError):
    """The data cannot be learned from."""

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class SparkUnavailable(RecommenderError):
    """Spark was asked for, and pyspark or Java 17 is missing."""


class TrainingBusy(RecommenderError):
    """Another training runs in this data folder."""


class PromotionRefused(RecommenderError):
    """The new version is worse than the one that serves."""
