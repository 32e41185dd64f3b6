"""The English side of a translation while it grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.lexicon import CURRENCY_MARKS, CURRENCY_WORDS
from assistant.understanding.utterance import Token

#: Between what is ruled out and the phrase that does so after it: "gegen Wolle allergisch", "auf Leder verzichten".
_LEADING_UP = frozenset("against to on in of from".split())
_NOT_BEYOND = frozenset("without no not or and but except".split())
#: No phrase reaches back further than this.
_BACK = 9
_MAX_RUN = 3
SMALL_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(slots=True)
class Piece:
    """A token on its way.

    Attributes:
        is_content: it names a thing or a quality and is no part of the sentence's frame.
        is_known: the glossary or the catalog has it.
    """

    token: Token
    is_content: bool = False
    is_known: bool = False


class Draft:
    """English words in order, to which more are added at the end, or before what they speak of."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def add(self, words: Sequence[str], glued: bool, is_content: bool = False) -> None:
        """Add words of a phrase; `glued`: no space stood before it."""
        for place, word in enumerate(words):
            token = Token(word, "word" if word[0].isalnum() else "mark", glued and not place)
            self.pieces.append(Piece(token, is_content, is_content))

    def add_number(self, value: int, glued: bool) -> None:
        """Add a number that was spelled out."""
        if value < len(SMALL_NUMBERS):
            self.add([SMALL_NUMBERS[value]], glued)
        else:
            self.pieces.append(Piece(Token(str(value), "number", glued, str(value))))

    def text_at(self, position: int) -> str:
        """The word there, counted from the end if negative; nothing past either end."""
        position += len(self.pieces) if position < 0 else 0
        return self.pieces[position].token.text if 0 <= position < len(self.pieces) else ""

    def ends_in_amount(self) -> bool:
        """Whether a number stands last, its currency included."""
        for piece in self.pieces[:-3:-1]:
            token = piece.token
            if token.kind == "number" or token.text in SMALL_NUMBERS:
                return True
            if token.text not in CURRENCY_MARKS and token.text not in CURRENCY_WORDS:
                return False
        return False

    def run(self) -> tuple[int, int] | None:
        """The last words of content, not beyond a mark or a word that leaves something out already."""
        end = len(self.pieces)
        while end and not self.pieces[end - 1].is_content:
            token = self.pieces[end - 1].token
            if token.kind != "word" or token.text in _NOT_BEYOND or len(self.pieces) - end > _BACK:
                return None
            end -= 1
        start = end
        while start and end - start < _MAX_RUN and self.pieces[start - 1].is_content:
            start -= 1
        return (start, end) if start < end else None

    def _limit(self) -> int | None:
        """Where "more than" stands before the last amount: "mehr als 80 Euro will ich nicht ausgeben"."""
        length = len(self.pieces)
        for start in range(length - 2, max(length - _BACK, -1), -1):
            if self.text_at(start) in ("more", "over"):
                return start if start == 0 or self.text_at(start - 1) not in ("no", "not") else None
        return None

    def has_object(self) -> bool:
        """Whether there is something known, or a limit, that a phrase which follows it can rule out."""
        run = self.run()
        is_known = run is not None and any(piece.is_known for piece in self.pieces[run[0] : run[1]])
        return is_known or self._limit() is not None

    def put_before(self, words: Sequence[str]) -> bool:
        """Put words before the last content, or rule out a limit; False where there is neither."""
        run = self.run() if words != ["no"] else None  # a limit alone
        start = run[0] if run else self._limit()
        if start is None:
            return False
        if run and start and self.text_at(start - 1) in _LEADING_UP:
            start -= 1
            del self.pieces[start]
        self._insert(start, words if run else ["no"])
        return True

    def rule_out_more(self) -> None:
        """ "Auf keinen Fall über 50 Euro" leaves nothing out but what costs more."""
        if self.text_at(-1) == "with" and self.text_at(-2) == "nothing":
            del self.pieces[-2:]
        elif self.text_at(-1) == "without":
            del self.pieces[-1:]
        else:
            return
        self.add(["no"], False)

    def put_after_the(self, words: Sequence[str]) -> bool:
        """Put words between "the" and the thing that stands last; False where it has no "the"."""
        run = self.run()
        if not run or not run[0] or self.text_at(run[0] - 1) != "the" or run[1] != len(self.pieces):
            return False
        self._insert(run[0], words)
        return True

    def put_first(self, run: tuple[int, int]) -> None:
        """Put what follows a thing before it: "chaqueta roja", "red jacket"."""
        self.pieces[run[0] :] = self.pieces[run[1] :] + self.pieces[run[0] : run[1]]

    def _insert(self, position: int, words: Sequence[str]) -> None:
        self.pieces[position:position] = [Piece(Token(word, "word", False)) for word in words]
