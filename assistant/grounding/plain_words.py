"""English words that name nothing: a sentence may begin with any of them."""

from functools import cache
from importlib.resources import files


@cache
def plain_words() -> frozenset[str]:
    """Some 15,000, in lower case; read once."""
    lines = (files("assistant.grounding") / "plain_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_plain_word(word: str) -> bool:
    """Whether a word (lower case) or its singular is one of them."""
    return word in plain_words() or word.removesuffix("s") in plain_words()
