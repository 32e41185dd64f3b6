"""Who can write the answers of an evaluation."""

from collections.abc import Callable, Mapping

from assistant.evaluation.players.broken import broken
from assistant.evaluation.players.honest import honest
from assistant.evaluation.players.hostile import hostile
from assistant.evaluation.players.lazy import lazy
from assistant.language_model import ModelRequest
from assistant.scripted import Script, ScriptedLanguageModel

TEMPLATE = "template"
PLAYERS: Mapping[str, Callable[[ModelRequest], Script]] = {
    "honest": honest,
    "lazy": lazy,
    "hostile": hostile,
    "broken": broken,
}
#: Writers of which everything is expected that a case expects; of the others only what must hold whoever writes.
SERVING = frozenset({TEMPLATE, "honest", "live", "recorded"})


def scripted_player(name: str) -> ScriptedLanguageModel | None:
    """A fresh player of this name; None for the template, which needs no model."""
    return None if name == TEMPLATE else ScriptedLanguageModel([PLAYERS[name]], name=name)
