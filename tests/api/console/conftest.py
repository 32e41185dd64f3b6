"""Staff in front of the console of a small shop."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from retrieval.hashing_encoder import HashingEncoder
from tests.api.conftest import SECRET_KEY, serving

KEY = ("anybody", SECRET_KEY)
FROM_THE_CONSOLE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Staff:
    """A member of staff with a browser: the key goes along by itself."""

    http: httpx.Client
    shop: Shop

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.http.get(f"/console/{path}", params=query, auth=KEY)

    def page(self, path: str, **query: Any) -> str:
        """A page as HTML, with its text as people read it."""
        response = self.get(path, **query)
        assert response.status_code == 200, (path, response.text)
        return unescape(response.text)

    def filled(self, path: str, **query: Any) -> str:
        """The page once what is counted apart is there."""
        for _ in range(600):
            page = self.page(path, **query)
            if "aria-busy" not in page:
                return page
            time.sleep(0.1)
        raise AssertionError("it is still being counted")

    def press(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
        """Press the button of a form on one of the console's pages."""
        sent = headers or FROM_THE_CONSOLE
        return self.http.post(f"/console/{path}", data=fields or None, headers=sent, auth=KEY)


@pytest.fixture(scope="session")
def staff_of() -> Callable[[Any], Staff]:
    """Staff of a client's shop."""
    return lambda client: Staff(client.http, client.shop)


@pytest.fixture(scope="module")
def staff(client: Any, staff_of: Callable[[Any], Staff]) -> Staff:
    """Staff of one server for the whole module; tests that change anything have a server of their own."""
    return staff_of(client)


@pytest.fixture
def new_staff(tmp_path: Path) -> Iterator[Staff]:
    """Staff of a shop in which nothing was done yet."""
    settings = Settings(home=tmp_path / "home", port=0, log_level="warning", secret_keys=SECRET_KEY)
    with (
        open_shop(settings, encoder=HashingEncoder(), require_catalog=False) as shop,
        serving(shop) as url,
        httpx.Client(base_url=url, timeout=60) as http,
    ):
        yield Staff(http, shop)


@pytest.fixture(scope="session")
def text_of() -> Callable[[str], str]:
    """The words of a page without its tags."""
    return lambda page: " ".join(re.sub(r"<[^>]*>", " ", page).split())
