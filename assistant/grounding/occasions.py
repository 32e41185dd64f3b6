"""Tells an occasion from a deed: "you get a link as soon as it's on its way" says of nothing that it was done."""

import re

from assistant.grounding.claims import Sentence

_OCCASION = re.compile(
    r"\b(?:as soon as|once|when|whenever|after|before|until|till|by the time|sobald|bis|nachdem|bevor|wenn"
    r"|cuando|en cuanto|una vez que|hasta que|después de que|dès que?|lorsque?|quand|une fois que?|jusqu'à ce que?"
    r"|après que?|appena|zodra|wanneer)\s+(?:[^\W\d_]+\s+){0,2}$"
)


def tells_when(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a phrase stands behind a word that makes it the time of something else."""
    return _OCCASION.search(sentence.before(match.start(), 40)) is not None
