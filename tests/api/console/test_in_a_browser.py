"""The console in a real browser: what its policy lets through, what it keeps out, and who can use it.

The browser is driven from a thread of its own, since Playwright keeps the thread's event loop for itself.
"""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation import Conversation, Message
from recommenders.registry import Registry
from tests.api.console.conftest import KEY
from tests.api.console.test_conversations import HOSTILE, NOW
from tests.recommenders.tiny_models import tiny_artifact

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")

Walk = Callable[[Any, str], None]
_AXE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Nothing but this machine can be reached, whatever a page names.
_ARGUMENTS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-dev-shm-usage"]
PAGES = ("", "conversations", "feedback", "catalog", "models", "experiments", "try")


@pytest.fixture(scope="module")
def chromium() -> str:
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium was found: see CONTRIBUTING.md")
    return str(path)


@pytest.fixture
def browse(chromium: str) -> Callable[..., list[str]]:
    """Takes a walk through a console, and returns what the browser complained of."""

    def take(client: Any, walk: Walk, **context: Any) -> list[str]:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(_walk, chromium, f"{client.http.base_url}/console/", walk, context).result()

    return take


def _walk(path: str, console: str, walk: Walk, context: dict[str, Any]) -> list[str]:
    complaints: list[str] = []
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*_ARGUMENTS, *as_root])
        credentials = {"username": KEY[0], "password": KEY[1]}
        page = browser.new_context(http_credentials=credentials, **context).new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        walk(page, console)
        browser.close()
    return complaints


def hostile_conversation(client: Any) -> str:
    conversation, _ = Conversation.begin()
    client.shop.conversations.create(conversation)
    card = {
        "product_id": "p", "title": HOSTILE, "url": "javascript:alert(1)", "availability": "in_stock",
        "reason": HOSTILE,
    }  # fmt: skip
    asked = Message(message_id="m", role="user", content=HOSTILE, at=NOW, prompt=HOSTILE)
    told = Message(message_id="a", role="assistant", content=HOSTILE, at=NOW, cards=(card,))
    client.shop.conversations.append(conversation.conversation_id, [asked, told])
    return conversation.conversation_id


def test_the_overview_fills_itself_in_and_nothing_is_complained_of(serve: Any, browse: Any) -> None:
    client = serve()
    client.chat("a warm jacket", user={"anonymous_id": "a_1"})
    client.shop.impressions.flush()

    def walk(page: Any, console: str) -> None:
        page.goto(console)
        assert page.locator("#report[aria-busy]").count() == 1
        page.wait_for_selector("#report:not([aria-busy])")
        assert page.locator("#report svg").count() > 0
        assert page.locator("#report").inner_text().count("CTR@3") > 0

    assert browse(client, walk) == []


def test_every_page_reads_without_a_complaint_and_fits_a_phone(serve: Any, browse: Any) -> None:
    client = serve()
    client.chat("a warm jacket")
    hostile = hostile_conversation(client)

    def walk(page: Any, console: str) -> None:
        for path in (*PAGES, f"conversations/{hostile}"):
            page.goto(console + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    assert browse(client, walk, viewport={"width": 390, "height": 800}) == []


def test_what_others_wrote_neither_runs_nor_leads_away(serve: Any, browse: Any) -> None:
    client = serve()
    hostile = hostile_conversation(client)

    def walk(page: Any, console: str) -> None:
        page.goto(f"{console}conversations/{hostile}")
        assert page.locator(".said.shopper").inner_text().endswith(HOSTILE)
        assert page.locator("main a[href^='javascript']").count() == 0
        page.goto(f"{console}try")
        page.fill("[name=question]", f"{HOSTILE} a tent")
        page.click("form.ask button")
        page.wait_for_selector("#answer")

    assert browse(client, walk) == []


def test_no_text_can_be_made_into_html_by_a_script(serve: Any, browse: Any) -> None:
    def walk(page: Any, console: str) -> None:
        page.goto(f"{console}try")
        with pytest.raises(playwright.Error, match="TrustedHTML"):
            page.evaluate("document.body.innerHTML = '<p>x</p>'")

    browse(serve(), walk)


def test_staff_press_the_button_and_the_model_serves(serve: Any, browse: Any) -> None:
    client = serve()
    registry = Registry(client.shop.settings.home)
    version = registry.add(tiny_artifact(1.0)).version

    def walk(page: Any, console: str) -> None:
        page.goto(f"{console}models/tiny/{version}")
        page.click("text=Promote tiny")
        page.wait_for_selector("text=serves now")

    assert browse(client, walk) == []
    assert registry.serving().versions == {"tiny": version}


def test_the_button_on_a_page_of_somebody_else_does_nothing(serve: Any, browse: Any) -> None:
    client = serve()
    registry = Registry(client.shop.settings.home)
    version = registry.add(tiny_artifact(1.0)).version

    def walk(page: Any, console: str) -> None:
        page.goto(f"{console}models")  # the browser knows the key from here on
        # Another port is another origin and the same site: browsers send the key along.
        foreign = f"<form method=post action='{console}models/tiny/{version}/promote'><button>Win!</button></form>"
        page.route("http://127.0.0.1:9/", lambda route: route.fulfill(body=foreign, content_type="text/html"))
        page.goto("http://127.0.0.1:9/")
        page.click("button")
        page.wait_for_selector("text=nothing was done")

    browse(client, walk)
    assert registry.serving().versions == {}


@pytest.mark.skipif(not _AXE.exists(), reason="axe-core is not installed: npm ci in tests/widget")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_by_how_the_pages_are_made(serve: Any, browse: Any, scheme: str) -> None:
    client = serve()
    conversation = client.chat("a warm jacket under 150")["conversation_id"]

    def walk(page: Any, console: str) -> None:
        for path in (*PAGES, f"conversations/{conversation}"):
            page.goto(console + path)
            page.evaluate(_AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path

    browse(client, walk, bypass_csp=True, color_scheme=scheme)
