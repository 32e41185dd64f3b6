"""What is said of the first product of a list: name, price, why it is first, what it lacks."""

from collections.abc import Sequence
from itertools import islice

from assistant.brief import TurnBrief
from assistant.template.conditions_text import conditions_text
from assistant.template.description_line import description_lines, is_flourish
from assistant.template.excerpt import best_sentence, is_negated, is_quotable, sentences_of
from assistant.template.fit import Fit
from assistant.template.phrasing import Phrasing, agreeing, capitalised, joined, possessive, pronoun, sentence, the
from assistant.template.plain_nouns import many
from assistant.template.price_words import about_text, is_rated, limit_text, price_text, rating_text
from assistant.template.sort_claim import sort_opener
from assistant.template.taste_words import taste_sentence
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
_QUOTES = ("{whose} description says: “{}”", "From the description: “{}”", "The catalog puts it this way: “{}”")
_MISSES = ("One thing to know: {}.", "To be straight with you, {}.", "Mind, though, that {}.")
_LIKED = ("The ratings are good: {}", "Well rated, too: {}", "Customers rate it highly: {}")
_DISLIKED = ("The ratings are mixed, mind: {}", "Opinions differ, though: {}")
_NOT_RATED = ("Nobody has rated this one yet.", "There are no ratings of it yet.")
_UNRATED = "None of these has been rated yet."
LIKED_FROM, DISLIKED_BELOW, N_RATINGS_TELL = 4.3, 3.6, 10
_ASIDE = {"rating": "the rating", "in_stock": "the stock", "price": "the price", "brands": "the brand"}


class Lead:
    """The first product's part of an answer."""

    def __init__(self, brief: TurnBrief, products: Sequence[Product], fit: Fit, unnamed: tuple[str, ...] = ()) -> None:
        """Speak of the first of `products`, which fits so.

        `unnamed` are the wished words when no record has any of them: the list then goes by meaning alone.
        """
        self._brief, self._product, self._fit, self._unnamed = brief, products[0], fit, unnamed
        self._products = products
        self._phrasing = Phrasing(brief.turn.message)

    def opening(self, *, is_told: bool = False) -> str:
        """Name it, with its price, in the way the question asks for; `is_told`: what is missed was said already."""
        opener = self._opener()
        if is_told and self._brief.relaxed:
            opener = opener.split(". ", 1)[-1] if opener.startswith("I found nothing") else opener
        return sentence(f"{opener.replace('{name}', self._name())}{self._price()}")

    def support(self) -> list[str]:
        """Wishes met, a line of the description, wishes missed, rating and stock."""
        met = said_together(fact.clause for fact in self._fit.facts[:N_FACTS])
        wishes = [self._say(met)] if met else self._notable()
        taste = taste_sentence(self._product, self._brief)
        return [
            *wishes,
            *self._liked(),
            *([taste] if taste else []),
            *self._quote(),
            *self._misses(),
            *self._standing(),
        ]

    def merits(self) -> list[str]:
        """What it is and what its description says of the wish, without ratings and stock."""
        facts = list(islice((f for f in notable_facts(self._product)), 2))
        met = [fact.clause for fact in self._fit.facts[:N_FACTS]] or [fact.clause for fact in facts]
        return [*([self._say(said_together(met))] if met else []), *self._quote()[:1], *self._misses()]

    def _opener(self) -> str:
        need = self._brief.need
        if self._brief.relaxed:
            aside = joined([_ASIDE[name] for name in self._brief.relaxed if name in _ASIDE])
            return f"I found nothing {conditions_text(self._brief)}. Leaving {aside} aside, what fits best is {{name}}"
        if self._is_of_another_kind:
            nouns = many(self._brief.kind.noun) if self._brief.kind else ""
            return f"None of our {nouns} is {conditions_text(self._brief)}; the nearest thing that is would be {{name}}"
        if self._unnamed:
            words = joined([f"“{word}”" for word in self._unnamed[:2]], "or")
            return f"I don't find {words} by name in our catalog; the closest I can offer is {{name}}"
        if need.sort and self._opens_by_sort:
            return sort_opener(need.sort, self._products)
        if need.cheaper_than_ref:
            return f"{self._saving()}: {{name}}"
        return self._phrasing.pick("opener", _MORE_OPENERS if need.more else _OPENERS)

    @property
    def _opens_by_sort(self) -> bool:
        """Whether the opening tells what the order asked for comes to."""
        return bool(self._brief.need.sort and not self._brief.relaxed and not self._unnamed)

    @property
    def _is_of_another_kind(self) -> bool:
        """Whether the kind that was asked for is sold, and none of what is shown is one."""
        kind, conditions = self._brief.kind, conditions_text(self._brief)
        if kind is None or any(product.id in kind.ids for product in self._products):
            return False
        return conditions != "that meets every condition" and not self._brief.need.more

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
            return f", though {possessive(self._product)} price is not stated"
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
        text = self._product.description.plain
        said = best_sentence(text, {singular(word) for word in words}, allow_negated=False) or self._first_line(text)
        if said and is_flourish(said) and not self._fit.quotes:
            said = next(description_lines(self._product), said)
        if not said or len(said) > MAX_QUOTE_CHARACTERS or stems_of(said) <= stems_of(self._product.title):
            return []
        return [sentence(self._phrasing.pick("quote", _QUOTES).replace("{whose}", self._whose).replace("{}", said))]

    def _first_line(self, text: str) -> str | None:
        """The description's first sentence, where the record gives nothing else to say."""
        if self._fit.facts or any(True for _ in notable_facts(self._product)):
            return None
        return next((said for said in sentences_of(text)[:1] if is_quotable(said) and not is_negated(said)), None)

    @property
    def _whose(self) -> str:
        return capitalised(possessive(self._product))

    def _misses(self) -> list[str]:
        misses = [miss for miss in self._fit.misses if not miss.startswith(("rated", "not rated"))][:2]
        said = f"{pronoun(self._product)} {self._are} {joined(misses)}"
        return [self._phrasing.pick("miss", _MISSES).format(said)] if misses else []

    @property
    def _are(self) -> str:
        return agreeing("is", self._product)

    def _standing(self) -> list[str]:
        """What the ratings tell, and the stock where it is not what one expects: the card has both for the rest."""
        product, stock = self._product, self._fit.availability
        said = self._rated()
        if stock != "in stock":
            said.append(sentence(f"{pronoun(product)} {self._are} {stock} just now"))
        return said

    def _rated(self) -> list[str]:
        product, need = self._product, self._brief.need
        if need.sort == "rating_desc":
            return [] if self._opens_by_sort or any(map(is_rated, self._products)) else [_UNRATED]
        if not is_rated(product) or product.rating is None:
            others_are = any(map(is_rated, self._products))
            return [self._phrasing.pick("unrated", _NOT_RATED)] if others_are else []
        mean, many = product.rating.out_of_five, (product.rating.count or 0) >= N_RATINGS_TELL
        if not many or DISLIKED_BELOW <= mean < LIKED_FROM:
            return []  # the card has it
        ways = _LIKED if mean >= LIKED_FROM else _DISLIKED
        return [sentence(self._phrasing.pick("rated", ways).format(rating_text(product.rating)))]
