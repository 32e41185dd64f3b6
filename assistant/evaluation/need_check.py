"""Holds what was understood, found and remembered against what a case expects; the same whoever writes."""

from collections.abc import Iterable, Iterator

from assistant.brief import TurnBrief
from assistant.evaluation.expectation import Expected, MemoryExpected, NeedExpected, Outcome
from assistant.evaluation.played import PlayedTurn
from assistant.evaluation.product_match import missing
from assistant.evaluation.statement_words import statement_words
from assistant.need import ShoppingNeed
from catalog.product_words import stems_of
from shoppers.memory import ShopperMemory

#: Fields that must be equal when a case gives them.
_EQUAL = (
    "in_stock",
    "rating_min",
    "sort",
    "more",
    "cheaper_than_ref",
    "together_max",
    "superlative",
    "asks_presence",
    "asks_memory",
    "recipient",
    "occasion",
    "language",
)
_PRICES = {"price_min": "min", "price_max": "max", "price_about": "about"}


def need_failures(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    """What was understood, found or remembered otherwise than expected."""
    need = played.need
    if expected.kind and need.kind not in expected.kind:
        yield f"it was taken as {need.kind}, not as {' or '.join(expected.kind)}"
    if expected.need:
        yield from _field_failures(expected.need, need)
    if expected.outcome and outcome_of(played.brief) not in expected.outcome:
        yield f"the search came to {outcome_of(played.brief)!r}, not to {' or '.join(expected.outcome)}"
    yield from _reference_failures(expected, played)
    if expected.memory:
        yield from _memory_failures(expected.memory, played.memory)


def outcome_of(brief: TurnBrief) -> Outcome:
    """What the search came to."""
    if brief.is_weak or not brief.candidates:
        return "none"
    return "near" if brief.relaxed else "fits"


def _reference_failures(expected: Expected, played: PlayedTurn) -> Iterator[str]:
    pointed = [played.records[i] for i in played.need.references if i in played.records]
    titles = ", ".join(product.title for product in pointed) or "nothing"
    for name in missing(expected.about, pointed):
        yield f"{name!r} is not among what is pointed at ({titles})"
    shown = played.turn.conversation.last_shown
    for place in expected.about_places:
        wanted = shown[place - 1 if place > 0 else place :][:1]
        if not wanted or wanted[0] not in played.need.references:
            yield f"card {place} of those shown last is not pointed at, but {titles}"
    if expected.about_nothing and pointed:
        yield f"{titles} is pointed at"


def _field_failures(expected: NeedExpected, need: ShoppingNeed) -> Iterator[str]:
    for name in (*_PRICES, *_EQUAL):
        wanted = getattr(expected, name)
        if wanted is not None and _value(need, name) != wanted:
            yield f"need.{name} is {_value(need, name)!r}, not {wanted!r}"
    for name in expected.unset:
        if _value(need, name) not in (None, (), {}, "", False):
            yield f"need.{name} is {_value(need, name)!r}, not empty"
    if expected.brands is not None and set(need.brands) != set(expected.brands):
        yield f"need.brands is {need.brands!r}, not {expected.brands!r}"
    yield from _word_failures(expected, need)


def _value(need: ShoppingNeed, name: str) -> object:
    return getattr(need.price, _PRICES[name]) if name in _PRICES else getattr(need, name)


def _word_failures(expected: NeedExpected, need: ShoppingNeed) -> Iterator[str]:
    text = stems_of(need.text).union(*(stems_of(part.text) for part in need.parts))
    for word in expected.text_has:
        if not stems_of(word) <= text:
            yield f"{word!r} is not searched for in {need.text!r}"
    for word in expected.text_lacks:
        if stems_of(word) <= text:
            yield f"{word!r} is searched for in {need.text!r}"
    yield from _lacking("excluded", expected.exclude, need.exclude)
    yield from _lacking("forgotten", expected.forget, need.forget)
    stated = [" ".join(statement_words(statement)) for statement in need.stated]
    yield from _lacking("stated", expected.stated, stated)
    if expected.part_has and len(need.parts) != len(expected.part_has):
        yield f"{len(need.parts)} wishes were heard, not {len(expected.part_has)}"
    for word, part in zip(expected.part_has, need.parts, strict=False):
        if not stems_of(word) <= stems_of(part.text):
            yield f"{word!r} is not in the wish {part.text!r}"


def _lacking(what: str, words: Iterable[str], given: Iterable[str]) -> Iterator[str]:
    known = [stems_of(one) if one != "*" else {"*"} for one in given]
    for word in words:
        wanted = stems_of(word) if word != "*" else {"*"}
        if not any(wanted <= one for one in known):
            yield f"{word!r} is not {what}"


def _memory_failures(expected: MemoryExpected, memory: ShopperMemory) -> Iterator[str]:
    entries = [{word for one in statement_words(e.statement) for word in stems_of(one)} for e in memory.entries]
    for words in expected.has:
        if not any(stems_of(words) <= entry for entry in entries):
            yield f"{words!r} is not remembered"
    for words in expected.lacks:
        if any(stems_of(words) <= entry for entry in entries):
            yield f"{words!r} is remembered"
    if expected.is_empty and entries:
        yield f"{len(entries)} things are remembered, not none"
