"""Checks amounts that tell two prices apart: "£20 cheaper than the B", "£10 under your limit", "a £14 reduction"."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from assistant.grounding.claims import Sentence
from assistant.grounding.comparisons import is_compared
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.roughness import agrees

_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:cheaper|less|more|dearer|extra|lower|higher|pricier|below|under|over|above|within|left|spare"
    r"|to spare"
    r"|saving|off|saved|difference|short|remaining|apart|on top|in hand|headroom|reduction|discount|price (?:cut"
    r"|drop)"
    r"|teurer|günstiger|billiger|weniger|mehr|unter|über|ersparnis|nachlass"
    r"|más|menos|por debajo|por encima|de (?:diferencia|ahorro|descuento|rebaja)|de (?:plus|moins)|moins"
    r"|plus cher\w*)\b"
    r"(?!\s+(?:or|and)\s+less)"
)
_BEFORE = re.compile(
    r"\b(?:sav(?:e|es|ing|ings of)|saved|difference (?:(?:in|of) \w+ )?(?:of|is)|extra|another|leav(?:es|ing)"
    r"|differ\w* by|cheaper by"
    r"|over by|under by|separat\w+ (?:\w+ )?by"
    r"|dearer by|gap (?:of|is)|reduced by|down by|by|(?:is|are|comes?|was|now|,) down|price by|reduction of"
    r"|discount of|saving of|um|trennen|sparen (?:sie|du)|spart"
    r"|unterschied (?:von|beträgt|ist)|ahorr\w+|diferencia (?:de|es)|différence (?:de|est)|économis\w+)"
    r"\s*(?:them\s+|you\s+|of\s+|an?\s+|about\s+|around\s+|just\s+|over\s+|only\s+|nearly\s+|almost\s+|de\s+"
    r"|sie\s+|ihnen\s+|rund\s+|etwa\s+)*$"
)
#: German says that a price is above a limit as it says a difference: "liegt mit 339 £ über Ihrem Budget".
_IS_PRICE = re.compile(r"\bliegt (?:\w+ )?mit $")
_OFF = re.compile(r"\s*(?:off|discount|reduction|saving|price (?:cut|drop)|nachlass|de (?:descuento|rebaja))\b")
_LESS = re.compile(
    r"\s*(?:cheaper|less|lower|below|under|günstiger|billiger|weniger|unter|menos|más (?:barat|económic)\w+"
    r"|por debajo|moins|de moins)\b"
)
_MORE = re.compile(
    r"\s*(?:more|dearer|extra|higher|pricier|over|above|on top|teurer|mehr|über|más|por encima|plus cher\w*"
    r"|de plus)\b"
)
_CLAUSE = re.compile(r"[,;]")
_OWN_PRICE = re.compile(
    r"\b(?:than|below|under|off|as|als|que|unter)\s+(?:(?:its|the|their|it|der|dem|seinem|su|usual|ist)\s+)*"
    r"(?:list|usual|normal|full|former|original|sonst|üblich|normalpreis|habitual|de siempre|siempre)"
)


def is_difference(sentence: Sentence, figure: Figure) -> bool:
    """Whether an amount is said as what lies between two others."""
    before = sentence.before(figure.start)
    is_after = _AFTER.match(sentence.after(figure.end)) and not _IS_PRICE.search(before)
    return bool(is_after or _BEFORE.search(before))


def difference_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """What the subject saves on its list price, keeps of the shopper's limit, or differs by from what is spoken of."""
    before, after = sentence.before(figure.start), sentence.after(figure.end, 60)
    rivals = _rivals(sentence, subjects)
    is_own = not any(
        m.start >= figure.end
        and is_compared(sentence.text, m)
        and not _CLAUSE.search(sentence.text, figure.end, m.start)
        for m in sentence.mentions
    )
    if is_own and any(agrees(figure, saved, before) for subject in subjects for saved in subject.savings):
        return True
    if _OFF.match(after) or _OWN_PRICE.search(after):
        return False
    sign = sign_of(after)
    gaps = [*_gaps(subjects, sentence.facts.shopper_numbers), *_gaps_between(subjects, [*rivals, *subjects[:1]])]
    gaps += [said - own for said in _said_here(sentence, figure) for own in sentence.facts.shopper_numbers]
    if len(subjects) > 1 or not rivals:
        gaps += _gaps_between(*_apart(sentence, subjects))
    if any(_has(figure, gap, before, sign) for gap in gaps):
        return True
    return any(agrees(figure, abs(a - b), before) for a, b in _said_apart(sentence, figure))


def sign_of(after: str) -> int:
    """+1 where the subject is said to cost more, -1 less, 0 if neither."""
    return -1 if _LESS.match(after) else 1 if _MORE.match(after) else 0


def _has(figure: Figure, gap: Decimal, before: str, sign: int) -> bool:
    return (sign == 0 or (gap > 0) == (sign > 0)) and agrees(figure, abs(gap), before)


def _rivals(sentence: Sentence, subjects: list[ProductFacts]) -> list[ProductFacts]:
    """What the subjects are held against: what the sentence names besides, else what was spoken of before."""
    mine = {s.product.id for s in subjects}
    compared = {i for m in sentence.mentions if is_compared(sentence.text, m) for i in m.ids} - mine
    if compared:
        return sentence.known(compared)
    return [s for s in sentence.compared_with() if s.product.id not in mine]


def _apart(sentence: Sentence, subjects: list[ProductFacts]) -> tuple[list[ProductFacts], list[ProductFacts]]:
    """Without one subject, any two of what is spoken of; nothing spoken of, any two that are shown."""
    spoken = sentence.compared_with()
    return (spoken, spoken) if len(spoken) > 1 else (subjects, list(sentence.facts.products.values()))


def _gaps(subjects: list[ProductFacts], others: Iterable[Decimal]) -> Iterator[Decimal]:
    return (price - other for s in subjects for price, other in product(s.prices, others))


def _gaps_between(subjects: list[ProductFacts], rivals: list[ProductFacts]) -> Iterator[Decimal]:
    theirs = {price for rival in rivals for price in rival.prices}
    return _gaps(subjects, theirs)


def _said_apart(sentence: Sentence, figure: Figure) -> Iterator[tuple[Decimal, Decimal]]:
    """Totals that the answer told before: "six come to £870, so the benches save you £512"."""
    return combinations([*sentence.said, *_said_here(sentence, figure)][-3:], 2)


def _said_here(sentence: Sentence, figure: Figure) -> list[Decimal]:
    """Amounts of this sentence before the figure, which are checked for themselves."""
    return [f.value for f in sentence.figures if f.kind == "money" and f.start < figure.start]
