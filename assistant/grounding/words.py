"""Words and figures of a text, as checks compare them."""

import re
from decimal import Decimal

from assistant.grounding.answer_text import fold
from assistant.grounding.figures import read_figures

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def words_in(text: str) -> list[str]:
    """Case-folded words of a text, hyphenated ones also in parts, possessives without their s."""
    found = []
    for word in _WORD.findall(fold(text).casefold()):
        word = word.removesuffix("'s")
        found.append(word)
        if "-" in word or "'" in word:
            found += re.split(r"[-']", word)
    return found


def numbers_in(text: str) -> set[Decimal]:
    """Every figure of a text, whatever its unit."""
    return {figure.value for figure in read_figures(fold(text))}
