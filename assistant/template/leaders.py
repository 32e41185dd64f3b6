"""Who leads in what, among three or four products side by side."""

from collections.abc import Callable, Iterator, Sequence

from assistant.superlatives import Superlative, superlative_named
from assistant.template.attribute_words import attribute_name
from assistant.template.extreme_answer import figure_text
from assistant.template.phrasing import agreeing, joined, sentence
from assistant.template.price_words import is_rated, rating_text
from assistant.template.superlative import comparable_figure
from assistant.template.twins import later_names_of
from assistant.template.worded_fact import fact_of, is_adjective
from catalog.product import Product

_LED = ("lightest", "warmest", "biggest", "brightest")
N_TRAITS = 3


def leaders(products: Sequence[Product]) -> list[str]:
    """Sentences on the cheapest, the best rated, the first by each figure all state, and what only one of them is."""
    names = {product.id: name for product, name in zip(products, later_names_of(products), strict=True)}
    said = [*_price(products, names), *_rating(products, names), *_figures(products, names)]
    sentences = [sentence(joined(said[start : start + 2])) for start in range(0, len(said), 2)]
    return [*sentences, *list(_alone(products, names))[:N_TRAITS]]


def _price(products: Sequence[Product], names: dict[str, str]) -> Iterator[str]:
    if first := _first(products, lambda p: -float(p.price.amount) if p.price else None):
        yield f"{names[first.id]} {agreeing('costs', first)} least"


def _rating(products: Sequence[Product], names: dict[str, str]) -> Iterator[str]:
    if first := _first(products, lambda p: p.rating.out_of_five if p.rating and is_rated(p) else None):
        yield f"{names[first.id]} {agreeing('has', first)} the highest rating ({rating_text(first.rating)})"


def _figures(products: Sequence[Product], names: dict[str, str]) -> Iterator[str]:
    for word in _LED:
        asked = superlative_named(word)
        by = next((name for name in asked.names if _all_state(products, name)), None)
        first = _first(products, _signed(by, asked)) if by else None
        if by and first:
            what = asked.told or asked.word
            what = what if what.startswith("one ") else f"the {what}"
            yield f"{names[first.id]} {agreeing('is', first)} {what} ({figure_text(first, by)})"


def _all_state(products: Sequence[Product], name: str) -> bool:
    figures = [comparable_figure(product, name) for product in products]
    return all(figures) and len({figure[1] for figure in figures if figure}) == 1


def _signed(name: str, asked: Superlative) -> Callable[[Product], float | None]:
    sign = 1 if asked.highest else -1

    def figure(product: Product) -> float | None:
        found = comparable_figure(product, name)
        return sign * found[0] if found else None

    return figure


def _alone(products: Sequence[Product], names: dict[str, str]) -> Iterator[str]:
    """What exactly one of them is, where all state whether they are."""
    keys = dict.fromkeys(key for product in products for key, value in product.attributes.items() if value is True)
    for key in keys:
        if not all(isinstance(product.attributes.get(key), bool) for product in products):
            continue
        having = [product for product in products if product.attributes[key] is True]
        if len(having) == 1 and is_adjective(attribute_name(key)):
            yield sentence(f"only {names[having[0].id]} {agreeing(fact_of(key, True).clause, having[0])}")


def _first(products: Sequence[Product], figure: Callable[[Product], float | None]) -> Product | None:
    """The one with the highest figure, if it is alone there and another states one too."""
    stated = sorted(((value, p) for p in products if (value := figure(p)) is not None), key=lambda pair: -pair[0])
    return stated[0][1] if len(stated) > 1 and stated[0][0] > stated[1][0] else None
