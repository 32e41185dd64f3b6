"""Talks to the naive stack in its own process."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from benchmarks.errors import BenchmarkFailed
from benchmarks.process import plain_environment
from benchmarks.workplace import REPOSITORY


class NaiveProcess:
    """One running naive stack; a context manager. `n_threads` is PyTorch's, which otherwise takes one a core."""

    def __init__(self, folder: Path, n_threads: int | None = None) -> None:
        threads = {"OMP_NUM_THREADS": str(n_threads)} if n_threads else {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.naive_stack", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # progress bars
            text=True,
            cwd=REPOSITORY,
            env=plain_environment(HF_HUB_OFFLINE="1", **threads),
        )
        ready = self._read()
        self.ready_seconds = float(ready["ready_seconds"])
        self.resident_mb = float(ready["resident_mb"])

    def turn(self, question: str, where: dict[str, Any] | None = None) -> dict[str, float]:
        """One turn there; milliseconds as it measured them itself."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"question": question, "where": where}) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        """End it."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self) -> dict[str, float]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            code = self._process.wait(timeout=30)
            raise BenchmarkFailed(f"The naive stack ended with {code}; `python -m benchmarks.naive_stack` shows why.")
        return cast(dict[str, float], json.loads(line))
