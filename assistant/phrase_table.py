"""Fixed phrases with a meaning, found in a message by their first (or last) word."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from assistant.utterance import Utterance


class PhraseTable:
    """Phrases, each with a tag; the longest one wins.

    A phrase is written as `show/find me some/_`: a slash separates alternatives, an underscore is "or nothing".
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for tag, lines in phrases.items():
            for words in {expanded for line in lines for expanded in _expand(line)}:
                self._by_first.setdefault(words[0], []).append((words, tag))
                self._by_last.setdefault(words[-1], []).append((words, tag))
        for index in (self._by_first, self._by_last):
            for entries in index.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def starting_at(self, utterance: Utterance, start: int) -> tuple[int, str] | None:
        """Where the longest phrase that starts here ends, and its tag."""
        for words, tag in self._by_first.get(utterance.free_at(start), ()):
            if all(utterance.free_at(start + offset) == word for offset, word in enumerate(words)):
                return start + len(words), tag
        return None

    def ending_at(self, utterance: Utterance, end: int) -> tuple[int, str] | None:
        """Where the longest phrase that ends just before `end` starts, and its tag."""
        for words, tag in self._by_last.get(utterance.free_at(end - 1), ()):
            start = end - len(words)
            if start >= 0 and all(utterance.free_at(start + offset) == word for offset, word in enumerate(words)):
                return start, tag
        return None

    def find(self, utterance: Utterance) -> Iterator[tuple[int, int, str]]:
        """Every phrase in the message from left to right, none overlapping: start, end, tag."""
        index = 0
        while index < len(utterance):
            found = self.starting_at(utterance, index)
            if found:
                yield index, found[0], found[1]
            index = found[0] if found else index + 1


def _expand(line: str) -> list[tuple[str, ...]]:
    slots = [[() if word == "_" else (word,) for word in slot.split("/")] for slot in line.split()]
    return [tuple(word for part in parts for word in part) for parts in product(*slots) if any(parts)]
