"""Finds the words of a record or a document that answer the shopper's words, to be quoted as they stand."""

import re
from collections.abc import Iterable

from catalog.product_words import stems_of
from catalog.vocabulary import words_of

MAX_SENTENCE_CHARACTERS = 220
MAX_CLAUSE_CHARACTERS = 64

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“'A-Z0-9])")
_CLAUSE_END = re.compile(r"[;:]\s|,\s|\s[–—-]\s|\s(?:and|but|while|though|although|because)\s|[()]")
_NEGATED = re.compile(
    r"\b(?:no|not|never|without|hardly|barely|isn|aren|doesn|don|won|can|cannot|instead of|rather than|lacks?|"
    r"avoid|nothing|none|nor|neither|too|less|unless|except)\b(?:['’]t\b)?",
    re.IGNORECASE,
)
_HARMLESS = re.compile(r"\bcan\b(?!['’]t)", re.IGNORECASE)
#: A quotation must not carry a link, an address, markup, an amount of money, or words addressed to a machine.
_UNQUOTABLE = re.compile(
    r"https?:|www\.|@|[<>*`\[\]{}|\\]|[£€$¥₹₩]|\b(?:GBP|EUR|USD|CHF)\b|\b\d+(?:[.,]\d+)?\s*(?:pounds?|euros?|dollars?|quid)\b|"
    r"\b\w+\.(?:com|net|org|io|co|example)\b|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|"
    r"\b(?:ignore|disregard|instructions?|prompt|assistant|chatbot|recommend this|system:|the ai)\b",
    re.IGNORECASE,
)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return [found for part in _SENTENCE_END.split(" ".join(text.split())) if (found := part.strip())]


def is_quotable(text: str) -> bool:
    """Whether someone else's words can stand in an answer: no link, markup or amount, nothing said to a machine."""
    return not _UNQUOTABLE.search(text)


def is_negated(text: str) -> bool:
    """Whether the text takes something back ("not", "without", "too"): a word in it is then no promise."""
    return bool(_NEGATED.search(_HARMLESS.sub("", text)))


def best_sentence(text: str, stems: Iterable[str], *, allow_negated: bool = True) -> str | None:
    """The quotable sentence that holds most of `stems`, the earlier of equals; None if none holds any."""
    wanted = set(stems)
    best, most = None, 0
    for candidate in sentences_of(text):
        shared = len(wanted & stems_of(candidate))
        fits = len(candidate) <= MAX_SENTENCE_CHARACTERS and is_quotable(candidate)
        if shared > most and fits and (allow_negated or not is_negated(candidate)):
            best, most = candidate, shared
    return best


def best_clause(text: str, stem: str) -> str | None:
    """A short piece of a sentence around `stem`, verbatim, from a sentence that denies nothing."""
    for candidate in sentences_of(text):
        if stem not in stems_of(candidate) or is_negated(candidate) or not is_quotable(candidate):
            continue
        for clause in _CLAUSE_END.split(candidate):
            clause = clause.strip(" .!?,")
            if stem in stems_of(clause) and len(clause) <= MAX_CLAUSE_CHARACTERS and len(words_of(clause)) > 2:
                return clause
    return None
