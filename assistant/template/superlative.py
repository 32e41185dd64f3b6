"""Answers "which is the lightest?" of products at hand: the order by the figure asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.template.attribute_words import attribute_text
from assistant.template.phrasing import joined, sentence
from assistant.template.price_words import is_rated, price_text, rating_text
from assistant.template.twins import names_of, with_figure
from catalog.product import Product
from catalog.vocabulary import words_of


@dataclass(frozen=True, slots=True)
class _Superlative:
    """A word, the figure it asks for (the first of `keys` that two products state), and which end of it is meant."""

    word: str
    keys: tuple[str, ...]
    highest: bool = False


_COLD = ("warm_to_c", "comfort_temp_c", "limit_temp_c")
_KNOWN = {
    "lightest": _Superlative("lightest", ("weight_g", "weight_kg")),
    "heaviest": _Superlative("heaviest", ("weight_g", "weight_kg"), highest=True),
    "cheapest": _Superlative("cheapest", ("price",)),
    "dearest": _Superlative("dearest", ("price",), highest=True),
    "priciest": _Superlative("priciest", ("price",), highest=True),
    "warmest": _Superlative("one rated for the coldest weather", _COLD),
    "biggest": _Superlative("biggest", ("capacity_l", "capacity_ml", "sleeps"), highest=True),
    "largest": _Superlative("largest", ("capacity_l", "capacity_ml", "sleeps"), highest=True),
    "smallest": _Superlative("smallest", ("capacity_l", "capacity_ml", "sleeps")),
    "brightest": _Superlative("brightest", ("lumens", "light_output_lm"), highest=True),
    "best": _Superlative("highest rated", ("rating",), highest=True),
    "highest": _Superlative("highest rated", ("rating",), highest=True),
}


def superlative_answer(message: str, products: Sequence[Product]) -> str:
    """One sentence with the order asked for; nothing if the message asks for none or fewer than two state it."""
    asked = next((_KNOWN[word] for word in words_of(message) if word in _KNOWN), None)
    for key in asked.keys if asked else ():
        stated = [(found, product) for product in products if (found := _figure(product, key))]
        if asked and len(stated) > 1:
            stated.sort(key=lambda pair: pair[0][0], reverse=asked.highest)
            return _told(asked, stated, [p for p in products if not _figure(p, key)])
    return ""


def unrated_note(message: str, products: Sequence[Product]) -> list[str]:
    """That nobody rated any of them, where the message asks which is best."""
    asks_best = any(word in _KNOWN and _KNOWN[word].keys == ("rating",) for word in words_of(message))
    return ["None of these has been rated yet."] if asks_best and not any(map(is_rated, products)) else []


def _figure(product: Product, key: str) -> tuple[float, str] | None:
    if key == "price":
        return (product.price.amount, price_text(product)) if product.price else None
    if key == "rating":
        rating = product.rating if is_rated(product) else None
        return (rating.out_of_five, rating_text(rating)) if rating else None
    value = product.attributes.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value, attribute_text(key, value)


def _told(asked: _Superlative, stated: Sequence[tuple[tuple[float, str], Product]], silent: Sequence[Product]) -> str:
    (first, product), *rest = stated
    names = names_of([product, *(other for _, other in rest), *silent])
    if first[0] == rest[0][0][0]:
        return sentence(f"{names[0]} and {names[1]} share first place: {first[1]} each")
    order = joined([with_figure(name, figure[1]) for name, (figure, _) in zip(names[1:], rest, strict=False)])
    said = sentence(f"the {asked.word} of these is {with_figure(names[0], first[1])}, then {order}")
    missing = joined(names[len(stated) :])
    if not silent:
        return said
    return f"{said} {sentence(f'that figure is missing for {missing}')}"
