"""The shoppers as whom the demo's storefront can be seen: simulated ones, under an id that a browser may name.

A browser names no signed-in shopper, only itself. So what two shoppers of the simulated year did is in the log once
more, as the doing of two browsers.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.shop import Shop
    from storefront.shopper import Shopper

#: What was only put before their eyes is not told a second time: it would count twice in reports.
_NOT_TOLD_AGAIN = frozenset({"shown", "view_item_list"})
_MAX_LINES = 2_000


@dataclass(frozen=True, slots=True)
class DemoShopper:
    """One of them: who it is in the simulated year, and what the page says."""

    simulated: str
    key: str
    name: str
    about: str
    preferences: tuple[str, ...]

    @property
    def anonymous_id(self) -> str:
        """The id of the browser."""
        return f"demo-{self.key}"


DEMO_SHOPPERS = (
    DemoShopper(
        "u_0829",
        "rides-to-work",
        "Rides to work",
        "A year of helmets and pumps, and a tin of patches.",
        ("cycling", "reflective"),
    ),
    DemoShopper(
        "u_2778",
        "fills-a-kitchen",
        "Fills a kitchen",
        "A year of coffee sets, tumblers and napkins, and a bench to sit on.",
        ("stoneware", "oak"),
    ),
)


def missing_shoppers(shop: "Shop") -> list[DemoShopper]:
    """Those of whom the log knows nothing yet."""
    now = datetime.now(UTC)
    return [one for one in DEMO_SHOPPERS if not shop.events.history(f"anonymous:{one.anonymous_id}", now, 1)]


def retold_events(simulated: Path, wanted: list[DemoShopper]) -> Iterator[str]:
    """The events of a simulated year that become those of the wanted shoppers' browsers, one JSON object a line."""
    of_user = {one.simulated: one for one in wanted}
    with simulated.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            shopper = of_user.get(event["user_id"] or "")
            if shopper is None or event["type"] in _NOT_TOLD_AGAIN:
                continue
            event |= {
                "message_id": f"demo_{event['message_id']}",
                "session_id": f"demo_{event['session_id']}",
                "anonymous_id": shopper.anonymous_id,
                "user_id": None,
            }
            event.pop("attribution", None)
            if "transaction_id" in event["properties"]:
                event["properties"]["transaction_id"] = f"demo_{event['properties']['transaction_id']}"
            yield json.dumps(event, ensure_ascii=False)


def shoppers_of(shop: "Shop") -> list["Shopper"]:
    """Those that the log knows, with what they bought."""
    from storefront.shopper import PastOrder, Shopper

    unknown = missing_shoppers(shop)
    found = []
    for one in (one for one in DEMO_SHOPPERS if one not in unknown):
        lines = shop.events.history(f"anonymous:{one.anonymous_id}", datetime.now(UTC), _MAX_LINES)
        bought = [line for line in lines if line.type == "purchase"]
        orders = [
            PastOrder(datetime.fromtimestamp(at, UTC).date(), {line.product_id: line.quantity for line in of_order})
            for at, of_order in groupby(bought, key=lambda line: line.at_seconds)
        ]
        told = (one.key, one.name, one.about, one.anonymous_id, one.preferences)
        found.append(Shopper(*told, orders=tuple(reversed(orders))))
    return found
