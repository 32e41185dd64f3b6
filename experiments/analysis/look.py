"""One look at an experiment: reads the log, judges."""

from datetime import datetime, timedelta

from database.engine import Database
from events.exposures import read_exposures
from events.log import EventLog
from events.vocabulary import EventType
from experiments.analysis.judge import judge
from experiments.analysis.outcomes import count_outcomes
from experiments.analysis.report import Report
from experiments.errors import AnalysisRefused
from experiments.experiment import Experiment

_COUNTED: tuple[EventType, ...] = (
    "shown", "select_item", "view_item", "add_to_wishlist", "add_to_cart", "purchase", "refund",
)  # fmt: skip


def look_at(database: Database, experiment: Experiment, now: datetime) -> Report:
    """What the log says of an experiment up to its end, or up to now.

    Raises:
        AnalysisRefused: if it has not been started.
    """
    if experiment.started_at is None:
        raise AnalysisRefused(f"{experiment.name} is a draft; run: shopkeeper experiments start {experiment.name}")
    end = experiment.stopped_at or now
    exposures = read_exposures(database, experiment.name, experiment.started_at, end)
    begin = experiment.started_at - timedelta(days=experiment.pre_days)
    lines = EventLog(database).lines(begin, end, types=_COUNTED)
    return judge(experiment, count_outcomes(experiment, exposures, lines), end)
