"""Checks names: what is written like a product or a brand must be one of those found, and quotations must be real."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.grounding.amounts import is_amount
from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.common_words import (
    COMMON_WORDS,
    DERIVED_ENDINGS,
    FOREIGN_ENDINGS,
    FOREIGN_NOUNS,
    FOREIGN_SMALL_WORDS,
    WORLD_NAMES,
)
from assistant.grounding.figures import NUMBER_WORDS
from assistant.grounding.plain_words import is_plain_word
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.words import words_in

_TOKEN = re.compile(r"[^\W_]+(?:['&./+-][^\W_]+)*\+*|\x01+")
_JOINT = re.compile(r"[ \t]+|[ \t]*-[ \t]?|[ \t]*&[ \t]*|/")
#: One or two words in quotation marks are as likely a name or irony as somebody's words.
_MIN_QUOTED_WORDS = 3
_SINGLE_QUOTE = re.compile(r"(?<![\w])'([^'\n]{16,}(?:'\w[^'\n]*)*)'(?!\w)")
#: What stands before a word that begins a sentence, a line or a part.
_BEGINS_AFTER = re.compile(r"[.!?:;(]\s*(?:- )?$|\n\s*- $|\s-\s$")
_PREDICATE = re.compile(
    r"\s*:|\s+\d|\s+(?:is|are|was|has|have|makes?|offers?|comes?|costs?|gives?|sells?|keeps?|does|will|would|can"
    r"|jackets?|also|by)\b|'s\b"
)
#: In other languages a single capital proves nothing (German nouns have one); a name of two strange words does.
_MIN_FOREIGN_NAME = 2
#: German joins so long words of others; a shorter one may be coined.
_MIN_COMPOUND = 11
_THE = frozenset("der die das den dem des el la los las le les l'".split())
_FUNCTION_WORDS = frozenset("a an the and or of for with in on to by at from as is it its your you our".split())


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words next to each other; `touches` are the ids of a named product right before or after."""

    start: int
    end: int
    words: tuple[str, ...]
    touches: frozenset[str]
    begins_sentence: bool


def check_names(sentence: Sentence) -> Iterator[Finding]:
    """Every name and every quotation that nothing supports."""
    yield from _check_neighbours(sentence)
    yield from _check_quotes(sentence)
    is_known = _is_known_abroad if sentence.is_foreign else _is_known
    for run in _runs(sentence):
        if not sentence.is_in_true_quote(run.start) and not is_known(run, sentence):
            yield Finding(run.start, run.end, "product")


def _check_neighbours(sentence: Sentence) -> Iterator[Finding]:
    """Two names without a word between them are one invented name, unless they name the same product."""
    for left, right in zip(sentence.mentions, sentence.mentions[1:], strict=False):
        if not left.ids & right.ids and not sentence.text[left.end : right.start].strip():
            yield Finding(left.start, right.end, "product")


def _check_quotes(sentence: Sentence) -> Iterator[Finding]:
    for start, end in sentence.quotes:
        if len(words_in(sentence.text[start:end])) >= _MIN_QUOTED_WORDS and not sentence.is_said(start, end):
            yield Finding(start, end, "quote")
    for match in _SINGLE_QUOTE.finditer(sentence.text):
        if not sentence.facts.says(match[1]):
            yield Finding(match.start(), match.end(), "quote")


def _runs(sentence: Sentence) -> Iterator[_Run]:
    tokens = list(_TOKEN.finditer(sentence.masked))
    i = 0
    while i < len(tokens):
        if not _is_capitalised(tokens[i][0]):
            i += 1
            continue
        j = i
        while (
            j + 1 < len(tokens)
            and _is_capitalised(tokens[j + 1][0])
            and _JOINT.fullmatch(sentence.masked, tokens[j].end(), tokens[j + 1].start())
        ):
            j += 1
        yield _run(sentence, tokens, i, j)
        i = j + 1


def _run(sentence: Sentence, tokens: list[re.Match[str]], i: int, j: int) -> _Run:
    start, end = tokens[i].start(), tokens[j].end()
    touching = [
        m.ids for m in sentence.mentions if _touches(sentence, m.end, start) or _touches(sentence, end, m.start)
    ]
    words = tuple(token[0] for token in tokens[i : j + 1])
    begins = (
        not sentence.masked[:start].strip(" \t\n-*\"'([")
        or _BEGINS_AFTER.search(sentence.masked[max(0, start - 12) : start]) is not None
    )
    return _Run(start, end, words, frozenset(i for ids in touching for i in ids), begins)


def _touches(sentence: Sentence, end: int, start: int) -> bool:
    return end <= start and sentence.masked[end:start] in (" ", "-", " - ") and sentence.masked[end:start] != " - "


def _is_capitalised(token: str) -> bool:
    """A capital, or letters and digits mixed as in a model's number."""
    if token[0] == "\x01":
        return False
    return token[0].isupper() or (token[0].isdigit() and any(c.isupper() for c in token) and len(token) > 2)


def _is_known(run: _Run, sentence: Sentence) -> bool:
    if len(run.words) > 1 and _stands_in_a_record(run, sentence):
        return True
    words = [word.casefold().rstrip("+").removesuffix("'s") for word in run.words]
    open_words = [(word, as_written) for word, as_written in zip(words, run.words, strict=True) if not _is_plain(word)]
    if run.touches and not (run.begins_sentence and len(run.words) == 1 and words[0] in COMMON_WORDS):
        return _belongs(words, run, sentence)
    if not open_words:
        return True
    if len(open_words) == 1:
        return _is_single_known(open_words[0], run, sentence)
    together = [word for word, _ in open_words]
    if any(set(together) <= facts.words for facts in sentence.facts.products.values()):
        return True
    return " ".join(words) in sentence.facts.spoken_text or set(together) <= sentence.facts.spoken_words


def _stands_in_a_record(run: _Run, sentence: Sentence) -> bool:
    """Whether a record of what is spoken of has the very words: "Microsoft Windows 2000/XP/Vista"."""
    said = sentence.masked[run.start : run.end].casefold()
    return any(said in facts.text.casefold() for facts in sentence.named())


def _belongs(words: list[str], run: _Run, sentence: Sentence) -> bool:
    """Words right beside a product's name must be that product's, or plain openers before it."""
    near = [sentence.facts.products[i] for i in run.touches if i in sentence.facts.products]
    before_name = any(m.start >= run.end for m in sentence.mentions if m.ids & run.touches)
    return all(
        any(_has(facts, word) for facts in near)
        or (before_name and (word in COMMON_WORDS or word in WORLD_NAMES or word in NUMBER_WORDS))
        or word in _AFTER_NAMES
        for word in words
    )


def _is_single_known(word: tuple[str, str], run: _Run, sentence: Sentence) -> bool:
    plain, as_written = word
    if plain in sentence.facts.spoken_words or any(_has(facts, plain) for facts in sentence.facts.products.values()):
        return True
    if as_written.isupper() and len(as_written) <= 3 and as_written.isalpha():
        return True
    if len(run.words) == 1 and is_plain_word(plain) and sentence.is_negated(run.start, 12):
        return True  # "not in Bottle": an option that it is denied to have
    is_first = run.begins_sentence and run.words[0] == as_written
    if not is_first or sentence.masked[run.start - 1 : run.start] == '"':
        return False
    if len(run.words) == 1 and is_plain_word(plain):
        return True
    if plain.endswith(DERIVED_ENDINGS) or (plain.endswith("ed") and sentence.lower.startswith(" by ", run.end)):
        return True
    return len(run.words) == 1 and not _PREDICATE.match(sentence.masked, run.end)


def _has(facts: ProductFacts, word: str) -> bool:
    """The word, its singular or plural, or all parts of a compound."""
    parts = re.split(r"[-/&.+]", word)
    forms = (word, word + "s", word.removesuffix("s"), word.removesuffix("es"))
    return any(form in facts.words for form in forms) or (
        len(parts) > 1 and all(p in facts.words or _is_plain(p) for p in parts)
    )


def _is_plain(word: str) -> bool:
    if word in COMMON_WORDS or word in WORLD_NAMES or word in _FUNCTION_WORDS:
        return True
    parts = re.split(r"[-/&.]", word)
    return len(parts) > 1 and all(part in COMMON_WORDS or part in WORLD_NAMES for part in parts)


def _is_known_abroad(run: _Run, sentence: Sentence) -> bool:
    """German nouns have capitals: a strange word matters only beside another one or a number, or when it is coined."""
    words = [
        word for word in run.words[1 if run.begins_sentence else 0 :] if word.casefold() not in FOREIGN_SMALL_WORDS
    ]
    open_words = [word.casefold() for word in words if not _is_ordinary_abroad(word)]
    strange = [word for word in words if word.casefold() in open_words and not _is_told(word, run, sentence)]
    if len(open_words) > 1 and _is_pointed_at(run, sentence):
        return any(set(open_words) <= facts.words for facts in sentence.facts.products.values()) or (
            set(open_words) <= sentence.facts.spoken_words
        )
    if strange and _extends_a_word(run, sentence):
        return _is_kind(run, sentence)
    is_name = (
        (len(words) >= _MIN_FOREIGN_NAME and _is_pointed_at(run, sentence))
        or _has_model_number(run, sentence)
        or any(map(_is_coined, strange))
    )
    return not strange or not is_name


def _is_pointed_at(run: _Run, sentence: Sentence) -> bool:
    """Whether "the" stands before it: "der Zephyr Storm" is a name, "39 Zoll Brustumfang" none."""
    before = sentence.masked[: run.start].split()[-1:]
    return any(word.casefold().strip("\"'(*") in _THE for word in (*before, run.words[0])) or not before


def _extends_a_word(run: _Run, sentence: Sentence) -> bool:
    """A strange word beside one word of a name: "Zephyr Storm" is not the Storm Lantern."""
    return any(
        not m.is_whole and not m.is_described and " " not in sentence.text[m.start : m.end]
        for m in sentence.mentions
        if _touches(sentence, m.end, run.start) or _touches(sentence, run.end, m.start)
    )


def _is_kind(run: _Run, sentence: Sentence) -> bool:
    """Whether it is what the thing is, in German: "Sliver-Göffel", "Dreibeinhocker Drover", not "Sliver-Max"."""
    word = run.words[-1]
    if len(run.words) > 1 or not word[1:].islower() or word.casefold() in _OF_OTHER_MODELS:
        return False
    is_compound = sentence.facts.language == "de" and len(word) >= _MIN_COMPOUND
    is_before = sentence.masked.startswith(" \x01", run.end)
    return sentence.masked[: run.start].endswith("\x01-") or (is_compound and is_before)


def _has_model_number(run: _Run, sentence: Sentence) -> bool:
    """A number right behind a name that is neither an amount nor a measure."""
    return any(
        figure.start == run.end + 1
        and figure.kind == "number"
        and figure.value >= 10
        and not sentence.has_unit(figure)
        and not is_amount(sentence, figure)
        for figure in sentence.figures
    )


def _is_told(word: str, run: _Run, sentence: Sentence) -> bool:
    return _is_single_known((word.casefold(), word), run, sentence)


def _is_ordinary_abroad(word: str) -> bool:
    """Also a compound, which ends in what it is: "Softshelljacke"."""
    folded = word.casefold()
    return _is_plain(folded) or folded in FOREIGN_NOUNS or folded.endswith(FOREIGN_ENDINGS)


def _is_coined(word: str) -> bool:
    """Letters and digits mixed, or a capital inside a part: `X200`, `HydroFlex`, not `Terracotta-Topf`."""
    has_both = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    parts = re.split(r"[-/]", word)
    if len(parts) > 1 and parts[0].isdigit() and all(p.isalpha() for p in parts[1:]):
        return False  # "32-mm-Loch", "3-Jahreszeiten-Zelt"
    return has_both or any(any(c.isupper() for c in p[1:]) and any(c.islower() for c in p) for p in parts)


#: What makes another model of one by its name.
_OF_OTHER_MODELS = frozenset(
    "pro max plus ultra lite light mini air evo elite sport deluxe premium edition neo".split()
)
#: May stand right behind a name with a capital: headings of a table or list ("Trail Tee Pros: …").
_AFTER_NAMES = frozenset("pros cons vs price rating i i'd i'll i'm i've it the and".split())
