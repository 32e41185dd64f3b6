"""Holds the cards of a turn against what a case expects of them."""

from collections.abc import Iterator

from assistant.evaluation.expectation import CardsExpected
from assistant.evaluation.played import PlayedTurn
from assistant.evaluation.product_match import is_named, misses, missing


def card_failures(expected: CardsExpected, played: PlayedTurn) -> Iterator[str]:
    """What is otherwise on the cards than expected."""
    yield from _each(expected, played)
    yield from _together(expected, played)


def _each(expected: CardsExpected, played: PlayedTurn) -> Iterator[str]:
    earlier = set(played.turn.conversation.ever_shown)
    for product in played.products:
        if expected.all and (lacks := misses(product, expected.all)):
            yield f"card {product.title!r} {' and '.join(lacks)}"
        if expected.none and not misses(product, expected.none):
            yield f"card {product.title!r} is of the kind that must not be shown"
        if any(is_named(product, name) for name in expected.exclude):
            yield f"card {product.title!r} must not be shown"
        if expected.fresh and product.id in earlier:
            yield f"card {product.title!r} was shown before"
        if expected.again and product.id not in earlier:
            yield f"card {product.title!r} is new"


def _together(expected: CardsExpected, played: PlayedTurn) -> Iterator[str]:
    products = played.products
    titles = ", ".join(product.title for product in products) or "nothing"
    if expected.min is not None and len(products) < expected.min:
        yield f"{len(products)} cards, not at least {expected.min}"
    if expected.max is not None and len(products) > expected.max:
        yield f"{len(products)} cards, not at most {expected.max}: {titles}"
    for name in missing(expected.include, products):
        yield f"no card for {name!r} among {titles}"
    if expected.include_any and len(missing(expected.include_any, products)) == len(expected.include_any):
        yield f"no card for any of {', '.join(expected.include_any)} among {titles}"
    for condition in expected.any:
        if all(misses(product, condition) for product in products):
            yield f"no card meets {condition.model_dump(exclude_defaults=True)} among {titles}"
    if expected.first and (not products or misses(products[0], expected.first)):
        lacks = misses(products[0], expected.first) if products else ["is not there"]
        yield f"the first card {' and '.join(lacks)}: {titles}"
