"""Puts a message of another language into the English words that the readers know, one phrase after another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.understanding.lexicon import CURRENCY_MARKS, CURRENCY_WORDS
from assistant.understanding.tongues.draft import Draft, Piece
from assistant.understanding.tongues.elisions import written_out
from assistant.understanding.tongues.glossary import Gloss
from assistant.understanding.tongues.numerals import read_numeral
from assistant.understanding.tongues.shop_words import catalog_word
from assistant.understanding.tongues.tables import KEPT_AS_SAID, Tables
from assistant.understanding.utterance import Utterance, tokens_of

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
_IS = frozenset("is are has".split())
_CONNECTORS = frozenset("a hasta bis ate tot ai -".split())
#: Languages that say the thing before how it is.
_NOUN_FIRST = frozenset("es fr it pt".split())
_WINDOW = 7
#: A word of a pair is looked for this far back.
_EARLIER = 40


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


class Translator:
    """Translates one message."""

    def __init__(self, text: str, tables: Tables, known: Mapping[str, int]) -> None:
        self._said = tokens_of(written_out(text, tables.tongue.code))
        plain = [replace(token, text=tables.plain(token.text)) for token in self._said]
        self._source = Utterance.of(plain)
        self._words = [token.text for token in plain]
        self._tables = tables
        self._known = known
        self._draft = Draft()
        self._meant: dict[str, str] = {}
        self._bases: dict[str, str] = {}

    def translate(self) -> Translation:
        """The whole message."""
        position = 0
        while position < len(self._source):
            position = self._step(position)
        return Translation(Utterance.of([piece.token for piece in self._draft.pieces]), self._meant, self._bases)

    def _step(self, at: int) -> int:
        numeral = read_numeral(self._tables.tongue.code, self._words[at : at + _WINDOW])
        phrase = self._phrase(at)
        if numeral and (phrase is None or phrase[0] < at + numeral[1]):
            self._draft.add_number(numeral[0], self._said[at].glued)
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
            self._draft.pieces.append(Piece(token, is_name, is_name and token.text in self._known))
        return at + 1

    def _phrase(self, at: int) -> tuple[int, str] | None:
        """The longest phrase that starts here and holds here; of two as long the one that holds in fewer places."""
        word = self._words[at]
        best: tuple[int, str] | None = None
        if rule := self._tables.paired.get(word):
            best = at + 1, rule[1] if not rule[0].isdisjoint(self._words[max(0, at - _EARLIER) : at]) else rule[2]
        for found in self._candidates(at):
            if best is None or found[0] >= best[0]:
                best = found
        return best

    def _candidates(self, at: int) -> Iterator[tuple[int, str]]:
        tables, source = self._tables, self._source
        if found := tables.anywhere.starting_at(source, at):
            yield found
        found = tables.closing.starting_at(source, at)
        if found and self._ends_clause(found[0]) and (found[1][:1] != "<" or self._draft.has_object()):
            yield found
        found = tables.before_amount.starting_at(source, at)
        if found and self._is_amount(found[0]) and (meaning := self._before_amount(*found)) is not None:
            yield found[0], meaning
        if self._draft.ends_in_amount() and (found := tables.after_amount.starting_at(source, at)):
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
            return self._draft.put_before(meaning[1:].split())
        before, choice, after = meaning.partition("|")
        words = (before if not choice or self._precedes_a_thing(end) else after).split()
        if meaning in _MORE_THAN:
            self._draft.rule_out_more()
        if self._is_superlative(meaning):
            return True
        self._draft.add(words, self._said[start].glued)
        if meaning in KEPT_AS_SAID:
            said = " ".join(token.text for token in self._said[start:end])
            # said in two ways, it stays English
            self._meant[meaning] = said if self._meant.get(meaning, said) == said else meaning
        if meaning in _LIKE_QUALITIES:
            self._add_one(end, len(words), is_inflected=True)
        return True

    def _precedes_a_thing(self, end: int) -> bool:
        if end >= len(self._source) or self._source.tokens[end].kind == "mark":
            return False
        gloss = self._tables.glossary.longest(self._words[end : end + 4])
        if gloss and gloss[0].is_quality and self._words[end + gloss[1] : end + gloss[1] + 1] == ["als"]:
            return False  # "ist das zweite leichter als das dritte": they are weighed
        if gloss and gloss[0].is_quality:
            # "ist das wasserdicht?" asks of this; "das wasserdichte" is one of them
            is_asked = self._draft.text_at(-1) in _IS
            is_bare = self._words[end] == self._tables.plain(gloss[0].base)
            return not (is_asked and is_bare and self._ends_clause(end + gloss[1]))
        if gloss:
            return True
        phrase = self._phrase(end)
        return phrase is None or phrase[1] in _LIKE_QUALITIES or phrase[1].startswith(("the ", "cheap"))

    def _is_superlative(self, meaning: str) -> bool:
        """Whether it makes a superlative with the article before the thing; it is then put between the two."""
        words = _SUPERLATIVES.get(meaning, "").split() if self._is_noun_first() else []
        return bool(words) and self._draft.put_after_the(words)

    def _is_noun_first(self) -> bool:
        return self._tables.tongue.code in _NOUN_FIRST

    def _add_gloss(self, gloss: Gloss, start: int, end: int) -> None:
        said = " ".join(token.text for token in self._said[start:end])
        if self._is_superlative(gloss.english):
            self._remember(_SUPERLATIVES[gloss.english], said, said)
            return
        word = catalog_word(gloss, said, self._known)
        is_inflected = gloss.is_quality and not gloss.is_material and self._tables.tongue.code == "de"
        self._remember(word, said, gloss.base if is_inflected else said)
        run = self._draft.run() if gloss.is_quality and self._is_noun_first() else None
        self._draft.add(word.split(), self._said[start].glued, is_content=gloss.english not in CURRENCY_WORDS)
        if run and run[1] + len(word.split()) == len(self._draft.pieces):
            self._draft.put_first(run)
        elif gloss.is_quality and not gloss.is_material:
            self._add_one(end, len(word.split()), self._words[start] != self._tables.plain(gloss.base))

    def _remember(self, word: str, said: str, base: str) -> None:
        self._meant.setdefault(word, said)
        self._bases.setdefault(word, base)

    def _add_one(self, end: int, n_words: int, is_inflected: bool) -> None:
        """ "La roja", "das rote": a quality with an article and no thing is one of those shown."""
        is_led = self._draft.text_at(-1 - n_words) in ("the", "that", "this")
        if not is_led or not (is_inflected or self._tables.tongue.code != "de"):
            return
        gloss = self._tables.glossary.longest(self._words[end : end + 4])
        is_next_quality = gloss is not None and gloss[0].is_quality and self._ends_clause(end + gloss[1])
        if self._ends_clause(end) or is_next_quality or (gloss is None and self._phrase(end) is not None):
            self._draft.add(["one"], False)

    def _compounded(self, at: int) -> bool:
        """ "Lederfrei", "Wollallergie": a thing and what is said of it in one word."""
        word = self._words[at]
        for ending, meaning in self._tables.endings.items():
            stem = word.removesuffix(ending).removesuffix("-")
            gloss = self._tables.glossary.word(stem) if stem != word and len(stem) > 2 else None
            if gloss and (gloss.is_material or meaning != "without"):
                base = self._tables.glossary.listed(gloss.english)
                self._remember(gloss.english, base, base)
                self._draft.add(meaning.split(), self._said[at].glued)
                self._draft.add(gloss.english.split(), False, is_content=True)
                self._draft.add(",", False)
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

    def _is_range(self, at: int) -> bool:
        """ "De 50 a 80", "von 50 bis 80 Euro"."""
        for position in range(at + 1, min(at + 5, len(self._words) - 1)):
            if self._words[position] in _CONNECTORS:
                return self._is_amount(position + 1) or self._is_amount(position + 2)
        return False
