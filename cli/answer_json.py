"""An answer, or what one would be made from, as one JSON object."""

from typing import Any

from api.chat_answer import fold_events
from assistant.brief import TurnBrief
from assistant.prompt import compose
from assistant.stream import Failure, TurnEvent
from assistant.tools.toolbox import TOOL_SPECS
from cli.exit_code import ExitCode


class AnswerJson:
    """Gathers the events of one turn into the object that `POST /v1/chat` gives as JSON."""

    def __init__(self) -> None:
        self._events: list[TurnEvent] = []
        self.exit_code = ExitCode.OK

    def show(self, event: TurnEvent) -> None:
        """Take one event of the turn."""
        self._events.append(event)
        if isinstance(event, Failure):
            self.exit_code = ExitCode.ERROR

    def to_json(self) -> dict[str, Any]:
        """The object; after a failure, the problem that ended the turn."""
        answer = fold_events(self._events)
        return answer.model_dump(mode="json", exclude={"type"}) if isinstance(answer, Failure) else answer


def brief_json(brief: TurnBrief) -> dict[str, Any]:
    """The need, the candidates with their evidence, the whole prompt as text, and how the search was planned."""
    request = compose(brief, TOOL_SPECS)
    said = [f"[{message.role}]\n{message.text}" for message in request.messages]
    return {
        "need": brief.need.model_dump(mode="json"),
        "candidates": [
            {
                "product_id": candidate.product_id,
                "score": round(candidate.score, 6),
                "evidence": [{"signal": e.signal, "weight": round(e.weight, 6)} for e in candidate.evidence],
            }
            for candidate in brief.candidates
        ],
        "prompt": "\n\n".join([f"[system]\n{request.system}", *said]),
        "plan": dict(brief.plan),
        "n_matching": brief.n_matching,
        "relaxed": list(brief.relaxed),
        "corrections": dict(brief.corrections),
        "latency_ms": dict(brief.latency_ms),
    }
