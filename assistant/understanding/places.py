"""Places in a list of cards: "the second one", "the first two"."""

from assistant.understanding.lexicon import NUMBER_WORDS, ORDINALS
from assistant.understanding.utterance import Utterance

#: "First aid", "second hand": with one of these it is no place.
AFTER_ORDINALS = frozenset(
    "aid hand class layer skin minute time night year week month day order delivery chance name thing".split()
)
_LED = frozenset("the that this those these your".split())


def points_at_a_place(utterance: Utterance) -> bool:
    """Whether it says "the second one" or "the first two", where nothing is shown."""
    words = utterance.words()
    for place, word in enumerate(words[:-1]):
        after, led = words[place + 1], place > 0 and words[place - 1] in _LED
        is_counted = (
            word in ("first", "last") and (after in NUMBER_WORDS or after.isdigit()) and place + 2 == len(words)
        )
        if led and (is_counted or ((word in ORDINALS or word == "last") and after in ("one", "ones"))):
            return True
    return False
