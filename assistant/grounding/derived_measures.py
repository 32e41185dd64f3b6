"""Follows measures back to what they come of: what two weigh apart or together, what so many of one hold."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.grounding.claims import Sentence
from assistant.grounding.counting import counts_in
from assistant.grounding.derived_amounts import derives
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.roughness import agrees

_PAIR = re.compile(r"\b(?:pairs?|each|the two|both|paar|par|paire|beide[ns]?|deux|dos|zwei)\b")
#: More than so many products at hand make nearly anything by chance.
MAX_AT_HAND = 4


def measure_follows(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure with a unit may be made of others of its kind: never where one product is said to have it."""
    measure = sentence.measures[figure.start]
    same_kind = [f for f in sentence.figures if f.start in sentence.measures and f is not figure]
    same_kind = [f for f in same_kind if sentence.measures[f.start].kind == measure.kind]
    if len(sentence.mentions) == 1 and not same_kind and not derives(sentence) and not counts_in(sentence):
        return False
    before = sentence.before(figure.start, 24)
    own = [{sentence.measures[f.start].amount for f in same_kind}] if same_kind else []
    pools = [*own, *(_of_attributes(s, measure.kind) for s in _meant(sentence))]
    made = (true / measure.factor for true in _made(pools, sentence))
    return any(true > 0 and agrees(figure, true, before) for true in made)


def _meant(sentence: Sentence) -> list[ProductFacts]:
    spoken = sentence.compared_with()
    at_hand = list(sentence.facts.products.values())
    return spoken if len(spoken) > 1 or len(at_hand) > MAX_AT_HAND else at_hand


def _of_attributes(known: ProductFacts, kind: str) -> set[Decimal]:
    """What the record states as a property, not in passing; of weights, all."""
    return set(known.attribute_measures.get(kind, ()))


def _made(pools: list[set[Decimal]], sentence: Sentence) -> Iterator[Decimal]:
    counts = {*counts_in(sentence), *((2,) if _PAIR.search(sentence.lower) else ())}
    for pool in pools:
        yield from (a * n for a in pool for n in counts)
        yield from (abs(a - b) for a, b in combinations(pool, 2))
    for one, other in combinations(pools, 2):
        for a in one:
            for b in other:
                yield from (abs(a - b), a + b)
                yield from (abs(a - b) * n for n in counts)


def number_follows(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure without a unit is the sum or difference of two others of the sentence."""
    others = [f.value for f in sentence.figures if f.kind == "number" and f is not figure and f.end <= figure.start]
    return any(figure.value in (a + b, abs(a - b)) for a, b in combinations(others, 2))
