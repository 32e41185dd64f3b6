"""Starts `shopkeeper serve` as its own process and looks at it from outside."""

import http.client
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from benchmarks.errors import BenchmarkFailed
from benchmarks.process import SHOPKEEPER, plain_environment
from benchmarks.workplace import REPOSITORY

READY_SECONDS = 120


class ServerProcess:
    """One running server; a context manager. `ready_seconds` is from the start of the process to a 200 of `/readyz`."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.port = _free_port()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        start = time.perf_counter()
        self._process = subprocess.Popen(
            [SHOPKEEPER, "serve", "--port", str(self.port)],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=REPOSITORY,
            env=plain_environment(SHOPKEEPER_HOME=str(home), SHOPKEEPER_LOG_LEVEL="warning", **environment),
        )
        try:
            self._wait(start + READY_SECONDS)
        except BaseException:
            self.close()
            raise
        self.ready_seconds = time.perf_counter() - start

    @property
    def pid(self) -> int:
        """Of the process that answers."""
        return self._process.pid

    @property
    def resident_mb(self) -> float:
        """Of the server and its children, in millions of bytes; pages that several share count once (PSS)."""
        process = psutil.Process(self._process.pid)
        return float(sum(p.memory_full_info().pss for p in (process, *process.children(recursive=True)))) / 1e6

    @property
    def cpu_seconds(self) -> float:
        """Of one core, that the process which answers used so far."""
        return _cpu_seconds(psutil.Process(self._process.pid))

    @property
    def children(self) -> list[psutil.Process]:
        """Processes that it started and that run."""
        return list(psutil.Process(self._process.pid).children(recursive=True))

    @property
    def cpu_seconds_of_children(self) -> float:
        """Of one core, that those used so far."""
        return sum(map(_cpu_seconds, self.children))

    def said(self) -> str:
        """Everything it wrote so far."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def kill(self) -> None:
        """End it at once, as a power cut or the kernel would; it is not asked."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Stop it as a service manager would."""
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        self._log.close()

    def _wait(self, deadline: float) -> None:
        while not _is_ready(self.port):
            if self._process.poll() is not None or time.perf_counter() > deadline:
                raise BenchmarkFailed(f"`shopkeeper serve` did not get ready:\n{self.said()[-2_000:]}")
            time.sleep(0.02)


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
