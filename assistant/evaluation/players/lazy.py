"""A model that hardly tries: one vague sentence, nothing presented, nothing looked up."""

from assistant.evaluation.players.prompt_reading import PromptReading
from assistant.evaluation.players.variety import pick
from assistant.language_model import ModelEvent, ModelRequest
from assistant.scripted import say

_SAID = ("Sure, have a look at these.", "Here you go!", "There are some options.", "Okay.", "Hm, hard to say.", "…")


def lazy(request: ModelRequest) -> list[ModelEvent]:
    """Answer one request."""
    return say(pick(PromptReading(request).words, _SAID))
