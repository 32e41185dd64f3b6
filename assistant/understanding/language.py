"""Which language a message is in: its script, else the words that carry a sentence."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from assistant.understanding.tongues.plain_words import plain
from assistant.understanding.tongues.tables import TABLES
from assistant.understanding.tongues.telling_words import ALSO_ENGLISH, STRONG, WEAK

DEFAULT = "en"
#: A language other than the conversation's must be told by at least one strong word; in a first message by any.
_TO_CHANGE = 2.0
_TO_BEGIN = 1.0
_STRONG, _PLAIN, _WEAK = 2.0, 1.0, 0.5
#: Enough of another script to be written in it: a product's name in Latin letters may be longer than the question.
_SCRIPT_SHARE = 0.3
#: One of these writes what takes an alphabet about three letters.
_DENSE = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
_SCRIPTS = {
    "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "DEVANAGARI": "hi", "HANGUL": "ko", "THAI": "th",
    "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}  # fmt: skip
#: Letters that tell apart languages of one script.
_LETTERS = (("uk", "ru", "іїєґ"), ("fa", "ar", "پچژگ"))
_TELLING_LETTERS = {
    "ß": "de", "¿": "es", "¡": "es", "ñ": "es", "ã": "pt", "õ": "pt", "ł": "pl", "ą": "pl", "ę": "pl", "ś": "pl",
    "ż": "pl", "ğ": "tr", "ı": "tr", "ş": "tr", "ř": "cs", "ě": "cs", "ő": "hu", "ű": "hu", "ț": "ro", "ă": "ro",
    "œ": "fr", "ê": "fr",
}  # fmt: skip
#: English words that a word of another language looks like once its accents are gone: "für", "Ware", "até".
_ENGLISH_WITHOUT_ACCENTS = frozenset("a fur ware uber difference ate".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: The first of a long message tells as much as all of it.
_MAX_CHARACTERS = 600
_LONG = 6


def language_of(text: str, before: str | None = None, known: Mapping[str, int] | None = None) -> str:
    """The ISO 639-1 code of a message's language.

    Args:
        text: as typed.
        before: the language of the conversation so far, None in a first message. What tells nothing ("rojo?", "42")
            is taken to be in it.
        known: the words of the catalog: a name alone tells nothing of who says it.
    """
    text = text[:_MAX_CHARACTERS].casefold()
    if not text.isascii():
        script = _by_script(text)
        if script:
            return script
    scores = _scores(text, known or {})
    standing = before or DEFAULT
    if not scores:
        return standing
    best = max(scores, key=lambda code: (scores[code], code == standing, code == DEFAULT))
    needed = _TO_CHANGE if before else _TO_BEGIN
    return best if scores[best] >= needed and scores[best] > scores.get(standing, 0.0) else standing


def _scores(text: str, known: Mapping[str, int]) -> Counter[str]:
    scores: Counter[str] = Counter()
    words = _WORD.findall(text)
    for word in dict.fromkeys(words):
        codes = _TELLING.get(word) or _TELLING.get(plain(word))
        if codes:
            scores.update(codes)
        elif word not in known:
            scores.update(dict.fromkeys(_LISTED.get(plain(word), ()), _PLAIN))
    if not text.isascii():
        scores.update(dict.fromkeys({_TELLING_LETTERS[c] for c in set(text) & _TELLING_LETTERS.keys()}, _WEAK))
    return scores


def _telling() -> Mapping[str, Mapping[str, float]]:
    """Word → language → how much it tells."""
    found: dict[str, dict[str, float]] = {}
    for code, block in STRONG.items():
        for word in block.split():
            weight = _WEAK if plain(word) in WEAK else _PLAIN if code == DEFAULT else _STRONG
            found.setdefault(word, {})[code] = weight
            if code in TABLES and plain(word) not in _ENGLISH_WITHOUT_ACCENTS:
                found.setdefault(plain(word), {}).setdefault(code, weight)
    return found


def _listed() -> Mapping[str, tuple[str, ...]]:
    """Plain everyday word → languages; words that English has as well tell nothing."""
    found: dict[str, list[str]] = {}
    english, neutral = _english_words(), WEAK | ALSO_ENGLISH
    for code, tables in TABLES.items():
        listed = (*tables.glossary.single_words(), *_long(tables.tongue.words()))
        for word in dict.fromkeys(listed):
            if word not in english and word not in neutral and len(word) > 2:
                found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()} | {
        word: (DEFAULT,) for word in english - neutral if len(word) > 2
    }


def _long(words: Iterable[str]) -> Iterator[str]:
    """Words of phrases that are too long to be a word of another language by chance."""
    return (word for word in words if len(word) >= _LONG and word.isalpha())


def _english_words() -> frozenset[str]:
    words = {word for gloss in TABLES["de"].glossary.glosses() for word in gloss.english.split()}
    meant = {word for tables in TABLES.values() for english in tables.tongue.anywhere for word in english.split()}
    return frozenset(words | meant | {f"{word}s" for word in words})


def _by_script(text: str) -> str | None:
    """The language of a script that is not Latin, if enough of the text is written in it."""
    counts: Counter[str] = Counter()
    for character in text:
        if character.isalpha():
            script = "LATIN" if character.isascii() else unicodedata.name(character, "").partition(" ")[0]
            counts[script] += 3 if script in _DENSE else 1
    others = Counter({script: count for script, count in counts.items() if script in _SCRIPTS})
    if not others or others.total() < _SCRIPT_SHARE * counts.total():
        return None
    if others["HIRAGANA"] or others["KATAKANA"]:
        return "ja"
    code = _SCRIPTS[others.most_common(1)[0][0]]
    return next((special for special, usual, letters in _LETTERS if code == usual and set(text) & set(letters)), code)


_TELLING = _telling()
_LISTED = _listed()
