"""What is said of the first product of a list: name, price, why it is first, what it lacks."""

from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.conditions_text import conditions_text
from assistant.template.excerpt import best_sentence, is_quotable
from assistant.template.fit import Fit
from assistant.template.phrasing import Phrasing, agreeing, joined, pronoun, sentence, the
from assistant.template.price_words import about_text, limit_text, price_text, rating_text
from assistant.template.wishes import wish_words
from assistant.template.worded_fact import notable_facts, said_together
from catalog.product import Product
from catalog.product_words import singular, stems_of

N_FACTS = 4
MAX_QUOTE_CHARACTERS = 150
MAX_BRAND_CHARACTERS = 40

_OPENERS = (
    "I'd start with {name}",
    "The first one I'd show you is {name}",
    "Have a look first at {name}",
    "Top of my list is {name}",
    "My first suggestion is {name}",
)
_MORE_OPENERS = ("Besides those, there is {name}", "Another to look at is {name}", "Next in line is {name}")
_QUOTES = ("Its description says: “{}”", "From the description: “{}”", "The catalog puts it this way: “{}”")
_SORTS = {
    "price_asc": "The cheapest I found for that is {name}",
    "price_desc": "The most expensive I found for that is {name}",
    "rating_desc": "The highest rated I found for that is {name}",
}
_MISSES = ("One thing to know: {}.", "To be straight with you, {}.", "Mind, though, that {}.")
_RATED = ("The rating is {}", "Customers' ratings come to {}")
_ASIDE = {"rating": "the rating", "in_stock": "the stock", "price": "the price", "brands": "the brand"}


class Lead:
    """The first product's part of an answer."""

    def __init__(self, brief: TurnBrief, product: Product, fit: Fit, unnamed: tuple[str, ...] = ()) -> None:
        """`unnamed` are the wished words when no record has any of them: the list then goes by meaning alone."""
        self._brief, self._product, self._fit, self._unnamed = brief, product, fit, unnamed
        self._phrasing = Phrasing(brief.turn.message)

    def opening(self) -> str:
        """Name it, with its price, in the way the question asks for."""
        return f"{self._opener().format(name=self._name())}{self._price()}."

    def support(self) -> list[str]:
        """Wishes met, a line of the description, wishes missed, rating and stock."""
        met = said_together(fact.clause for fact in self._fit.facts[:N_FACTS])
        wishes = [self._say(met)] if met else self._notable()
        return [*wishes, *self._liked(), *self._quote(), *self._misses(), self._standing()]

    def _opener(self) -> str:
        need = self._brief.need
        if self._brief.relaxed:
            aside = joined([_ASIDE[name] for name in self._brief.relaxed if name in _ASIDE])
            return f"I found nothing {conditions_text(self._brief)}. Leaving {aside} aside, what fits best is {{name}}"
        if self._unnamed:
            words = joined([f"“{word}”" for word in self._unnamed[:3]], "or")
            return f"I don't find {words} by name in our catalog; the closest I can offer is {{name}}"
        if need.sort:
            return _SORTS[need.sort]
        if need.cheaper_than_ref:
            return f"{self._saving()}: {{name}}"
        return self._phrasing.pick("opener", _MORE_OPENERS if need.more else _OPENERS)

    def _name(self) -> str:
        brand = self._product.brand or ""
        is_new = brand and brand.casefold() not in self._product.title.casefold()
        is_sayable = is_new and len(brand) <= MAX_BRAND_CHARACTERS and is_quotable(brand)
        return f"{the(self._product)} from {brand}" if is_sayable else the(self._product)

    def _saving(self) -> str:
        """What it is cheaper than, where that can be said."""
        price = self._product.price
        dearer = [p for p in self._brief.referenced if p.price and price and p.price.amount > price.amount]
        if not price or not dearer or len(dearer) < len(self._brief.referenced):
            return "For less"
        if len(dearer) > 1 or not dearer[0].price:
            return "Cheaper than all of those"
        gap = price.model_copy(update={"amount": dearer[0].price.amount - price.amount})
        return f"{gap} less than {the(dearer[0])}"

    def _price(self) -> str:
        if not self._product.price:
            return ", though its price is not stated"
        against = limit_text(self._fit.price) or about_text(self._fit.price)
        text = price_text(self._product)
        said = f", {text}" if text.startswith("from") else f" at {text}"
        return f"{said}, {against}" if against else said

    def _notable(self) -> list[str]:
        facts = list(islice(notable_facts(self._product), 2))
        return [self._say(said_together(fact.clause for fact in facts))] if facts else []

    def _say(self, predicate: str) -> str:
        return sentence(f"{pronoun(self._product)} {agreeing(predicate, self._product)}")

    def _liked(self) -> list[str]:
        liked = self._fit.preferences[:2]
        return [f"That goes with what you like: {joined(liked)}."] if liked else []

    def _quote(self) -> list[str]:
        """The line of the description that holds most of the words that no figure answers."""
        words = list(self._fit.quotes) or [word for word in wish_words(self._brief) if not word.isdigit()]
        said = best_sentence(self._product.description.plain, {singular(word) for word in words}, allow_negated=False)
        if not said or len(said) > MAX_QUOTE_CHARACTERS or stems_of(said) <= stems_of(self._product.title):
            return []
        return [sentence(self._phrasing.pick("quote", _QUOTES).format(said))]

    def _misses(self) -> list[str]:
        misses = [miss for miss in self._fit.misses if not miss.startswith(("rated", "not rated"))][:2]
        said = f"{pronoun(self._product)} {self._are} {joined(misses)}"
        return [self._phrasing.pick("miss", _MISSES).format(said)] if misses else []

    @property
    def _are(self) -> str:
        return agreeing("is", self._product)

    def _standing(self) -> str:
        """Rating and stock in one sentence; a shop without ratings need not hear of them."""
        product, stock = self._product, self._fit.availability
        subject, are, rating = pronoun(product), self._are, rating_text(product.rating)
        if product.rating is None and not any(other.rating for other in self._brief.products.values()):
            return sentence(f"{subject} {are} {stock}")
        is_rated = rating != "not rated yet"
        rated = self._phrasing.pick("rated", _RATED).format(rating) if is_rated else "No one has rated this one yet"
        if stock == "in stock" and any(fact.key == "options" for fact in self._fit.facts):
            return f"{rated}."
        if stock == "in stock":
            return f"{rated}, and {subject} {are} in stock."
        return f"{rated}, but {subject} {are} {stock} just now."
