"""How a turn comes out: who writes it, and how it ends."""

from dataclasses import dataclass, field

from assistant.template.writer import TEMPLATE_WRITER


@dataclass(slots=True)
class Outcome:
    """One turn's, as far as it has come.

    Attributes:
        message_id: of the answer.
        writer: the model's name, or `template`.
        notice: why the template writes where a model should have.
        is_complete: False until the last word is out.
        latency_ms: milliseconds by step, `total` once all is written.
    """

    message_id: str
    writer: str
    stop_reason: str = "end_turn"
    notice: str | None = None
    is_complete: bool = False
    latency_ms: dict[str, float] = field(default_factory=dict)

    def give_up(self, notice: str) -> None:
        """The template writes, and says why."""
        self.writer, self.notice = TEMPLATE_WRITER, notice
