"""Tells what a sentence compares with from what it speaks of: the B of "A is warmer than B"."""

import re

from assistant.grounding.mentions import Mention

_WORDS = (
    r"than|against|versus|vs\.?|compared (?:with|to)|unlike|instead of|rather than|over|above|below|beyond|under"
    r"|behind|twice|half|double|(?:two|three|four|five|ten) times"
    r"|als|gegen|gegenüber|verglichen mit|im vergleich (?:zu|zum|zur)|statt|vor|unter|über"
    r"|frente a|que|comparad[oa] con|en lugar de|en vez de|contre|au lieu de|par rapport à"
)
_ARTICLE = (
    r"(?:(?:for|that of|those of|with|of|on|the|our|a|an|de|del|der|die|das|dem|den|el|la|los|las|le|les)\s+){0,3}"
)
_BEFORE_NAME = re.compile(rf"\b(?:{_WORDS})\s+{_ARTICLE}\W{{0,2}}$", re.IGNORECASE)
_BEFORE_FIGURE = re.compile(
    r"(?:\b(?:against|versus|vs\.?|than|compared (?:with|to)|instead of|rather than|frente a|gegen|gegenüber"
    r"|statt|als"
    r"|en lugar de|en vez de|contre|au lieu de|contra)\s+(?:only\s+|just\s+|a\s+|nur\s+|solo\s+)?[£€$-]?)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:than|against|versus|vs\.?|compared|unlike|instead of|above|below|beyond|als|gegen|gegenüber|frente a"
    r"|en lugar de|contre)\b",
    re.IGNORECASE,
)
#: What ties a figure to the name right before it, though that name is only compared with: "than the B at £109".
_TIED = re.compile(
    r"(?:'s)?\s*[(,]?\s*(?:(?:which|that|rated|priced|at|with|is|are|was|costs?|has|mit|für|kostet|con|a|por|de|à"
    r"|avec|only|just|nur)\s+){0,4}\W{0,2}",
    re.IGNORECASE,
)
#: What leads from a figure to whom it belongs: "4.2 for the B".
OF_NAME = re.compile(
    r"\s*(?:(?:stars?|sternen?|out of (?:5|five))\s+)?(?:for|of|with|by|beim?|für|para|de|del|pour)\s+"
    rf"{_ARTICLE}\W{{0,2}}",
    re.IGNORECASE,
)


def is_compared(text: str, mention: Mention) -> bool:
    """Whether a name only stands for what something else is held against."""
    return _BEFORE_NAME.search(text, max(0, mention.start - 45), mention.start) is not None


def is_held_against(before: str) -> bool:
    """Whether a figure is the other one of a comparison, by the words before it: "4.2 against …"."""
    return _BEFORE_FIGURE.search(before) is not None


def parts(text: str, start: int, end: int) -> bool:
    """Whether a word of comparison stands in a span: what is before it is not said of what follows."""
    return _BETWEEN.search(text, start, end) is not None


def is_tied(text: str, mention: Mention, position: int) -> bool:
    """Whether something at `position` is said of the name right before it."""
    return _TIED.fullmatch(text, mention.end, position) is not None
