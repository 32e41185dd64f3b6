"""Takes the pictures of docs/screens: `python docs/record_screens.py URL SECRET_KEY [NAME …]`.

URL is that of a running `shopkeeper demo` with all its models; the key opens its console. Needs Playwright and Debian's
Chromium. With names, only those pictures are taken anew.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

FOLDER = Path(__file__).parent / "screens"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
TALL = {**DESKTOP, "viewport": {"width": 1280, "height": 1040}}
PHONE = {"viewport": {"width": 390, "height": 800}, "locale": "en-GB", "device_scale_factor": 2, "has_touch": True}
QUESTION = "a warm jacket for cycling under 120"


class Screens:
    """The pages of one demo, as different people see them."""

    def __init__(self, browser: Browser, url: str, secret_key: str) -> None:
        self._browser = browser
        self._url = url.rstrip("/")
        self._secret_key = secret_key

    def chat(self, *questions: str, page: str = "/shop/", **options: object) -> Page:
        """The chat on a page of the shop, after these questions; `lang` is the page's language."""
        lang = options.pop("lang", None)
        shown = self._context(options or DESKTOP).new_page()
        if lang:
            set_language = f"document.documentElement.lang = '{lang}'"
            shown.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {set_language} }})")
        shown.goto(self._url + page)
        shown.locator("[part~=launcher]").click()
        for number, question in enumerate(questions):
            shown.locator("[part~=input]").fill(question)
            shown.keyboard.press("Enter")
            expect(shown.locator("[part~=feedback]")).to_have_count(number + 1)
        return shown

    def shop(self, page: str, shopper: str = "Rides to work", **options: object) -> Page:
        """A page of the shop for one of the sample's shoppers, with its rails there."""
        shown = self._context(options or TALL).new_page()
        shown.goto(f"{self._url}/shop/")
        shown.get_by_role("button", name=shopper).click()
        shown.goto(self._url + page)
        shown.wait_for_load_state("networkidle")
        return shown

    def console(self, page: str) -> Page:
        """A page of the console, with its figures there."""
        credentials = {"username": "staff", "password": self._secret_key}
        shown = self._context({**TALL, "http_credentials": credentials}).new_page()
        shown.goto(self._url + page)
        expect(shown.get_by_text("being counted")).to_have_count(0, timeout=60_000)
        return shown

    def failing(self) -> Page:
        """The chat when the service cannot be reached."""
        shown = self.chat()
        shown.route("**/v1/chat", lambda route: route.abort())
        shown.locator("[part~=input]").fill(QUESTION)
        shown.keyboard.press("Enter")
        shown.locator("[part~=failure]").wait_for()
        return shown

    def conversation(self) -> Page:
        """The newest conversation in the console."""
        shown = self.console("/console/conversations")
        shown.locator("main table a, main li a").first.click()
        shown.wait_for_load_state("networkidle")
        return shown

    def _context(self, options: dict[str, object]) -> BrowserContext:
        return self._browser.new_context(**options)  # type: ignore[arg-type]


def pictures(screens: Screens) -> dict[str, Callable[[], Page]]:
    """What is taken, by the name of its file."""
    dark = {**DESKTOP, "color_scheme": "dark"}
    return {
        "widget-desktop": lambda: screens.chat(QUESTION),
        "widget-dark": lambda: screens.chat(QUESTION, **dark),
        "widget-phone": lambda: screens.chat(QUESTION, **PHONE),
        "widget-right-to-left": lambda: screens.chat(QUESTION, lang="ar", **DESKTOP),
        "widget-comparison": lambda: screens.chat(QUESTION, "compare the first two"),
        "widget-error": screens.failing,
        "shop-home-rides-to-work": lambda: screens.shop("/shop/"),
        "shop-home-fills-a-kitchen": lambda: screens.shop("/shop/", "Fills a kitchen"),
        "shop-product": lambda: screens.shop("/shop/p/jkt-01"),
        "shop-cart": lambda: _with_cart(screens.shop("/shop/p/jkt-01")),
        "shop-phone": lambda: screens.shop("/shop/", **PHONE),
        "console-overview": lambda: screens.console("/console/?window=90d"),
        "console-conversation": screens.conversation,
        "console-models": lambda: screens.console("/console/models"),
    }


def _with_cart(page: Page) -> Page:
    page.get_by_role("button", name="Add to cart").first.click()
    page.get_by_role("link", name="Cart").first.click()
    page.wait_for_load_state("networkidle")
    return page


def main(url: str, secret_key: str, *names: str) -> None:
    """Take them."""
    FOLDER.mkdir(exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, take in pictures(Screens(browser, url, secret_key)).items():
            if names and name not in names:
                continue
            page = take()
            page.wait_for_timeout(400)  # until what opens has opened
            page.screenshot(path=FOLDER / f"{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
