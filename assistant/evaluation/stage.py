"""A shop on which cases are played: the real search, ranker and catalog, and for each case an assistant of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.agent import Assistant
from assistant.briefing import Briefing
from assistant.evaluation.case import Planting
from assistant.evaluation.planting import PlantedCatalog
from assistant.fakes import InMemoryKeeper, MemoryConversationStore
from assistant.model_writer import ModelWriter
from assistant.ports import CatalogReader, LanguageModel, ProductSearch, Ranker


@dataclass(frozen=True, slots=True)
class Scene:
    """One case's assistant, with the catalog it reads and the conversations it keeps.

    Attributes:
        clean_catalog: the same with nothing planted.
        clean_briefing: prepares turns as if nothing had been planted.
    """

    assistant: Assistant
    catalog: CatalogReader
    conversations: MemoryConversationStore
    memory: InMemoryKeeper
    clean_catalog: CatalogReader
    clean_briefing: Briefing


@dataclass(frozen=True, slots=True)
class Stage:
    """The parts of a shop that cases share; none of them keeps anything of a case."""

    search: ProductSearch
    ranker: Ranker
    catalog: CatalogReader

    def set_up(self, plants: Sequence[Planting], model: LanguageModel | None) -> Scene:
        """An assistant over the shop with `plants` in its texts; without a model the template writes."""
        catalog = PlantedCatalog(self.catalog, plants) if plants else self.catalog
        conversations = MemoryConversationStore()
        briefing = Briefing(self.search, self.ranker, catalog)
        tools = (self.search, catalog, self.ranker, briefing.understand)
        writer, memory = (ModelWriter(model, *tools) if model else None), InMemoryKeeper()
        assistant = Assistant(briefing, conversations, writer, memory=memory)
        clean = Briefing(self.search, self.ranker, self.catalog)
        return Scene(assistant, catalog, conversations, memory, self.catalog, clean)
