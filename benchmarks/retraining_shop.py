"""The sample shop whose year arrives in parts: data folders that know of it up to some day."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.process import SHOPKEEPER, run
from benchmarks.workplace import REPOSITORY, Workplace

SIMULATOR = REPOSITORY / "examples" / "outfitters" / "simulate.py"
#: Models that train in a second; what is measured is the loop around them.
MODELS = ("popularity", "item_neighbours", "session_neighbours")
#: When the models are first trained, when they are trained again, and what comes then (in one year with a shift).
FIRST, SECOND = "2026-07-01", "2026-10-18"
#: Categories that everybody wants more from the second day on, in the shifted year.
SHIFTED = "Home"


@dataclass(frozen=True, slots=True)
class Retrained:
    """What `shopkeeper retrain --json` said."""

    answer: dict[str, Any]
    seconds: float

    @property
    def triggers(self) -> list[dict[str, Any]]:
        """What was looked at."""
        return list(self.answer["check"]["triggers"])

    def psi(self, what: str) -> float:
        """Of event types, categories or scores."""
        (figure,) = (one["figure"] for one in self.triggers if f"PSI of {what} " in one["sentence"])
        return float(figure)

    @property
    def fired(self) -> list[str]:
        """Names of the triggers that asked for a training."""
        return [one["name"] for one in self.triggers if one["fires"]]


def retrain(home: Path, *options: str) -> Retrained:
    """Run the command in a process of its own."""
    done = run([SHOPKEEPER, "retrain", *options, "--json"], home)
    return Retrained(json.loads(done.output), done.seconds)


def import_part(home: Path, year: Path, start: str, end: str) -> int:
    """Bring the events of some days of a year into the log; returns how many."""
    part = home.parent / f"{home.name}-part.jsonl"
    lines = [line for line in year.read_text(encoding="utf-8").splitlines(keepends=True) if start <= _day(line) < end]
    part.write_text("".join(lines), encoding="utf-8")
    run([SHOPKEEPER, "events", "import", str(part)], home)
    return len(lines)


def years(workplace: Workplace) -> tuple[Path, Path]:
    """The year as it was, and the one in whose last four weeks demand has shifted."""
    made = []
    for name, options in (("plain", ()), ("shifted", ("--shift", SHIFTED))):
        folder = workplace.scratch / f"retraining-{name}"
        if not folder.exists():
            run([sys.executable, str(SIMULATOR), str(folder), *options])
        made.append(folder / "events.jsonl")
    return made[0], made[1]


def fresh_home(workplace: Workplace) -> Path:
    """A data folder with the catalog and without events."""
    home = workplace.scratch / "retraining-home"
    shutil.rmtree(home, ignore_errors=True)
    run([SHOPKEEPER, "demo", "--once", "--untrained"], home)
    return home


def copy_of(home: Path, name: str) -> Path:
    """Another data folder that holds the same."""
    copy = home.with_name(f"{home.name}-{name}")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)
    return copy


def _day(line: str) -> str:
    return str(json.loads(line)["timestamp"])[:10]
