"""A small shop behind a real socket: each server runs in a thread of its own, on its own event loop."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest

from api.server import make_server
from api.settings import Settings, load_settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.ports import LanguageModel
from assistant.scripted import ScriptedLanguageModel, say
from catalog.policy import PolicySection
from catalog.product import Product
from retrieval.hashing_encoder import HashingEncoder

SECRET_KEY = "sk_0123456789abcdef0123"
OTHER_SECRET_KEY = "sk_fedcba98765432100000"
PUBLIC_KEY = "pk_0123456789abcdef0123"
_PRODUCTS = (
    (
        "jacket-rain",
        "Rain Jacket",
        "Fjellmark",
        "Apparel > Jackets",
        9_900,
        3,
        "Waterproof jacket for cycling in rain.",
    ),
    ("jacket-warm", "Warm Down Jacket", "Nordvik", "Apparel > Jackets", 11_900, 2, "Warm jacket for cold days."),
    ("jacket-lux", "Expedition Jacket", "Fjellmark", "Apparel > Jackets", 49_900, 1, "Warm jacket for the pole."),
    ("boots", "Trail Boots", "Fjellmark", "Footwear > Hiking Boots", 12_000, 4, "Waterproof boots for wet trails."),
    ("sneaker", "City Sneaker", "Nordvik", "Footwear > Sneakers", 8_000, 0, "A light shoe for town."),
    ("socks", "Merino Hiking Socks", "Nordvik", "Apparel > Socks", 1_500, 9, "Warm wool socks for hiking."),
    ("tent", "Two-Person Tent", "Fjellmark", "Camping > Tents", 25_000, 2, "Waterproof tent for two."),
    ("lamp", "Camp Lantern", "Lumo", "Camping > Lighting", 3_000, 5, "A lamp for the tent."),
    ("odd/id", "Odd Mug", "Lumo", "Camping > Kitchen", 900, 5, "A mug with a slash in its id."),
)
_RETURNS = PolicySection(
    source_id="returns#30-days", document="returns", title="Returns", text="You can return anything within 30 days."
)


def _product(row: tuple[Any, ...]) -> Product:
    product_id, title, brand, category, amount, stock, about = row
    status = "in_stock" if stock else "out_of_stock"
    variant = {
        "id": f"{product_id}-1",
        "price": {"amount": amount, "currency": "GBP"},
        "availability": {"available": bool(stock), "status": status},
    }
    return Product.model_validate(
        {
            "id": product_id,
            "title": title,
            "brand": brand,
            "url": f"https://shop.example/p/{product_id}",
            "description": {"plain": about},
            "categories": [{"value": category}],
            "variants": [variant],
            "rating": {"value": 4.5, "count": 10},
        }
    )


@pytest.fixture(scope="session")
def products() -> list[Product]:
    return [_product(row) for row in _PRODUCTS]


@pytest.fixture(scope="session")
def shop_home(tmp_path_factory: pytest.TempPathFactory, products: list[Product]) -> Path:
    """A data folder with the small catalog, indexed."""
    home = tmp_path_factory.mktemp("shop")
    with open_shop(Settings(home=home), encoder=HashingEncoder(), require_catalog=False) as shop:
        shop.catalog.replace(products, source="tests")
        shop.catalog.replace_policies([_RETURNS])
        shop.refresh_index()
    return home


@dataclass(frozen=True)
class Event:
    """One server-sent event."""

    id: str
    name: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Client:
    """A client of one server, and the shop behind it."""

    http: httpx.Client
    shop: Shop

    def chat(self, content: str, conversation: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """A whole answer; `conversation` is an earlier answer to go on from."""
        response = self.http.post(
            "/v1/chat", json=body(content, **_ids(conversation), **more), headers=token(conversation)
        )
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def stream(self, content: str, conversation: dict[str, Any] | None = None, **more: Any) -> list[Event]:
        """All events of an answer."""
        headers = {"Accept": "text/event-stream", **token(conversation)}
        sent = body(content, **_ids(conversation), **more)
        with self.http.stream("POST", "/v1/chat", json=sent, headers=headers) as response:
            assert response.status_code == 200, response.read()
            return list(events_in(response.iter_lines()))


def body(content: str, **more: Any) -> dict[str, Any]:
    return {"message": {"role": "user", "content": content}, **more}


def token(conversation: dict[str, Any] | None) -> dict[str, str]:
    return {"X-Conversation-Token": conversation["conversation_token"]} if conversation else {}


def _ids(conversation: dict[str, Any] | None) -> dict[str, Any]:
    return {"conversation_id": conversation["conversation_id"]} if conversation else {}


def events_in(lines: Iterator[str]) -> Iterator[Event]:
    """Events as they come; comments are left out."""
    fields: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif not line and fields:
            yield Event(fields["id"], fields["event"], json.loads(fields["data"]))
            fields = {}


@contextmanager
def serving(shop: Shop) -> Iterator[str]:
    """The shop on a free port of loopback; gives its URL."""
    server = make_server(shop)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        yield server.url
    finally:
        server.should_exit = True
        thread.join()


ServeShop = Callable[..., Client]


@contextmanager
def _clients(home: Path) -> Iterator[ServeShop]:
    with ExitStack() as stack:

        def serve(model: LanguageModel | None = None, **settings: Any) -> Client:
            own = copytree(home, Path(stack.enter_context(TemporaryDirectory())) / "home")
            chosen = {"home": own, "port": 0, "log_level": "warning", "secret_keys": SECRET_KEY} | settings
            shop = stack.enter_context(
                open_shop(load_settings(**chosen), language_model=model, encoder=HashingEncoder())
            )
            url = stack.enter_context(serving(shop))
            return Client(stack.enter_context(httpx.Client(base_url=url, timeout=20, verify=False)), shop)

        yield serve


@pytest.fixture
def serve(shop_home: Path) -> Iterator[ServeShop]:
    """Starts servers, each of its own copy of the small shop; all stop at the end of the test."""
    with _clients(shop_home) as start:
        yield start


@pytest.fixture(scope="module")
def client(shop_home: Path) -> Iterator[Client]:
    """One server for the whole module, without a language model."""
    with _clients(shop_home) as start:
        yield start()


@pytest.fixture(scope="session")
def secret() -> dict[str, str]:
    """The headers of somebody who holds the secret key."""
    return {"Authorization": f"Bearer {SECRET_KEY}"}


@pytest.fixture(scope="session")
def public_key() -> str:
    return PUBLIC_KEY


@pytest.fixture(scope="session")
def parse_events() -> Callable[[Iterator[str]], Iterator[Event]]:
    """Reads events off the lines of a stream, as they come."""
    return events_in


class GatedModel(ScriptedLanguageModel):
    """Says one sentence; while its gate is closed it waits before the first word, as a slow model would."""

    def __init__(self) -> None:
        super().__init__([say("The Warm Down Jacket is the one I would take.")])
        self.asked = threading.Event()
        self.left = threading.Event()
        self._open = threading.Event()
        self._open.set()

    def close_gate(self) -> None:
        self.asked.clear()
        self._open.clear()

    def open_gate(self) -> None:
        self._open.set()

    async def stream(self, request: Any) -> Any:
        self.asked.set()
        try:
            while not self._open.is_set():  # noqa: ASYNC110 - the gate is moved by another thread
                await asyncio.sleep(0.01)
        except (asyncio.CancelledError, GeneratorExit):
            self.left.set()
            raise
        async for event in super().stream(request):
            yield event


@pytest.fixture
def gated_model() -> GatedModel:
    """A model that can be made to wait."""
    return GatedModel()
