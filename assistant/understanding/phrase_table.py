"""Fixed phrases with a meaning, found in a message word by word."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from assistant.understanding.utterance import Utterance


class _Node:
    """What may follow the words so far, and what they mean if they are a phrase."""

    __slots__ = ("following", "tag")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = _NOTHING
        self.tag: str | None = None

    def add(self, words: Iterable[str], tag: str) -> None:
        node = self
        for word in words:
            if node.following is _NOTHING:
                node.following = {}
            node = node.following.setdefault(word, _Node())
        node.tag = tag


#: What follows the end of a phrase; most nodes are one, and a dict for each would take 7 MB.
_NOTHING: dict[str, _Node] = {}


class PhraseTable:
    """Phrases, each with a tag; the longest one wins. A block of text holds one phrase a line, or several with commas.

    A phrase is written as `show/find me some~more/_`: a slash separates alternatives, a tilde joins the words of one,
    an underscore is "or nothing".
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._forward, self._backward = _Node(), _Node()
        for tag, block in phrases.items():
            for line in re.split("[,\n]", block):
                for words in _expand(line):
                    self._forward.add(words, tag)
                    self._backward.add(reversed(words), tag)

    def starting_at(self, utterance: Utterance, start: int) -> tuple[int, str] | None:
        """Where the longest phrase that starts here ends, and its tag."""
        return _longest(self._forward, utterance.free_at, start, 1)

    def ending_at(self, utterance: Utterance, end: int) -> tuple[int, str] | None:
        """Where the longest phrase that ends just before `end` starts, and its tag."""
        found = _longest(self._backward, utterance.free_at, end - 1, -1)
        return (found[0] + 1, found[1]) if found else None

    def find(self, utterance: Utterance) -> Iterator[tuple[int, int, str]]:
        """Every phrase among what nobody took, from left to right, none overlapping: start, end, tag."""
        return self._scan(len(utterance), utterance.free_at)

    def find_anywhere(self, utterance: Utterance) -> Iterator[tuple[int, int, str]]:
        """Every phrase of the whole message, taken or not: start, end, tag."""
        return self._scan(len(utterance), utterance.text_at)

    def _scan(self, length: int, word_at: Callable[[int], str]) -> Iterator[tuple[int, int, str]]:
        index, openings = 0, self._forward.following
        while index < length:
            if word_at(index) not in openings:
                index += 1
                continue
            found = _longest(self._forward, word_at, index, 1)
            if found:
                yield index, found[0], found[1]
            index = found[0] if found else index + 1


def _longest(node: _Node, word_at: Callable[[int], str], position: int, step: int) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    while following := node.following.get(word_at(position)):
        node, position = following, position + step
        if node.tag is not None:
            best = position, node.tag
    return best


def _expand(line: str) -> list[tuple[str, ...]]:
    slots = [[_alternative(piece) for piece in slot.split("/")] for slot in line.split()]
    return [tuple(word for part in parts for word in part) for parts in product(*slots) if any(parts)]


def _alternative(piece: str) -> tuple[str, ...]:
    if piece == "_":
        return ()
    return tuple(piece.split("~")) if len(piece) > 1 else (piece,)
