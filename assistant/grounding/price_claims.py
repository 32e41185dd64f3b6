"""Checks what a sentence says of money: prices, former prices, differences, sums, limits, discounts."""

import re
from collections.abc import Callable, Iterator

from assistant.grounding.amounts import is_amount
from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.counting import counts_in
from assistant.grounding.derived_amounts import follows
from assistant.grounding.figures import Figure
from assistant.grounding.foreign_claims import amount_holds_abroad
from assistant.grounding.percents import percent_holds
from assistant.grounding.price_differences import difference_holds, is_difference
from assistant.grounding.price_limits import LIMIT_NOUN, is_limit, limit_holds
from assistant.grounding.price_sums import (
    count_holds,
    group_holds,
    is_total,
    share_holds,
    total_holds,
    with_delivery_holds,
)
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.roughness import agrees
from assistant.grounding.service_terms import service_gives
from assistant.grounding.shop_amounts import shop_documents_say, speaks_of_service
from assistant.grounding.variant_prices import variant_price_holds

_LIMIT_AFTER = re.compile(rf"\s*(?:or (?:less|under)\s*)?{LIMIT_NOUN}\b")
_LIMIT_BEFORE = re.compile(rf"\b{LIMIT_NOUN}\s*(?:of|is|was|:)?\s*$")
_AS_YOU_SAID = re.compile(
    r"\byou(?:'ve)?\s+(?:said|mentioned|asked|wanted|set|named|gave|have|had)\b|\byour\s+$|\bof your\b"
)
_FORMER = re.compile(
    r"\b(?:was|were|down (?:\w+\s+)?from|originally|normally|usually|before|rrp|list price(?: of| is)?"
    r"|full price(?: of| is)?"
    r"|instead of|usual price(?: of| is)?|statt|anstatt|normalerweise|en lugar de|en vez de|precio (?:habitual"
    r"|anterior|normal) de|au lieu de"
    r"|reduced from|discounted from|marked down from|previously|formerly|used to (?:be|cost)"
    r"|regular(?:ly)?(?: price)?(?: of)?|not|worth)"
    r"\s*(?:at\s+|priced at\s+|:\s*|the usual\s+|an?\s+)?$|\b(?:the|its|their) (?:usual|normal|original|full|old"
    r"|former|list)\s+$"
)
_IF = re.compile(r"\b(?:if|wenn|falls|si)\s+$")
_TOO_MUCH = re.compile(
    r"\s+(?:is|sounds|feels|seems|zu|es|ist)\s+(?:\w+\s+){0,2}(?:too much|more than|steep|zu viel|demasiado)\b"
)
_AGAINST = re.compile(
    r"\b(?:rather than|against|versus|vs\.?|compared (?:with|to)|frente a|gegenüber|gegen|contre)\s*$"
)
_REDUCED_FROM = re.compile(
    r"\b(?:down|reduced|dropped|fallen|lowered|cut|discounted|sale|marked down)\b[^;]{0,40}\bfrom\s*$"
)
#: Another digit right behind an amount: `£4 9`, written apart to be read as one.
_GOES_ON = re.compile(r" ?[ .] ?\d{1,2}(?![\w%/:]|\.\d|\s*(?:stars?|out|reviews?|ratings?))")


def check_prices(sentence: Sentence, amounts: frozenset[int]) -> Iterator[Finding]:
    """Every amount and discount of the sentence that nothing supports.

    Args:
        sentence: under examination.
        amounts: where the figures that are money start.
    """
    for figure in sentence.figures:
        if figure.kind == "money" and _GOES_ON.match(sentence.text, figure.end):
            yield Finding(figure.start, figure.end, "price")
            continue
        if figure.kind == "percent" and not percent_holds(sentence, figure):
            yield Finding(figure.start, figure.end, "discount")
        elif figure.start in amounts and not (
            _amount_holds(sentence, figure) or amount_holds_abroad(sentence, figure) or follows(sentence, figure)
        ):
            yield Finding(figure.start, figure.end, "price", _true_price(sentence, figure))


def _amount_holds(sentence: Sentence, figure: Figure) -> bool:
    subjects = sentence.subjects(figure.start, figure.end)
    currencies = {s.currency for s in subjects if s.currency}
    if figure.currencies and currencies and not currencies & set(figure.currencies):
        return figure.value in sentence.facts.shopper_numbers and _is_shoppers(sentence, figure)
    if shop_documents_say(sentence, figure) or service_gives(sentence, figure) or _is_shoppers(sentence, figure):
        return True
    for applies, holds in _ROLES:
        if applies(sentence, figure):
            return holds(sentence, figure, subjects)
    return _is_price(sentence, figure, subjects)


def _is_shoppers(sentence: Sentence, figure: Figure) -> bool:
    """The shopper's own figure, spoken of as theirs and not contradicted by the price of what is named."""
    if figure.value not in sentence.facts.shopper_numbers or is_limit(sentence, figure):
        return False
    before, after = sentence.before(figure.start, 30), sentence.after(figure.end, 20)
    if after.startswith(" or less") and sentence.is_negated(figure.start):
        return True  # "nothing at £20 or less"
    return bool(_LIMIT_AFTER.match(after) or _LIMIT_BEFORE.search(before) or _AS_YOU_SAID.search(before))


def _is_former(sentence: Sentence, figure: Figure) -> bool:
    before = sentence.before(figure.start)
    if _FORMER.search(before) or _REDUCED_FROM.search(before):
        return True
    return bool(
        re.search(r"\bfrom\s*$", before)
        and re.match(r"\s*(?:down\s+)?to\s+(?:just\s+|only\s+)?[^a-z]*\d", sentence.after(figure.end))
    )


def _former_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    if any(figure.value in subject.list_prices for subject in subjects):
        return True
    is_range = re.search(r"\bfrom\s*$", sentence.before(figure.start)) is not None
    return is_range and not re.search(r"\bdown|reduc|discount|mark", sentence.lower) and _any_price(figure, subjects)


def _is_too_much(sentence: Sentence, figure: Figure) -> bool:
    is_open = _IF.search(sentence.before(figure.start, 20)) is not None
    return is_open and _TOO_MUCH.match(sentence.lower, figure.end) is not None


def _is_known_price(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """ "If £109 is too much": the price of anything spoken of."""
    return _any_price(figure, [*sentence.compared_with(), *subjects])


def _is_other_price(sentence: Sentence, figure: Figure) -> bool:
    return _AGAINST.search(sentence.before(figure.start)) is not None


def _other_price_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """The price of what the subject is held against: "£99 compared with £109"."""
    if sentence.is_of_next(figure):
        return _any_price(figure, subjects)
    mine = {subject.product.id for subject in subjects}
    others = [s for s in sentence.compared_with() if s.product.id not in mine]
    if not others:  # "£16 rather than £22": of something that is called by no name
        others = [s for s in sentence.facts.products.values() if s.product.id not in mine]
    return _any_price(figure, others) or _former_holds(sentence, figure, subjects)


def _any_price(figure: Figure, subjects: list[ProductFacts]) -> bool:
    return any(figure.value in subject.prices for subject in subjects)


def _is_price(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """The price of what it is said of; of two products named together, the first figure is the first one's."""
    group = sentence.spoken_of(figure.start, figure.end)
    if len(group) > 1:
        mine = [f for f in sentence.figures if is_amount(sentence, f) and sentence.spoken_of(f.start, f.end) == group]
        if len(mine) == len(group):
            subjects = [
                sentence.facts.products[i] for i in group[mine.index(figure)].ids if i in sentence.facts.products
            ]
        elif len(mine) == 1 and re.search(r"\b(?:both|each|all)\b", sentence.lower):
            return all(figure.value in subject.prices for subject in subjects)
    of_variant = variant_price_holds(sentence, figure, subjects)
    if of_variant is not None:
        return of_variant or _is_of_several(sentence, figure, subjects)
    return (
        _any_price(figure, subjects)
        or _nearly(sentence, figure, subjects)
        or _is_of_several(sentence, figure, subjects)
    )


def _nearly(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """`about £90` for £89.00: whole amounts near the price or the shopper's own figure."""
    if figure.value != int(figure.value):
        return False
    before = sentence.before(figure.start, 24)
    prices = [price for subject in subjects for price in subject.prices]
    return any(agrees(figure, price, before) for price in prices)


def _is_of_several(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """Not one price, but made of prices: of products side by side, of so many of one, or of each one's share."""
    return (
        group_holds(sentence, figure)
        or count_holds(sentence, figure, subjects)
        or share_holds(sentence, figure, subjects)
        or with_delivery_holds(sentence, figure, subjects)
        or _is_further_difference(sentence, figure, subjects)
    )


def _is_further_difference(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """ "The A leaves £31 of it, the B £11": the verb of the first serves the second."""
    earlier = any(is_difference(sentence, f) for f in sentence.figures if f.kind == "money" and f.start < figure.start)
    return earlier and len(subjects) == 1 and difference_holds(sentence, figure, subjects)


def _true_price(sentence: Sentence, figure: Figure) -> str | None:
    """The price to say instead, when it is clear whose price was meant and that a price was meant."""
    subject = sentence.only_subject(figure.start, figure.end)
    is_of_many = bool(counts_in(sentence, with_previous=False))
    if subject is None or subject.product.price is None or len(subject.prices) != 1 or is_of_many:
        return None
    if any(applies(sentence, figure) for applies, _ in _ROLES) or speaks_of_service(sentence.lower):
        return None
    return str(subject.product.price)


_Role = tuple[
    Callable[[Sentence, Figure], bool],
    Callable[[Sentence, Figure, list[ProductFacts]], bool],
]
#: What an amount may be, most telling wording first; what is none of these is a price.
_ROLES: tuple[_Role, ...] = (
    (is_difference, difference_holds),
    (_is_too_much, _is_known_price),
    (is_limit, limit_holds),
    (_is_former, _former_holds),
    (_is_other_price, _other_price_holds),
    (is_total, total_holds),
)
