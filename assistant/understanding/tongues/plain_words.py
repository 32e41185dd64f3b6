"""Words as they are looked up: without case and accents, so that "más", "MAS" and "mas" are one."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """The text without case and accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
