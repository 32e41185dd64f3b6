"""From an error to one sentence and an exit code."""

from api.errors import ApiError
from assistant.language_model import ModelError
from catalog.errors import CatalogError, SourceUnavailable
from cli.errors import CliError
from cli.exit_code import ExitCode
from database.errors import DatabaseError, DatabaseUnreachable
from events.errors import EventError
from experiments.errors import ExperimentError, ExperimentUnknown
from recommenders.errors import ModelUnknown, PromotionRefused, RecommenderError, SparkUnavailable, TrainingRefused
from recommenders.evaluation.errors import EvaluationRefused
from retrieval.errors import RetrievalError, VectorServerUnreachable

#: The first class that an error belongs to decides.
_CODES: tuple[tuple[type[Exception], ExitCode], ...] = (
    (SourceUnavailable, ExitCode.UPSTREAM),
    (CatalogError, ExitCode.REFUSED),
    (ModelError, ExitCode.UPSTREAM),
    (DatabaseUnreachable, ExitCode.UPSTREAM),
    (VectorServerUnreachable, ExitCode.UPSTREAM),
    (DatabaseError, ExitCode.ERROR),
    (RetrievalError, ExitCode.ERROR),
    (ModelUnknown, ExitCode.USAGE),
    (TrainingRefused, ExitCode.REFUSED),
    (PromotionRefused, ExitCode.REFUSED),
    (EvaluationRefused, ExitCode.REFUSED),
    (SparkUnavailable, ExitCode.UPSTREAM),
    (RecommenderError, ExitCode.ERROR),
    (EventError, ExitCode.REFUSED),
    (ExperimentUnknown, ExitCode.USAGE),
    (ExperimentError, ExitCode.REFUSED),
    (ApiError, ExitCode.ERROR),
    (OSError, ExitCode.ERROR),
)
_UNEXPECTED = "Something unexpected went wrong ({name}: {message}). Run it again with --debug to see where."


def explain(error: Exception) -> tuple[str, int]:
    """A sentence for a person, and the exit code. What is not in the table is a fault of the program and says so."""
    if isinstance(error, CliError):
        return _sentence(error), error.exit_code
    for kind, code in _CODES:
        if isinstance(error, kind):
            return _sentence(error), code
    return _UNEXPECTED.format(name=type(error).__name__, message=_first_line(error)), ExitCode.ERROR


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    text = " ".join(str(error).split()) or type(error).__name__
    text = text[0].upper() + text[1:]
    ends_with_command = ": shopkeeper " in text  # to be copied as it is
    return text if ends_with_command or text.endswith((".", "!", "?")) else f"{text}."


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else "no message"
