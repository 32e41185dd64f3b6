"""Tells words of a product's own record from another product's name: a cable "made of Paper" names no paper."""

import re
from collections.abc import Collection, Iterable, Iterator

from assistant.grounding.facts import Facts
from assistant.grounding.mentions import Mention
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.words import words_in

#: Before these words a quality follows, not a name.
_QUALITY_BEFORE = re.compile(r"\b(?:as|of|in|from|is|are|or|and|,)\s+(?:an?\s+)?$", re.IGNORECASE)


def without_own_words(mentions: list[Mention], text: str, facts: Facts, carried: Collection[str]) -> list[Mention]:
    """The mentions less those parts of names that stand in the record of what the sentence speaks of already."""
    if all(mention.is_whole for mention in mentions):
        return mentions
    return list(_distinct(mentions, text, facts, carried))


def _distinct(mentions: list[Mention], text: str, facts: Facts, carried: Collection[str]) -> Iterator[Mention]:
    subjects: Iterable[str] = carried
    for mention in mentions:
        others = [facts.products[i] for i in subjects if i in facts.products and i not in mention.ids]
        if not mention.is_whole and _is_of_record(mention, text, facts, others):
            continue
        yield mention
        subjects = mention.ids if mention.is_whole or subjects is carried else subjects


def _is_of_record(mention: Mention, text: str, facts: Facts, subjects: list[ProductFacts]) -> bool:
    words = words_in(text[mention.start : mention.end])
    if not any(all(word in subject.record_words for word in words) for subject in subjects):
        return False
    is_first_name = any(words_in(facts.products[i].title)[:1] == words[:1] for i in mention.ids)
    return not is_first_name or _QUALITY_BEFORE.search(text[: mention.start]) is not None
