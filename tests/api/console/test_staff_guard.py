"""Who may see the console."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from api.access import Keys
from api.console.errors import StaffKeyRequired, TooManyGuesses
from api.console.staff_guard import MAX_WAITING, StaffGuard, password_in
from api.settings import Settings

SECRET = "sk_0123456789abcdef0123"
PUBLIC = "pk_0123456789abcdef0123"


def basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


def guard() -> StaffGuard:
    return StaffGuard(Keys(Settings(secret_keys=SECRET, public_keys=PUBLIC)), guess_seconds=0)


def test_the_key_is_the_password_whatever_the_user_name() -> None:
    for user in ("", "anna", "sk_somebody"):
        asyncio.run(guard().check(basic(user, SECRET)))


@pytest.mark.parametrize(
    "sent",
    [
        "",
        f"Bearer {SECRET}",
        basic(SECRET, ""),
        basic(SECRET, "x"),
        basic("anna", PUBLIC),
        basic("anna", SECRET[:-1]),
        basic("anna", f"{SECRET}x"),
        "Basic not-base64",
        "Basic " + b64encode(b"\xff\xfe:\xff").decode(),
    ],
)
def test_nothing_else_opens_the_console(sent: str) -> None:
    """The API takes the user name for a key: a browser that sends this one by itself would open that, too."""
    with pytest.raises(StaffKeyRequired):
        asyncio.run(guard().check(sent))


def test_a_password_may_hold_a_colon() -> None:
    assert password_in(basic("anna", "a:b")) == "a:b"


def test_wrong_keys_wait_for_each_other_and_too_many_are_sent_away() -> None:
    slow = StaffGuard(Keys(Settings(secret_keys=SECRET)), guess_seconds=3600)

    async def guess() -> None:
        waiting = [asyncio.ensure_future(slow.check(basic("", "sk_wrong"))) for _ in range(MAX_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyGuesses):
            await slow.check(basic("", "sk_wrong"))
        await slow.check(basic("", SECRET))  # who has the key is not kept waiting
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert slow._n_waiting == 0

    asyncio.run(guess())


def test_a_browser_is_asked_for_the_key(client: Any) -> None:
    refused = client.http.get("/console/")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")
    assert "secret keys" in refused.text


def test_nobody_is_asked_outside_of_the_consoles_path(client: Any) -> None:
    """A browser sends a key to everything below the path at which it was asked for it."""
    entrance = client.http.get("/console", follow_redirects=False)
    assert (entrance.status_code, entrance.headers["Location"]) == (308, "/console/")
    assert "WWW-Authenticate" not in entrance.headers


def test_without_a_secret_key_the_console_is_off_and_says_how_to_turn_it_on(serve: Callable[..., Any]) -> None:
    response = serve(secret_keys="").http.get("/console/", auth=("anna", "sk_anything_at_all_long"))
    assert response.status_code == 404
    assert "SHOPKEEPER_SECRET_KEYS" in response.text
    assert "WWW-Authenticate" not in response.headers
