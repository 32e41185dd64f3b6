"""Answers "which is the lightest?" of products at hand: the order by the figure asked for."""

from collections.abc import Sequence

from assistant.superlatives import PRICE, RATING, Superlative, stated_figure, superlative_in
from assistant.template.extreme_answer import figure_text
from assistant.template.phrasing import agreeing, joined, sentence
from assistant.template.price_words import is_rated
from assistant.template.twins import names_of, with_figure
from catalog.measure import measure_of
from catalog.product import Product


def superlative_answer(message: str, products: Sequence[Product]) -> str:
    """The order asked for, in a sentence; nothing if the message asks for none or fewer than two state it."""
    asked = superlative_in(message)
    for name in asked.names if asked else ():
        stated = [(found, product) for product in products if (found := comparable_figure(product, name)) is not None]
        if asked and len(stated) > 1 and len({unit for (_, unit), _ in stated}) == 1:
            stated.sort(key=lambda pair: pair[0][0], reverse=asked.highest)
            silent = [product for product in products if comparable_figure(product, name) is None]
            return _told(asked, name, [(figure, product) for (figure, _), product in stated], silent)
    return ""


def unrated_note(message: str, products: Sequence[Product]) -> list[str]:
    """That nobody rated any of them, where the message asks which is best."""
    asked = superlative_in(message)
    asks_best = asked is not None and asked.names == (RATING,)
    return ["None of these has been rated yet."] if asks_best and not any(map(is_rated, products)) else []


def comparable_figure(product: Product, name: str) -> tuple[float, str] | None:
    """The figure to compare by, and its unit; None where the record does not state it."""
    if name == PRICE:
        return (product.price.amount, product.price.currency) if product.price else None
    if name == RATING:
        return (product.rating.out_of_five, "") if product.rating and is_rated(product) else None
    stated = stated_figure(product, name)
    measure = measure_of(*stated) if stated else None
    return (measure.amount, measure.unit) if measure else None


def _told(asked: Superlative, by: str, stated: Sequence[tuple[float, Product]], silent: Sequence[Product]) -> str:
    (figure, product), *rest = stated
    names = names_of([product, *(other for _, other in rest), *silent])
    first = figure_text(product, by)
    if figure == rest[0][0]:
        return sentence(f"{names[0]} and {names[1]} share first place: {first} each")
    order = joined([with_figure(name, figure_text(p, by)) for name, (_, p) in zip(names[1:], rest, strict=False)])
    are = agreeing("is", product)
    said = sentence(f"the {asked.told or asked.word} of these {are} {with_figure(names[0], first)}, then {order}")
    missing = joined(names[len(stated) :])
    return f"{said} {sentence(f'that figure is missing for {missing}')}" if silent else said
