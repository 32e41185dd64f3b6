"""Puts a message of another language into the English words that the readers know, one phrase after another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.understanding.lexicon import CURRENCY_MARKS, CURRENCY_WORDS
from assistant.understanding.tongues.glossary import Gloss
from assistant.understanding.tongues.numerals import read_numeral
from assistant.understanding.tongues.shop_words import catalog_word
from assistant.understanding.tongues.tables import KEPT_AS_SAID, Tables
from assistant.understanding.utterance import Token, Utterance, tokens_of, visible

#: Words that may follow the end of a clause, after its marks.
_CLAUSE_STARTS = frozenset("und aber oder bitte y pero o et mais ou e por en maar mas ma".split())
_CLAUSE_ENDS = frozenset(".,;:!?)") | _CLAUSE_STARTS
#: In place of a noun, these make "one" of it: "das billigere", "the cheaper one".
_LIKE_QUALITIES = frozenset(("cheaper", "more expensive", "best rated", "well rated", "cheapest", "other", "similar"))
#: "La chaqueta más barata" is the cheapest, "una más barata" a cheaper one.
_SUPERLATIVES = {
    "cheaper": "cheapest", "more expensive": "most expensive", "lighter": "lightest", "heavier": "heaviest",
    "warmer": "warmest", "bigger": "biggest", "smaller": "smallest", "better": "best",
}  # fmt: skip
_MORE_THAN = frozenset(("more than", "over", "price over", "nothing over"))
#: Between the article and what is ruled out after it: "gegen Wolle allergisch", "auf Leder verzichten".
_LEADING_UP = frozenset("against to on in of from".split())
_BACK = 9
_IS = frozenset("is are has".split())
_CONNECTORS = frozenset("a hasta bis ate tot ai -".split())
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
#: Languages that say the thing before how it is.
_NOUN_FIRST = frozenset("es fr it pt".split())
_WINDOW = 7
_MAX_RUN = 3
_DASHED_PRICE = re.compile(r"(?<=\d),[-–]+")
_OPENING_MARKS = str.maketrans("¿¡", "  ")
_ELISIONS = {
    "fr": (
        (re.compile(r"\b([cdjlmnst]|qu|jusqu|lorsqu)'(?=\w)"), r"\1e "),
        (re.compile(r"(?<=\w)-(?:t-)?(?=(?:vous|moi|tu|il|elle|nous|ce|je|le|la|les|on)\b)"), " "),
    ),
    "it": ((re.compile(r"\b(l|un|d|c|dell|nell|all|dall|sull|quest|quell)'(?=\w)"), r"\1 "),),
}


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in English words.

    Attributes:
        utterance: what the readers read.
        said: of things and qualities, the English words → as the shopper said them.
        bases: the same, uninflected where an inflected form would not be looked up.
    """

    utterance: Utterance
    said: Mapping[str, str]
    bases: Mapping[str, str]


@dataclass(slots=True)
class _Piece:
    """A token on its way.

    Attributes:
        is_content: it names a thing or a quality and is no part of the sentence's frame.
        is_known: the glossary or the catalog has it.
    """

    token: Token
    is_content: bool = False
    is_known: bool = False


class Translator:
    """Translates one message."""

    def __init__(self, text: str, tables: Tables, known: Mapping[str, int]) -> None:
        self._said = tokens_of(_written_out(text, tables.tongue.code))
        plain = [replace(token, text=tables.plain(token.text)) for token in self._said]
        self._source = Utterance.of(plain)
        self._words = [token.text for token in plain]
        self._tables = tables
        self._known = known
        self._pieces: list[_Piece] = []
        self._meant: dict[str, str] = {}
        self._bases: dict[str, str] = {}

    def translate(self) -> Translation:
        """The whole message."""
        position = 0
        while position < len(self._source):
            position = self._step(position)
        return Translation(Utterance.of([piece.token for piece in self._pieces]), self._meant, self._bases)

    def _step(self, at: int) -> int:
        numeral = read_numeral(self._tables.tongue.code, self._words[at : at + _WINDOW])
        phrase = self._phrase(at)
        if numeral and (phrase is None or phrase[0] < at + numeral[1]):
            self._add_number(at, numeral[0])
            return at + numeral[1]
        gloss = self._tables.glossary.longest(self._words[at : at + 4])
        is_longest = phrase is not None and not (gloss and gloss[1] > phrase[0] - at)
        if phrase and is_longest and self._say(phrase[1], at, phrase[0]):
            return phrase[0]
        if gloss:
            self._add_gloss(gloss[0], at, at + gloss[1])
            return at + gloss[1]
        if not self._compounded(at):
            token = self._said[at]
            is_name = token.kind == "word"
            self._pieces.append(_Piece(token, is_name, is_name and token.text in self._known))
        return at + 1

    def _phrase(self, at: int) -> tuple[int, str] | None:
        """The longest phrase that starts here and holds here; of two as long the one that holds in fewer places."""
        word = self._words[at]
        best: tuple[int, str] | None = None
        if rule := self._tables.paired.get(word):
            best = at + 1, rule[1] if not rule[0].isdisjoint(self._words[:at]) else rule[2]
        for found in self._candidates(at):
            if best is None or found[0] >= best[0]:
                best = found
        return best

    def _candidates(self, at: int) -> Iterator[tuple[int, str]]:
        tables, source = self._tables, self._source
        if found := tables.anywhere.starting_at(source, at):
            yield found
        found = tables.closing.starting_at(source, at)
        if found and self._ends_clause(found[0]) and (found[1][:1] != "<" or self._has_object()):
            yield found
        found = tables.before_amount.starting_at(source, at)
        if found and self._is_amount(found[0]) and (meaning := self._before_amount(*found)) is not None:
            yield found[0], meaning
        if self._follows_amount() and (found := tables.after_amount.starting_at(source, at)):
            yield found

    def _before_amount(self, end: int, meaning: str) -> str | None:
        """`range a|b` means `a` before two numbers, and `b`, or nothing, before one."""
        if not meaning.startswith("range "):
            return meaning
        of_two, choice, of_one = meaning.removeprefix("range ").partition("|")
        return of_two if self._is_range(end) else of_one if choice else None

    def _say(self, meaning: str, start: int, end: int) -> bool:
        """Add what a phrase means; False where it does not hold after all."""
        if meaning[:1] == "<":
            return self._say_before(meaning[1:].split(), known=False)
        before, choice, after = meaning.partition("|")
        words = (before if not choice or self._precedes_a_thing(end, start) else after).split()
        if meaning in _MORE_THAN:
            self._rule_out_more()
        if self._is_superlative(meaning):
            return True
        self._add_words(words, start)
        if meaning in KEPT_AS_SAID:
            said = " ".join(token.text for token in self._said[start:end])
            self._remember(meaning, said, said)
        if meaning in _LIKE_QUALITIES:
            self._add_one(end, len(words), is_inflected=True)
        return True

    def _add_words(self, words: Sequence[str], at: int, is_content: bool = False) -> None:
        for place, word in enumerate(words):
            glued = self._said[at].glued and not place
            token = Token(word, "word" if word[0].isalnum() else "mark", glued)
            self._pieces.append(_Piece(token, is_content, is_content))

    def _say_before(self, words: Sequence[str], known: bool) -> bool:
        run = self._run(known)
        start = run[0] if run else self._limit()
        if start is None:
            return False
        if run and start and self._pieces[start - 1].token.text in _LEADING_UP:
            start -= 1
            del self._pieces[start]
        self._pieces[start:start] = [_Piece(Token(word, "word", False)) for word in (words if run else ["no"])]
        return True

    def _has_object(self) -> bool:
        return self._run(known=True) is not None or self._limit() is not None

    def _limit(self) -> int | None:
        """Where "more than" stands before the last amount: "mehr als 80 Euro will ich nicht ausgeben"."""
        texts = [piece.token.text for piece in self._pieces]
        for start in range(len(texts) - 2, max(len(texts) - _BACK, -1), -1):
            if texts[start] in ("more", "over") and texts[start - 1] not in ("no", "not"):
                return start
        return None

    def _rule_out_more(self) -> None:
        """ "Auf keinen Fall über 50 Euro" leaves nothing out but what costs more."""
        if self._pieces and self._pieces[-1].token.text in ("without", "with"):
            nothing = self._pieces.pop().token.text == "with"
            self._pieces[-nothing or len(self._pieces) :] = [_Piece(Token("no", "word", False))]

    def _run(self, known: bool) -> tuple[int, int] | None:
        """The last words of content, not beyond a mark or a word that already leaves something out."""
        end = len(self._pieces)
        while end and not self._pieces[end - 1].is_content:
            token = self._pieces[end - 1].token
            if token.kind != "word" or token.text in ("without", "no", "not", "or", "and", "but", "except"):
                return None
            end -= 1
        start = end
        while start and end - start < _MAX_RUN and self._pieces[start - 1].is_content:
            start -= 1
        is_known = any(piece.is_known for piece in self._pieces[start:end])
        return (start, end) if start < end and (is_known or not known) else None

    def _precedes_a_thing(self, end: int, start: int) -> bool:
        if end >= len(self._source) or self._source.tokens[end].kind == "mark":
            return False
        gloss = self._tables.glossary.longest(self._words[end : end + 4])
        if gloss and gloss[0].is_quality:
            # "ist das wasserdicht?" asks of this; "das wasserdichte" is one of them
            is_asked = bool(self._pieces) and self._pieces[-1].token.text in _IS
            is_bare = self._words[end] == self._tables.plain(gloss[0].base)
            return not (is_asked and is_bare and self._ends_clause(end + gloss[1]))
        if gloss:
            return True
        phrase = self._phrase(end)
        return phrase is None or phrase[1] in _LIKE_QUALITIES or phrase[1].startswith(("the ", "cheap"))

    def _add_number(self, at: int, value: int) -> None:
        text, glued = str(value), self._said[at].glued
        token = Token(_SMALL[value], "word", glued) if value < len(_SMALL) else Token(text, "number", glued, text)
        self._pieces.append(_Piece(token))

    def _is_superlative(self, meaning: str) -> bool:
        """Whether it makes a superlative with the article before the thing; it is then put between the two."""
        run = self._run(known=False) if meaning in _SUPERLATIVES and self._is_noun_first() else None
        if not run or not run[0] or self._pieces[run[0] - 1].token.text != "the" or run[1] != len(self._pieces):
            return False
        words = _SUPERLATIVES[meaning].split()
        self._pieces[run[0] : run[0]] = [_Piece(Token(word, "word", False)) for word in words]
        return True

    def _is_noun_first(self) -> bool:
        return self._tables.tongue.code in _NOUN_FIRST

    def _add_gloss(self, gloss: Gloss, start: int, end: int) -> None:
        if self._is_superlative(gloss.english):
            return
        said = " ".join(token.text for token in self._said[start:end])
        word = catalog_word(gloss, said, self._known)
        is_inflected = gloss.is_quality and not gloss.is_material and self._tables.tongue.code == "de"
        self._remember(word, said, gloss.base if is_inflected else said)
        run = self._run(known=False) if gloss.is_quality and self._is_noun_first() else None
        self._add_words(word.split(), start, is_content=gloss.english not in CURRENCY_WORDS)
        if run and run[1] + len(word.split()) == len(self._pieces):
            # "chaqueta roja": English says first how a thing is
            self._pieces[run[0] :] = self._pieces[run[1] :] + self._pieces[run[0] : run[1]]
        elif gloss.is_quality:
            self._add_one(end, len(word.split()), self._words[start] != self._tables.plain(gloss.base))

    def _remember(self, word: str, said: str, base: str) -> None:
        self._meant.setdefault(word, said)
        self._bases.setdefault(word, base)

    def _add_one(self, end: int, n_words: int, is_inflected: bool) -> None:
        """ "La roja", "das rote": a quality with an article and no thing is one of those shown."""
        position = len(self._pieces) - n_words - 1
        is_led = position >= 0 and self._pieces[position].token.text in ("the", "that", "this")
        if not is_led or not (is_inflected or self._tables.tongue.code != "de"):
            return
        gloss = self._tables.glossary.longest(self._words[end : end + 4])
        is_next_quality = gloss is not None and gloss[0].is_quality and self._ends_clause(end + gloss[1])
        if self._ends_clause(end) or is_next_quality or (gloss is None and self._phrase(end) is not None):
            self._pieces.append(_Piece(Token("one", "word", False)))

    def _compounded(self, at: int) -> bool:
        """ "Lederfrei", "Wollallergie": a thing and what is said of it in one word."""
        word = self._words[at]
        for ending, meaning in self._tables.endings.items():
            stem = word.removesuffix(ending).removesuffix("-")
            gloss = self._tables.glossary.word(stem) if stem != word and len(stem) > 2 else None
            if gloss and (gloss.is_material or meaning != "without"):
                base = self._tables.glossary.listed(gloss.english)
                self._remember(gloss.english, base, base)
                self._add_words(meaning.split(), at)
                self._add_words(gloss.english.split(), at, is_content=True)
                self._add_words(",", at)
                return True
        return False

    def _ends_clause(self, at: int) -> bool:
        return at >= len(self._words) or self._words[at] in _CLAUSE_ENDS

    def _is_amount(self, at: int) -> bool:
        if at >= len(self._source):
            return False
        token = self._source.tokens[at]
        if token.kind == "number":
            return True
        if token.text in CURRENCY_MARKS:
            return at + 1 < len(self._source) and self._source.tokens[at + 1].kind == "number"
        return read_numeral(self._tables.tongue.code, self._words[at : at + 1]) is not None

    def _follows_amount(self) -> bool:
        for piece in self._pieces[:-3:-1]:
            token = piece.token
            if token.kind == "number" or token.text in _SMALL:
                return True
            if token.text not in CURRENCY_MARKS and token.text not in CURRENCY_WORDS:
                return False
        return False

    def _is_range(self, at: int) -> bool:
        """ "De 50 a 80", "von 50 bis 80 Euro"."""
        for position in range(at + 1, min(at + 5, len(self._words) - 1)):
            if self._words[position] in _CONNECTORS:
                return self._is_amount(position + 1) or self._is_amount(position + 2)
        return False


def _written_out(text: str, code: str) -> str:
    text = visible(text).translate(_OPENING_MARKS)
    text = _DASHED_PRICE.sub("", text)
    for pattern, full in _ELISIONS.get(code, ()):
        text = pattern.sub(full, text)
    return text
