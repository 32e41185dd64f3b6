"""What people type when they want a product, and what the shop's own search finds for it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .shelf import Ints, Shelf

_NOT_A_NOUN = frozenset("set pair trio duo kit two three solo one".split())
_MATERIAL_WORDS = ("merino", "wool", "cotton", "linen", "leather", "down", "titanium", "fleece", "canvas")
_WEARER_WORDS: Mapping[str, str] = {"women": "womens ", "men": "mens ", "kids": "kids "}


class SearchWords:
    """Queries in people's words."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._nouns = tuple(_noun(str(record["title"])) for record in shelf.records)
        texts = [f"{record['title']} {shelf.categories[row]}".casefold() for record, row in self._with_category()]
        stems = {noun: noun.split()[-1].rstrip("s") for noun in self._nouns}
        self._found: dict[str, Ints] = {
            noun: np.array([row for row, text in enumerate(texts) if stem in text], dtype=np.int64)
            for noun, stem in stems.items()
        }

    def query(self, row: int, chance: np.random.RandomState) -> str:
        """Words for a product somebody has in mind: its noun, often with a material, a use, a wearer or a price."""
        record, noun = self._shelf.records[row], self._nouns[row]
        attributes = record["attributes"]
        made_of = str(attributes.get("material", "")).casefold()
        material = next((word for word in _MATERIAL_WORDS if word in made_of), "")
        activities = attributes.get("activities", ())
        style = chance.random_sample()
        words = noun
        if style < 0.15 and attributes.get("waterproof") is True:
            words = f"waterproof {noun}"
        elif style < 0.35 and material and material not in noun:
            words = f"{material} {noun}"
        elif style < 0.50 and activities:
            words = f"{noun} for {activities[0]}"
        elif style < 0.58:
            words = f"{noun} under {int(-(-self._shelf.price[row] * 1.2 // 10)) * 10}"
        wearer = _WEARER_WORDS.get(self._shelf.wearer[row], "") if chance.random_sample() < 0.5 else ""
        return _misspelt(wearer + words, chance)

    def found(self, row: int) -> Ints:
        """Rows that the shop's search finds for the words of a product; itself among them."""
        return self._found[self._nouns[row]]

    def _with_category(self) -> list[tuple[Mapping[str, Any], int]]:
        return list(zip(self._shelf.records, self._shelf.category.tolist(), strict=True))


def _noun(title: str) -> str:
    words = [word for word in title.split(",")[0].casefold().replace("'", "").split() if word not in _NOT_A_NOUN]
    two = " ".join(words[-2:])
    return two if len(words) > 2 and len(two) <= 16 else words[-1]


def _misspelt(words: str, chance: np.random.RandomState) -> str:
    """One query in thirty lacks a letter."""
    if chance.random_sample() > 0.033 or len(words) < 6:
        return words
    gap = 1 + int(chance.random_sample() * (len(words) - 2))
    return words[:gap] + words[gap + 1 :]
