"""Wishes that a shopper numbers: "(1) a tent (2) two mats", "first, a lamp; second, a rug"."""

from assistant.understanding.lexicon import ORDINALS
from assistant.understanding.utterance import Utterance

_ADVERBS = {"firstly": 1, "secondly": 2, "thirdly": 3, "lastly": 0, "finally": 0}


def numbered(utterance: Utterance) -> list[tuple[int, int]]:
    """Where each item begins and ends, its number left out; empty if nothing is counted from one on."""
    marks = [mark for position in range(len(utterance)) if (mark := _mark_at(utterance, position))]
    in_order: list[tuple[int, int]] = []
    for value, start, after in marks:
        if value == len(in_order) + 1:
            in_order.append((start, after))
    if len(in_order) < 2:
        return []
    ends = [start for start, _ in in_order[1:]] + [len(utterance)]
    return [(after, end) for (_, after), end in zip(in_order, ends, strict=True)]


def _mark_at(utterance: Utterance, position: int) -> tuple[int, int, int] | None:
    """The number that opens an item there, where it starts and where it is over."""
    word, after = utterance.text_at(position), utterance.text_at(position + 1)
    if word == "(" and after.isdigit() and len(after) == 1 and utterance.text_at(position + 2) == ")":
        return int(after), position, position + 3
    if word.isdigit() and len(word) == 1 and after == ")" and utterance.text_at(position - 1) != "(":
        return int(word), position, position + 2
    if after in (",", ":") and (value := _ADVERBS.get(word) or ORDINALS.get(word)):
        return value, position, position + 2
    return None
