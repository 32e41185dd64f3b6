"""One line of a checkup: what was looked at, how it is, and what to do about it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["ok", "note", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. A `note` is worth knowing and stops nothing; `fix` is there whenever it failed."""

    name: str
    state: State
    detail: str
    fix: str = ""

    def to_line(self) -> str:
        """For a person: `ok      Python   3.11.9`, the fix on a line of its own."""
        line = f"{self.state:<8}{self.name:<14}{self.detail}"
        return f"{line}\n{'':<22}→ {self.fix}" if self.fix else line

    def to_json(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)
