"""Whether a message asks for one kind of thing by its name, so that something else is no answer to it."""

import re

from assistant.looking.kind import names_a_thing, noun_phrase
from assistant.need import ShoppingNeed
from catalog.product_words import singular
from catalog.vocabulary import words_of

#: What may stand around the name of a thing that is all that is asked for.
_AROUND = frozenset(
    """a an any some the i we im i'm i'd we're need want looking for look after find me us show please do you have got
    sell stock get buy like to would can could hi hello hey there search give""".split()
)
_ARTICLE = re.compile(r"\b(?:a|an|any|some|no)\s", re.IGNORECASE)
#: Longer texts describe; they name no thing.
MAX_WORDS = 3


def asks_for_a_thing(need: ShoppingNeed, message: str) -> bool:
    """Whether there is either that thing or none: "do you have laptops?", "a wetsuit"; not "keep my feet dry"."""
    if need.kind != "find" or need.parts or need.references or need.categories or not names_a_thing(need.text):
        return False
    if set(words_of(need.text)) <= set(words_of(" ".join(need.brands))):
        return False
    return need.asks_presence or _is_all_that_is_said(noun_phrase(need.text), message)


def _is_all_that_is_said(name: str, message: str) -> bool:
    named, said = words_of(name), words_of(message)
    is_countable = singular(named[-1]) != named[-1] or bool(_ARTICLE.search(message))
    is_doing = named[0].endswith("ing")  # sleeping outdoors
    return is_countable and not is_doing and len(named) <= MAX_WORDS and set(said) <= _AROUND | set(named)
