"""Finds products that are spoken of by what they are: "the pan", "the zinc trough", "secateurs and saw"."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from assistant.grounding.common_words import COMMON_WORDS
from assistant.grounding.facts import Facts
from assistant.grounding.mentions import Mention

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
#: Where a title ends to say what the product is: "Cast Iron Skillet, 26 cm".
_HEAD_ENDS = re.compile(r"[,(]| - |\b(?:with|for|in|of|by)\b", re.IGNORECASE)
_SIZE = re.compile(
    r"\b\d\S*(?:\s?(?:litres?|liters?|l|ml|mm|cm|m|kg|g|w|v|inch|in|pack|person|piece)\b)?", re.IGNORECASE
)
_POINTS = re.compile(
    r"(?:^|[^\w])(?:\d+|two|three|four|five|six|the|this|these|those|that|both|die|der|das|dem|den|el|la|los|las)\s+"
    r"(?:(?!other|another|next|new|second|third|same|right)[^\W\d_]+\s+)?$",
    re.IGNORECASE,
)
#: What no product was named by before may be a part of one: "at the neck".
_PART_BEFORE = re.compile(
    r"\b(?:at|in|on|around|to|for|from|under|over|with|into|by|through)\s+(?:the|this|both)\s+$", re.IGNORECASE
)
_JOINS = re.compile(r"\s*(?:,|and|plus|or|&|\+|with|und|oder|y|et)\s+(?:the\s+|a\s+)?", re.IGNORECASE)
_MAX_WORDS = 4
_MIN_LETTERS = 3
#: So many may be meant by two words in the plural: "the oil lanterns".
_MOST_MEANT = 3


class DescriptionFinder:
    """Knows what kind of thing each product is, by the last word of its name."""

    def __init__(self, facts: Facts) -> None:
        self._words: dict[str, frozenset[str]] = {}
        self._heads: dict[str, set[str]] = defaultdict(set)
        for product_id, known in facts.products.items():
            self._words[product_id] = frozenset(map(_singular, known.record_words - COMMON_WORDS))
            if head := head_of(known.title):
                self._heads[head].add(product_id)

    def find(self, text: str, mentions: list[Mention], spoken: Collection[str]) -> list[Mention]:
        """Descriptions that can mean one product only, or few in the plural.

        Args:
            text: the sentence.
            mentions: names found in it; descriptions lie outside of them.
            spoken: ids of what was spoken of; others are meant only where none of these can be.
        """
        words = list(_WORD.finditer(text))
        found: list[Mention] = []
        for i, word in enumerate(words):
            owners = self._heads.get(_singular(word[0].casefold()))
            if not owners or any(m.start < word.end() and word.start() <= m.end + 1 for m in mentions):
                continue
            free = [
                w
                for w in words[max(0, i - _MAX_WORDS) : i + 1]
                if not any(m.end > w.start() for m in mentions if m.start < word.start())
            ]
            if mention := self._at(text, free, owners, spoken):
                found.append(mention)
        return _pointed_at(text, found, mentions)

    def _at(self, text: str, words: list[re.Match[str]], owners: set[str], spoken: Collection[str]) -> Mention | None:
        """The longest run of one product's words that ends here; in the plural, of several products'."""
        head = words[-1][0].casefold()
        n_at_least = min(len(owners), 2 if head != _singular(head) else 1)
        ids, n = set(owners), 1
        while n < min(_MAX_WORDS, len(words)) and text[words[-n - 1].end() : words[-n].start()] == " ":
            narrower = {i for i in ids if _singular(words[-n - 1][0].casefold()) in self._words[i]}
            if len(narrower) < n_at_least:
                break
            ids, n = narrower, n + 1
        known = (ids & set(spoken)) or ids
        if len(known) < n_at_least:
            known = ids
        is_part = not known & set(spoken) and _PART_BEFORE.search(text, 0, words[-1].start()) is not None
        is_vague = n == 1 and (head in COMMON_WORDS or is_part)
        if is_vague or len(known) > (_MOST_MEANT if n_at_least > 1 and n > 1 else 1):
            return None
        return Mention(words[-n].start(), words[-1].end(), frozenset(known), True, True)


def head_of(title: str) -> str:
    """What a product is, in one word: "skillet" of "Cast Iron Skillet, 26 cm"; empty if the title does not tell."""
    words = _WORD.findall(_SIZE.sub(" ", _HEAD_ENDS.split(title, maxsplit=1)[0]))
    head = _singular(words[-1].casefold()) if len(words) > 1 else ""
    return head if len(head) >= _MIN_LETTERS else ""


def _pointed_at(text: str, found: list[Mention], mentions: Iterable[Mention]) -> list[Mention]:
    """Those with an article, at the sentence's head, or joined to another: "a saw" may be any."""
    kept: list[Mention] = []
    for mention in found:
        others = [*mentions, *found]
        is_joined = any(
            (o.end <= mention.start and _JOINS.fullmatch(text, o.end, mention.start))
            or (mention.end <= o.start and _JOINS.fullmatch(text, mention.end, o.start))
            for o in others
        )
        before = text[: mention.start]
        if is_joined or not before.strip(" \t\n-*\"'(") or _POINTS.search(before[-30:]):
            kept.append(mention)
    return kept


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > _MIN_LETTERS else word
