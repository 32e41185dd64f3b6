"""Makes a year of a shop that does not exist, of any size: shoppers with tastes, visits with an order, and purchases.

Products belong to groups, and are more or less popular within theirs. A shopper has three groups, one of them dearest;
a visit stays within one group, and a click leads to the product beside the last one about as often as elsewhere. So
popularity knows something, taste more, and the order of clicks something else again.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from events.export import SCHEMA
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts

Numbers = npt.NDArray[np.int64]
#: 2025-11-01T00:00:00Z, the first day of the year.
FIRST_SECOND = 1_761_955_200
N_DAYS = 365
PRODUCTS_PER_GROUP = 200
#: How the three groups of a shopper share the visits; the rest goes anywhere.
TASTE = (0.55, 0.2, 0.15)
#: Popularity within a group falls with place^-POWER.
POWER = 0.9
#: A click leads to one of so many products beside the last one with `BESIDE`; anywhere in the group otherwise.
N_BESIDE, BESIDE = 3, 0.5
#: A visit goes on after a click with `GOES_ON`, up to `LONGEST` products.
GOES_ON, LONGEST = 0.75, 20
CARTED, BOUGHT = 0.15, 0.4
SECONDS_PER_CLICK = 40
KINDS = np.array(["view_item", "add_to_cart", "purchase"])
#: Visits that are made at a time: some hundred megabytes.
_VISITS_AT_A_TIME = 200_000


@dataclass(frozen=True, slots=True)
class SyntheticShop:
    """How large the shop is.

    Attributes:
        n_events: lines of the log.
        n_products: in the catalog; a multiple of `PRODUCTS_PER_GROUP` is used in full.
        n_shoppers: of whom some visit daily and some once.
        seed: of everything.
    """

    n_events: int
    n_products: int
    n_shoppers: int
    seed: int = 11

    @classmethod
    def of_size(cls, n_events: int) -> "SyntheticShop":
        """A shop with fifty events a shopper and 20,000 to 50,000 products (fewer for a tiny log)."""
        smallest = min(20_000, max(PRODUCTS_PER_GROUP * 4, n_events // 20))
        n_products = int(np.clip(n_events // 200, smallest, 50_000)) // PRODUCTS_PER_GROUP * PRODUCTS_PER_GROUP
        return cls(n_events, n_products, max(n_events // 50, 2))

    @property
    def n_groups(self) -> int:
        """Of products that are liked together."""
        return max(self.n_products // PRODUCTS_PER_GROUP, 1)

    def product_ids(self) -> list[str]:
        """By row, which is group × `PRODUCTS_PER_GROUP` + place in the group; ids of equal length ascend with it."""
        return [f"p{row:06}" for row in range(self.n_products)]

    def prices(self) -> Numbers:
        """`[n_products]` minor units."""
        return np.random.default_rng(self.seed).lognormal(7.5, 0.8, self.n_products).astype(np.int64) + 50

    def facts(self) -> ProductFacts:
        """What the catalog says: groups are its categories."""
        products = IdIndex(self.product_ids())
        rows = np.arange(self.n_products)
        missing = np.full(self.n_products, np.nan, dtype=np.float32)
        return ProductFacts(
            products=products,
            category=(rows // PRODUCTS_PER_GROUP).astype(np.int32),
            category_names=tuple(f"Group {group:03}" for group in range(self.n_groups)),
            brand=(rows % 50).astype(np.int32),
            brand_names=tuple(f"Brand {brand:02}" for brand in range(50)),
            price=self.prices().astype(np.float32),
            rating=missing,
            n_reviews=np.zeros(self.n_products, dtype=np.float32),
            in_stock=np.ones(self.n_products, dtype=np.bool_),
            launched_at=missing.astype(np.float64),
        )

    def write(self, file: Path) -> None:
        """Write the log in the schema of an export, some hundred thousand visits at a time, in no order of time."""
        random = np.random.default_rng(self.seed)
        shoppers = Shoppers.drawn(self, random)
        prices, n_left, n_visits = self.prices(), self.n_events, 0
        with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
            while n_left:
                size = min(_VISITS_AT_A_TIME, n_left // 3 + 1)
                clicks = shoppers.clicks(random, size, n_visits).first(n_left)
                writer.write_table(_as_table(clicks, prices, self.n_events - n_left))
                n_left -= len(clicks.visit)
                n_visits += size


@dataclass(frozen=True, slots=True, eq=False)
class Clicks:
    """Lines, visit by visit and in order within each; every array is `[n_lines]`."""

    visit: Numbers
    shopper: Numbers
    product: Numbers
    second: Numbers
    kind: Numbers

    def first(self, n: int) -> "Clicks":
        """The first of them."""
        return Clicks(self.visit[:n], self.shopper[:n], self.product[:n], self.second[:n], self.kind[:n])


@dataclass(frozen=True, slots=True, eq=False)
class Shoppers:
    """The shoppers' tastes.

    Attributes:
        shop: theirs.
        groups: `[n_shoppers, 3]` the dearest first.
        bounds: `[n_shoppers]` summed shares of all visits.
    """

    shop: SyntheticShop
    groups: Numbers
    bounds: npt.NDArray[np.float64]

    @classmethod
    def drawn(cls, shop: SyntheticShop, random: np.random.Generator) -> "Shoppers":
        """Draw everyone's taste."""
        share = random.lognormal(0.0, 1.0, shop.n_shoppers)
        groups = random.integers(0, shop.n_groups, (shop.n_shoppers, len(TASTE)))
        return cls(shop, groups, np.cumsum(share / share.sum()))

    def clicks(self, random: np.random.Generator, n_visits: int, first_visit: int) -> Clicks:
        """Visits from number `first_visit` on."""
        shopper = np.minimum(np.searchsorted(self.bounds, random.random(n_visits)), self.shop.n_shoppers - 1)
        lengths = np.minimum(random.geometric(1 - GOES_ON, n_visits), LONGEST)
        start = FIRST_SECOND + random.integers(0, N_DAYS * SECONDS_PER_DAY - LONGEST * SECONDS_PER_CLICK, n_visits)
        viewed = _products(self._group(random, shopper), lengths, random)
        visit, place = _places(lengths)
        return _with_deeds(
            Clicks(
                visit + first_visit,
                shopper[visit],
                viewed[visit, place],
                start[visit] + place * SECONDS_PER_CLICK,
                np.zeros(len(visit), dtype=np.int64),
            ),
            random,
        )

    def _group(self, random: np.random.Generator, shopper: Numbers) -> Numbers:
        which = np.searchsorted(np.cumsum(TASTE), random.random(len(shopper)))
        anywhere = random.integers(0, self.shop.n_groups, len(shopper))
        own = self.groups[shopper, np.minimum(which, len(TASTE) - 1)]
        return np.where(which < len(TASTE), own, anywhere)


def _places(lengths: Numbers) -> tuple[Numbers, Numbers]:
    """The visit of every click, and its place there."""
    visit = np.repeat(np.arange(len(lengths)), lengths)
    return visit, np.arange(len(visit)) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _products(group: Numbers, lengths: Numbers, random: np.random.Generator) -> Numbers:
    """`[n_visits, longest]` what is looked at, step by step; what stands beyond a visit's length means nothing."""
    n, longest = len(group), int(lengths.max())
    share = np.arange(1, PRODUCTS_PER_GROUP + 1) ** -POWER
    bounds = np.cumsum(share / share.sum())
    places = np.minimum(np.searchsorted(bounds, random.random((n, longest))), PRODUCTS_PER_GROUP - 1)
    is_beside = random.random((n, longest)) < BESIDE
    beside = random.integers(1, N_BESIDE + 1, (n, longest))
    for step in range(1, longest):
        next_one = (places[:, step - 1] + beside[:, step]) % PRODUCTS_PER_GROUP
        places[:, step] = np.where(is_beside[:, step], next_one, places[:, step])
    products: Numbers = group[:, None] * PRODUCTS_PER_GROUP + places
    return products


def _with_deeds(views: Clicks, random: np.random.Generator) -> Clicks:
    """Some of what was looked at is put into the cart, and some of that bought, seconds later."""
    is_carted = random.random(len(views.visit)) < CARTED
    n_lines = 1 + is_carted + (is_carted & (random.random(len(views.visit)) < BOUGHT))
    line, deed = _places(n_lines)
    return Clicks(views.visit[line], views.shopper[line], views.product[line], views.second[line] + deed * 10, deed)


def _as_table(clicks: Clicks, prices: Numbers, first_line: int) -> pa.Table:
    n = len(clicks.visit)
    columns: dict[str, Any] = {
        "message_id": _named("m", np.arange(first_line, first_line + n)),
        "type": pa.DictionaryArray.from_arrays(pa.array(clicks.kind.astype(np.int8)), pa.array(KINDS)).cast(
            pa.string()
        ),
        "shopper": _named("s", clicks.shopper),
        "session": _named("v", clicks.visit),
        "product": pc.binary_join_element_wise(
            "p", pc.utf8_lpad(pc.cast(pa.array(clicks.product), pa.string()), 6, "0"), ""
        ),
        "quantity": np.ones(n, dtype=np.int32),
        "price_minor": prices[clicks.product],
        "currency": pa.repeat("EUR", n),
        "at": pa.array(clicks.second * 1_000_000).cast(SCHEMA.field("at").type),
        "is_vouched": np.ones(n, dtype=np.bool_),  # nobody is anonymous here
    }
    return pa.table([_column(columns, field, n) for field in SCHEMA], schema=SCHEMA)


def _column(columns: dict[str, Any], field: Any, n: int) -> Any:
    return pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(n, field.type)


def _named(letter: str, numbers: Numbers) -> Any:
    return pc.binary_join_element_wise(letter, pc.cast(pa.array(numbers), pa.string()), "")
