"""Words as search compares them: case and accents folded, singular and plural alike."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SIBILANT_PLURALS = ("ches", "shes", "xes", "sses", "zzes")


def words_of(text: str) -> list[str]:
    """The words of a text in order, case and accents folded; figures and model codes are words."""
    return _WORD.findall(fold(text))


def stems_of(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words_of(text)]


def fold(text: str) -> str:
    """Lower case without accents: `Crème` and `creme` are one word."""
    folded = text.casefold().replace("’", "'").replace("'s", "s")
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def stem(word: str) -> str:
    """The singular of an English plural (an s-stemmer: Harman 1991, with -es after a sibilant); others unchanged."""
    if len(word) > 4 and word.endswith(("ies", "ie")):
        return word.removesuffix("s")[:-2] + "y"  # one stem for hoodie, hoodies and hoody
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(_SIBILANT_PLURALS):
        return word[:-2]
    return word[:-1]
