"""What honest shoppers see: the lists of every surface of a running server, and whose places they are."""

import http.client
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.errors import BenchmarkFailed

PUBLIC_KEY, SECRET_KEY = "pk_of-every-page-of-it", "sk_of-the-shop-alone"
KEYS = {"SHOPKEEPER_PUBLIC_KEYS": PUBLIC_KEY, "SHOPKEEPER_SECRET_KEYS": SECRET_KEY}
#: Places of a list of the panel's; a chat shows as many as it likes.
N_PLACES = 12
N_OF_SURFACE = {"home": 120, "session": 80, "product": 60, "cart": 40, "search": 40, "chat": 20}
#: Three of four shoppers are known to the shop; the fourth is new.
NEW_EVERY = 4

Lists = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Of one product, both as shares of all places; surfaces count alike.

    Attributes:
        weighted: places weigh `1 / log2(rank + 1)`.
        plain: all places weigh the same.
    """

    weighted: float
    plain: float


class Door:
    """One connection to a server, kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path: str, body: Mapping[str, Any], key: str = SECRET_KEY) -> dict[str, Any]:
        """The answer.

        Raises:
            BenchmarkFailed: if it is none of 200 and 202.
        """
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Authorization": f"Bearer {key}",
        }
        self._connection.request("POST", path, json.dumps(body), headers)
        response = self._connection.getresponse()
        answer = response.read()
        if response.status not in (200, 202):
            raise BenchmarkFailed(f"{path} was answered with {response.status}: {answer[:300]!r}")
        return dict(json.loads(answer))

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Panel:
    """The same questions every time.

    Attributes:
        shoppers: ids of signed-in shoppers with a history.
        products: ids of all products.
        questions: for search and chat.
    """

    shoppers: Sequence[str]
    products: Sequence[str]
    questions: Sequence[str]

    def ask(self, port: int) -> Lists:
        """`(surface, product ids, best first)` of every list."""
        door = Door(port)
        try:
            return [(surface, _ids(door.post(path, body))) for surface, path, body in self._requests()]
        finally:
            door.close()

    def _requests(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        random = np.random.default_rng(11)
        for surface, n_lists in N_OF_SURFACE.items():
            for number in range(n_lists):
                user = {} if number % NEW_EVERY == 0 else {"id": str(random.choice(self.shoppers))}
                pages = [str(one) for one in random.choice(self.products, 2, replace=False)]
                question = self.questions[number % len(self.questions)]
                yield (surface, *_request(surface, user, pages, question))


def exposures(lists: Lists, products: Sequence[str]) -> dict[str, Exposure]:
    """Product → its exposure."""
    weighted = _shares(lists, lambda rank: float(1 / np.log2(rank + 1)))
    plain = _shares(lists, lambda rank: 1.0)
    return {one: Exposure(weighted.get(one, 0.0), plain.get(one, 0.0)) for one in products}


def _shares(lists: Lists, weight: Any) -> dict[str, float]:
    places: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for surface, ids in lists:
        for rank, one in enumerate(ids, start=1):
            places[surface][one] += weight(rank)
    shares: dict[str, float] = defaultdict(float)
    for of_surface in places.values():
        total = sum(of_surface.values())
        for one, own in of_surface.items():
            shares[one] += own / total / len(places)
    return shares


def _request(surface: str, user: dict[str, Any], pages: list[str], question: str) -> tuple[str, dict[str, Any]]:
    context: dict[str, Any] = {}
    if surface == "search":
        return "/v1/search", {"query": question, "limit": N_PLACES, "user": user}
    if surface == "chat":
        return "/v1/chat", {"message": {"role": "user", "content": question}, "user": user}
    if surface == "session":
        context = {"page": {"product_id": pages[0]}}
    if surface == "cart":
        context = {"cart": {"items": [{"product_id": one} for one in pages]}}
    page = {"product_id": pages[0]} if surface == "product" else {}
    return "/v1/recommendations", {"surface": surface, "user": user, "context": context, "limit": N_PLACES, **page}


def _ids(answer: Mapping[str, Any]) -> list[str]:
    cards = answer["items"] if "items" in answer else (answer["products"] or {}).get("items", ())
    return [card["product_id"] for card in cards]
