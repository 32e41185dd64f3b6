import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from recommenders.errors import TrainingBusy
from recommenders.training.lock import training_lock

HOLD = """
import sys, time
from pathlib import Path
from recommenders.training.lock import training_lock
with training_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_training_is_told_which_process_trains(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(TrainingBusy, match=f"process {holder.pid}"), training_lock(folder):
            pass
        os.kill(holder.pid, signal.SIGKILL)
    with training_lock(folder):
        assert (folder / "training.lock").read_text() == str(os.getpid())


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), training_lock(tmp_path):
        raise ZeroDivisionError
    with training_lock(tmp_path):
        pass
