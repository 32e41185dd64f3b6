"""Answers superlatives: the first of the whole catalog, who comes next, and what the records leave open."""

from collections.abc import Sequence

from assistant.brief import TurnBrief
from assistant.looking.extreme import Extreme
from assistant.superlatives import PRICE, RATING, stated_figure
from assistant.template.conditions_text import conditions_text
from assistant.template.find_answer import corrections, write_found
from assistant.template.fit import fit_of
from assistant.template.lead import Lead
from assistant.template.phrasing import Phrasing, agreeing, joined, pronoun, sentence
from assistant.template.plain_nouns import counted_noun, many, one
from assistant.template.price_words import price_text, rating_text
from assistant.template.twins import names_of, with_figure
from assistant.template.worded_fact import fact_of
from catalog.product import Product

N_NEXT = 2


def write_extreme(brief: TurnBrief, products: Sequence[Product], extreme: Extreme) -> str:
    """Prose about `products`, in the order asked for; at least one."""
    if not extreme.name:
        return _without_figures(brief, products, extreme)
    phrasing = Phrasing(brief.turn.message)
    lead = Lead(brief, products, fit_of(products[0], brief))
    first = " ".join(
        [*corrections(brief), *_aside(brief), _first(brief, products, extreme), *lead.merits(), *_stock(products)]
    )
    return "\n\n".join(part for part in (first, _next(products, extreme, phrasing), _gaps(extreme)) if part)


def _first(brief: TurnBrief, products: Sequence[Product], extreme: Extreme) -> str:
    product = products[0]
    name, figure = names_of([product])[0], figure_text(product, extreme.name)
    price = _at(price_text(product)) if extreme.name != PRICE and product.price else ""
    word = extreme.superlative.word
    are = agreeing("is", product)
    under = _under(brief)
    if brief.need.more:
        noun = one(extreme.noun) or "thing"
        return sentence(f"after those you saw, the {word} {noun}{under} {are} {name}, {figure}{price}")
    if not extreme.noun:
        of = under or (" in the whole shop" if extreme.n_compared > 1 else " here")
        return sentence(f"the {word} thing{of} {are} {name} ({figure}){price}")
    if extreme.n_compared == 1:
        only = f"the only {one(extreme.noun)}{under} that states {extreme.superlative.quality} is {name}"
        return sentence(f"{only}: {figure}{price}")
    noun = one(extreme.noun)
    if extreme.superlative.told and extreme.name not in (RATING, PRICE):
        told = f"of our {many(extreme.noun)}{under}, the {extreme.superlative.told} {are} {name}"
        return sentence(f"{told}: {figure}{price}")
    return sentence(f"our {word} {noun}{under} {are} {name}, {figure}{price}")


def _under(brief: TurnBrief) -> str:
    """The conditions that the order is under: without them it would be another."""
    conditions = "" if brief.relaxed else conditions_text(brief)
    return f" {conditions}" if conditions and conditions != "that meets every condition" else ""


def _at(price: str) -> str:
    return f", {price}" if price.startswith("from") else f", at {price}"


def _aside(brief: TurnBrief) -> list[str]:
    if not brief.relaxed:
        return []
    return [f"I found nothing {conditions_text(brief)}, so this leaves that aside."]


def _stock(products: Sequence[Product]) -> list[str]:
    """The first of an order may be gone; then the first that can be had matters more."""
    product = products[0]
    if product.in_stock:
        return []
    there = next((p for p in products[1:] if p.in_stock), None)
    gone = sentence(f"{pronoun(product)} {agreeing('is', product)} out of stock just now")
    is_news = there is not None and there is not products[1]
    return [gone, f"The first that can be had is {names_of([there])[0]}."] if there and is_news else [gone]


def _next(products: Sequence[Product], extreme: Extreme, phrasing: Phrasing) -> str:
    following = list(products[1 : 1 + N_NEXT])
    if not following:
        return ""
    names = names_of(products[: 1 + N_NEXT])[1:]
    told = [with_figure(name, _with_price(p, extreme.name)) for name, p in zip(names, following, strict=True)]
    ways = ("Next in line: {}.", "Then come {}.", "After that: {}.") if len(told) > 1 else ("Next is {}.", "Then {}.")
    return phrasing.pick("next", ways).format(joined(told))


def _with_price(product: Product, name: str) -> str:
    figure = figure_text(product, name)
    return f"{figure}, {price_text(product)}" if name != PRICE and product.price else figure


def _gaps(extreme: Extreme) -> str:
    """How far the order reaches: what states no figure is not in it."""
    said = []
    quality = extreme.superlative.quality
    if extreme.n_silent and extreme.noun:
        silent = counted_noun(extreme.n_silent, extreme.noun)
        do = "does" if extreme.n_silent == 1 else "do"
        stating = f"That is out of the {extreme.n_compared:,} that state {quality}; "
        said.append(sentence(f"{stating if extreme.n_compared > 1 else ''}{silent} {do} not state it"))
    if extreme.missed:
        words = joined([f"“{word}”" for word in extreme.missed], "or")
        said.append(f"None of those records mentions {words}, so that isn't taken into account.")
    if extreme.is_bare:
        said.append("The records give that figure without a unit, so check it on the product's page.")
    return " ".join(said)


def _without_figures(brief: TurnBrief, products: Sequence[Product], extreme: Extreme) -> str:
    noun = many(extreme.noun) if extreme.noun else "products"
    about = (
        extreme.superlative.quality or f"which {'ones are' if extreme.noun else 'is'} the {extreme.superlative.word}"
    )
    said = (
        f"I can't put our {noun} in that order: their records don't state {about} in a way that can be compared. "
        "Going by the words alone:"
    )
    return f"{said}\n\n{write_found(brief, products)}"


def figure_text(product: Product, name: str) -> str:
    """The figure as the record states it: `870 g`, `£16.50, down from £21`, `4.8 out of 5 from 41 ratings`."""
    if name == PRICE:
        return price_text(product)
    if name == RATING:
        return rating_text(product.rating)
    stated = stated_figure(product, name)
    if stated is None:
        return "not stated"
    return fact_of(*stated).note
