"""The demo's shop with the chat in it, in a browser: searched, bought from, and open to everybody."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from api.server import make_server
from api.settings import Settings
from api.wiring import open_shop
from retrieval.hashing_encoder import HashingEncoder
from storefront.shop_front import Signboard
from storefront.shopper import NEWCOMER
from storefront.site import storefront_routes
from tests.widget.test_accessibility import AXE

SERIOUS = ("serious", "critical")
PAGES = (
    "", "c/apparel", "p/jacket-warm", "search?q=warm", "search?q=", "cart", "checkout", "orders", "p/nothing-like-it",
)  # fmt: skip


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    with open_shop(Settings(home=home, port=0, log_level="error"), encoder=HashingEncoder()) as shop:
        server = make_server(shop, beside=storefront_routes(shop.catalog, [NEWCOMER], Signboard()))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        yield f"{server.url}/shop/"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def storefront(shop_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address; the catalog is three jackets."""
    with _serving(copytree(shop_home, tmp_path_factory.mktemp("storefront") / "home")) as url:
        yield url


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser of its own; none may fail on it."""
    context = chromium.new_context(bypass_csp=getattr(request, "param", False), locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def test_a_shopper_asks_adds_and_pretends_to_pay(visit: Page, storefront: str) -> None:
    visit.goto(storefront)
    visit.locator("[part~=launcher]").click()
    visit.locator("[part~=input]").fill("a warm jacket under 130")
    visit.keyboard.press("Enter")
    card = visit.locator("[part~=card]", has_text="Warm Down Jacket")
    card.get_by_role("button", name="Add to cart").click()
    card.get_by_role("button", name="Add to cart").click()  # the size is chosen
    expect(card.get_by_role("status")).to_contain_text("Added")
    visit.goto(f"{storefront}cart")
    expect(visit.get_by_role("main")).to_contain_text("£119.00")
    visit.get_by_role("dialog").get_by_role("button", name="Close").click()  # it came along, as it was open
    visit.get_by_role("link", name="To the checkout").click()
    visit.get_by_role("button", name="Pretend to pay").click()
    expect(visit).to_have_url(re.compile("orders"))
    visit.goto(f"{storefront}orders")
    expect(visit.get_by_role("main")).to_contain_text("Warm Down Jacket")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in tests/widget")
@pytest.mark.parametrize("visit", [True], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_kept_out_by_how_a_page_is_made(visit: Page, storefront: str, path: str) -> None:
    visit.goto(storefront + path)
    visit.wait_for_load_state("networkidle")
    visit.evaluate(AXE.read_text(encoding="utf-8"))
    found: Any = visit.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] in SERIOUS] == []
