"""axe-core over every state of the chat: no violation that is serious or critical."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage
from tests.widget.scripted_service import Answer, Connection, answer_events, card, refusal

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_MISSING = "axe-core is not installed: needs Node 20, and `npm ci` in tests/widget"
COMPARISON = {
    "dimensions": ["Price", "Material"],
    "entries": [
        {"product_id": "a", "title": "Warm Down Jacket", "values": ["£119", "Down"]},
        {"product_id": "b", "title": "Rain Jacket", "values": ["£99", None]},
    ],
}
WHOLE = Answer(
    answer_events(
        "Take the **Warm Down Jacket**, or [this](https://shop.example/p/jacket-warm):\n\n1. Warm\n2. Light",
        cards=[
            card(
                brand="Nordvik",
                rating={"value": 4.5, "scale_max": 5, "count": 10},
                list_price={"amount": 15_000, "currency": "GBP"},
            ),
            card("b", title="Rain Jacket", availability="out_of_stock"),
        ],
        comparison=COMPARISON,
        citations=[{"source_id": "returns", "title": "Returns", "url": "https://shop.example/returns"}],
        suggestions=["Lighter ones", "Only Nordvik"],
    )
)  # fmt: skip
BODY = "<main><h1>Winter sale</h1><p>All jackets.</p></main>"


@pytest.fixture
def violations() -> Any:
    """Finds what is seriously or critically wrong on a page."""
    if not AXE.is_file():
        if os.environ.get("CI"):
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    source = AXE.read_text()

    def find(chat: ChatPage) -> list[str]:
        chat.page.evaluate(source)
        chat.panel.evaluate_all(
            "panels => Promise.all(panels.flatMap((one) => one.getAnimations().map((each) => each.finished)))"
        )
        found = chat.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        assert found["passes"] or found["violations"], "axe looked at nothing"
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    return find


def answered(chat: ChatPage, script: Any, **data: str) -> ChatPage:
    script.play(WHOLE)
    chat.visit(BODY, **{"cart": "host"} | data).open().ask("a jacket")
    expect(chat.cards).to_have_count(2)
    return chat


def test_closed(scripted: ChatPage, violations: Any) -> None:
    assert violations(scripted.visit(BODY)) == []


def test_open(scripted: ChatPage, violations: Any) -> None:
    assert violations(scripted.visit(BODY).open()) == []


def test_while_an_answer_streams(scripted: ChatPage, script: Any, violations: Any) -> None:
    gate = threading.Event()
    script.play(Answer(WHOLE.events, (Connection(gates={5: gate}),)))
    scripted.visit(BODY).open().say("a jacket")
    expect(scripted.cards).to_have_count(2)
    assert violations(scripted) == []
    gate.set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_with_everything_an_answer_can_have(chat_on: Any, script: Any, violations: Any, theme: Any) -> None:
    chat = answered(chat_on(script.url, color_scheme=theme), script)
    chat.cards.first.get_by_text("Why this?").click()
    chat.answers.last.get_by_role("button", name="Bad answer").click()
    assert violations(chat) == []


def test_with_a_choice_and_a_confirmation(scripted: ChatPage, script: Any, violations: Any) -> None:
    script.variants = [{"id": "4001", "title": "S"}, {"id": "4002", "title": "M"}]
    answered(scripted, script).cards.first.get_by_role("button", name="Add to cart").click()
    expect(scripted.panel.get_by_role("combobox")).to_be_visible()
    assert violations(scripted) == []


def test_an_error(scripted: ChatPage, script: Any, violations: Any) -> None:
    script.play(refusal(500, "internal"))
    scripted.visit(BODY).open().ask("a jacket")
    expect(scripted.failure).to_be_visible()
    assert violations(scripted) == []


def test_arabic(chat_on: Any, script: Any, violations: Any) -> None:
    assert violations(answered(chat_on(script.url), script, lang="ar")) == []


def test_on_a_phone(chat_on: Any, script: Any, violations: Any) -> None:
    phone = chat_on(script.url, viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
    assert violations(answered(phone, script)) == []


def test_within_the_page(scripted: ChatPage, script: Any, violations: Any) -> None:
    script.play(WHOLE)
    scripted.visit("<main><h1>Help</h1><shopkeeper-chat inline></shopkeeper-chat></main>")
    scripted.ask("a jacket")
    assert violations(scripted) == []


def test_axe_sees_into_the_shadow_root(scripted: ChatPage, violations: Any) -> None:
    scripted.visit(BODY).open()
    scripted.sender.evaluate("button => { button.removeAttribute('aria-label'); button.removeAttribute('title'); }")
    assert [one for one in violations(scripted) if one.startswith("button-name")]
