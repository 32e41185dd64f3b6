"""A shop that is open: its catalog, its search, its conversations and its assistant."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from api.catalog_codes import CatalogCodes
from api.desk_here import DeskHere
from api.event_desk import EventDesk
from api.experiment_policy import under_experiments
from api.impressions import Impressions
from api.index_refresher import IndexRefresher
from api.memory import return_freed_memory
from api.settings import Settings
from api.shop_broadcast import open_broadcast
from api.shop_model import ShopModel
from api.shop_recommenders import ShopRecommenders
from api.shop_reports import ShopReports
from api.shopper_records import ShopperRecords
from api.suggested_products import SuggestedProducts
from assistant.agent import Assistant
from assistant.brief import Turn
from assistant.briefing import Briefing
from assistant.conversation import Conversation
from assistant.conversation_store import SqlConversationStore
from assistant.feedback_store import SqlFeedbackStore
from assistant.model_writer import ModelWriter
from assistant.ports import LanguageModel
from assistant.recollection import recollect
from catalog.feeds.report import ImportReport
from catalog.importer import FeedOptions, import_feed, import_policies, import_reviews
from catalog.product import Product
from catalog.store import CatalogChange, CatalogStore
from database.engine import Database
from events.dead_letters import DeadLetters
from events.drawn_rewards import drawn_rewards
from events.echo import Echo
from events.event import Event
from events.event_rules import EventRules
from events.event_writer import EventWriter
from events.intake import EventIntake
from events.listener import EachEvent, EventListener
from events.log import EventLog
from events.session_memory import RecentEvents, SessionMemory
from experiments.live import LiveExperiments
from experiments.store import ExperimentStore
from retrieval.config import RetrievalConfig
from retrieval.encoder import Encoder, open_encoder
from retrieval.engine import SearchEngine
from retrieval.index import BeforePublish, BuildReport, IndexBuilder, Progress
from shoppers.rank_request import Visit

#: So long refused events wait to be repaired and replayed.
DEAD_LETTER_DAYS = 30


class Shop:
    """Everything a door needs; a context manager, shared among all threads of a process.

    The encoder, the search and the assistant are opened when they are first used, so that a command that only reads
    the catalog does not wait for them. `api.wiring.open_shop` makes one.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        model: ShopModel,
        encoder: Encoder | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.model = model
        self.catalog = CatalogStore(database)
        self.conversations = SqlConversationStore(database)
        self.feedback = SqlFeedbackStore(database)
        self.events = EventLog(database)
        self.dead_letters = DeadLetters(database)
        #: Told of the events from outside that `events.echo` lets through, and of the server's own.
        self.event_listeners: list[Callable[[Event], None]] = []
        self._visits = SessionMemory()
        #: Tells other server processes, and what is remembered here of what they tell.
        self.broadcast = open_broadcast(settings, [self._visits])
        told: list[EventListener] = [self._visits, EachEvent(self.event_listeners)]
        self.stored_listeners: tuple[EventListener, ...] = (*told, self.broadcast) if self.broadcast else tuple(told)
        self._event_writer = EventWriter(database, [Echo(self.stored_listeners)], CatalogCodes(self.catalog).named)
        intake = EventIntake(self._event_writer, EventRules(timedelta(days=settings.event_days)))
        #: Takes events in; a server puts one in its place that does so apart.
        self.event_desk: EventDesk = DeskHere(intake)
        self.shoppers = ShopperRecords(database, self.catalog)
        self.experiments = ExperimentStore(database)
        self.live_experiments = LiveExperiments(self.experiments)
        self.reports = ShopReports(database)
        self._encoder = encoder
        self._refresher = IndexRefresher(settings.home, self.catalog, self._publish)

    @cached_property
    def encoder(self) -> Encoder:
        """Turns texts into vectors; exported on the very first use, which takes some seconds."""
        return self._encoder or open_encoder(self.settings.home, self.settings.encoder)

    @cached_property
    def search(self) -> SearchEngine:
        """Finds products; picks up an index that another process publishes."""
        return SearchEngine(self.settings.home, self.encoder, self.catalog.all_products, self._retrieval)

    @cached_property
    def recommenders(self) -> ShopRecommenders:
        """Knows what shoppers like; picks up a model that another process promotes."""
        events = RecentEvents(self.events, self._visits)
        rewards = partial(drawn_rewards, self.database) if self.settings.bandit == "thompson" else None
        return ShopRecommenders(self.settings.home, self.catalog, events, self.settings.exploration, rewards)

    @cached_property
    def suggested_products(self) -> SuggestedProducts:
        """Chooses products where nobody said a word."""
        ranker = self.recommenders.ranker(self.search.affinity, self.search.vectors)
        return SuggestedProducts(self.search, ranker, self.catalog)

    @cached_property
    def assistant(self) -> Assistant:
        """Answers shoppers."""
        ranker = self.recommenders.ranker(self.search.affinity, self.search.vectors)
        briefing = Briefing(self.search, ranker, self.catalog)
        model, tools = self.language_model, (self.search, self.catalog, ranker, briefing.understand)
        writer = ModelWriter(model, *tools) if model else None
        return Assistant(
            briefing, self.conversations, writer, memory=self.shoppers.memory, impressions=self.impressions
        )

    @cached_property
    def impressions(self) -> Impressions:
        """Tells the event log what was shown."""
        return Impressions(self._event_writer, self.recommenders.policy)

    @property
    def language_model(self) -> LanguageModel | None:
        """Who writes the answers, or None where the template does."""
        return self.model.language_model

    @property
    def writer(self) -> str:
        """Who writes the answers: the model's name, or `template`."""
        return self.language_model.name if self.language_model else "template"

    @property
    def is_breaker_open(self) -> bool:
        """Whether the model failed so often that it is not asked for the moment."""
        return self.model.breaker.is_open

    def open_all(self) -> None:
        """Open what is otherwise opened at first use; an index that is behind the catalog is refreshed beside it."""
        nobody = Conversation(conversation_id="warm-up", token_hash="", created_at=datetime.now(UTC))
        self.recommenders.prepare()
        self.live_experiments.refresh()
        self.assistant.prepare(Turn("something warm", nobody))  # counts the catalog's words: the first shopper need not
        if not self._refresher.is_current:
            self._refresher.refresh_soon()
        # What is open now stays: without it in every collection, the longest pause falls from 600 ms to 15.
        gc.collect()
        gc.freeze()
        return_freed_memory()

    def with_memory(self, turn: Turn) -> Turn:
        """The turn with what is remembered of who is here: what every door hands to the assistant."""
        return recollect(replace(turn, visit=self.as_served(turn.visit)), self.shoppers.memory)

    def as_served(self, visit: Visit) -> Visit:
        """The visit with what the shopper agreed to, and with the policy that the experiments give it."""
        if visit.shopper_id and self.shoppers.consents.has_withdrawn(visit.shopper_id):
            visit = replace(visit, is_consented=False)
        return under_experiments(visit, self.live_experiments)

    def import_feed(
        self,
        path: str | Path,
        *,
        force: bool = False,
        dry_run: bool = False,
        progress: Progress | None = None,
        **options: Unpack[FeedOptions],
    ) -> ImportReport:
        """Make a feed the catalog and index it; searches see the old catalog until the new index is whole."""
        index = self._refresher.around(progress)
        return import_feed(self.catalog, path, force=force, dry_run=dry_run, index=index, **options)

    def import_reviews(self, path: str | Path) -> ImportReport:
        """Make a file of reviews all the reviews."""
        reports: list[ImportReport] = []
        self._refresher.keep_mark(lambda: reports.append(import_reviews(self.catalog, path)))
        return reports[0]

    def import_policies(self, folder: str | Path, base_url: str | None = None) -> int:
        """Make the documents of a folder all the shop's documents; returns how many sections."""
        counts: list[int] = []
        self._refresher.keep_mark(lambda: counts.append(import_policies(self.catalog, folder, base_url)))
        return counts[0]

    def upsert_products(self, products: Iterable[Product]) -> CatalogChange:
        """Add or change products; searches follow as soon as the index is refreshed in the background."""
        return self._refreshed_soon(self.catalog.upsert(products))

    def delete_products(self, ids: Iterable[str]) -> CatalogChange:
        """Remove products; they are on no card from now on."""
        return self._refreshed_soon(self.catalog.delete(ids))

    def refresh_index(self, progress: Progress | None = None) -> BuildReport:
        """Bring the index up to date and wait for it."""
        return self._refresher.refresh(progress)

    def status(self) -> dict[str, Any]:
        """The shop's parts in a few words, for readiness and `doctor`."""
        search = self.search.status()
        words = self.catalog.vocabulary()
        return {
            "ready": words.n_products > 0 and search.n_products > 0,
            "catalog": {"version": self.catalog.version(), "n_products": words.n_products, "currency": words.currency},
            "search": {
                "state": search.state,
                "generation": search.generation,
                "n_products": search.n_products,
                "is_current": self._refresher.is_current,
                **({"fault": search.fault} if search.fault else {}),
            },
            "models": dict(self.recommenders.models().versions),
            "writer": self.writer,
            "breaker": "open" if self.is_breaker_open else "closed",
            **({"broker": self.broadcast.state.to_json()} if self.broadcast else {}),
        }

    def forget_old_conversations(self) -> int:
        """Delete conversations past their retention, and what browsers had remembered in them; returns how many."""
        oldest = datetime.now(UTC) - timedelta(days=self.settings.conversation_days)
        n_forgotten = self.conversations.delete_before(oldest)
        self.shoppers.forget_idle(oldest)
        self.database.erase_traces()
        return n_forgotten

    def forget_old_letters(self) -> int:
        """Delete refused events past their retention; returns how many."""
        n_forgotten = self.dead_letters.delete_before(datetime.now(UTC) - timedelta(days=DEAD_LETTER_DAYS))
        self.database.erase_traces()
        return n_forgotten

    async def close_model(self) -> None:
        """Close the model's connections: in the event loop that used them, before `close`."""
        await self.model.aclose()

    def close(self) -> None:
        """Give files, threads and connections back."""
        self._refresher.close()
        self.reports.close()
        self.live_experiments.close()
        self._event_writer.close()
        if self.broadcast:
            self.broadcast.close()
        if "recommenders" in vars(self):
            self.recommenders.close()
        if "search" in vars(self):
            self.search.close()
        self.model.ledger.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _retrieval(self) -> RetrievalConfig:
        return RetrievalConfig(
            model=self.settings.encoder,
            chroma_url=self.settings.chroma_url,
        )

    def _publish(
        self, products: Iterable[Product], progress: Progress | None, before_publish: BeforePublish | None
    ) -> BuildReport:
        """Through the running search where there is one, so that it serves the new index from the next query on."""
        if "search" in vars(self):
            return self.search.publish(products, progress, before_publish)
        builder = IndexBuilder(self.settings.home, self.encoder, self._retrieval)
        return builder.build(products, progress, before_publish)

    def _refreshed_soon(self, change: CatalogChange) -> CatalogChange:
        if change.n_added or change.n_changed or change.n_removed:
            self._refresher.refresh_soon()
        return change
