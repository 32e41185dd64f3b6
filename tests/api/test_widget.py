"""The chat's script and its modules, as a browser of another origin gets them."""

import gzip
import re
from typing import Any

import httpx
import pytest

from api.widget_files import WidgetFiles


@pytest.fixture(scope="module")
def browser(client: Any) -> httpx.Client:
    return client.http


def test_a_page_of_any_origin_may_load_the_script_without_a_key(browser: httpx.Client) -> None:
    answer = browser.get("/widget.js", headers={"Origin": "https://shop.example"})

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_script_names_modules_of_its_own_version_which_browsers_keep(browser: httpx.Client) -> None:
    (modules,) = set(re.findall(r"widget/[0-9a-f]{16}/", browser.get("/widget.js").text))

    answer = browser.get(f"/{modules}define.js")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


def test_modules_under_another_version_are_not_kept(browser: httpx.Client) -> None:
    assert "immutable" not in browser.get("/widget/0123456789abcdef/define.js").headers["cache-control"]


def test_what_the_script_and_other_pages_import_is_served_whole(browser: httpx.Client) -> None:
    imported = re.findall(r"\$\{modules\}([\w/]+\.js)", browser.get("/widget.js").text)

    assert set(imported) <= set(WidgetFiles.read().modules)
    for path in WidgetFiles.read().modules:
        answer = browser.get(f"/widget/latest/{path}")
        assert answer.status_code == 200, path
        assert not re.search(r"^import\b", answer.text, re.MULTILINE)


@pytest.mark.parametrize("path", ["nothing.js", "..%2fapp.py", "..%2f..%2fpyproject.toml", "loader.js", ""])
def test_there_is_nothing_but_modules(browser: httpx.Client, path: str) -> None:
    assert browser.get(f"/widget/latest/{path}").status_code == 404


def test_a_script_is_sent_compressed_to_those_who_take_it(browser: httpx.Client) -> None:
    plain = browser.get("/widget.js", headers={"Accept-Encoding": "identity"})
    packed = browser.get("/widget.js", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert "content-encoding" not in plain.headers


def test_a_script_that_the_browser_has_is_not_sent_again(browser: httpx.Client) -> None:
    tag = browser.get("/widget.js").headers["etag"]

    answer = browser.get("/widget.js", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert answer.content == b""


def test_the_script_weighs_little() -> None:
    files = WidgetFiles.read()

    assert len(files.loader.gzipped) <= 6_000
    assert sum(len(module.gzipped) for module in files.modules.values()) <= 45_000
    assert gzip.decompress(files.loader.gzipped) == files.loader.content
