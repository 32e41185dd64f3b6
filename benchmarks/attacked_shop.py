"""The sample shop at the end of its year, which an attacker then finds: copied, attacked, trained again, looked at."""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.attack_panel import KEYS, Door, Exposure, Panel, exposures
from benchmarks.process import SHOPKEEPER, run
from benchmarks.retraining_shop import copy_of, retrain
from benchmarks.server_process import ServerProcess
from benchmarks.shops import OUTFITTERS
from benchmarks.workplace import REPOSITORY, Workplace
from events.vocabulary import DEFAULT_WEIGHTS

#: Those that train in seconds, one of each kind: counts, neighbours, visits, factors, and what orders their products.
MODELS = ("popularity", "item_neighbours", "session_neighbours", "als", "lambdarank")
THOMPSON = {"SHOPKEEPER_BANDIT": "thompson", "SHOPKEEPER_EXPLORATION": "0.1"}
#: Days of the raw counts of a naive list.
NAIVE_DAYS = 28
N_SHOPPERS = 400

Record = dict[str, Any]
#: Product → its exposure.
Exposures = dict[str, Exposure]
#: Does something to a running server at a port.
Attack = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class AttackedShop:
    """A data folder with a year of events that ends now, and models that learned from it.

    Attributes:
        home: the data folder; never changed, only copied.
        records: its events, oldest first.
        panel: who looks at it.
    """

    home: Path
    records: Sequence[Record]
    panel: Panel

    @classmethod
    def prepare(cls, workplace: Workplace, *, anonymous: bool = False) -> "AttackedShop":
        """Made anew; with `anonymous`, of a shop in which nobody ever signs in."""
        home = workplace.scratch / f"attacked{'-anonymous' * anonymous}"
        shutil.rmtree(home, ignore_errors=True)
        run([SHOPKEEPER, "demo", "--once", "--untrained"], home)
        year = workplace.scratch / "attacked-year"
        run([sys.executable, str(REPOSITORY / "examples" / "outfitters" / "simulate.py"), str(year)], home)
        records = _until_now((year / "events.jsonl").read_text(encoding="utf-8").splitlines())
        if anonymous:
            records = [{**one, "user_id": None} for one in records]
        _import(home, records)
        retrain(home, *MODELS)
        shoppers = sorted({str(one["user_id"]) for one in records if one["user_id"]})
        return cls(
            home,
            records,
            Panel(shoppers[:N_SHOPPERS] or ["nobody"], sorted(_demand(records)), OUTFITTERS.questions(workplace)),
        )

    def products_at(self, share: float, n: int) -> list[str]:
        """`n` products around a share of the way from the least wanted to the most wanted one."""
        demand = _demand(self.records)
        ordered = sorted(demand, key=lambda one: demand[one])
        first = round(share * len(ordered))
        return ordered[first : first + n]

    def best_sellers(self, n: int) -> list[str]:
        """Most wanted first."""
        return [one for one, _ in _demand(self.records).most_common(n)]

    def newcomers_list(self, limit: int) -> list[str]:
        """What a browser that nobody knows is shown at home, best first."""
        with ServerProcess(self.home, **KEYS) as server:
            door = Door(server.port)
            items = door.post("/v1/recommendations", {"surface": "home", "limit": limit})["items"]
            door.close()
        return [card["product_id"] for card in items]

    def seen(self, more: Sequence[Record] = (), **settings: str) -> Exposures:
        """What the panel sees; `more` is in the log, too, and nothing was learned from it."""
        home = copy_of(self.home, "copy")
        if more:
            _import(home, more)
        return self._seen(home, settings)

    def seen_after(self, attack: Attack, more: Sequence[Record] = (), **settings: str) -> Exposures:
        """What the panel sees once the models have learned from the log and what an attacker added to it."""
        home = copy_of(self.home, "copy")
        if more:
            _import(home, more)
        with ServerProcess(home, **KEYS, **settings) as server:
            attack(server.port)
        retrain(home, *MODELS)
        return self._seen(home, settings)

    def _seen(self, home: Path, settings: Mapping[str, str]) -> Exposures:
        with ServerProcess(home, **KEYS, **settings) as server:
            return exposures(self.panel.ask(server.port), self.panel.products)

    def naive(self, product: str, n_forged: int) -> tuple[Exposure, Exposure]:
        """Before and after, where every list is that of the products with the most events of the last weeks."""
        since = (datetime.now(UTC) - timedelta(days=NAIVE_DAYS)).isoformat()
        counts = Counter(_products([one for one in self.records if one["timestamp"] >= since]))
        seen = [exposures([("all", [one for one, _ in counts.most_common(12)])], [product])[product]]
        counts[product] += n_forged
        return seen[0], exposures([("all", [one for one, _ in counts.most_common(12)])], [product])[product]


def _until_now(lines: Sequence[str]) -> list[Record]:
    """The year moved so that its last event was an hour ago."""
    records: list[Record] = [json.loads(line) for line in lines]
    shift = datetime.now(UTC) - timedelta(hours=1) - datetime.fromisoformat(records[-1]["timestamp"])
    for record in records:
        record["timestamp"] = (datetime.fromisoformat(record["timestamp"]) + shift).isoformat()
    return records


def _import(home: Path, records: Sequence[Record]) -> None:
    file = home.with_name(f"{home.name}-events.jsonl")
    file.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    run([SHOPKEEPER, "events", "import", str(file)], home)


def _demand(records: Sequence[Record]) -> Counter[str]:
    """Product → percent of a purchase, over all that was done with it."""
    demand: Counter[str] = Counter()
    for record in records:
        for one in _products([record]):
            demand[one] += round(100 * DEFAULT_WEIGHTS.get(record["type"], 0.0))
    return demand


def _products(records: Sequence[Record]) -> list[str]:
    lists = ("shown", "view_item_list")
    return [
        item["item_id"] for one in records if one["type"] not in lists for item in one["properties"].get("items", ())
    ]
