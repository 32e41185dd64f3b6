"""Says what a figure was measured on."""

import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

#: What decides the figures; named at the head of every table.
PACKAGES = (
    "numpy",
    "onnxruntime",
    "chromadb",
    "bm25s",
    "sqlalchemy",
    "fastapi",
    "torch",
    "sentence-transformers",
    "duckdb",
    "implicit",
    "lightgbm",
    "tensorflow",
)


@dataclass(frozen=True, slots=True)
class Hardware:
    """One machine at one moment.

    Attributes:
        load: runnable processes over the last minute, averaged; above 0 something else was running.
    """

    cpu: str
    cores: int
    memory_gib: float
    system: str
    python: str
    versions: dict[str, str]
    load: float
    measured_at: str

    @classmethod
    def here(cls) -> "Hardware":
        """This machine, now."""
        return cls(
            cpu=_cpu_model(),
            cores=os.cpu_count() or 1,
            memory_gib=round(psutil.virtual_memory().total / 2**30, 1),
            system=f"{platform.system()} {platform.machine()}",
            python=platform.python_version(),
            versions={name: found for name in PACKAGES if (found := _version(name))},
            load=round(os.getloadavg()[0], 2),
            measured_at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        )

    def line(self) -> str:
        """One line for the head of a table."""
        versions = ", ".join(f"{name} {found}" for name, found in self.versions.items())
        machine = f"{self.cpu}, {self.cores} cores, {self.memory_gib:g} GiB, {self.system}"
        return f"{machine}; Python {self.python}, {versions}; load before {self.load:g}; {self.measured_at}"

    def to_json(self) -> dict[str, Any]:
        """For the result file."""
        return asdict(self)


def _cpu_model() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
