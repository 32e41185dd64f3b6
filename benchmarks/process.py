"""Runs whole processes: the `shopkeeper` command as a shop's engineer would."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkFailed
from benchmarks.workplace import REPOSITORY

#: The command that stands beside the running interpreter.
SHOPKEEPER = str(Path(sys.executable).parent / "shopkeeper")
TIMEOUT_SECONDS = 1_800
#: Done, and done with warnings.
GOOD_EXITS = (0, 3)


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well."""

    seconds: float
    output: str
    exit_code: int


def run(command: Sequence[str], home: Path | None = None) -> Finished:
    """Run to the end and time it, from the start of the process to its end; `home` is the shop's data folder.

    Raises:
        BenchmarkFailed: if it ends badly, with the last lines it said.
    """
    environment = plain_environment(**({"SHOPKEEPER_HOME": str(home)} if home else {}))
    start = time.perf_counter()
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
        cwd=REPOSITORY,
        env=environment,
    )
    seconds = time.perf_counter() - start
    if done.returncode not in GOOD_EXITS:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise BenchmarkFailed(f"`{' '.join(command)}` ended with {done.returncode}:\n{said}")
    return Finished(seconds, done.stdout, done.returncode)


def plain_environment(**extra: str) -> dict[str, str]:
    """This environment without the shop's own settings, so that every run starts from the defaults."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SHOPKEEPER_", "ANTHROPIC_"))}
    return kept | {"NO_COLOR": "1"} | extra
