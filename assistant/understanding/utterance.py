"""What a shopper typed, cut into words, numbers and marks that the readers take away one after another."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.understanding.lexicon import CONJUNCTIONS, EDGE_WORDS

#: The published limit of a message; whatever is longer was pasted by accident or in bad faith.
MAX_CHARACTERS = 4_000

#: Digits of a number that are read; far more than any price has.
_MAX_DIGITS = 24

# Possessive quantifiers keep every alternative linear: no text makes it back up.
_TOKEN = re.compile(
    r"(?P<number>\d++(?:[.,]\d++)*+)(?P<suffix>[^\W\d_]*+)(?!\w)|(?P<word>[^\W_]++(?:['\-][^\W_]++)*+)|[^\s]"
)
_SAME_MARK = str.maketrans(
    "\u2018\u2019\u201b\u02bc\u00b4\u201c\u201d\u2010\u2011\u2012\u2013\u2014\u2212", "'''''\"\"------"
)
_ENDINGS = {"ll": "will", "d": "would", "ve": "have", "re": "are", "m": "am"}
_CONTRACTIONS = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\bcan'?t\b", "can not"),
        (r"\bwon'?t\b", "will not"),
        (r"\b(do|does|did|is|are|was|were|have|has|had|need|must|would|could|should)n'?t\b", r"\1 not"),
        (r"\b(i|you|we|they|it|that)'(ll|d|ve|re|m)\b", lambda m: f"{m[1]} {_ENDINGS[m[2]]}"),
        (r"\b(what|it|that|there|where|who|how|here|when|he|she|budget|price)'s\b", r"\1 is"),
        (r"\b(what|that|where|who|how|there)s\b", r"\1 is"),
        (r"\b(i|you|we|they)(?:ve)\b", r"\1 have"),
        (r"\b(you|they)re\b", r"\1 are"),
        (r"\bid (?=like|love|prefer|rather|want|need)", "i would "),
        (r"\blet'?s\b", "let us"),
        (r"\b(wan|gon)na\b", lambda m: f"{'want' if m[1] == 'wan' else 'going'} to"),
        (r"\b(gim|lem)me\b", lambda m: f"{'give' if m[1] == 'gim' else 'let'} me"),
        (r"\bpl[sz]+\b", "please"),
        (r"\bw/o\b", "without"),
        (r"\bw/(?=\s|$)", "with"),
        (r"(?<![\w-])ur(?![\w-])", "your"),
        (r"(?<=\d)-?ish\b", " ish"),
        (r"\bim\b", "i am"),
        (r"^\s*got (?!it\b|that\b|this\b|the\b|any\b|some\b|an?\b)(?=.*\?)", "got any "),
        (r"(?<![\w-])u(?![\w-])", "you"),
        (r"\bsub[- ]?(?=[£$€]?\d)", "under "),
    )
)
#: Marks that belong to the word they touch: 3/4, c++, 80%, 15", R&B.
_JOINING = frozenset("/+&.%\"'-:*#°")
_CLOSING = frozenset('+%"°')


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. `glued` says that no space stands before it."""

    text: str
    kind: Literal["word", "number", "mark"]
    glued: bool
    value: str = ""  # of a number: its digits as typed, "1,200.50"
    suffix: str = ""  # of a number: letters that touch it, "gb"

    @property
    def number(self) -> Decimal:
        """The value of a plain number (a comma groups thousands or is a decimal comma)."""
        groups = re.split("[.,]", self.value[:_MAX_DIGITS])
        if len(groups) == 1 or all(len(group) == 3 for group in groups[1:]):
            return Decimal("".join(groups))
        marks = [character for character in self.value if character in ".,"]
        if len(set(marks)) == 1 and len(marks) > 1:
            groups = groups[:2]  # a version, 1.2.3, is read as 1.2
        return Decimal("".join(groups[:-1]) + "." + groups[-1])


class Utterance:
    """The tokens of one message; a reader takes what it understood, and what nobody took is searched for."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens_of(_clean(text))
        self.taken = [False] * len(self.tokens)

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "Utterance":
        """A message that was cut, and put into other words, already."""
        utterance = cls("")
        utterance.tokens, utterance.taken = tuple(tokens), [False] * len(tokens)
        return utterance

    def __len__(self) -> int:
        return len(self.tokens)

    def text_at(self, index: int) -> str:
        """The token's text, or nothing past either end."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def free_at(self, index: int) -> str:
        """The token's text, or nothing if it is taken or past either end."""
        return self.text_at(index) if 0 <= index < len(self.tokens) and not self.taken[index] else ""

    def replace(self, index: int, text: str) -> None:
        """Read a word as another one."""
        tokens = list(self.tokens)
        tokens[index] = replace(tokens[index], text=text)
        self.tokens = tuple(tokens)

    def take(self, start: int, end: int) -> None:
        """Keep tokens from being read again."""
        for index in range(max(start, 0), min(end, len(self.tokens))):
            self.taken[index] = True

    def part(self, positions: Iterable[int]) -> str:
        """These tokens as they were typed, as far as understanding keeps them."""
        text, last = "", -2
        for position in positions:
            token = self.tokens[position]
            text += token.text if token.glued and position == last + 1 else f" {token.text}"
            last = position
        return text.strip()

    def words(self) -> list[str]:
        """Every word and number, taken or not."""
        return [token.text for token in self.tokens if token.kind != "mark"]

    def runs(self) -> list[list[int]]:
        """Indexes of the tokens nobody took, in unbroken runs."""
        runs: list[list[int]] = [[]]
        for index, taken in enumerate(self.taken):
            if taken:
                runs.append([])
            else:
                runs[-1].append(index)
        return [run for run in runs if run]

    def rest(self) -> str:
        """The words nobody took, without what only held them together."""
        if len(self.tokens) == 2 and self.text_at(0) == "the" and not any(self.taken):
            return f"the {self.text_at(1)}"  # a title: "the boys"
        pieces: list[str] = []
        for run in self.runs():
            kept = self._trim(run, is_first=not pieces)
            piece = self._join(kept)
            if piece:
                pieces.append(piece)
        return " ".join(pieces)

    def _trim(self, run: list[int], is_first: bool) -> list[int]:
        leading = EDGE_WORDS if is_first else CONJUNCTIONS
        start, end = 0, len(run)
        while start < end and (self.tokens[run[start]].kind == "mark" or self.tokens[run[start]].text in leading):
            start += 1
        while end > start and self._is_loose_end(run[end - 1]):
            end -= 1
        return run[start:end]

    def _is_loose_end(self, index: int) -> bool:
        token = self.tokens[index]
        if token.kind == "mark":
            return not (token.glued and token.text in _CLOSING)
        return token.text in EDGE_WORDS

    def _join(self, run: list[int]) -> str:
        text = ""
        for position, index in enumerate(run):
            token = self.tokens[index]
            follows = index > 0 and position > 0 and token.glued
            if token.kind != "mark":
                text += token.text if follows and text and text[-1] in _JOINING else f" {token.text}"
            elif token.text == "&" or (follows and token.text in _JOINING and self._holds_on(index)):
                text += token.text if follows else f" {token.text}"
        return text.strip()

    def _holds_on(self, index: int) -> bool:
        is_followed = index + 1 < len(self.tokens) and self.tokens[index + 1].glued
        return is_followed or self.tokens[index].text in _CLOSING


def visible(text: str) -> str:
    """What can be seen of a text, in small letters, to the published limit of a message."""
    text = unicodedata.normalize("NFC", text[:MAX_CHARACTERS].translate(_SAME_MARK))
    if not text.isascii():
        text = "".join(_visible(character) for character in text)
    return text.replace("\x00", " ").lower()


def _clean(text: str) -> str:
    text = visible(text)
    for pattern, full in _CONTRACTIONS:
        text = pattern.sub(full, text)
    return text


def _visible(character: str) -> str:
    """Format characters (bidirectional, zero width) vanish; controls and lone surrogates become a space."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Cs", "Co", "Cn") else character


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text."""
    tokens, end = [], -1
    for match in _TOKEN.finditer(text):
        kind: Literal["word", "number", "mark"] = "number" if match["number"] else "word" if match["word"] else "mark"
        glued = match.start() == end
        tokens.append(Token(match[0], kind, glued, match["number"] or "", match["suffix"] or ""))
        end = match.end()
    return tuple(tokens)
