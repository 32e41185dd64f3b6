"""Turns the hand-written sample shop in `source/*.yaml` into `products.jsonl` and `reviews.jsonl`.

    python examples/outfitters/build.py

The same source always gives the same bytes. A mistake in the source stops the build and says where it is.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product as combinations
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from catalog.money import MoneyError, to_minor
from catalog.product import Product
from catalog.review import Review

HERE = Path(__file__).parent
SHOP = "https://outfitters.example"
CURRENCY = "GBP"
_KNOWN_FIELDS = frozenset(
    "id title brand price list_price description attributes options out price_by rating reviews".split()
)


class SourceError(Exception):
    """A mistake in the source; the message says where."""


@dataclass(frozen=True, slots=True)
class SampleShop:
    """The built shop, as JSON lines."""

    products: tuple[str, ...]
    reviews: tuple[str, ...]


def build(source: Path) -> SampleShop:
    """Build the shop from a folder of YAML files.

    Raises:
        SourceError: at the first mistake.
    """
    products: list[str] = []
    reviews: list[str] = []
    ids: set[str] = set()
    handles: set[str] = set()
    for category, written in _written_products(source):
        where = str(written.get("id", "a product without id"))
        try:
            product = _product(category, written)
            product_reviews = list(_reviews(written))
        except (SourceError, MoneyError, ValidationError, TypeError, KeyError, ValueError) as error:
            raise SourceError(f"{category}, {where}: {error!r}") from error
        if product.id in ids or product.handle in handles:
            raise SourceError(f"{category}, {where}: this id or title is used twice")
        ids.add(product.id)
        handles.add(str(product.handle))
        products.append(_line(product.to_json()))
        reviews.extend(_line(review.model_dump(mode="json")) for review in product_reviews)
    return SampleShop(tuple(products), tuple(reviews))


def _written_products(source: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    paths = sorted(source.glob("*.yaml"))
    if not paths:
        raise SourceError(f"there is no YAML file in {source}")
    for path in paths:
        try:
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise SourceError(f"{path.name} is not YAML: {error}") from None
        if not isinstance(document, dict) or not isinstance(document.get("products"), list):
            raise SourceError(f"{path.name} needs `category` and a list of `products`")
        for written in document["products"]:
            if not isinstance(written, dict):
                raise SourceError(f"{path.name}: a product is not a mapping: {str(written)[:60]!r}")
            yield str(document["category"]), written


def _product(category: str, written: Mapping[str, Any]) -> Product:
    unknown = set(written) - _KNOWN_FIELDS
    if unknown:
        raise SourceError(f"unknown fields {sorted(unknown)}")
    handle = re.sub(r"[^a-z0-9]+", "-", written["title"].casefold().replace("'", "")).strip("-")
    options = {str(name): [str(label) for label in labels] for name, labels in (written.get("options") or {}).items()}
    rating = written.get("rating")
    return Product.model_validate(
        {
            "id": written["id"],
            "title": written["title"],
            "brand": written["brand"],
            "handle": handle,
            "url": f"{SHOP}/p/{handle}",
            "description": {"plain": " ".join(written["description"].split())},
            "categories": [{"value": category, "taxonomy": "merchant"}],
            "media": [{"url": f"{SHOP}/images/{written['id']}.svg", "alt_text": written["title"]}],
            "options": [{"name": n, "values": [{"label": label} for label in ls]} for n, ls in options.items()],
            "variants": list(_variants(written, options)),
            "rating": {"value": rating[0], "count": rating[1]} if rating else None,
            "attributes": written["attributes"],
        }
    )


def _variants(written: Mapping[str, Any], options: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    out = written.get("out") or []
    chosen = [dict(zip(options, labels, strict=True)) for labels in combinations(*options.values())]
    titles = {"/".join(labels.values()) for labels in chosen}
    unknown = set() if out == "all" else set(map(str, out)) - titles
    if unknown:
        raise SourceError(f"`out` names variants that do not exist: {sorted(unknown)}")
    by_label = {str(label): price for label, price in (written.get("price_by") or {}).items()}
    if strangers := set(by_label) - {label for labels in options.values() for label in labels}:
        raise SourceError(f"`price_by` names labels that do not exist: {sorted(strangers)}")
    for labels in chosen:
        title = "/".join(labels.values())
        gone = out == "all" or title in map(str, out)
        price = next((by_label[label] for label in labels.values() if label in by_label), written["price"])
        yield {
            "id": "-".join([written["id"], *(_slug(label) for label in labels.values())]),
            "title": title.replace("/", " / "),
            "price": _money(price),
            "list_price": _former_price(written, price),
            "availability": {"available": not gone, "status": "out_of_stock" if gone else "in_stock"},
            "options": [{"name": name, "label": label} for name, label in labels.items()],
        }


def _former_price(written: Mapping[str, Any], price: float) -> dict[str, Any] | None:
    """A dearer variant is reduced by the same amount as the product."""
    if written.get("list_price") is None:
        return None
    reduction = to_minor(written["list_price"], CURRENCY) - to_minor(written["price"], CURRENCY)
    if reduction <= 0:
        raise SourceError(f"list_price {written['list_price']} is not above price {written['price']}")
    return {"amount": to_minor(price, CURRENCY) + reduction, "currency": CURRENCY}


def _reviews(written: Mapping[str, Any]) -> Iterator[Review]:
    for number, review in enumerate(written.get("reviews") or [], start=1):
        rating, day, verified, title, text = review
        if not isinstance(day, date) or not isinstance(verified, bool):
            raise SourceError(f"review {number} is not [rating, date, yes|no, title, text]")
        yield Review(
            product_id=written["id"],
            review_id=f"{written['id']}-r{number}",
            rating=rating,
            title=title,
            text=text,
            at=f"{day.isoformat()}T12:00:00Z",
            verified=verified,
        )


def _money(price: float) -> dict[str, Any]:
    return {"amount": to_minor(price, CURRENCY), "currency": CURRENCY}


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", label.casefold()).strip("-")


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def main() -> int:
    """Build, write both files beside this one, and say what was built."""
    try:
        shop = build(HERE / "source")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    _write(HERE / "products.jsonl", shop.products)
    _write(HERE / "reviews.jsonl", shop.reviews)
    print(f"{len(shop.products)} products, {len(shop.reviews)} reviews")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
