"""Openings for "cheapest" and "best rated": a first place is claimed only where the cards bear it out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.need import Sort
from assistant.template.phrasing import agreeing, the
from assistant.template.price_words import is_rated, price_text, rating_text
from catalog.product import Product


@dataclass(frozen=True, slots=True)
class _Order:
    """A way of sorting in words: "the cheapest", which figure decides, how a product states it."""

    most: str
    figure: Callable[[Product], float | None]
    stated: Callable[[Product], str]
    none_stated: str
    some_stated: str


def _price(product: Product) -> float | None:
    return product.price.amount if product.price else None


def _rating(product: Product) -> float | None:
    return product.rating.out_of_five if product.rating and is_rated(product) else None


def _price_order(most: str, sign: int) -> _Order:
    return _Order(
        most,
        lambda product: None if (price := _price(product)) is None else sign * price,
        price_text,
        "None of these has its price in our catalog",
        "Not every price is in our catalog",
    )


_ORDERS: dict[Sort, _Order] = {
    "price_asc": _price_order("cheapest", -1),
    "price_desc": _price_order("most expensive", 1),
    "rating_desc": _Order(
        "highest rated",
        _rating,
        lambda product: rating_text(product.rating),
        "None of these has been rated yet",
        "Only some of these have been rated",
    ),
}


def sort_opener(sort: Sort, products: Sequence[Product]) -> str:
    """The opening for the first of `products`, with `{name}` where its name goes."""
    order = _ORDERS[sort]
    stated = [(figure, product) for product in products if (figure := order.figure(product)) is not None]
    if not stated:
        return f"{order.none_stated}; going by how well it fits, I'd start with {{name}}"
    top, best = max(stated, key=lambda pair: pair[0])
    partly = len(stated) < len(products)
    if order.figure(products[0]) == top:
        said = f"{order.some_stated}; of those, the {order.most} is" if partly else ""
        return f"{said or f'The {order.most} I found for that is'} {{name}}"
    aside = f"{order.some_stated}, and the" if partly else "The"
    are = agreeing("is", best)
    return (
        f"{aside} {order.most} of these {are} {the(best)} ({order.stated(best)}); going by fit, I'd start with {{name}}"
    )
