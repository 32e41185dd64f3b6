"""Follows amounts back to what they come of, before a sentence is held back for them.

An amount is certainly untrue where nothing at hand makes it: no price, no former price, no fee of the documents, no
figure of the shopper's, nothing the answer told before, and no sum, difference or multiple of these that the words
allow. An amount that stands right beside the name of one product as its price must be that product's.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations

from assistant.grounding.claims import Sentence
from assistant.grounding.comparisons import is_compared
from assistant.grounding.counting import counts_in
from assistant.grounding.figures import Figure
from assistant.grounding.mentions import Mention
from assistant.grounding.price_differences import is_difference, sign_of
from assistant.grounding.price_limits import is_limit
from assistant.grounding.price_sums import is_total
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.roughness import agrees
from assistant.grounding.service_terms import fees_of, is_condition, names_service
from assistant.grounding.variant_prices import variant_price_holds

_FORMER = re.compile(
    r"\b(?:was|were|originally|normally|usually|formerly|previously|rrp|from"
    r"|(?:list|full|usual|old) price(?: of| was)?)\s*(?:an?\s+)?$"
)
_LIGHT = (
    r"is|are|was|costs?|comes?|priced|price|retails?|sells?|goes|going|at|for|in|to|by|starts?|from|now|currently|still|only|just"
    r"|a|an|the|mere|today|which|that|it's|you|get|gets|will|would|be|pay|buys?|yours|set|back|order"
    r"|kostet|kosten|nur|noch|jetzt|für|bei|zu|mit|cuestan?|solo|sólo|por|a|vale|coûte|coûtent|seulement|pour|à"
)
#: Nothing but this between a name and an amount: the amount is the price of what is named.
_BESIDE = re.compile(rf"(?:'s)?\W{{0,4}}(?:(?:{_LIGHT})\W{{1,3}}){{0,6}}", re.IGNORECASE)
_DERIVES = re.compile(
    r"[=+×]|\b(?:differen\w+|more|less|extra|sav(?:e|es|ed|ing|ings)|left|leav\w+|over|under|above|below|cheaper|dearer"
    r"|off|with|plus|add\w*|so|makes?|both|together|each|apiece|total|altogether|pairs?|between|apart|gap|versus|against"
    r"|instead|rather|than|reach\w*|brings?|spare|short|question|down"
    r"|unterschied|mehr|weniger|unter|über|sparen|spart|zusammen|insgesamt|also|statt|macht|mit|ergibt|beide[ns]?|je"
    r"|diferencia|más|menos|junt[oa]s|total|suman?|con|ambos|ambas|cada|ahorr\w+"
    r"|différence|plus|moins|donc|soit|ensemble|avec|chacun\w*|au lieu)\b"
)
_APART = re.compile(
    r"\b(?:differen\w+|sav(?:e|es|ed|ing)|comes down|gap|apart|sake|worth|extra|question"
    r"|fehl\w+|noch|unterschied|trennen|falta\w*|manqu\w+"
    r"|écart|diferencia|différence)\b"
)
_OF_LIMIT = re.compile(
    r"\b(?:your|limit\w*|budget\w*|beyond|spare|left|ihr\w*|dein\w*|presupuesto|sobran?|quedan?|votre)\b"
)
#: Somebody else says so.
_REPORTS = re.compile(
    r"\b(?:reviewers?|reviews?|users?|customers?|owners?|buyers?|shoppers?|some(?:one|body)"
    r"|one (?:person|parent|walker|cyclist)"
    r"|rezension\w*|bewertung\w*|kund(?:e|in|en|innen)|käufer\w*|jemand|reseñas?|opini[oó]n(?:es)?|client[ea]s?|alguien"
    r"|avis|acheteu\w+|quelqu'un)\b"
)
#: What is paid for one thing more is its price: "another £28", "£28 on top".
_ADDED = re.compile(r"\b(?:another|on top|add(?:s|ing)?|extra)\b")
#: A thing that is not named, right before an amount: "the tool is £34".
_OF_A_THING = re.compile(
    r"\b(?:the|our|der|die|das|dem|el|la|le)\s+(?:[^\W\d_]+\s+){1,2}?"
    r"(?:(?:is|are|costs?|at|for|comes at|kostet|für|mit|cuesta|a|por|coûte|à|pour|only|just|nur)\s+){0,3}$"
)
_DELIVERY = re.compile(r"deliver|shipp|postage|versand|liefer|envío|livraison")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("a an the is are it to of in for by with at and or on we you our your from as be".split())
_STEM, _SHORT = 5, 40
#: What was asked for, taken up again: "our workshop does it for £6".
_REFERS = re.compile(r"\b(?:does|do|did|mends?|machen|macht|hace[nr]?|fait|faire) (?:it|that|this|das|es|lo|ça|cela)\b")
#: "With the B it's £117": not the B's price.
_WITH = re.compile(r"\b(?:with|adding|add|mit|con|avec)\s+(?:(?:the|a|an|dem|der|den|el|la|le)\s+)?\W{0,2}$")
#: "Two totes and a B make £73".
_SO_MANY_AND = re.compile(
    r"\b(?:two|three|four|five|six|zwei|drei|vier|fünf|sechs|dos|tres|cuatro|deux|trois|quatre|\d{1,2})\s+[^\W\d_]+\s+"
    r"(?:and|plus|und|y|et)\s+(?:(?:the|an?|one|eine?n?|die|der|das|una?|el|la|une?|le)\s+)?\W{0,2}$"
)
#: So many amounts may be combined; more hit anything by chance.
MAX_AMOUNTS, MAX_AT_HAND = 8, 3


def follows(sentence: Sentence, figure: Figure) -> bool:
    """Whether an amount may come of what is at hand, and is not said as the one price of one product."""
    is_size = figure.kind == "number" and figure.value in sentence.facts.shopper_numbers
    if is_size or figure.value in _multiples(sentence, figure):
        return True
    if _is_beside_its_name(sentence, figure):
        return False
    if figure.value in sentence.said or _is_reported(sentence, figure):
        return True
    if _has_one_reading(sentence, figure) or _is_of_other_variant(sentence, figure):
        return False
    return _is_made(sentence, figure)


def _is_reported(sentence: Sentence, figure: Figure) -> bool:
    """Whether somebody is said to say so, and the reviews of what may be spoken of have the amount."""
    if not _REPORTS.search(sentence.lower):
        return False
    spoken = sentence.compared_with() or sentence.facts.products.values()
    return any(figure.value in known.amounts_told for known in spoken)


def _is_made(sentence: Sentence, figure: Figure) -> bool:
    """Whether anything makes the amount, in the part that the words give it."""
    before = sentence.before(figure.start)
    if _FORMER.search(before[-24:]):
        return any(figure.value in s.list_prices for s in sentence.compared_with())
    if figure.value in sentence.facts.shopper_numbers and not is_limit(sentence, figure):
        return True
    if is_difference(sentence, figure) and not _ADDED.search(sentence.lower):
        return any(agrees(figure, value, before) for value in _differences(sentence, figure))
    made = chain(_told(sentence, figure), _combined(sentence, figure))
    return any(value > 0 and agrees(figure, value, before) for value in made)


def derives(sentence: Sentence) -> bool:
    """Whether words of the sentence add, subtract or compare."""
    return _DERIVES.search(sentence.lower) is not None


def _multiples(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """So many of one thing, as this sentence counts: "three pairs of Trailheads: £48"."""
    subjects = sentence.subjects(figure.start, figure.end)
    counts = counts_in(sentence, with_previous=False)
    return (price * n for n in counts for subject in subjects for price in subject.prices)


def _is_beside_its_name(sentence: Sentence, figure: Figure) -> bool:
    """Whether an amount stands right beside the name of one product, as its price."""
    group = sentence.spoken_of(figure.start, figure.end)
    amounts = [f for f in sentence.figures if f.kind == "money"]
    if is_difference(sentence, figure) or _DELIVERY.search(sentence.after(figure.end, 16)):
        return False
    if len(group) > 1:
        return len(amounts) == len(group) and not is_total(sentence, figure)
    return any(
        _is_beside(sentence, figure, m.start, m.end)
        and not _WITH.search(sentence.lower, 0, m.start)
        and not _SO_MANY_AND.search(sentence.lower, 0, m.start)
        and not _is_of_the_other(sentence, figure, m)
        for m in group
    )


def _has_one_reading(sentence: Sentence, figure: Figure) -> bool:
    """Whether there is one amount, one product, and no word that adds, subtracts or compares."""
    if is_difference(sentence, figure) or derives(sentence) or _DELIVERY.search(sentence.after(figure.end, 16)):
        return False
    if counts_in(sentence, with_previous=False):
        return False
    carried = sentence.carried if sentence.begins_with_pronoun else frozenset()
    subjects = {i for m in sentence.mentions for i in m.ids} or carried
    return len(subjects) == 1 and sum(f.kind == "money" for f in sentence.figures) < 2


def _is_of_the_other(sentence: Sentence, figure: Figure, mention: Mention) -> bool:
    """ "The A is cheaper than the B at £89": it may be the A's."""
    others = [s for s in sentence.named_here() if s.product.id not in mention.ids]
    return is_compared(sentence.text, mention) and any(figure.value in s.prices for s in others)


def _is_of_other_variant(sentence: Sentence, figure: Figure) -> bool:
    """Whether it is what the product costs in another size or colour than the one that is named."""
    subjects = [s for s in sentence.subjects(figure.start, figure.end) if figure.value in s.prices]
    return variant_price_holds(sentence, figure, subjects) is False


def _is_beside(sentence: Sentence, figure: Figure, start: int, end: int) -> bool:
    between = (end, figure.start) if end <= figure.start else (figure.end, start)
    return _BESIDE.fullmatch(sentence.masked, *between) is not None


def _told(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """Amounts that stand somewhere: prices and former prices, fees, what was told before."""
    for known in _priced(sentence, figure):
        yield from (*known.prices, *known.list_prices)
    yield from _said(sentence, figure)
    if _is_term(sentence, figure):
        yield figure.value


def _priced(sentence: Sentence, figure: Figure) -> list[ProductFacts]:
    """Whose price it may be: of the one that is named; held against others, of all spoken of; unclear, of any."""
    named, spoken = sentence.named_here(), sentence.compared_with()
    is_open = not named and not sentence.begins_with_pronoun
    if not spoken or is_open or _OF_A_THING.search(sentence.before(figure.start)):
        return list(sentence.facts.products.values())
    n_amounts = sum(f.kind == "money" for f in sentence.figures)
    return named if len(named) == 1 and n_amounts == 1 and not derives(sentence) else spoken


def _is_term(sentence: Sentence, figure: Figure) -> bool:
    """Whether a sentence of the documents gives the amount in the same role, and has two of this sentence's words."""
    if names_service(sentence.lower[: figure.start]):
        return False  # decided by what the documents tell of that service
    told = sentence.facts.sentences_with(figure.value)
    is_open = len(sentence.text) < _SHORT or _REFERS.search(sentence.lower)
    asked = f"{sentence.previous} {' '.join(sentence.facts.shopper_words)}" if is_open else ""
    said_words = _WORD.findall(f"{sentence.lower} {asked.lower()}") if told else []
    words = {word[:_STEM] for word in said_words if word not in _SMALL}
    n_shared = 2 if any(not m.is_described for m in sentence.mentions) else 1
    must_be_reached = is_condition(sentence.before(figure.start, 24))
    return any(
        len(words & {word[:_STEM] for word in said.words if word not in _SMALL}) >= n_shared
        and any(
            is_condition(said.text[: f.start]) == must_be_reached
            for f in said.figures
            if f.value == figure.value and f.kind == "money"
        )
        for said in told
    )


def _said(sentence: Sentence, figure: Figure) -> list[Decimal]:
    """Other amounts of the answer, each checked for itself: those before this one, and true prices behind it."""
    prices = {price for known in sentence.facts.products.values() for price in known.prices}
    others = [f for f in sentence.figures if f.kind == "money" and f is not figure]
    here = [f.value for f in others if f.start < figure.start or f.value in prices]
    return [*sentence.said, *here]


def _amounts(sentence: Sentence, figure: Figure) -> list[Decimal]:
    """What may be combined: what was said last, and, where the words add or subtract, prices and fees."""
    found = _said(sentence, figure)[-MAX_AMOUNTS:]
    if is_total(sentence, figure) or _DERIVES.search(sentence.lower) or names_service(sentence.lower):
        spoken = sentence.compared_with()[:MAX_AMOUNTS] or list(sentence.facts.products.values())[:MAX_AT_HAND]
        found += [price for known in spoken for price in known.prices]
        is_of_goods = bool(
            sentence.mentions or sentence.carried or is_total(sentence, figure) or _has_price(sentence, figure)
        )
        if is_of_goods or is_difference(sentence, figure):
            found += _fees(sentence) if _DELIVERY.search(sentence.lower) else fees_of(sentence)
    return list(dict.fromkeys(found))


def _has_price(sentence: Sentence, figure: Figure) -> bool:
    """Whether the answer has told the price of something."""
    said = set(_said(sentence, figure))
    return any(said & known.prices for known in sentence.facts.products.values())


def _fees(sentence: Sentence) -> list[Decimal]:
    """What the documents take for delivery."""
    told = (f for said in sentence.facts.document_sentences if _DELIVERY.search(said.text) for f in said.figures)
    return [f.value for f in told if f.kind == "money"]


def _combined(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """Sums of two or three, so many times one, and that with another."""
    amounts = _amounts(sentence, figure)
    counts = counts_in(sentence)
    times = [amount * n for amount in amounts for n in counts]
    yield from times
    yield from (a + b for a, b in combinations(amounts, 2))
    own = sentence.facts.shopper_numbers
    yield from (abs(a - b) for a, b in combinations([*_said(sentence, figure)[-MAX_AMOUNTS:], *own], 2))
    if _APART.search(sentence.lower):
        yield from (abs(a - b) for a, b in combinations(amounts, 2))
    if own and _OF_LIMIT.search(sentence.lower):
        yield from (abs(price - b) for s in sentence.compared_with() for price in s.prices for b in own)
    if is_total(sentence, figure) or times:
        yield from (a + b for a in times for b in (*amounts, *times))
    if is_total(sentence, figure):
        yield from (a + b + c for a, b, c in combinations(amounts, 3))
    yield from (round(amount / n, 2) for amount in amounts for n in counts)


def _differences(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """What lies between two amounts; of a product named without doubt, to the side that the words say."""
    amounts = list(dict.fromkeys([*_amounts(sentence, figure), *sentence.facts.shopper_numbers]))
    sign = sign_of(sentence.after(figure.end))
    mine, theirs = _sides(sentence, figure)
    if sign and mine:
        yield from (sign * (price - other) for known in mine for price in known.prices for other in amounts)
    elif sign and theirs:
        yield from (sign * (other - price) for known in theirs for price in known.prices for other in amounts)
    else:
        yield from (abs(a - b) for a, b in combinations(amounts, 2))


def _sides(sentence: Sentence, figure: Figure) -> tuple[list[ProductFacts], list[ProductFacts]]:
    """Whose price is said to be higher or lower, by name, and than whose."""
    compared = [m for m in sentence.mentions if is_compared(sentence.text, m)]
    named = [m for m in sentence.spoken_of(figure.start, figure.end) if m not in compared]
    if len(named) == 1 and len(named[0].ids) == 1:
        return sentence.known(named[0].ids), []
    others = [m for m in compared if m.start >= figure.end]
    return [], sentence.known(i for m in others[:1] for i in m.ids)
