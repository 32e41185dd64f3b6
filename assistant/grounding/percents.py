"""Checks percentages: discounts against list prices, shares of a material against the record's words."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.service_terms import leads_to_service, service_gives

_MONEY_OFF = re.compile(
    r"\boff\b|discount|reduc|\bsale|sav(?:e|ing)|cheaper|price|deal|mark|rebate|cash ?back|less\b|\bextra\b|bonus"
    r"|rabatt|nachlass|günstiger|billiger|gespart|gesenkt|descuent|rebaj|ahorr|menos|barat|remise|réduc|moins"
    r"|soldes|scont"
)
_OFF_PRICE = re.compile(
    r"\boff\b|discount|reduc|\bsale|cheaper|price|rabatt|nachlass|günstiger|billiger|descuent|rebaj|ahorr|remise|réduc"
    r"|[£€$]"
)
#: What a percentage is of, right behind it: "60% merino".
_STUFF = re.compile(r"\s+(?:of\s+|de\s+)?([^\W\d_]{3,})")
_TOLERANCE = Decimal("0.5")


def _at_hand(sentence: Sentence, subjects: list[ProductFacts]) -> list[ProductFacts]:
    """Whose record a percentage may stand in."""
    return [*subjects, *sentence.compared_with()] if sentence.mentions else list(sentence.facts.products.values())


def _told_apart(sentence: Sentence) -> Iterator[Decimal]:
    """How much less one amount of the sentence is than another, in per cent; each is checked for itself."""
    amounts = [f.value for f in sentence.figures if f.kind == "money" and f.value > 0]
    if len(amounts) == 1:
        amounts += sentence.said[-1:]
    yield from ((1 - min(a, b) / max(a, b)) * 100 for a, b in combinations(amounts, 2))


def percent_holds(sentence: Sentence, figure: Figure) -> bool:
    """Whether a percentage is a true discount, or stands in the record with the word behind it."""
    subjects = sentence.subjects(figure.start, figure.end)
    stuff = _STUFF.match(sentence.lower, figure.end)
    if stuff and not _MONEY_OFF.match(stuff[1]):
        said = re.compile(rf"\b{figure.value.normalize():f}\s?%\s+(?:\w+\s+)?{re.escape(stuff[1])}")
        if any(said.search(subject.text.casefold()) for subject in subjects):
            return True
    if service_gives(sentence, figure):
        return True
    if leads_to_service(sentence, figure):
        return False
    clause = sentence.clause(figure.start, figure.end)
    if not _OFF_PRICE.search(clause) and any(figure.value in s.percents for s in _at_hand(sentence, subjects)):
        return True
    if _MONEY_OFF.search(clause):
        pairs = [(a.price, b.price) for a in subjects for b in sentence.named() if a.price and b.price]
        relative = [(1 - a / b) * 100 for a, b in pairs if "than" in clause and a < b]
        reduced = [d for s in subjects for d in s.discounts]
        return any(abs(d - figure.value) <= _TOLERANCE for d in (*reduced, *relative, *_told_apart(sentence)))
    known = any(figure.value in subject.numbers for subject in subjects)
    return known or bool(sentence.facts.sentences_with(figure.value))
