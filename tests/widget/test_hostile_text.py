"""Published payloads as every text that can come from elsewhere: none runs, none leads away, none draws an element."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.widget.chat_page import ChatPage
from tests.widget.conftest import PUBLIC_KEY
from tests.widget.scripted_service import Answer, Connection, Event, answer_events, card

PAYLOADS = [
    re.sub(r"<U\+([0-9A-F]{4,5})>", lambda found: chr(int(found[1], 16)), line)
    for line in (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("## ")
]
HUGE = ["A" * 100_000, "<b>" * 20_000, "[" * 20_000, "**" * 10_000, "- \n" * 5_000, "\u202e" * 10_000, "🧥" * 20_000]
WATCH = """<script>
  window.fired = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'msgbox']) window[name] = () => fired.push(name);
  addEventListener('securitypolicyviolation', (event) => fired.push(event.blockedURI));
</script>"""
ELEMENTS = set(
    "a button caption details dialog div form h2 h3 h4 header img li ol option p path s section select span strong "
    "summary svg table tbody td textarea th thead tr ul".split()
)
FOUND = """() => {
  const root = document.querySelector('shopkeeper-chat').shadowRoot;
  const all = [...root.querySelectorAll('*')];
  return {
    elements: [...new Set(all.map((one) => one.localName))],
    attributes: [...new Set(all.flatMap((one) => one.getAttributeNames()))],
    addresses: [...new Set(all.flatMap((one) => [one.getAttribute('href'), one.getAttribute('src')]).filter(Boolean))],
    outside: document.querySelectorAll('body > *').length, text: root.textContent,
  };
}"""
ASK = """async (texts) => { for (const text of texts) {
  const over = new Promise((resolve) => { for (const name of ['shopkeeper:answer', 'shopkeeper:error'])
    document.addEventListener(name, resolve, {once: true}); });
  await Shopkeeper.send(text);
  await over;
  await new Promise((resolve) => setTimeout(resolve));
} }"""


def hostile_answer(four: list[str]) -> Answer:
    """An answer all of whose texts are these, and its addresses, too; but no image is a web site's that exists."""
    cards = [
        card(
            text, title=text, brand=text, reason=text, url=text, options_summary=text, availability="in_stock",
            image=None if re.match("https?:", text) else text,
            evidence=[{"signal": text, "weight": 1}, {"signal": "words", "weight": 2}],
        )
        for text in four
    ]  # fmt: skip
    comparison = {"dimensions": four, "entries": [{"product_id": text, "title": text, "values": four} for text in four]}
    citations = [{"source_id": text, "title": text, "url": text} for text in four]
    text = "\n\n".join([*four, f"**{four[0]}** and [{four[1]}]({four[2]})", *(f"- {one}" for one in four)])
    length = max(7, len(text) // 100)
    pieces = [text[start : start + length] for start in range(0, len(text), length)]
    events = answer_events(pieces=pieces, cards=cards, comparison=comparison, citations=citations, suggestions=four)
    return Answer([(name, data | {"text": four[0]}) if name == "status" else (name, data) for name, data in events])


def is_harmless(chat: ChatPage, links: set[str], n_outside: int) -> None:
    found = chat.page.evaluate(FOUND)
    assert set(found["elements"]) <= ELEMENTS
    assert [
        name for name in found["attributes"] if name.startswith("on") or name in ("srcdoc", "srcset", "formaction")
    ] == []
    assert {one for one in found["addresses"] if one not in links} == set()
    assert found["outside"] == n_outside
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]", found["text"])
    assert chat.page.evaluate("window.fired") == []
    ours = (chat.service, chat.pages.url)
    assert [url for url in chat.requests if not url.startswith(ours)] == []


def test_there_are_as_many_payloads_as_are_promised() -> None:
    assert len(set(PAYLOADS)) >= 282


def test_no_payload_runs_whatever_text_it_is(scripted: ChatPage, script: Any) -> None:
    dialogs: list[str] = []
    scripted.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    padded = PAYLOADS + PAYLOADS[: -len(PAYLOADS) % 4]
    fours = [padded[start : start + 4] for start in range(0, len(padded), 4)]
    script.play(*(hostile_answer(four) for four in fours))
    scripted.visit(head=WATCH, cart="host")
    n_outside = scripted.page.evaluate("document.querySelectorAll('body > *').length")
    scripted.open()
    address = scripted.page.url
    scripted.page.evaluate(ASK, ["\n".join(four)[:4_000] for four in fours])
    expect(scripted.panel.locator("[part~=question]")).to_have_count(len(fours))
    expect(scripted.failure).to_have_count(0)
    scripted.panel.locator("summary").evaluate_all("all => all.forEach((one) => one.click())")
    # Web addresses in the catalog's own `url` are the shop's to choose; whatever else is an address stays text.
    links = {one for one in scripted.page.evaluate(FOUND)["addresses"] if one in _web_addresses(scripted)}
    assert links
    is_harmless(scripted, links, n_outside)
    assert scripted.page.url == address
    assert dialogs == []


def _web_addresses(chat: ChatPage) -> set[str]:
    """Those of the payloads that a browser takes for a web site without a user's name, normalized as it does."""
    read = """(texts) => texts.flatMap((text) => { try { const url = new URL(text);
      return ['http:', 'https:'].includes(url.protocol) && !url.username ? [url.href] : []; } catch { return []; } })"""
    return set(chat.page.evaluate(read, PAYLOADS))


def test_prose_links_only_to_what_was_shown(scripted: ChatPage, script: Any) -> None:
    text = "[good](https://shop.example/p/jacket-warm) " + " ".join(PAYLOADS)
    script.play(Answer(answer_events(text, cards=[card()])))
    answer = scripted.visit(head=WATCH).open().ask("a jacket")
    links = answer.locator("[part~=prose] a").evaluate_all("all => all.map((one) => one.href)")
    assert links == ["https://shop.example/p/jacket-warm"]


def test_payloads_of_an_earlier_page_are_no_better(scripted: ChatPage, script: Any) -> None:
    script.past = [
        message
        for number, text in enumerate(PAYLOADS[-60:])
        for message in (
            {"message_id": f"u_{number}", "role": "user", "content": text},
            {
                "message_id": text,
                "role": "assistant",
                "content": text,
                "cards": [card(text, title=text, url=text)],
                "citations": [],
            },
        )
    ]
    head = (
        WATCH
        + "<script>sessionStorage['shopkeeper:conversation'] = JSON.stringify({id: 'c_1', token: 'ct_1'});</script>"
    )
    scripted.visit(head=head)
    n_outside = scripted.page.evaluate("document.querySelectorAll('body > *').length")
    scripted.open()
    expect(scripted.panel.locator("[part~=question]").first).to_be_attached()
    is_harmless(scripted, _web_addresses(scripted), n_outside)


def test_huge_texts_are_cut_and_the_chat_goes_on(scripted: ChatPage, script: Any) -> None:
    script.play(*(hostile_answer([text] * 4) for text in HUGE), Answer(answer_events()))
    scripted.visit(head=WATCH).open()
    scripted.page.evaluate(ASK, ["x"] * len(HUGE))
    expect(scripted.ask("a jacket").locator("[part~=prose]")).to_have_text("Take the Warm Down Jacket.")


SHAPES: list[list[Event]] = [
    [("products", {"items": None}), ("products", {}), ("products", {"items": "x"})],
    [("products", {"items": [None, 7, [], "x", {}]})],
    [("products", {"items": [{"product_id": 7, "title": {}, "price": "x", "evidence": 7, "rating": "x", "url": 7}]})],
    [("comparison", {}), ("comparison", {"dimensions": None, "entries": None})],
    [("comparison", {"dimensions": ["a"], "entries": [{}]})],
    [("citations", {}), ("citations", {"items": None}), ("citations", {"items": [{}]})],
    [("suggestions", {}), ("suggestions", {"items": [None, 7, {}, {"text": 7}]})],
    [("text_delta", {}), ("text_delta", {"text": None}), ("text_delta", {"text": 7})],
    [("status", {}), ("unknown", {"x": 1})],
]  # fmt: skip


def test_events_of_a_shape_that_nobody_promised_break_nothing(scripted: ChatPage, script: Any) -> None:
    whole = answer_events("It goes on.", cards=[card()])
    script.play(*(Answer([whole[0], *shape, *whole[1:]], (Connection(),)) for shape in SHAPES))
    scripted.visit(head=WATCH).open()
    for _ in SHAPES:
        answer = scripted.ask("a jacket")
        expect(answer.locator("[part~=prose]")).to_contain_text("It goes on.")
        expect(scripted.failure).to_have_count(0)


def test_what_the_shopper_writes_is_shown_as_it_is_and_sent_as_it_is(chat: ChatPage) -> None:
    chat.visit(head=WATCH, key=PUBLIC_KEY).open()
    with chat.page.expect_request(lambda request: request.url.endswith("/v1/chat")) as asked:
        chat.ask("<img src=x onerror=alert(1)> jacket")
    assert json.loads(asked.value.post_data or "")["message"]["content"] == "<img src=x onerror=alert(1)> jacket"
    expect(chat.panel.locator("[part~=question] p")).to_have_text("<img src=x onerror=alert(1)> jacket")
    assert chat.page.evaluate("window.fired") == []
