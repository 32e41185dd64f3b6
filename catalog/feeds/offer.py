"""One row that can be sold, in the words of no feed in particular; rows of one group become one product."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from catalog.feeds.stock import availability
from catalog.money import Money
from catalog.product import AttributeValue, AvailabilityStatus, Product, RelationKind

#: More pictures than a card or a page shows.
_MAX_IMAGES = 20
#: More relations than any page shows; a feed that names everything beside everything says nothing.
_MAX_RELATIONS = 50
#: Options a shopper chooses by even where only one value is left.
_ALWAYS_OPTIONS = frozenset({"size", "color", "colour"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A row, read.

    Attributes:
        group: what the rows of one product share; None for a product of one variant.
        categories: path and taxonomy, the shop's own first.
        options: name → chosen value; `attributes` are what no one chooses.
        is_parent: says what holds for the whole group, and is sold itself only if the group has nothing else.
        alt_texts: picture → what it shows.
        related: what the feed names beside it, by the feed's own key, and how it belongs to it.
    """

    line: int
    id: str
    title: str
    group: str | None = None
    brand: str | None = None
    description: str = ""
    handle: str | None = None
    url: str | None = None
    images: tuple[str, ...] = ()
    alt_texts: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[tuple[str, str], ...] = ()
    price: Money | None = None
    list_price: Money | None = None
    status: AvailabilityStatus = "in_stock"
    sku: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    rating: Mapping[str, float] | None = None
    condition: str | None = None
    updated_at: str | None = None
    is_parent: bool = False
    related: tuple[tuple[str, RelationKind], ...] = ()


def product_of(offers: Sequence[Offer]) -> Product:
    """The product that the rows of one group make; what holds for all of it is the parent's word, else the first row's.

    Raises:
        pydantic.ValidationError: if they do not make one.
    """
    parent = next((offer for offer in offers if offer.is_parent), None)
    first = parent or offers[0]
    sold = [offer for offer in offers if not offer.is_parent] or [first]
    pictured = [first, *sold] if parent else offers
    chosen = _chosen_by(sold) if first.group is not None else ()
    return Product.model_validate(
        {
            "id": first.group if first.group is not None else first.id,
            "title": parent.title if parent else _shared_title([offer.title for offer in offers]),
            "brand": first.brand,
            "handle": first.handle,
            "url": first.url,
            "description": {"plain": first.description},
            "categories": [{"value": value, "taxonomy": taxonomy} for value, taxonomy in first.categories],
            "media": _media(pictured),
            "options": [_option(name, sold) for name in chosen],
            "variants": [_variant(offer, chosen) for offer in sold],
            "rating": first.rating,
            "attributes": _shared_attributes(sold, chosen) | (dict(parent.attributes) if parent else {}),
            "related": _relations(offers),
            "condition": first.condition,
            "updated_at": first.updated_at,
        }
    )


def _variant(offer: Offer, chosen: Sequence[str]) -> dict[str, Any]:
    selected = [{"name": name, "label": offer.options[name]} for name in chosen if name in offer.options]
    return {
        "id": offer.id,
        "sku": offer.sku,
        "title": " / ".join(option["label"] for option in selected),
        "price": offer.price,
        "list_price": offer.list_price,
        "availability": availability(offer.status),
        "options": selected,
    }


def _media(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    alt_texts = {url: text for offer in offers for url, text in offer.alt_texts.items()}
    urls = _distinct(url for offer in offers for url in offer.images)[:_MAX_IMAGES]
    return [{"url": url, "alt_text": alt_texts.get(url)} for url in urls]


def _relations(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    distinct = dict.fromkeys(relation for offer in offers for relation in offer.related)
    return [{"id": key, "kind": kind} for key, kind in distinct][:_MAX_RELATIONS]


def _chosen_by(offers: Sequence[Offer]) -> tuple[str, ...]:
    names = _distinct(name for offer in offers for name in offer.options)
    return tuple(
        name for name in names if name.casefold() in _ALWAYS_OPTIONS or len({o.options.get(name) for o in offers}) > 1
    )


def _option(name: str, offers: Sequence[Offer]) -> dict[str, Any]:
    labels = _distinct(offer.options[name] for offer in offers if name in offer.options)
    return {"name": name, "values": [{"label": label} for label in labels]}


def _shared_attributes(offers: Sequence[Offer], chosen: Sequence[str]) -> dict[str, AttributeValue]:
    first, others = offers[0], offers[1:]
    shared = {
        name: value for name, value in first.attributes.items() if all(o.attributes.get(name) == value for o in others)
    }
    for name, value in first.options.items():
        if name not in chosen:
            shared.setdefault(re.sub(r"\W+", "_", name.casefold()), value)
    return shared


def _shared_title(titles: Sequence[str]) -> str:
    """What the titles of the variants begin with, if that says enough; else the first of them."""
    if len(set(titles)) == 1:
        return titles[0]
    columns = zip(*(title.split() for title in titles), strict=False)
    shared = " ".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns)).strip(" -–—,/|:(")
    return shared if len(shared) >= 0.4 * min(map(len, titles)) else titles[0]


def _distinct(values: Any) -> list[str]:
    return list(dict.fromkeys(values))
