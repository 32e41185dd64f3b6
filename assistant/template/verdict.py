"""Decides between compared products, where facts decide; says so where they don't."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.brief import TurnBrief
from assistant.looking.figures import drawn_rating
from assistant.template.fit import Fit, fit_of
from assistant.template.phrasing import agreeing, joined, pronoun, sentence
from assistant.template.price_words import is_rated, rating_text
from assistant.template.twins import later_names_of
from assistant.template.wishes import wish_words
from assistant.template.worded_fact import said_together
from catalog.money import Money
from catalog.product import Product

_TAKE = re.compile(
    r"\b(?:would|should|do|can|could) (?:you|i) (?:\w+ )?(?:take|pick|choose|buy|get|recommend|go for|"
    r"go with|suggest)\b|"
    r"\b(?:your|you) (?:pick|favou?rite|recommendation|recommend|choice)\b|\bhelp me (?:decide|choose)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(r"\b(?:better|best|suits?|right one|more suitable|prefer)\b", re.IGNORECASE)
_EMPTY = frozenset("better best which one take pick choose recommend prefer right suit suitable more go".split())


def verdict(brief: TurnBrief, products: Sequence[Product]) -> str:
    """A decision with its reasons, or that the facts leave it open; empty where none was asked for."""
    words = tuple(word for word in wish_words(brief) if word not in _EMPTY)
    if _TAKE.search(brief.turn.message):
        return _choice(brief, products)
    if words and _BETTER.search(brief.turn.message):
        return _by_words(brief, products, words)
    return ""


def _by_words(brief: TurnBrief, products: Sequence[Product], words: Sequence[str]) -> str:
    """Who meets the words by figures or, failing that, by its description."""
    fits = [fit_of(product, brief) for product in products]
    names = later_names_of(products)
    scores = [_score(fit) for fit in fits]
    about = joined([f"“{word}”" for word in words[:2]], "and")
    best = max(scores)
    if best <= 0:
        return (
            f"Nothing in these records speaks to {about}, so the facts leave that open. "
            "What they do state is in the table below."
        )
    first = [place for place, score in enumerate(scores) if score == best]
    if len(first) > 1:
        tied = joined([names[place] for place in first])
        return sentence(f"on {about} the records put {tied} level: each {_why(fits[first[0]])}")
    place = first[0]
    why = f"{pronoun(products[place])} {agreeing(_why(fits[place]), products[place])}"
    said = sentence(f"for {about}, the facts speak for {names[place]}: {why}")
    return " ".join([said, *_against(products, fits, names, place)])


def _score(fit: Fit) -> int:
    return 2 * len(fit.facts) + len(fit.quotes) - 2 * len([m for m in fit.misses if not m.startswith("rated")])


def _why(fit: Fit) -> str:
    if fit.facts:
        return said_together(fact.clause for fact in fit.facts[:3])
    return f"has this in its description: “{next(iter(fit.quotes.values()))}”" if fit.quotes else "says most of it"


def _against(products: Sequence[Product], fits: Sequence[Fit], names: Sequence[str], best: int) -> list[str]:
    """Who misses it, and whose record is silent."""
    missed: dict[str, list[int]] = {}
    for place, fit in enumerate(fits):
        if place != best and fit.misses and not fit.misses[0].startswith("rated"):
            missed.setdefault(fit.misses[0], []).append(place)
    silent = [
        names[place]
        for place, fit in enumerate(fits)
        if place != best and not fit.misses and not fit.facts and not fit.quotes
    ]
    said = [
        sentence(f"{joined([names[place] for place in places])} {_are(products, places)} {miss}")
        for miss, places in missed.items()
    ]
    if silent:
        said.append(sentence(f"{joined(silent)} {'says' if len(silent) == 1 else 'say'} nothing of it"))
    return said


def _are(products: Sequence[Product], places: Sequence[int]) -> str:
    return "are" if len(places) > 1 else agreeing("is", products[places[0]])


def _choice(brief: TurnBrief, products: Sequence[Product]) -> str:
    """The one that meets most of what was asked for, then the better rated, then the cheaper."""
    asked = _what_was_asked(brief)
    fits = [fit_of(product, asked) for product in products]
    names = later_names_of(products)

    def merit(place: int) -> tuple[bool, int, float, int]:
        product = products[place]
        return product.in_stock, _score(fits[place]), _drawn(product), -(product.price.amount if product.price else 0)

    place = max(range(len(products)), key=merit)
    chosen = products[place]
    reasons = _reasons(chosen, fits[place], products)
    if not reasons:
        return "On what the records state there is little between them; I'd let the look or the price decide."
    it = pronoun(chosen)
    said = sentence(f"I'd take {names[place]}: {it} {agreeing(reasons, chosen)}")
    return " ".join([said, *_cheaper(products, names, place)])


def _what_was_asked(brief: TurnBrief) -> TurnBrief:
    """The brief with the wishes of the latest search, which is what the choice is for."""
    messages = reversed(brief.turn.conversation.messages)
    search = next((m.need for m in messages if m.need and m.need.kind == "find"), None)
    own = [word for word in wish_words(brief) if word not in _EMPTY]
    if own or search is None:
        return brief
    return replace(brief, need=search.model_copy(update={"references": brief.need.references}))


def _reasons(chosen: Product, fit: Fit, products: Sequence[Product]) -> str:
    said = [fact.clause for fact in fit.facts[:2]]
    rated = [product for product in products if is_rated(product)]
    if is_rated(chosen) and len(rated) > 1 and _drawn(chosen) == max(map(_drawn, rated)):
        said.append(f"has the strongest ratings of these ({rating_text(chosen.rating)})")
    prices = [product.price.amount for product in products if product.price]
    if chosen.price and len(prices) == len(products) and chosen.price.amount == min(prices) < max(prices):
        said.append("costs least")
    return said_together(said)


def _cheaper(products: Sequence[Product], names: Sequence[str], chosen: int) -> list[str]:
    """What less money would buy: a choice that is the shopper's, not the shop's."""
    price = products[chosen].price
    others = [(p.price.amount, place) for place, p in enumerate(products) if p.price and p.in_stock and place != chosen]
    if price is None or not others or min(others)[0] >= price.amount:
        return []
    amount, place = min(others)
    saved = Money(amount=price.amount - amount, currency=price.currency)
    costs = agreeing("costs", products[place])
    return [f"If the price decides, {names[place]} {costs} {saved} less."]


def _drawn(product: Product) -> float:
    rating = product.rating
    return drawn_rating(rating.out_of_five, rating.count or 1) if rating and is_rated(product) else 0.0
