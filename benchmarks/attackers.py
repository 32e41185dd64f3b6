"""What an attacker can send to a shop with the public key of its pages, to push one product."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from benchmarks.attack_panel import PUBLIC_KEY, Door

EVENTS_PER_REQUEST = 500
N_EVENTS, N_SESSIONS = 10_000, 500
#: Days back over which the events claim to have happened.
SPREAD_DAYS = 6.9
LOOKING = ("view_item", "select_item", "dwell")
WANTING = ("add_to_wishlist", "add_to_cart")
CLAIMING = ("purchase", "rate_item")
#: Products that a session pretends to have looked at beside the pushed one.
N_COMPANIONS = 3

Event = dict[str, Any]


def from_one_session(product: str, best_sellers: Sequence[str]) -> Iterator[Event]:
    """10,000 events of one browser, ten a minute; a browser for each product."""
    kinds = islice(cycle((*LOOKING, *WANTING, *CLAIMING)), N_EVENTS)
    now = datetime.now(UTC)
    for number, kind in enumerate(kinds):
        yield _event(kind, product, f"one-{product}", now - timedelta(minutes=number / 10))


def from_many_sessions(product: str, best_sellers: Sequence[str]) -> Iterator[Event]:
    """20 events from each of 500 browsers, at once: looks and carts."""
    for browser in range(N_SESSIONS):
        at = datetime.now(UTC) - timedelta(minutes=browser / 10)
        for number, kind in enumerate(islice(cycle((*LOOKING, *WANTING)), N_EVENTS // N_SESSIONS)):
            yield _event(kind, product, f"many-{product}-{browser}", at + timedelta(seconds=number))


def from_clever_sessions(product: str, best_sellers: Sequence[str]) -> Iterator[Event]:
    """20 events from each of 500 browsers over a week, each beside best sellers, with purchases and five stars."""
    for browser in range(N_SESSIONS):
        at = datetime.now(UTC) - timedelta(days=SPREAD_DAYS * browser / N_SESSIONS)
        near = [best_sellers[(browser + place) % len(best_sellers)] for place in range(N_COMPANIONS)]
        acts = [("view_item", one) for one in near] + [
            (kind, product) for kind in (*LOOKING, *WANTING, *CLAIMING, *LOOKING, *WANTING, *CLAIMING, *LOOKING)
        ]
        for number, (kind, one) in enumerate(acts):
            yield _event(kind, one, f"clever-{product}-{browser}", at + timedelta(seconds=20 * number))


def send(port: int, events: Iterator[Event], key: str = PUBLIC_KEY) -> int:
    """Post events, 500 a request; returns how many the shop took."""
    door = Door(port)
    try:
        n_taken = 0
        while part := list(islice(events, EVENTS_PER_REQUEST)):
            n_taken += int(door.post("/v1/events", {"batch": part}, key)["n_accepted"])
        return n_taken
    finally:
        door.close()


def click_what_is_explored(port: int, product: str, n_lists: int = 2) -> int:
    """500 browsers ask for home lists and click the pushed product wherever it stands, and in each other's lists.

    Returns:
        How many events the shop took.
    """
    door, seen = Door(port), []
    try:
        for number in range(N_SESSIONS * n_lists):
            browser = f"bandit-{number % N_SESSIONS}"
            who = {"user": {"anonymous_id": browser}, "context": {"session_id": browser}}
            answer = door.post("/v1/recommendations", {"surface": "home", **who}, PUBLIC_KEY)
            if any(card["product_id"] == product for card in answer["items"]):
                seen.append((browser, str(answer["list_id"])))
    finally:
        door.close()
    now = datetime.now(UTC)
    own = [_event("select_item", product, browser, now, list_id) for browser, list_id in seen]
    others = [
        _event("view_item", product, f"bandit-{number}", now, seen[number % len(seen)][1])
        for number in range(N_SESSIONS * bool(seen))
    ]
    return send(port, iter([*own, *others]))


def _event(kind: str, product: str, browser: str, at: datetime, list_id: str | None = None) -> Event:
    item = {"item_id": product, "price": 50.0, "quantity": 1}
    extra: dict[str, Any] = {"rating": 5} if kind == "rate_item" else {"seconds": 90} if kind == "dwell" else {}
    return {
        "message_id": f"{browser}-{kind}-{product}-{at.timestamp():.6f}-{list_id or ''}"[-200:],
        "type": kind,
        "anonymous_id": browser,
        "session_id": browser,
        "timestamp": at.isoformat(),
        "properties": {"currency": "GBP", "items": [item], **extra},
        "context": {"user_agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36"},
        **({"attribution": {"list_id": list_id}} if list_id else {}),
    }
