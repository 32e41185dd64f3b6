"""The table a benchmark ends in: what was claimed, what was measured, whether it holds."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from benchmarks.hardware import Hardware

Unit = Literal["ms", "s", "MB", "products/s", "×", ""]


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure must be: at most `limit`, or at least."""

    limit: float
    is_floor: bool = False

    def is_met(self, measured: float) -> bool:
        """False for nan, too."""
        return measured >= self.limit if self.is_floor else measured <= self.limit

    def text(self, unit: Unit) -> str:
        """`≤ 12 ms`."""
        return f"{'≥' if self.is_floor else '≤'} {figure(self.limit, unit)}"


def at_most(limit: float) -> Target:
    """A ceiling."""
    return Target(limit)


def at_least(limit: float) -> Target:
    """A floor."""
    return Target(limit, is_floor=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Without a target it is there for information."""

    what: str
    measured: float
    unit: Unit
    target: Target | None = None

    @property
    def is_met(self) -> bool | None:
        """None without a target."""
        return self.target.is_met(self.measured) if self.target else None

    def cells(self) -> tuple[str, str, str, str]:
        """What, target, measured, met."""
        verdict = {True: "met", False: "**not met**", None: ""}[self.is_met]
        return self.what, self.target.text(self.unit) if self.target else "", figure(self.measured, self.unit), verdict

    def to_json(self) -> dict[str, Any]:
        """For the result file."""
        target = {"limit": self.target.limit, "is_floor": self.target.is_floor} if self.target else None
        return {"what": self.what, "measured": self.measured, "unit": self.unit, "target": target, "met": self.is_met}


@dataclass(slots=True)
class Table:
    """Rows under one heading, with the machine they come from and notes on how to read them."""

    title: str
    command: str
    hardware: Hardware = field(default_factory=Hardware.here)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, measured: float, unit: Unit, target: Target | None = None) -> None:
        """Put a figure at the end."""
        self.rows.append(Row(what, measured, unit, target))

    @property
    def n_missed(self) -> int:
        """Targets not met."""
        return sum(row.is_met is False for row in self.rows)

    def to_markdown(self) -> str:
        """For people."""
        lines = [f"# {self.title}", "", f"`{self.command}` · {self.hardware.line()}", ""]
        lines += ["| | target | measured | |", "|---|---|---|---|"]
        lines += [f"| {' | '.join(row.cells())} |" for row in self.rows]
        notes = "\n".join(f"- {note}" for note in self.notes)
        return "\n".join(lines) + "\n" + (f"\n{notes}\n" if notes else "")

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "title": self.title,
            "command": self.command,
            "hardware": self.hardware.to_json(),
            "rows": [row.to_json() for row in self.rows],
            "notes": self.notes,
        }

    def write(self, folder: Path, name: str) -> None:
        """Write `<name>.md` and `<name>.json`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(self.to_markdown(), encoding="utf-8")
        text = json.dumps(self.to_json(), indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def figure(value: float, unit: Unit) -> str:
    """A figure with as many digits as it can be trusted for."""
    digits = 0 if abs(value) >= 100 or float(value).is_integer() else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}{' ' if unit and unit != '×' else ''}{unit}"
