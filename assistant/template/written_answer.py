"""What the template writer hands over."""

from dataclasses import dataclass

from assistant.stream import Citations, Comparison


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer in prose, with its table or its sources where it has any."""

    text: str
    comparison: Comparison | None = None
    citations: Citations | None = None
