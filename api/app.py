"""The HTTP application over an open shop."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from importlib.metadata import version

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute

from api.body_gate import BodyGate, BodyLimits
from api.console import trial
from api.console.office import Office
from api.console.routers import ROUTERS as CONSOLE
from api.door import Door
from api.mcp.door import McpDoor
from api.openai_error import OpenAiErrors
from api.origins import origins_that_read
from api.problem import install_problem_handlers
from api.request_log import RequestLog
from api.routes import (
    catalog,
    chat,
    completions,
    conversations,
    events,
    experiments,
    feedback,
    health,
    mcp,
    recommendations,
    reports,
    runs,
    search,
    shoppers,
    ui_stream,
    widget,
)
from api.settings import Settings
from api.shop import Shop
from api.widget_files import WidgetFiles

log = logging.getLogger("shopkeeper.api")

#: The two that most requests are for come first: the framework tries one path after the other.
_NOUNS = (
    chat, events, completions, ui_stream, mcp, runs, conversations, feedback, shoppers, search, recommendations,
    catalog, experiments, reports, widget, health,
)  # fmt: skip
RETENTION_SECONDS = 3_600.0
#: Clients that send the whole conversation every time, cards and all, may send so many times as much as others.
RETOLD_BODIES = 8
_ALLOWED_HEADERS = [
    "Accept",
    "Authorization",
    "Content-Type",
    "Last-Event-ID",
    "X-Conversation-ID",
    "X-Conversation-Token",
    "X-Request-ID",
]
_EXPOSED_HEADERS = ["Retry-After", "X-Request-ID"]


def create_app(shop: Shop, beside: Sequence[BaseRoute] = ()) -> FastAPI:
    """An application that serves `shop`; whoever opened the shop closes it after the application has shut down.

    Args:
        shop: what is served.
        beside: routes that are no part of the API, such as pages that use it from the same origin.
    """
    door = Door.of(shop)
    app = FastAPI(
        title="Shopkeeper",
        version=version("shopkeeper-assistant"),
        lifespan=_lifespan,
        docs_url=None,  # both pages would load their scripts from elsewhere
        redoc_url=None,
    )
    app.state.door = door
    app.state.mcp = McpDoor(shop)
    app.state.widget = WidgetFiles.read()
    install_problem_handlers(app)
    app.state.office = Office(door)
    for router in (*(noun.router for noun in _NOUNS), *CONSOLE):
        app.include_router(router)
    app.router.routes.extend(beside)
    _add_middleware(app, door, shop.settings)
    return app


def _add_middleware(app: FastAPI, door: Door, settings: Settings) -> None:
    """The last one added is the first to see a request."""
    retold = settings.max_body_bytes * RETOLD_BODIES
    by_path = (
        ("/v1/catalog/products", settings.max_catalog_body_bytes),
        (completions.PATH, retold),
        (ui_stream.PATH, retold),
        *((path, events.MAX_BODY_BYTES) for path in events.PATHS),
    )
    limits = BodyLimits(settings.max_body_bytes, by_path, judged_paths=events.PATHS, form_paths=frozenset({trial.PATH}))
    app.add_middleware(BodyGate, limits=limits)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins_that_read(settings),
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=_ALLOWED_HEADERS,
        expose_headers=_EXPOSED_HEADERS,
    )
    app.add_middleware(RequestLog, count=door.metrics.count_request)
    app.add_middleware(OpenAiErrors, path=completions.PATH)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    door: Door = app.state.door
    retention = asyncio.create_task(_keep_retention(door.shop))
    await door.shop.event_desk.prepare()
    if door.shop.broadcast:
        door.shop.broadcast.start()
    yield
    retention.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await retention
    await app.state.mcp.close()
    app.state.office.close()
    await door.runs.stop_all()
    await door.shop.event_desk.close()
    await door.shop.close_model()


async def _keep_retention(shop: Shop) -> None:
    """Forget what is past its retention, at start and every hour; a database that is down is tried again."""
    while True:
        try:
            n_forgotten = await asyncio.to_thread(shop.forget_old_conversations)
            n_letters = await asyncio.to_thread(shop.forget_old_letters)
            log.info("%d conversations and %d dead letters past their retention were deleted", n_forgotten, n_letters)
        except Exception:
            log.exception("what is past its retention could not be deleted; trying again in an hour")
        await asyncio.sleep(RETENTION_SECONDS)
