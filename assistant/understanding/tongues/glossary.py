"""The English word for an everyday word of another language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.tongues.plain_words import plain
from assistant.understanding.tongues.qualities import ADJECTIVES, COLOURS, MATERIALS
from assistant.understanding.tongues.things import THINGS

_COLUMNS = {code: place for place, code in enumerate(("de", "es", "fr", "it", "nl", "pt"), start=1)}
_GERMAN_ENDINGS = ("", "e", "er", "es", "en", "em")
#: Between the parts of a German compound: Kinder-jacke, Arbeit-s-hose.
_LINKS = ("", "s", "n", "en", "-")
#: Shorter parts are found in words that are no compounds.
_MIN_PART = 3
_MIN_TAIL = 4
_MAX_WORDS = 4


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a word means.

    Attributes:
        english: one or more words.
        base: the word as a dictionary lists it.
        is_material: it names what things are made of.
        is_quality: it says how a thing is: a colour, a material, an adjective.
        is_compound: it was not listed, but made of two words that are.
    """

    english: str
    base: str
    is_material: bool = False
    is_quality: bool = False
    is_compound: bool = False


class Glossary:
    """One language's everyday words in English."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._words: dict[tuple[str, ...], Gloss] = {}
        for table, is_material, is_quality in (
            (MATERIALS, True, True), (COLOURS, False, True), (ADJECTIVES, False, True), (THINGS, False, False),
        ):  # fmt: skip
            for english, base in _entries(table, _COLUMNS[code]):
                gloss = Gloss(english, base, is_material, is_quality)
                for form in _forms(code, base, is_quality and not is_material):
                    self._words.setdefault(tuple(plain(form).split()), gloss)
        self._of_many = {key[0] for key in self._words if len(key) > 1}
        self.word = lru_cache(maxsize=8_192)(self._word)

    def longest(self, words: Sequence[str]) -> tuple[Gloss, int] | None:
        """What the first of these plain words mean, and how many of them that takes."""
        if not words:
            return None
        if words[0] in self._of_many:
            for length in range(min(_MAX_WORDS, len(words)), 1, -1):
                found = self._words.get(tuple(words[:length]))
                if found:
                    return found, length
        single = self.word(words[0])
        return (single, 1) if single else None

    def _word(self, word: str) -> Gloss | None:
        return self._words.get((word,)) or (self._compound(word) if self._code == "de" else None)

    def _compound(self, word: str) -> Gloss | None:
        """ "Lederschuhe" are leather shoes, whether listed or not."""
        for cut in range(_MIN_PART, len(word) - _MIN_TAIL + 1):
            tail = self._words.get((word[cut:],))
            head = next((h for link in _LINKS if (h := self._head(word[:cut], link))), None) if tail else None
            if head and tail and not tail.is_quality:
                return Gloss(f"{head.english} {tail.english}", word, is_compound=True)
        return None

    def _head(self, word: str, link: str) -> Gloss | None:
        if not word.endswith(link) or len(word) - len(link) < _MIN_PART:
            return None
        stem = word[: len(word) - len(link)] if link else word
        return self._words.get((stem,)) or self._words.get((f"{stem}e",))

    def listed(self, english: str) -> str:
        """The first word listed for an English one."""
        return next(gloss.base for gloss in self._words.values() if gloss.english == english)

    def glosses(self) -> Iterator[Gloss]:
        """What every listed word means."""
        return iter(self._words.values())

    def single_words(self) -> Iterator[str]:
        """Every form of one word that is listed."""
        return (key[0] for key in self._words if len(key) == 1)


def _entries(table: str, column: int) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        for base in cells[column].split() if column < len(cells) else ():
            yield cells[0], base.replace("~", " ")


def _forms(code: str, base: str, is_adjective: bool) -> set[str]:
    if code == "de":
        return {base + ending for ending in _GERMAN_ENDINGS} if is_adjective else {base, *_of_many(base)}
    return _INFLECTIONS.get(code, _unchanged)(base) if " " not in base else {base, *_first_in_plural(code, base)}


def _of_many(base: str) -> set[str]:
    """The dative plural: "mit Schuhen"."""
    return {f"{base}n"} if base.endswith(("e", "er", "el")) else set()


def _first_in_plural(code: str, base: str) -> set[str]:
    """ "Botas de montaña", "tentes de plage": of a name of several words the first one changes."""
    first, *others = base.split()
    return {" ".join((form, *others)) for form in _INFLECTIONS.get(code, _unchanged)(first)}


def _unchanged(base: str) -> set[str]:
    return {base, f"{base}s"}


def _spanish(base: str) -> set[str]:
    if base.endswith("s"):
        return {base}
    if base.endswith("z"):
        return {base, f"{base[:-1]}ces"}
    stems = {base, f"{base[:-1]}a"} if base.endswith("o") else {base, f"{base}a"} if base.endswith("or") else {base}
    return stems | {f"{stem}s" if stem[-1] in "aeiouáéíóú" else f"{stem}es" for stem in stems}


def _french(base: str) -> set[str]:
    stems = {base} if base.endswith("e") else {base, f"{base}e"}
    if base.endswith("f"):
        stems.add(f"{base[:-1]}ve")
    return stems | {f"{stem}s" for stem in stems if not stem.endswith(("s", "x"))} | {f"{base}x"}


def _italian(base: str) -> set[str]:
    stem, last = base[:-1], base[-1]
    endings = {"o": "oaie", "a": "ae", "e": "ei"}.get(last, last)
    return {stem + ending for ending in endings}


_INFLECTIONS: Mapping[str, Callable[[str], set[str]]] = {
    "es": _spanish,
    "fr": _french,
    "it": _italian,
    "pt": _spanish,
}
