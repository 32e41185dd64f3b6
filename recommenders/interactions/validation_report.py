"""What was found in a batch of event lines."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule and the lines that break it.

    Attributes:
        sentence: what is wrong with them.
        n_lines: how many they are.
        share: of all lines.
        named: `message_id` of the first of them, by time.
    """

    sentence: str
    n_lines: int
    share: float
    named: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.sentence}: {self.n_lines:,} lines ({self.share:.2%}), first {', '.join(self.named)}"


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """A batch in figures.

    Attributes:
        n_lines: all that was read.
        n_faulty: lines with one fault or more; they are left out.
        faults: the rules that were broken.
        left_out: sound lines that are not learned from, by reason.
        outliers: prices and quantities far from the rest; they are kept.
        missing: by column, how many figures are missing; see `imputed`.
        imputed: by column, what stands in for a missing figure.
        currency: whose amounts are kept; empty where no line has one.
        window: first and last second of the sound lines; None without any.
    """

    n_lines: int
    n_faulty: int
    faults: tuple[Finding, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    outliers: tuple[Finding, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    imputed: Mapping[str, float] = field(default_factory=dict)
    currency: str = ""
    window: tuple[int, int] | None = None

    @property
    def fault_share(self) -> float:
        """Faulty lines over all lines."""
        return self.n_faulty / self.n_lines if self.n_lines else 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values, fit for a manifest or a page."""
        return {**asdict(self), "fault_share": self.fault_share}

    def sentences(self) -> tuple[str, ...]:
        """The report as people read it, gravest first."""
        head = f"{self.n_lines:,} lines, {self.n_faulty:,} faulty ({self.fault_share:.2%})"
        left = [f"left out, {reason}: {n:,} lines" for reason, n in self.left_out.items() if n]
        return (head, *map(str, self.faults), *left, *(f"kept, but {one}" for one in self.outliers))
