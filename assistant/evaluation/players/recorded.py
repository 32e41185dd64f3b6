"""A live model's recorded rounds as a model: what failed once can be looked at again without the model."""

from collections import deque
from collections.abc import Iterable

from assistant.cleaning import clean
from assistant.evaluation.players.prompt_reading import PromptReading
from assistant.evaluation.recording import RecordedRound
from assistant.evaluation.report import CaseResult
from assistant.language_model import ModelRequest, ModelUnavailable
from assistant.prompt import MAX_MESSAGE_CHARACTERS
from assistant.scripted import Script, ScriptedLanguageModel


def recorded_player(result: CaseResult) -> ScriptedLanguageModel:
    """Plays the rounds of one case, turn by turn; a round more than was recorded is an unavailable model."""
    turns = [(clean(turn.say, MAX_MESSAGE_CHARACTERS), deque(turn.rounds)) for turn in result.transcript]

    def play(request: ModelRequest) -> Script:
        words = PromptReading(request).words
        one = _next(rounds for said, rounds in turns if said == words)
        return one.script() if one else [ModelUnavailable("the recording has no further round")]

    return ScriptedLanguageModel([play], name="recorded")


def _next(turns: Iterable[deque[RecordedRound]]) -> RecordedRound | None:
    """The next round of the first turn that has one left: the same words may be said twice."""
    return next((rounds.popleft() for rounds in turns if rounds), None)
