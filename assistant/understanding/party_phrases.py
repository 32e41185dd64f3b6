"""People who are counted up: "for me and my two kids" is for three people."""

import re

from assistant.understanding.lexicon import NUMBER_WORDS

_N = rf"\d|{'|'.join(NUMBER_WORDS)}"
_CHILDREN = r"kids?|children|child|toddlers?|bab(?:y|ies)|sons?|daughters?|boys?|girls?"
_OTHERS = (
    r"friends?|mates?|colleagues?|wife|husband|partner|girlfriend|boyfriend|brothers?|sisters?|mum|dad|mother|father"
)
#: "Me and my wife", "me and my two kids", "two adults and a toddler".
_COUNTED = re.compile(
    rf"\b(?:(?P<me>me|myself) and my|(?P<adults>{_N}) (?:adults?|grown-ups?) and) "
    rf"(?:(?P<more>{_N}|an?|the) )?(?:{_CHILDREN}|{_OTHERS})\b",
    re.IGNORECASE,
)


def with_people_counted(text: str) -> str:
    """The text with such people as a number, which says for how many something is looked for."""
    return _COUNTED.sub(lambda match: f"{_number(match['adults']) + _number(match['more'])} people", text)


def _number(said: str | None) -> int:
    if said is None:
        return 1
    word = said.casefold()
    return int(word) if word.isdecimal() else NUMBER_WORDS.get(word, 1)
