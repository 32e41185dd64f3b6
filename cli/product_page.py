"""One product in full, as `/product` shows it."""

from collections.abc import Iterable, Iterator, Sequence

from catalog.product import Product, Variant
from catalog.review import Review
from cli.card_list import money_words, rating_words, stock_words
from cli.plain_text import one_line, plain

_MAX_VARIANTS = 12


def product_lines(product: Product, reviews: Sequence[Review] = ()) -> Iterator[str]:
    """Everything the catalog knows, a fact a line."""
    yield one_line(product.title) + (f" — {one_line(product.brand)}" if product.brand else "")
    span = product.price_range
    is_lowest = bool(span and span.min != span.max)
    price = money_words(product.price, product.list_price, is_lowest=is_lowest)
    yield f"{price} · {rating_words(product.rating)} · {stock_words(product.availability)}"
    if product.description.plain:
        yield ""
        yield plain(product.description.plain).strip()
        yield ""
    yield from _facts(product)
    yield from _variant_lines(product.variants)
    for review in reviews:
        yield f"Review  {review.rating:g}/5  {one_line(f'{review.title} {review.text}')}"


def _facts(product: Product) -> Iterator[str]:
    facts: dict[str, object] = {"Id": product.id, "Category": product.category, "Link": product.url}
    facts |= {name: _value(value) for name, value in product.attributes.items()}
    for name, value in facts.items():
        if value is not None:
            yield f"{one_line(name)}: {one_line(str(value))}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _variant_lines(variants: Sequence[Variant]) -> Iterable[str]:
    if len(variants) < 2:
        return []
    lines = [
        f"- {one_line(variant.title or variant.id)}: {money_words(variant.price, variant.list_price)}, "
        f"{stock_words(variant.availability.status)}"
        for variant in variants[:_MAX_VARIANTS]
    ]
    more = len(variants) - len(lines)
    return ["Variants:", *lines, *([f"  … and {more:,} more"] if more else [])]
