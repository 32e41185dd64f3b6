"""deep-chat, a chat component of another maker, talks to the same service over the OpenAI-compatible route."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.widget.shop_pages import Page, ShopPages

_FOLDER = Path(__file__).parent / "deep_chat"
_BUNDLE = "node_modules/deep-chat/dist/deepChat.bundle.js"
_MISSING = f"deep-chat is not installed: npm ci --prefix {_FOLDER.relative_to(Path(__file__).parents[2])}"


@pytest.fixture
def page_url(pages: ShopPages) -> str:
    if not (_FOLDER / _BUNDLE).exists():
        if os.environ.get("CI"):
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    for path, kind in (("index.html", "text/html"), ("page.js", "text/javascript"), (_BUNDLE, "text/javascript")):
        pages.put(f"/{path}", Page((_FOLDER / path).read_bytes(), headers={"Content-Type": kind}))
    return f"{pages.url}/index.html"


def test_another_makers_chat_streams_answers_and_stays_in_one_conversation(
    chromium: Browser, page_url: str, service: Any
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{page_url}?api={service.url}&key=pk_0123456789abcdef0123")
    answers = page.locator(".ai-message-text")

    for n_answers, question in enumerate(("a warm jacket under 130", "something cheaper"), 1):
        page.locator("#text-input").fill(question)
        page.locator("#text-input").press("Enter")
        expect(page.locator("body")).to_have_attribute("data-answers", str(n_answers))

    expect(answers.nth(0)).to_contain_text("Warm Down Jacket")
    expect(answers.nth(1)).to_contain_text("Rain Jacket")
    context.close()
