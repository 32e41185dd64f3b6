"""One browser and one small shop for all tests here; each test has its own context, each context its own storage."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from api.settings import Settings, load_settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.ports import LanguageModel
from catalog.policy import PolicySection
from catalog.product import Product
from retrieval.hashing_encoder import HashingEncoder
from tests.api.conftest import GatedModel, serving
from tests.widget.chat_page import ChatPage
from tests.widget.scripted_service import ScriptedService, serving_script
from tests.widget.shop_pages import ShopPages, serving_pages

PUBLIC_KEY = "pk_0123456789abcdef0123"
#: Nothing but this machine can be reached, whatever a page names.
_ARGUMENTS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-dev-shm-usage"]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = "no Chromium was found to test the widget with: see CONTRIBUTING.md"
_PRODUCTS: tuple[tuple[str, str, str, str, dict[str, tuple[str, int]]], ...] = (
    ("jacket-warm", "Warm Down Jacket", "Nordvik", "Warm jacket for cold days.",
     {"4001": ("S", 11_900), "4002": ("M", 12_400)}),
    ("jacket-rain", "Rain Jacket", "Fjellmark", "Waterproof jacket for cycling in rain.",
     {"4003": ("One size", 9_900)}),
    ("jacket-lux", "Expedition Jacket", "Fjellmark", "Warm jacket for the pole.", {"4004": ("One size", 49_900)}),
)  # fmt: skip
_RETURNS = PolicySection(
    source_id="returns#30-days", document="returns", title="Returns", text="You can return anything within 30 days.",
    url="https://shop.example/returns",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: from the first on Playwright's event loop runs in this thread, and there is only one."""
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    expect.set_options(timeout=15_000)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS, *as_root])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site() -> Iterator[ShopPages]:
    with serving_pages() as pages:
        yield pages


@pytest.fixture
def pages(site: ShopPages) -> Iterator[ShopPages]:
    """The shop's own web site, empty at first."""
    site.clear()
    yield site


@pytest.fixture
def script() -> Iterator[ScriptedService]:
    """A service whose answers and faults are scripted."""
    with serving_script() as service:
        yield service


def _product(row: tuple[str, str, str, str, dict[str, tuple[str, int]]]) -> Product:
    product_id, title, brand, about, sizes = row
    variants = [
        {"id": number, "title": size, "price": {"amount": amount, "currency": "GBP"},
         "options": [{"name": "Size", "label": size}]}
        for number, (size, amount) in sizes.items()
    ]  # fmt: skip
    about_it = {"id": product_id, "title": title, "brand": brand, "url": f"https://shop.example/p/{product_id}"}
    more = {
        "description": {"plain": about},
        "categories": [{"value": "Apparel > Jackets"}],
        "rating": {"value": 4.5, "count": 10},
    }
    return Product.model_validate({**about_it, **more, "variants": variants})


@pytest.fixture(scope="session")
def shop_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three jackets, indexed."""
    home = tmp_path_factory.mktemp("widget_shop")
    with open_shop(Settings(home=home), encoder=HashingEncoder(), require_catalog=False) as shop:
        shop.catalog.replace([_product(row) for row in _PRODUCTS], source="tests")
        shop.catalog.replace_policies([_RETURNS])
        shop.refresh_index()
    return home


class Service:
    """A real server, its shop, and a client of its own."""

    def __init__(self, url: str, shop: Shop, http: httpx.Client) -> None:
        self.url = url
        self.shop = shop
        self.http = http


@contextmanager
def _served(
    home: Path, own: Path, origin: str, model: LanguageModel | None = None, **settings: Any
) -> Iterator[Service]:
    chosen = {
        "home": copytree(home, own),
        "port": 0,
        "log_level": "error",
        "allowed_origins": origin,
        "public_keys": PUBLIC_KEY,
    }
    with ExitStack() as stack:
        shop = stack.enter_context(
            open_shop(load_settings(**chosen | settings), language_model=model, encoder=HashingEncoder())
        )
        url = stack.enter_context(serving(shop))
        yield Service(url, shop, stack.enter_context(httpx.Client(base_url=url, timeout=20, verify=False)))


@pytest.fixture(scope="session")
def service(shop_home: Path, site: ShopPages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The real server, answering without a language model."""
    with _served(shop_home, tmp_path_factory.mktemp("served") / "home", site.url) as served:
        yield served


@pytest.fixture
def gated(shop_home: Path, site: ShopPages, tmp_path: Path) -> Iterator[tuple[Service, GatedModel]]:
    """A real server whose model waits at a gate, so that an answer can be caught under way."""
    model = GatedModel()
    with _served(shop_home, tmp_path / "home", site.url, model, resume_seconds=20) as served:
        model.close_gate()
        yield served, model
        model.open_gate()


OpenChat = Callable[..., ChatPage]


@pytest.fixture
def chat_on(chromium: Browser, pages: ShopPages) -> Iterator[OpenChat]:
    """Opens pages with the chat of a service; `context` shares a shopper's browser, more are a new one's options."""
    opened: list[ChatPage] = []

    def open_page(address: str, context: Any = None, **options: Any) -> ChatPage:
        own = context or chromium.new_context(
            **{"viewport": {"width": 1200, "height": 850}, "locale": "en-GB"} | options
        )
        own.set_default_timeout(15_000)
        opened.append(ChatPage(own.new_page(), pages, address))
        return opened[-1]

    yield open_page
    errors = [error for chat in opened for error in chat.errors]
    for context in {chat.page.context for chat in opened}:
        context.close()
    assert errors == []


@pytest.fixture
def chat(chat_on: OpenChat, service: Service) -> ChatPage:
    """A page with the chat of the real server, not visited yet."""
    return chat_on(service.url)


@pytest.fixture
def scripted(chat_on: OpenChat, script: ScriptedService) -> ChatPage:
    """A page with the chat of the scripted service, not visited yet."""
    return chat_on(script.url)
