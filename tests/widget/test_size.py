"""What the widget weighs on the wire, as it is served."""

import gzip
from typing import Any

from tests.widget.chat_page import ChatPage
from tests.widget.conftest import PUBLIC_KEY

MAX_LOADER_BYTES = 6 * 1_024
MAX_APPLICATION_BYTES = 45 * 1_024


def test_the_loader_and_the_application_are_small(chat: ChatPage, service: Any) -> None:
    sizes: dict[str, int] = {}

    def weigh(response: Any) -> None:
        if response.url.startswith(service.url) and response.url.endswith(".js"):
            sizes[response.url.removeprefix(service.url)] = len(gzip.compress(response.body(), 9))

    chat.page.on("response", weigh)
    chat.visit(key=PUBLIC_KEY, consent="granted").open().ask("a warm jacket")
    chat.page.wait_for_load_state("networkidle")
    loader = sizes.pop("/widget.js")
    assert loader <= MAX_LOADER_BYTES
    assert {path.rsplit("/", 1)[-1] for path in sizes} == {"define.js", "tracker.js"}
    assert sum(sizes.values()) <= MAX_APPLICATION_BYTES


def test_modules_come_compressed_and_may_be_kept_for_good(service: Any) -> None:
    loader = service.http.get("/widget.js")
    assert loader.headers["content-encoding"] == "gzip"
    version = loader.text.split("'widget/")[1].split("/")[0]
    module = service.http.get(f"/widget/{version}/define.js")
    assert "immutable" in module.headers["cache-control"]
    assert int(module.headers["content-length"]) == len(gzip.compress(module.content, 9, mtime=0))
