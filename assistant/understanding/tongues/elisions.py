"""A text as its tongue's tables have it: contractions written out, marks that open a sentence left out."""

import re

from assistant.understanding.utterance import visible

_DASHED_PRICE = re.compile(r"(?<=\d),[-–]+")
_OPENING_MARKS = str.maketrans("¿¡", "  ")
_ELISIONS = {
    "fr": (
        (re.compile(r"\b([cdjlmnst]|qu|jusqu|lorsqu)'(?=\w)"), r"\1e "),
        (re.compile(r"(?<=\w)-(?:t-)?(?=(?:vous|moi|me|tu|il|elle|nous|ce|je|le|la|les|on)\b)"), " "),
    ),
    "it": ((re.compile(r"\b(l|un|d|c|dell|nell|all|dall|sull|quest|quell)'(?=\w)"), r"\1 "),),
}


def written_out(text: str, code: str) -> str:
    """The text in small letters, "l'eau" as "le eau", "50,-" as "50"."""
    text = visible(text).translate(_OPENING_MARKS)
    text = _DASHED_PRICE.sub("", text)
    for pattern, full in _ELISIONS.get(code, ()):
        text = pattern.sub(full, text)
    return text
