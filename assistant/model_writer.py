"""Lets a language model write answers; `assistant/agent.py` has the loop, `assistant/model_turn.py` one turn of it."""

from collections.abc import Callable

from assistant.answer import Answer
from assistant.brief import Turn
from assistant.citing import cited_before
from assistant.model_turn import ModelTurn
from assistant.need import ShoppingNeed
from assistant.ports import CatalogReader, LanguageModel, ProductSearch, Ranker
from assistant.prompt import compose
from assistant.replay import Replay
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.lookup import Lookup
from assistant.tools.toolbox import TOOL_SPECS, TOOLS

__all__ = ["TOOLS", "TOOL_SPECS", "ModelWriter"]

#: Of everything shown in a conversation the latest this many may be spoken of without being looked up again.
N_KNOWN = 40


class ModelWriter:
    """Writes with `model`; what it needs to look things up is the same for every turn.

    Args:
        model: writes.
        search: finds products for the model's tools.
        catalog: has the facts.
        ranker: orders what the tools find.
        understand: reads a message as the next turn would, so that suggested replies lead somewhere.
    """

    def __init__(
        self,
        model: LanguageModel,
        search: ProductSearch,
        catalog: CatalogReader,
        ranker: Ranker | None = None,
        understand: Callable[[Turn], ShoppingNeed] | None = None,
    ) -> None:
        self._model = model
        self._lookup = Lookup(search, catalog, ranker, understand)

    @property
    def name(self) -> str:
        """The model's name, as `message_end.writer` shows it."""
        return self._model.name

    def begin(self, answer: Answer) -> ModelTurn:
        """Get ready to write: the prompt, and everything that may be spoken of. Reads the catalog."""
        brief, catalog = answer.brief, self._lookup.catalog
        known = catalog.products([*brief.turn.conversation.ever_shown[-N_KNOWN:], *brief.turn.cart])
        replay = Replay.of(brief.turn.conversation)
        request = compose(brief, TOOL_SPECS, known, replay)
        answer.prompt = request.messages[-1].text
        context = ToolContext(brief, self._lookup, f"{replay.described}\n{answer.prompt}", known)
        if sections := cited_before(brief.turn.conversation, catalog):
            context.take(Found("", sections=sections))
            context.sections.clear()
        return ModelTurn(self._model, answer, context, request)
