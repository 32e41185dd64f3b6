"""Events that nobody earned: how far an attacker moves a product into what honest shoppers see."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np

from benchmarks.attack_panel import Exposure
from benchmarks.attacked_shop import THOMPSON, AttackedShop, Exposures, Record
from benchmarks.attackers import (
    N_EVENTS,
    N_SESSIONS,
    Event,
    click_what_is_explored,
    from_clever_sessions,
    from_many_sessions,
    from_one_session,
    send,
)
from benchmarks.honest_visitors import honest_figures
from benchmarks.table import Table, at_most
from benchmarks.workplace import Workplace

N_PRODUCTS = 3
#: How far along the products, from the least to the most wanted one.
WANTED = {"unpopular": 0.1, "middling": 0.5}
N_BEST_SELLERS = 20
#: Of the honest lists whose drawn places the bandit knows.
BANDIT_DAYS, LISTS_PER_DAY, CLICK_RATE = 28, 40, 0.1
FIRST_DRAWN, N_DRAWN = 3, 20

Make = Callable[[str, Sequence[str]], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to attack, and how many percentage points it may gain."""

    name: str
    make: Make
    limit: float


ONE = Attempt("one session, 10,000 events", from_one_session, 1.0)
MANY = Attempt("500 sessions, 20 events each", from_many_sessions, 5.0)
CLEVER = Attempt("500 sessions over a week beside best sellers, purchases and stars claimed", from_clever_sessions, 5.0)


def measure(workplace: Workplace) -> Table:
    """The sample shop, where most are signed in; the same where nobody is; and the bandit."""
    table = Table("Events that nobody earned", "python -m benchmarks attack")
    shop = AttackedShop.prepare(workplace)
    groups = {name: shop.products_at(share, N_PRODUCTS) for name, share in WANTED.items()}
    _add_naive_rows(table, shop, groups)
    before = shop.seen()
    for attempt in (ONE, MANY, CLEVER):
        _add_rows(table, attempt, (before, _attacked(shop, attempt, groups)), groups)
    _add_bandit_rows(table, shop)
    honest_figures(table, shop.home, "most signed in")
    nobody = AttackedShop.prepare(workplace, anonymous=True)
    seen = (nobody.seen(), _attacked(nobody, CLEVER, groups))
    _add_rows(table, CLEVER, seen, groups, " (nobody ever signs in)")
    honest_figures(table, nobody.home, "nobody signed in")
    table.notes += _NOTES
    return table


def _attacked(shop: AttackedShop, attempt: Attempt, groups: dict[str, list[str]]) -> Exposures:
    """Each product by attackers of its own, all of them at once."""
    best = shop.best_sellers(N_BEST_SELLERS)

    def attack(port: int) -> None:
        for product in [one for products in groups.values() for one in products]:
            send(port, attempt.make(product, best))

    return shop.seen_after(attack)


def _add_rows(
    table: Table, attempt: Attempt, seen: tuple[Exposures, Exposures], groups: dict[str, list[str]], where: str = ""
) -> None:
    before, after = seen
    for group, products in groups.items():
        name = f"{attempt.name}{where}, {group} products"
        for kind in ("weighted", "plain"):
            rises = np.array([100 * (getattr(after[one], kind) - getattr(before[one], kind)) for one in products])
            half = 1.96 * rises.std(ddof=1) / np.sqrt(len(rises))
            named = f"{name}: exposure rises by, percentage points, {kind}"
            table.add(f"{named} (mean of {len(rises)}, ± {half:.2f})", float(rises.mean()), "", at_most(attempt.limit))
        _add_share(table, f"{name}: share of all places, weighted, %", products, before, after)


def _add_share(table: Table, name: str, products: Sequence[str], before: Exposures, after: Exposures) -> None:
    old, new = (100 * float(np.mean([seen[one].weighted for one in products])) for seen in (before, after))
    table.add(f"{name}, before", old, "")
    table.add(f"{name}, after", new, "")
    if old:
        table.add(f"{name}, after to before", new / old, "×")


def _add_naive_rows(table: Table, shop: AttackedShop, groups: dict[str, list[str]]) -> None:
    """A list of the most counted products: what 10,000 events do to it, whoever sends them."""
    for group, products in groups.items():
        for kind in ("weighted", "plain"):
            rises = [_rise(*shop.naive(one, N_EVENTS), kind) for one in products]
            named = f"naive, raw counts of four weeks, 10,000 events, {group} products"
            table.add(f"{named}: exposure rises by, percentage points, {kind}", float(np.mean(rises)), "")


def _rise(before: Exposure, after: Exposure, kind: str) -> float:
    return 100 * float(getattr(after, kind) - getattr(before, kind))


def _add_bandit_rows(table: Table, shop: AttackedShop) -> None:
    pool = shop.newcomers_list(FIRST_DRAWN + N_DRAWN)[FIRST_DRAWN:]
    honest = list(_drawn_lists(pool))
    pushed = pool[len(pool) // 2]
    before = shop.seen(honest, **THOMPSON)
    click = partial(click_what_is_explored, product=pushed)
    after = shop.seen_after(lambda port: click(port), honest, **THOMPSON)
    name = f"Thompson sampling, {N_SESSIONS} sessions click what they are shown and each other's lists"
    for kind in ("weighted", "plain"):
        rise = _rise(before[pushed], after[pushed], kind)
        table.add(f"{name}: exposure rises by, percentage points, {kind}", rise, "", at_most(5.0))
    _add_share(table, f"{name}: share of all places, weighted, %", [pushed], before, after)


def _drawn_lists(pool: Sequence[str]) -> Iterator[Record]:
    """What honest anonymous visitors were shown in a drawn place, and opened one time in ten."""
    random = np.random.default_rng(5)
    for number in range(BANDIT_DAYS * LISTS_PER_DAY):
        at = datetime.now(UTC) - timedelta(days=BANDIT_DAYS * (1 - number / (BANDIT_DAYS * LISTS_PER_DAY)), hours=2)
        item = {"item_id": str(random.choice(pool)), "propensity": 1 / len(pool), "index": FIRST_DRAWN}
        own = {
            "anonymous_id": f"honest-{number}",
            "session_id": f"honest-{number}",
            "timestamp": at.isoformat(),
            "properties": {"items": [item]},
            "attribution": {"list_id": f"honest-{number}"},
        }
        yield {"message_id": f"honest-shown-{number}", "type": "shown", **own}
        if random.random() < CLICK_RATE:
            yield {"message_id": f"honest-click-{number}", "type": "select_item", **own}


_NOTES = [
    "Exposure is a product's share of the places of all lists: home, session, product page, cart, search and chat, 360 "
    "lists asked of a running server by signed-in shoppers and, one in four, new ones; surfaces count alike. Weighted: "
    "a place counts 1/log2(rank + 1). Plain: all places count the same.",
    "Rises are in percentage points of all exposure; the targets (1 from one session, 5 from 500) are read so. `after "
    "to before` is the relative change: of a product that hardly anybody saw, a few places are many times as much.",
    "The server takes the events over HTTP with a public key; then `shopkeeper retrain` (popularity, item_neighbours, "
    "session_neighbours, als, lambdarank). The six products of a row are "
    "pushed at once, each by attackers of its own.",
    "No attack: what the rule on crowds leaves out of an honest year, and what models reach with it on their newest "
    "window to what they reach without. Order histories name their customers, and nothing of them is left out.",
]
