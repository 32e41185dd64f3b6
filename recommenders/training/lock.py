"""One training at a time in a data folder, over all processes."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from recommenders.errors import TrainingBusy

LOCK = "training.lock"


@contextlib.contextmanager
def training_lock(folder: Path) -> Iterator[None]:
    """Hold the folder of models for a training.

    The operating system lets go of it when the process ends, however it ends: a killed training leaves nothing to
    clean up.

    Raises:
        TrainingBusy: naming the process that trains.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            raise TrainingBusy(
                f"another training runs in {folder.parent} (process {pid}); wait for it, or end it and train again"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
