"""Cuts a stream of text into sentences, so that each can be checked before it is sent."""

import re
from collections.abc import Iterable, Iterator

_END = re.compile(r"[.!?…。！？]+[)\]\"'”’*_]*(?=\s)|[。！？]|\n")
_ABBREVIATIONS = frozenset("e.g i.e approx vs incl excl max min no nr ca etc st mr mrs ms dr prof co ltd inc".split())
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*(?:\*\*)?\d{1,3}$")
#: A sentence that has no end by then is checked as it stands.
MAX_CHARACTERS = 1_500


class SentenceSplitter:
    """Feed it pieces as they come; it gives whole sentences, their trailing white space included."""

    def __init__(self, dotted_words: Iterable[str] = ()) -> None:
        self._buffer = ""
        self._dotted = _ABBREVIATIONS | {word.casefold().rstrip(".") for word in dotted_words}

    def feed(self, text: str) -> list[str]:
        """The sentences that are complete now."""
        self._buffer += text
        return list(self._complete())

    def finish(self) -> list[str]:
        """What is left."""
        rest, self._buffer = self._buffer, ""
        return [rest] if rest else []

    def _complete(self) -> Iterator[str]:
        start = 0
        for match in _END.finditer(self._buffer):
            end = match.end()
            before = self._buffer[start : match.start()]
            if match[0] != "\n" and (
                self._goes_on(before) or self._may_go_on(before, end) or self._trails_off(match[0], end)
            ):
                continue
            end += len(self._buffer[end:]) - len(self._buffer[end:].lstrip(" \t"))
            yield self._buffer[start:end]
            start = end
        self._buffer = self._buffer[start:]
        if len(self._buffer) > MAX_CHARACTERS:
            yield from self.finish()

    def _may_go_on(self, before: str, end: int) -> bool:
        """Whether a figure may be written apart (`49 . 99`): known only when the next character has come."""
        if not before[-1:].isspace() and not before[-1:].isdigit():
            return False
        after = self._buffer[end:].lstrip(" \t*_\u200b")
        return not after or after[0].isdigit()

    def _trails_off(self, mark: str, end: int) -> bool:
        """Whether an ellipsis cuts a name short rather than ends a sentence: "Widescreen Monitor 61… ($249)"."""
        if not mark.startswith(("…", "..")):
            return False
        after = self._buffer[end:].lstrip(" \t*_")
        return not after or after[0] in "(,;:" or after[0].islower()

    def _goes_on(self, before: str) -> bool:
        """Whether the full stop after `before` belongs to an abbreviation or a list number."""
        words = before.rsplit(None, 1)
        last = words[-1].strip("(*_\"'“").casefold() if words else ""
        return last in self._dotted or bool(_LIST_NUMBER.search(before))
