"""Reads how exactly a figure is meant: "about £50", "just under 2.4 kg", "over five hundred"."""

import re
from decimal import Decimal

from assistant.grounding.figures import Figure

_TAIL = r"\s*(?:a\s+|of\s+|just\s+|only\s+|an?\s+)?[£€$-]?$"
_ABOUT = re.compile(
    rf"\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|close to|rounded to|or so"
    rf"|etwa|rund|ungefähr|circa|zirka|unos|unas|alrededor de|aproximadamente|cerca de|environ|à peu près){_TAIL}"
)
_UNDER = re.compile(
    rf"\b(?:nearly|almost|(?:just|a little|slightly|a bit) (?:under|below|short of|less than)|not quite|knapp|fast"
    rf"|beinahe"
    rf"|casi|poco menos de|près de|presque){_TAIL}"
)
_OVER = re.compile(
    rf"\b(?:(?:just |a little |slightly |well |a bit )?(?:over|above|more than)|upwards of|gut|über|mehr als"
    rf"|más de|poco más de|plus de"
    rf"){_TAIL}"
)
#: How far from the truth a rough figure may be, as a share of it; a round one farther.
_NEAR, _NEAR_IF_ROUND = Decimal("0.02"), Decimal("0.05")
_SHORT_OF = Decimal("0.1")


def agrees(figure: Figure, true: Decimal, before: str) -> bool:
    """Whether a figure may be said for a true one, by the words before it (lower case)."""
    value = figure.value
    if value == true:
        return True
    if not true or value <= 0:
        return False
    gap = (true - value) / value
    if abs(gap) > _SHORT_OF:
        return False
    if _UNDER.search(before):
        return -_SHORT_OF <= gap < 0
    if _OVER.search(before):
        return 0 < gap <= _SHORT_OF
    return bool(_ABOUT.search(before)) and abs(gap) <= (_NEAR_IF_ROUND if value % 5 == 0 else _NEAR)


def is_rough(before: str) -> bool:
    """Whether the words before a figure make it a rough one."""
    return any(pattern.search(before) for pattern in (_ABOUT, _UNDER, _OVER))
