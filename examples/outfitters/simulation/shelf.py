"""The products of the sample shop as columns: what a taste can hold on to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .interests import interest_shares

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Record = Mapping[str, Any]

DAY = 86_400
_SEASON_MONTHS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
_MATERIALS = (
    ("wool", "merino", "lambswool", "alpaca", "mohair", "felt", "tweed"),
    ("cotton", "linen", "canvas", "bamboo", "jute", "silk", "raffia"),
    ("leather", "suede", "down", "sheepskin", "nubuck"),
    ("steel", "titanium", "alumin", "iron", "brass", "copper", "zinc", "bronze"),
    ("oak", "beech", "pine", "ash", "wood", "walnut", "stoneware", "glass", "porcelain", "clay", "earthenware"),
    ("nylon", "polyester", "elastane", "mesh", "membrane", "foam", "polyurethane", "silicone", "rubber"),
)
N_MATERIALS = len(_MATERIALS)
_COLOURS = (
    ("black", "navy", "charcoal", "graphite", "ink", "slate", "midnight", "night", "anthracite"),
    ("moss", "olive", "rust", "sand", "clay", "bark", "tan", "peat", "forest", "fern", "sage", "pine"),
    ("red", "orange", "yellow", "coral", "cobalt", "lime", "pink", "ember", "signal", "cherry", "mustard", "berry"),
    ("white", "cream", "grey", "stone", "natural", "chalk", "sky", "mist", "ivory", "silver", "ash"),
)
N_COLOURS = len(_COLOURS)
#: Things that are used up or worn out, by a word of the title, and after how many days they are bought again.
_REORDER_DAYS = {
    "Socks": 55, "Candle": 40, "Chain Lube": 50, "Repair Tin": 80, "Cotton Tee": 75, "Tea Towel": 90,
    "Liner Gloves": 100, "Foldaway Tote": 90, "Neck Gaiter": 90, "Repair Kit": 110, "Peanut Feeder": 60, "Pegs": 110,
    "Merino Tee": 90, "First Aid Pouch": 120, "Napkins": 120, "Flip-Flop": 120,
}  # fmt: skip
#: What goes with what: of a category (the key), people then look at these, named by category and a word of the title.
_GOES_WITH: Mapping[str, Sequence[tuple[str, str]]] = {
    "Boots & Shoes": (("Hats, Gloves & Socks", "Socks"), ("Trousers & Shorts", "")),
    "Jackets": (("Hats, Gloves & Socks", ""), ("Tops & Base Layers", "")),
    "Trousers & Shorts": (("Tops & Base Layers", ""), ("Boots & Shoes", "")),
    "Tops & Base Layers": (("Trousers & Shorts", ""), ("Jackets", "")),
    "Tents & Shelters": (("Sleeping Bags & Mats", ""), ("Tents & Shelters", "Peg"), ("Lighting & Tools", "")),
    "Sleeping Bags & Mats": (("Sleeping Bags & Mats", ""), ("Stoves & Camp Kitchen", "")),
    "Stoves & Camp Kitchen": (("Stoves & Camp Kitchen", ""), ("Lighting & Tools", "")),
    "Backpacks & Luggage": (("Backpacks & Luggage", ""), ("Stoves & Camp Kitchen", "")),
    "Chairs & Small Furniture": (("Rugs & Throws", ""), ("Kitchen & Tableware", "")),
    "Rugs & Throws": (("Chairs & Small Furniture", ""), ("Garden & Lighting", "Candle")),
    "Kitchen & Tableware": (("Kitchen & Tableware", ""), ("Rugs & Throws", "")),
    "Garden & Lighting": (("Garden & Lighting", ""), ("Boots & Shoes", "")),
    "Lighting & Tools": (("Lighting & Tools", ""), ("Stoves & Camp Kitchen", "")),
}
N_NEIGHBOURS, N_COMPLEMENTS = 10, 6


@dataclass(frozen=True, eq=False)
class Shelf:
    """Columns over the products in the order of the feed, `[n_products]` where not said otherwise.

    Attributes:
        records: the products as the feed has them.
        category: row in `categories`.
        brand: row in `brands`.
        interests: `[n_products, n_interests]`, 0 to 1.
        materials: `[n_products, N_MATERIALS]` 0 or 1.
        colours: `[n_products, N_COLOURS]` shares.
        wearer: `unisex`, `women`, `men` or `kids`.
        price: in pounds.
        price_level: standard score of the logarithm of the price within its category.
        appeal: how good it is in everybody's eyes, standard score.
        out_of_season: `[12, n_products]`, 0 in season, 1 out of it.
        launched_at: first moment it can be seen, seconds since the epoch; 0 if it was always there.
        reorder_days: after how long it is bought again; 0 if it isn't.
        neighbours: `[n_products, N_NEIGHBOURS]` rows of the most similar ones of its category.
        complements: `[n_products, N_COMPLEMENTS]` rows of what goes with it.
    """

    records: tuple[Record, ...]
    categories: tuple[str, ...]
    category: Ints
    brands: tuple[str, ...]
    brand: Ints
    interests: Floats
    materials: Floats
    colours: Floats
    wearer: tuple[str, ...]
    price: Floats
    price_level: Floats
    appeal: Floats
    out_of_season: Floats
    launched_at: Ints
    reorder_days: Floats
    neighbours: Ints
    complements: Ints

    def __len__(self) -> int:
        return len(self.records)

    @property
    def ids(self) -> tuple[str, ...]:
        """The shop's ids, in row order."""
        return tuple(str(record["id"]) for record in self.records)


def read_shelf(folder: Path, start: int, end: int) -> Shelf:
    """Read the products of the sample shop.

    A product is launched within the period if its first review is, or if it has none yet.
    """
    records = tuple(_read_lines(folder / "products.jsonl"))
    paths = [str(record["categories"][0]["value"]) for record in records]
    categories, category = np.unique(paths, return_inverse=True)
    brands, brand = np.unique([str(record["brand"]) for record in records], return_inverse=True)
    wearer = tuple(str(record["attributes"].get("gender", "unisex")) for record in records)
    price = np.array([record["price_range"]["min"]["amount"] / 100 for record in records])
    level = _standard_within(np.log(price), category)
    interests = np.array(
        [
            interest_shares(record["attributes"].get("activities", ()), path, who == "kids")
            for record, path, who in zip(records, paths, wearer, strict=True)
        ]
    )
    colours = np.array([_colour_shares(record) for record in records])
    out_of_season = np.array([[_is_out_of_season(record, month) for record in records] for month in range(1, 13)])
    nouns = [str(record["title"]).split(",")[0].split()[-1].rstrip("s") for record in records]
    likeness = _likeness(interests, level, wearer, out_of_season) + 0.8 * _are_equal(nouns)
    return Shelf(
        records=records,
        categories=tuple(map(str, categories)),
        category=category.astype(np.int64),
        brands=tuple(map(str, brands)),
        brand=brand.astype(np.int64),
        interests=interests,
        materials=np.array([_material_flags(record) for record in records]),
        colours=colours,
        wearer=wearer,
        price=price,
        price_level=level,
        appeal=_appeal(records),
        out_of_season=out_of_season,
        launched_at=_launches(records, _first_reviews(folder / "reviews.jsonl"), start, end),
        reorder_days=np.array([_reorder_days(str(record["title"])) for record in records]),
        neighbours=_best(likeness, category[:, None] == category[None, :], N_NEIGHBOURS),
        complements=_best(likeness, _going_together(records, paths), N_COMPLEMENTS),
    )


def _read_lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _standard_within(values: Floats, groups: Ints) -> Floats:
    result = np.zeros(len(values))
    for group in np.unique(groups):
        members = groups == group
        result[members] = (values[members] - values[members].mean()) / values[members].std()
    return np.round(result, 6)


def _material_flags(record: Record) -> list[float]:
    text = str(record["attributes"].get("material", "")).casefold()
    return [float(any(word in text for word in words)) for words in _MATERIALS]


def _colour_shares(record: Record) -> list[float]:
    labels = [
        value["label"].casefold()
        for option in record.get("options", ())
        if option["name"] == "Colour"
        for value in option["values"]
    ]
    hits = [sum(any(word in label for word in words) for label in labels) for words in _COLOURS]
    return [hit / len(labels) if labels else 0.0 for hit in hits]


def colour_family(label: str) -> int:
    """Row of a colour's family (dark, earthy, bright, light); -1 for a fancy name."""
    folded = label.casefold()
    return next((row for row, words in enumerate(_COLOURS) if any(word in folded for word in words)), -1)


def _appeal(records: Sequence[Record]) -> Floats:
    ratings = np.array([record["rating"]["value"] if record.get("rating") else 4.0 for record in records])
    counts = np.array([record["rating"]["count"] if record.get("rating") else 80 for record in records])
    raw = (ratings - ratings.mean()) / ratings.std() + 1.2 * np.log(counts / 80)
    appeal: Floats = np.round((raw - raw.mean()) / raw.std(), 6)
    return appeal


def _is_out_of_season(record: Record, month: int) -> float:
    """A product is wanted in its season and in the month before it."""
    seasons = record["attributes"].get("season", ())
    months = {one for season in seasons for one in _SEASON_MONTHS[season]}
    months |= {(one - 2) % 12 + 1 for one in months}
    return float(bool(months) and month not in months)


def _first_reviews(path: Path) -> dict[str, int]:
    first: dict[str, int] = {}
    for review in _read_lines(path):
        at = int(datetime.fromisoformat(review["at"]).astimezone(UTC).timestamp())
        first[review["product_id"]] = min(at, first.get(review["product_id"], at))
    return first


def _launches(records: Sequence[Record], first_review: Mapping[str, int], start: int, end: int) -> Ints:
    never_reviewed = [record["id"] for record in records if record["id"] not in first_review]
    launched = []
    for record in records:
        if record["id"] in first_review:
            launched.append(max(0, first_review[record["id"]] - 6 * DAY) if first_review[record["id"]] > start else 0)
        else:  # the newest: spread over the last seven months, none in the last three weeks
            place = never_reviewed.index(record["id"]) * 13 % len(never_reviewed) / len(never_reviewed)
            launched.append(int(end - 21 * DAY - place * 190 * DAY))
    return np.array(launched, dtype=np.int64)


def _reorder_days(title: str) -> float:
    return float(next((days for word, days in _REORDER_DAYS.items() if word in title), 0))


def _likeness(interests: Floats, level: Floats, wearer: Sequence[str], out_of_season: Floats) -> Floats:
    """`[n_products, n_products]`: shared interests, seasons, price level and wearer."""
    shared = np.minimum(interests[:, None, :], interests[None, :, :]).sum(axis=2)
    either = np.maximum(interests[:, None, :], interests[None, :, :]).sum(axis=2)
    apart = np.abs(out_of_season.T[:, None, :] - out_of_season.T[None, :, :]).mean(axis=2)
    distance = np.abs(level[:, None] - level[None, :])
    likeness: Floats = np.round(2 * shared / either + _are_equal(wearer) - apart - 0.3 * distance, 6)
    return likeness


def _are_equal(values: Sequence[str]) -> Floats:
    return np.array([[float(one == other) for one in values] for other in values])


def _going_together(records: Sequence[Record], paths: Sequence[str]) -> npt.NDArray[np.bool_]:
    leaves = [path.split(" > ")[-1] for path in paths]
    titles = [str(record["title"]) for record in records]
    allowed = np.zeros((len(records), len(records)), dtype=np.bool_)
    for row, leaf in enumerate(leaves):
        wanted = _GOES_WITH.get(leaf, ((leaf, ""),))
        allowed[row] = [
            any(other == name and word in title for name, word in wanted)
            for other, title in zip(leaves, titles, strict=True)
        ]
    return allowed


def _best(likeness: Floats, allowed: npt.NDArray[np.bool_], count: int) -> Ints:
    masked = np.where(allowed, likeness, -np.inf)
    np.fill_diagonal(masked, -np.inf)
    return np.argsort(-masked, axis=1, kind="stable")[:, :count].astype(np.int64)
