"""Makes text of others safe to print: what a feed, a shopper or a model wrote cannot steer the terminal."""

import re

#: Control characters (an escape sequence begins with one), line and direction overrides, halves of characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` without control and direction characters; line ends and tabs stay."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """`text` on one line, safe to print."""
    return " ".join(plain(text).split())
