"""Variety that is the same in every run: what is picked follows from the words."""

import zlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


def pick(words: str, choices: Sequence[Choice], salt: str = "") -> Choice:
    """One of the choices."""
    return choices[zlib.crc32(f"{salt}{words}".encode("utf-8", "replace")) % len(choices)]
