"""The shop's own log as training sets: exported to Parquet, checked, weighted, brought into arrays."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from events.event_line import EventLine
from events.export import export_lines
from events.log import EventLog
from events.pseudonym import Pseudonyms
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.engine import Engine
from recommenders.interactions.training_set_builder import read_log
from recommenders.interactions.validation_report import ValidationReport
from recommenders.product_facts import ProductFacts
from recommenders.registry import models_folder
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet


@dataclass(slots=True)
class ShopLog:
    """Reads windows of a shop's log.

    Attributes:
        home: the shop's data folder.
        log: its events.
        newest: the moment of the newest event, asked only where a window is counted back from it.
        catalog: facts of the products on sale; None where there is no catalog.
        open_engine: opens what runs the expressions.
        report: what was found in the lines that were read last.
    """

    home: Path
    log: EventLog
    newest: Callable[[], datetime | None]
    catalog: ProductFacts | None
    open_engine: Callable[[], Engine]
    report: ValidationReport | None = None

    def read(self, window: Window) -> TrainingSet:
        """The interactions of a window; it ends with its newest event, however long ago that was.

        Raises:
            TrainingRefused: if the lines are not fit to learn from, with the rows.
            SparkUnavailable: if the engine is Spark and cannot be started.
        """
        start, end = self._bounds(window)
        with self._exported(start, end) as file, contextlib.closing(self.open_engine()) as engine:
            config = InteractionsConfig(since=start, until=end)
            log = read_log(engine, engine.read(file), self.catalog, config)
        self.report = log.report
        # Half-lives count from the end: a log that was imported years later must not have faded to nothing.
        return log.training_set(int(log.interactions.at.max(initial=0)) + 1 if len(log.interactions) else None)

    def lines(self, window: Window) -> Iterator[EventLine]:
        """The lines of a window as the log holds them, oldest first."""
        start, end = self._bounds(window)
        return self.log.lines(_moment(start), _moment(end))

    def _bounds(self, window: Window) -> tuple[int | None, int | None]:
        newest = self.newest() if window.n_days is not None else None
        return window.bounds(int(newest.timestamp()) if newest else int(time.time()))

    @contextlib.contextmanager
    def _exported(self, start: int | None, end: int | None) -> Iterator[Path]:
        """A file that is gone afterwards; where the process is killed, the next training removes it."""
        folder = models_folder(self.home) / f".export.{os.getpid()}.draft"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            file = folder / "events.parquet"
            export_lines(self.log, Pseudonyms.of_home(self.home), file, _moment(start), _moment(end))
            yield file
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _moment(second: int | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)
