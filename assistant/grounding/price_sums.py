"""Checks amounts made of several prices: what some cost together, what so many of one cost, what each share is."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.roughness import agrees

_TOTAL = re.compile(
    r"\b(?:together|total|altogether|combined|both for|the pair|sum|set of|bundle|comes? to|adds? up|all three"
    r"|(?:two|three|four) \w+ for"
    r"|in all\b"
    r"|all in\b|for (?:the|all) (?:two|three|four|lot|set)|for both|both (?:cost|come)|plus"
    r"|(?:you(?:'d|'ll| would| will)? )(?:get|be|come|end up) (?:to|at)|makes? (?:it|that)?|brings? (?:it|you"
    r"|that) to"
    r"|zusammen|insgesamt|in summe|käme[nst]* (?:\w+ )?auf|komm\w+ (?:\w+ )?auf|ergibt|macht|machen"
    r"|junt[oa]s|en total|suman?|por (?:los|las) (?:dos|tres)|ambos|ambas|ensemble|en tout|au total)"
)
#: How many of one thing an amount pays for, right before the price or right before the name.
_SO_MANY = re.compile(
    r"\s*(?:of (?:them|these|those)\s+|[^\W\d_]{3,}s\s+)?(?:(?:would|will|together|then|come|to|cost|costs|make|are|be"
    r"|is|at|for|for just|kosten|cuestan"
    r"|coûtent)\s+){1,4}(?:you\s+|about\s+|only\s+|just\s+)*$"
)
_OF_THEM = re.compile(r"\s+(?:of (?:them|these|those)|singles|pieces|stück|davon)\b")
_PAIR = re.compile(r"\b(?:a pair|the pair|two of them|both|ein paar|das paar|un par|ambos|une paire)\b")
_SHARE = re.compile(
    r"\b(?:per (?:head|person|piece|night|use|seat|place|litre)|each|apiece|a head|a piece|je(?:weils)?\b"
    r"|pro (?:person|kopf|stück)"
    r"|por (?:persona|cabeza|pieza)|cada un[oa]|par (?:personne|tête)|chacun)"
)
#: Attributes that tell how many share a thing.
_HOLDS = re.compile(r"person|people|sleeps|berth|seats|occupan|pieces|capacity$")
#: "30p an hour", "£2 per use", "2 £ pro Stunde".
_PER_UNIT = re.compile(r"\s*(?:an?|per|each|/|pro|die|por|la|el|par|de l')\s*[^\W\d_]+")
_WITH_DELIVERY = re.compile(r"\b(?:with|including|plus|and|add) (?:the )?(?:standard )?(?:delivery|shipping|postage)\b")
#: So many products of an answer a total may be made of; sums of more hit an amount by chance.
_MIN_PARTS, MAX_PARTS = 2, 4
MAX_COUNT = 24


def is_total(sentence: Sentence, figure: Figure) -> bool:
    """Whether an amount is said as what several cost together."""
    return _TOTAL.search(sentence.clause(figure.start, figure.end)) is not None


def total_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """A sum over what is spoken of: everything named, the named one with others, or the last ones."""
    if any(figure.value in subject.prices for subject in subjects):
        return True
    return any(_is(sentence, figure, total) for total in _totals(sentence, figure)) or count_holds(
        sentence, figure, subjects
    )


def group_holds(sentence: Sentence, figure: Figure) -> bool:
    """One amount for two or more that are named side by side: "the A plus the B would be £64"."""
    group = sentence.spoken_of(figure.start, figure.end)
    ids = list(dict.fromkeys(i for m in group if len(m.ids) == 1 for i in m.ids))
    return len(ids) > 1 and _is(sentence, figure, _sum(sentence, ids))


def count_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """So many of one product: "six cost £96"."""
    return any(
        _is(sentence, figure, price * n)
        for n in _counts(sentence, figure)
        for subject in subjects
        for price in subject.prices
    )


def share_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """A price shared by as many as the sentence tells: "sleeps three, so per head £33"."""
    if _PER_UNIT.match(sentence.lower, figure.end) and _is_per_unit(sentence, figure, subjects):
        return True
    if not _SHARE.search(sentence.clause(figure.start, figure.end)):
        return False
    sharers = {f.value for f in sentence.figures if f.kind == "number" and 1 < f.value <= MAX_COUNT}
    sharers |= {value for s in subjects for name, value in s.measures.items() if _HOLDS.search(name) and value > 1}
    totals = {price for subject in subjects for price in subject.prices} | set(sentence.said[-1:])
    return any(
        _is(sentence, figure, share)
        for total in totals
        for n in sharers
        for share in (round(total / n, 2), Decimal(round(total / n)))
    )


def _is_per_unit(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """ "At sixty hours it works out at 30p an hour": a price by another figure of the sentence."""
    parts = [f.value for f in sentence.figures if f.kind == "number" and f.value > 1]
    prices = {price for subject in subjects for price in subject.prices}
    return any(_is(sentence, figure, round(price / n, 2)) for price in prices for n in parts)


def _totals(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    named = [s.product.id for s in sentence.named_once()]
    if len(named) > 1:
        yield from (_sum(sentence, ids) for size in range(2, MAX_PARTS + 1) for ids in combinations(named, size))
        others = [s.product.id for s in sentence.compared_with() if s.product.id not in named][-MAX_PARTS:]
        yield from (_sum(sentence, [*named, other]) for other in others if len(named) < MAX_PARTS)
    else:
        recent = [s.product.id for s in sentence.compared_with() if s.product.id not in named][-MAX_PARTS:]
        n_more = range(_MIN_PARTS - len(named), MAX_PARTS + 1 - len(named))
        if not named and len(recent) < _MIN_PARTS:  # of "those two", one at least was called by no name
            recent = list(sentence.facts.products)[: MAX_PARTS + 1]
        if len(recent) <= MAX_PARTS:
            yield from (_sum(sentence, [*named, *ids]) for n in n_more for ids in combinations(recent, n))
        yield from (price + one for s in sentence.named_once() for price in s.prices for one in sentence.said)
    said = [f.value for f in sentence.figures if f.kind == "money" and f.start < figure.start]
    yield from (
        sum(sentence.said[-n:], Decimal(0)) for n in (2, 3) if not sentence.mentions and len(sentence.said) >= n
    )
    yield from (earlier + now for earlier in sentence.said for now in said)


def with_delivery_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """ "With delivery that's £22.45": a price and what the documents take for delivery."""
    if not _WITH_DELIVERY.search(sentence.lower):
        return False
    told = (f for said in sentence.facts.document_sentences if "deliver" in said.text for f in said.figures)
    fees = {f.value for f in told if f.kind == "money"}
    return any(_is(sentence, figure, price + fee) for s in subjects for price in s.prices for fee in fees)


def _sum(sentence: Sentence, ids: Iterable[str]) -> Decimal:
    """Of so many of each as the sentence counts before its name; nothing if any of them has no price."""
    counts = _counts_by_id(sentence)
    priced = [(facts.price, counts.get(facts.product.id, 1)) for facts in sentence.known(ids)]
    return sum((price * n for price, n in priced if price), Decimal(0)) if all(p for p, _ in priced) else Decimal(0)


def _counts_by_id(sentence: Sentence) -> dict[str, Decimal]:
    """ "The softshell and two drysacks": how many of what."""
    return {
        i: number.value
        for m in sentence.mentions
        for number in sentence.figures
        if _is_count(number) and number.end <= m.start <= number.end + 1
        for i in m.ids
    }


def _is_count(number: Figure) -> bool:
    return number.kind == "number" and 1 < number.value <= MAX_COUNT and number.value == int(number.value)


def _counts(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """Numbers that count the product itself: before its name, before the verb of the price, or "of them"."""
    if _PAIR.search(sentence.clause(figure.start, figure.end)):
        yield Decimal(2)
    for number in sentence.figures:
        if not _is_count(number):
            continue
        is_of_name = any(
            sentence.lower[number.end : m.start].strip() in ("", "x", "×")
            and 0 <= m.start - number.end <= 3
            and (m.end <= figure.start or m.start >= figure.end)
            for m in sentence.mentions
        )
        between = sentence.lower[number.end : figure.start]
        if (
            is_of_name
            or _OF_THEM.match(sentence.lower, number.end)
            or (number.end <= figure.start and _SO_MANY.fullmatch(between))
        ):
            yield number.value


def _is(sentence: Sentence, figure: Figure, true: Decimal) -> bool:
    return true > 0 and agrees(figure, true, sentence.before(figure.start, 24))
