"""What a schema.org product says of itself beside price and stock."""

import math
import re
from collections.abc import Collection, Iterator
from typing import Any

from catalog.feeds.json_ld_node import Node
from catalog.feeds.plain_text import plain
from catalog.product import AttributeValue

#: Property → attribute; where it is an option, it is none.
_ATTRIBUTES = {
    "color": "color",
    "size": "size",
    "material": "material",
    "pattern": "pattern",
    "model": "model",
    "weight": "weight",
    "width": "width",
    "height": "height",
    "depth": "depth",
    "gtin": "gtin",
    "gtin13": "gtin",
    "gtin12": "gtin",
    "mpn": "mpn",
    "countryOfOrigin": "country_of_origin",
    "award": "award",
}
#: UN/CEFACT codes as a shopper writes them.
_UNITS = {
    "GRM": "g",
    "KGM": "kg",
    "CMT": "cm",
    "MMT": "mm",
    "MTR": "m",
    "INH": "in",
    "LBR": "lb",
    "ONZ": "oz",
    "LTR": "l",
}


def attributes_of(node: Node, left_out: Collection[str] = ()) -> dict[str, AttributeValue]:
    """Facts by name; several values of one property are a list."""
    chosen = {name.casefold() for name in left_out}
    found: dict[str, AttributeValue] = {}
    for name, known_as in _ATTRIBUTES.items():
        values = tuple(text for value in node.each(name) if (text := plain(_measure_or_text(value))))
        if values and known_as not in chosen:
            found.setdefault(known_as, values if len(values) > 1 else values[0])
    for part in node.nodes("additionalProperty"):
        name, value = plain(part.text("name", "propertyID")), plain(_measure_or_text(part))
        if name and value and name.casefold() not in chosen:
            found.setdefault(name, value)
    return found


def categories_of(node: Node) -> tuple[tuple[str, str], ...]:
    """`Apparel > Tops` or `Apparel/Tops` as a path; a bare number is an id that says nothing to a shopper."""
    paths = (" > ".join(filter(None, map(plain, re.split(r"\s*>\s*|/", text)))) for text in node.texts("category"))
    return tuple((path, "merchant") for path in dict.fromkeys(paths) if any(letter.isalpha() for letter in path))


def images_of(node: Node) -> tuple[str, ...]:
    """Addresses of pictures, whether they stand as text or as ImageObject."""
    found: list[str] = []
    for value in node.each("image"):
        link = value.text("contentUrl", "url", "@id") if isinstance(value, Node) else str(value)
        if link.strip():
            found.append(link.strip())
    return tuple(found)


def rating_of(node: Node) -> dict[str, float] | None:
    """The mean of all ratings, on its own scale."""
    rating = next(iter(node.nodes("aggregateRating")), None)
    value = _number(rating.text("ratingValue")) if rating else None
    if rating is None or value is None:
        return None
    scale_max = _number(rating.text("bestRating")) or 5.0
    if not 0 <= value <= scale_max:
        return None
    count = _number(rating.text("reviewCount", "ratingCount"))
    found = {"value": value, "scale_max": scale_max}
    return found | {"count": int(count)} if count is not None and count >= 0 else found


def reviews_of(node: Node) -> Iterator[dict[str, Any]]:
    """What a `Review` is made of, without the product's id; names of people are never read."""
    for review in (*node.nodes("review"), *node.nodes("reviews")):
        rating = next(iter(review.nodes("reviewRating")), Node({}, {}))
        value, best = _number(rating.text("ratingValue")), _number(rating.text("bestRating")) or 5.0
        yield {
            "review_id": review.id,
            "rating": None if value is None else value * 5 / best,
            "title": plain(review.text("name", "headline")),
            "text": plain(review.text("reviewBody", "description")),
            "at": review.text("datePublished", "dateCreated") or None,
        }


def condition_of(node: Node, offer: Node) -> str | None:
    """`https://schema.org/NewCondition` is `new`."""
    word = offer.term("itemCondition") or node.term("itemCondition")
    return word.removesuffix("Condition").casefold() or None


def _measure_or_text(value: Any) -> str:
    """`{"value": 320, "unitCode": "GRM"}` is `320 g`."""
    if not isinstance(value, Node):
        return str(value)
    number = value.text("value")
    unit = value.text("unitText") or _UNITS.get(value.text("unitCode"), "")
    return f"{number} {unit}".strip() if number else value.label


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
