"""Makes a case of a message, and says what a judge thinks of a turn."""

from typing import Any

from assistant.evaluation.case import Case
from assistant.evaluation.judge import failures
from assistant.evaluation.played import PlayedCase, PlayedTurn

#: Expects what every turn fulfils; a case must expect something of its own.
NOTHING = {"cards": {"min": 0}}


def make_case(say: Any, **more: Any) -> Case:
    """A case in the short form."""
    expect = more.pop("expect", NOTHING)
    return Case.model_validate({"id": "one", "twin": "two", "topic": "find", "say": say, "expect": expect, **more})


def told(turn: PlayedTurn, *, is_serving: bool = True, **expect: Any) -> str:
    """What a judge says of a turn, for an expectation; "" if all of it holds."""
    case = make_case(turn.turn.message, expect=NOTHING | expect)
    return "\n".join(failures(case, PlayedCase((turn,)), is_serving=is_serving))
