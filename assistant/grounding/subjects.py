"""Finds which of a sentence's names a figure or a claim in it is said of."""

import re

from assistant.grounding.comparisons import OF_NAME, is_compared, is_held_against, is_tied, parts
from assistant.grounding.mentions import Mention

_CHAIN = re.compile(
    r"\W*(?:(?:and|or|the|both|as|well|vs|versus|plus|a|an|our|with|two|three|four|five|six)\b\W*)*", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[,;:(]| - |\b(?:and|but|while|or|whereas|then|und|aber|während|y|pero|mientras|et|mais)\b")
_LEADS_TO_NEXT = re.compile(
    r"\s*(?:[,:-]\s*)?(?:(?:for|gets you|buys you|buys|is|on)\s+)?(?:the|our|a|an)?\s*", re.IGNORECASE
)
_ADJECTIVAL = re.compile(r"\s+")
_HAS_FIGURE = re.compile(r"\d")


def spoken_of(mentions: list[Mention], text: str, position: int, end: int) -> list[Mention]:
    """The names that something said at `position:end` is about; none if it is about what was spoken of before."""
    within = [m for m in mentions if position <= m.start and m.end <= end]
    if within:
        return within
    own = [m for m in mentions if not _is_only_compared(m, text, position, end)]
    before, after = chain_before(own, position, text), chain_after(own, end, text)
    if not before or not after:
        return before or after
    gap = text[end : after[0].start]
    if _ADJECTIVAL.fullmatch(gap) or _belongs_to_next(text, before[-1], position, gap):
        return after
    is_new_clause = _SEPARATOR.search(text, before[-1].end, position) is not None
    return after if is_new_clause and _LEADS_TO_NEXT.fullmatch(gap) else before


def leads_to(text: str, mention: Mention, end: int) -> bool:
    """Whether what ends at `end` is said of the name after it, though the sentence begins with "it"."""
    gap = text[end : mention.start]
    is_last = not text[mention.end :].strip(" .!*\"'")
    return bool(OF_NAME.fullmatch(gap) or _ADJECTIVAL.fullmatch(gap)) or (is_last and gap.rstrip().endswith(", the"))


def _is_only_compared(mention: Mention, text: str, position: int, end: int) -> bool:
    if mention.start >= end:
        is_other = is_held_against(text[max(0, position - 30) : position]) and OF_NAME.fullmatch(
            text, end, mention.start
        )
        return parts(text, end, mention.start) and not is_other
    return is_compared(text, mention) and not is_tied(text, mention, position)


def _belongs_to_next(text: str, before: Mention, position: int, gap: str) -> bool:
    """ "4.2 for the B" behind a figure of another product, or behind a word of comparison."""
    if not OF_NAME.fullmatch(gap):
        return False
    return (
        is_held_against(text[max(0, position - 30) : position])
        or _HAS_FIGURE.search(text, before.end, position) is not None
    )


def chain_before(mentions: list[Mention], position: int, text: str) -> list[Mention]:
    """The last mention that ends before `position`, with those joined to it ("the A and the B")."""
    before = [m for m in mentions if m.end <= position]
    chain = before[-1:]
    for mention in reversed(before[:-1]):
        if not _CHAIN.fullmatch(text, mention.end, chain[0].start):
            break
        chain.insert(0, mention)
    return chain


def chain_after(mentions: list[Mention], position: int, text: str) -> list[Mention]:
    """The first mention that begins after `position`, with those joined to it."""
    after = [m for m in mentions if m.start >= position]
    chain = after[:1]
    for mention in after[1:]:
        if not _CHAIN.fullmatch(text, chain[-1].end, mention.start):
            break
        chain.append(mention)
    return chain
