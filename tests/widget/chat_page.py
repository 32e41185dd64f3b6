"""A shop's page in a browser, as a shopper uses the chat on it."""

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.widget.shop_pages import ShopPages, host_page


class ChatPage:
    """The chat on one page; parts are found by their roles and their `part` names, as a style sheet does."""

    def __init__(self, page: Page, pages: ShopPages, service: str) -> None:
        self.page = page
        self.pages = pages
        self.service = service
        self.errors: list[str] = []  # uncaught ones
        self.requests: list[str] = []  # addresses, in order
        page.on("pageerror", lambda error: self.errors.append(f"{error.message}\n{error.stack}"))
        page.on("request", lambda request: self.requests.append(request.url))
        self.panel = page.locator("[part~=panel]")
        self.launcher = page.locator("[part~=launcher]")
        self.field = page.locator("[part~=input]")
        self.answers = self.panel.locator(".answer")
        self.cards = self.panel.locator("[part~=card]")
        self.chips = self.panel.locator("[part~=suggestion]")
        self.stop = self.panel.locator("[part~=stop]")
        self.sender = self.panel.locator("[part~=send]")
        self.announcer = self.panel.locator("[part~=announcer]")
        self.failure = self.panel.locator("[part~=failure]")

    def visit(self, body: str = "<h1>Winter sale</h1>", *, path: str = "/", head: str = "", **data: str) -> "ChatPage":
        """Go to a page of the shop with this body and these settings of the chat."""
        headers = {"Content-Security-Policy": data.pop("policy")} if "policy" in data else {}
        address = self.pages.put(path, host_page(self.service, body, head=head, **data), **headers)
        self.page.goto(address)
        return self

    def open(self) -> "ChatPage":
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def say(self, text: str) -> "ChatPage":
        """Write and send, without waiting for what comes."""
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def ask(self, text: str) -> Locator:
        """Write, send and wait; gives the answer."""
        n_before = self.answers.count()
        self.say(text)
        return self.ended(n_before)

    def ended(self, n_before: int) -> Locator:
        """The first answer behind so many, once it is over."""
        answer = self.answers.nth(n_before)
        expect(answer).to_be_attached()
        expect(self.sender).to_be_visible()
        return answer

    def hurry_to(self, awaited: Locator) -> None:
        """Let the page's own time (`page.clock.install`) run until that is there."""
        for _ in range(400):
            if awaited.count():
                return
            self.page.clock.run_for(250)
        raise AssertionError(f"{awaited} did not come")

    def said(self) -> list[str]:
        """What a screen reader was told, in order."""
        return self.announcer.locator("p").all_text_contents()

    def heard(self, name: str) -> list[dict[str, Any]]:
        """The details of the events `shopkeeper:name` since `listen`."""
        return self.page.evaluate(
            "name => window.heard.filter(([one]) => one === name).map(([, detail]) => detail)", name
        )

    def listen(self, *names: str) -> None:
        """Keep the details of these events."""
        self.page.evaluate(
            """names => { window.heard = []; for (const name of names) document.addEventListener(`shopkeeper:${name}`,
            (event) => window.heard.push([name, JSON.parse(JSON.stringify(event.detail ?? null))])); }""",
            names,
        )

    def focused(self) -> str:
        """What has the focus, inside the shadow root too: its label, text or name."""
        return self.page.evaluate(
            """() => { let one = document.activeElement;
            while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
            if (one === document.body) return '';
            return one?.getAttribute('aria-label') || one?.textContent.trim() || one?.localName || ''; }"""
        )

    def storage(self, name: str) -> dict[str, str]:
        """All that lies in `localStorage` or `sessionStorage`."""
        return self.page.evaluate("name => ({...window[name]})", name)


def eventually(condition: Callable[[], Any]) -> Any:
    """What the condition comes to, once it is true: for what happens on a server after a page has been left."""
    deadline = time.monotonic() + 15
    while not (met := condition()):
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)
    return met


def requested(chat: ChatPage, path: str) -> list[str]:
    """The addresses that were asked for under the service, with `path` in them."""
    return [url for url in chat.requests if url.startswith(chat.service) and re.search(path, url)]
