"""Turns a product of the catalog into the card a shopper sees."""

from collections.abc import Iterable

from assistant.stream import Card, CardEvidence
from catalog.candidate import Candidate
from catalog.product import Product

#: Options with more values than this are summed up ("5 sizes") instead of listed.
MAX_LISTED_VALUES = 4
MAX_REASON_CHARACTERS = 140


def make_card(product: Product, candidate: Candidate, reason: str) -> Card:
    """A card whose every fact is the catalog's; only `reason` comes from a writer."""
    image = next((media for media in product.media if media.type == "image"), None)
    price_range = product.price_range
    return Card(
        product_id=product.id,
        title=product.title,
        brand=product.brand,
        url=product.url,
        image=image.url if image else None,
        price=product.price,
        list_price=product.list_price,
        price_from=bool(price_range and price_range.min != price_range.max),
        availability=product.availability,
        rating=product.rating,
        options_summary=summarize_options(product),
        reason=shorten(reason, MAX_REASON_CHARACTERS),
        evidence=tuple(
            CardEvidence(signal=e.signal, weight=round(e.weight, 4), because=e.because) for e in candidate.evidence
        ),
    )


def summarize_options(product: Product) -> str | None:
    """`Size S–XL · Colour Moss, Slate`: what can be chosen."""
    parts = []
    for option in product.options:
        labels = [value.label for value in option.values]
        if len(labels) > MAX_LISTED_VALUES:
            parts.append(f"{option.name} {labels[0]}–{labels[-1]} ({len(labels)})")
        elif labels:
            parts.append(f"{option.name} {', '.join(labels)}")
    return " · ".join(parts) or None


def shorten(text: str, max_characters: int) -> str:
    """Cut at a word's end, with an ellipsis, never longer than `max_characters`."""
    text = " ".join(text.split())
    if len(text) <= max_characters:
        return text
    return text[: max_characters - 1].rsplit(" ", 1)[0].rstrip(" .,;:–-([{/&+") + "…"


def card_ids(cards: Iterable[Card]) -> tuple[str, ...]:
    """The ids on the cards, in order."""
    return tuple(card.product_id for card in cards)
