"""Makes a run leave its record, whatever comes of it."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from recommenders.errors import TrainingRefused
from recommenders.run_record import RunRecord, Status, write_record

#: Faulty lines that a record names.
_N_NAMED = 10


def recorded(models: Path, begun: RunRecord, work: Callable[[], RunRecord], seconds: dict[str, float]) -> RunRecord:
    """Do the work of a run; its record stands from the first moment and is written anew at the end.

    Args:
        models: the folder of the models; the caller holds its lock.
        begun: the record as the run begins.
        work: makes the record of a run that came to its end.
        seconds: by stage, to be kept with the record; `total` is added.

    Raises:
        Exception: what `work` raises, after the record was written.
    """
    record, started = begun, time.perf_counter()
    write_record(models, record)
    try:
        record = work()
    except BaseException as error:
        record = _broken_off(record, error)
        raise
    finally:
        seconds["total"] = round(time.perf_counter() - started, 2)
        record = replace(record, seconds=seconds)
        write_record(models, record)
    return record


def _broken_off(record: RunRecord, error: BaseException) -> RunRecord:
    """A run that ended early, and why."""
    faults = error.faults[:_N_NAMED] if isinstance(error, TrainingRefused) else ()
    status: Status = "refused" if isinstance(error, TrainingRefused) else "failed"
    return replace(record, status=status, reason=str(error) or type(error).__name__, notes=tuple(faults))
