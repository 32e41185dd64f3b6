"""What a shopper did a moment ago moves the very next answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

import pytest

from tests.two_tastes import ONE, OTHER, sent, trained_home

__all__ = ["trained_home"]  # a fixture


@pytest.fixture
def client(serve: Callable[..., Any], trained_home: Path, tmp_path: Path) -> Any:
    started = serve(home=copytree(trained_home, tmp_path / "home"))
    started.shop.suggested_products  # noqa: B018  opened before anything is timed
    return started


def shown(client: Any, visit: dict[str, Any], n: int = 2) -> list[str]:
    response = client.http.post("/v1/recommendations", json={"surface": "home", "limit": n, **visit})
    return [item["product_id"] for item in response.json()["items"]]


@pytest.mark.parametrize("how", ["shopper", "visit", "visit without consent"])
def test_the_very_next_list_follows_the_event(client: Any, how: str) -> None:
    for product, taste in (("boots", ONE), ("jacket-lux", OTHER), ("lamp", ONE), ("socks", OTHER)):
        own = uuid4().hex
        if how == "shopper":
            event, visit = sent(product, anonymous_id=own), {"user": {"anonymous_id": own}}
        else:
            event, visit = sent(product, session_id=own), {"context": {"session_id": own}}
        if how == "visit without consent":
            event["consent"] = {"personalization": False}
        before = shown(client, visit)
        assert client.http.post("/v1/events", json=event).json()["n_accepted"] == 1
        after = shown(client, visit)
        assert after != before
        assert set(after) <= taste


def test_the_next_answer_of_the_chat_follows_the_event(client: Any) -> None:
    def evidence() -> dict[str, set[Any]]:
        cards = client.chat("a jacket", user={"anonymous_id": "b"})["products"]["items"]
        return {card["product_id"]: {one.get("because") for one in card["evidence"]} for card in cards}

    before = evidence()
    client.http.post("/v1/events", json=[sent(product, anonymous_id="b") for product in ("boots", "lamp")])
    after = evidence()
    assert not before["jacket-rain"] & {"boots", "lamp"}
    assert after["jacket-rain"] & {"boots", "lamp"}
    assert list(after).index("jacket-rain") < list(before).index("jacket-rain")


def test_who_withdrew_is_shown_nothing_of_their_history(client: Any, secret: dict[str, str]) -> None:
    def of_ann() -> list[str]:
        asked = {"surface": "home", "limit": 2, "user": {"id": "ann"}}
        answer = client.http.post("/v1/recommendations", json=asked, headers=secret).json()
        return [item["product_id"] for item in answer["items"]]

    before = of_ann()
    client.http.post("/v1/events", json=[sent(one, user_id="ann") for one in ("boots", "lamp")], headers=secret)
    assert of_ann() != before
    client.http.patch("/v1/shoppers/ann", json={"consent": {"personalize": False}}, headers=secret)
    assert of_ann() == before


def test_a_newcomer_who_is_known_by_this_visit_alone_is_served_by_it(client: Any) -> None:
    client.http.post(
        "/v1/events", json=sent("boots", session_id="s", anonymous_id="c", consent={"personalization": False})
    )
    visit = {"user": {"anonymous_id": "c"}, "context": {"session_id": "s"}}
    assert set(shown(client, visit)) <= ONE
    assert client.shop.events.history("anonymous:c", datetime.now(UTC)) == []
