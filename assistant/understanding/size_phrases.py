"""Sizes that shoppers say they have: "I'm a size 42", "I take M in tops", "my shoe size is UK 9"."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

_OFTEN = "usually/normally/generally/always/mostly/typically/_"
_GARMENTS = "shoe/foot/dress/ring/trouser/trousers/jeans/shirt/hat/glove/bra/clothes/boot/waist/jacket/t-shirt/_"
_HAVE = PhraseTable(
    {
        # "I am 42" tells an age; with "size", 42 is one
        "sized": f"""
            i am/wear/take/have/use {_OFTEN} a/an/_ {_GARMENTS} size, i {_OFTEN} am/wear/take/have a/an/_ size
            my {_GARMENTS} size is {_OFTEN} a/an/_ size/_, my feet are size/_, i have size
            i am {_OFTEN} in a/_ size""",
        "worn": f"i wear/take {_OFTEN} a/an/_, i {_OFTEN} wear/take a/an/_",
        "am": f"i am {_OFTEN} a/an/_, i {_OFTEN} am a/an/_",
    }
)
_SYSTEMS = frozenset("eu uk us".split())
_LETTERS = frozenset("xxs xs s m l xl xxl xxxl 2xl 3xl 4xl".split())
_SPELLED = {"small": "S", "medium": "M", "large": "L"}
_NAMES = {"foot": "shoe", "feet": "shoe", "shoes": "shoe", "boots": "shoe", "boot": "shoe", "trousers": "trouser"}
_GARMENT_WORDS = frozenset(_GARMENTS.replace("/_", "").split("/")) | {"feet"}


@dataclass(frozen=True, slots=True)
class StatedSize:
    """Tokens `start` to `end`, the size itself from `value_at` on; `name` is what it is a size of, or nothing."""

    start: int
    value_at: int
    end: int
    name: str
    value: str


def read_size(utterance: Utterance) -> Iterator[StatedSize]:
    """Every size the shopper says they have."""
    for start, end, tag in _HAVE.find_anywhere(utterance):
        found = _size_at(utterance, end, tag)
        if not found:
            continue
        value, after = found
        name, after = _name(utterance, start, end, after)
        if tag == "am" and not _is_alone(utterance, after):
            continue  # "I'm a medium distance runner"
        is_number = value[:1].isdigit()
        if tag != "sized" and is_number and not name:
            continue
        value_at = end - (utterance.text_at(end - 1) == "size")
        yield StatedSize(start, value_at, after, name, value)


def _size_at(utterance: Utterance, position: int, tag: str) -> tuple[str, int] | None:
    word = utterance.text_at(position)
    if word in _SYSTEMS and utterance.text_at(position + 1)[:1].isdigit():
        return f"{word.upper()} {utterance.text_at(position + 1)}", position + 2
    if word in _LETTERS:
        return word.upper(), position + 1
    if word == "extra" and utterance.text_at(position + 1) in _SPELLED:
        return f"X{_SPELLED[utterance.text_at(position + 1)]}", position + 2
    if word in _SPELLED and (tag != "am" or utterance.text_at(position - 1) == "a"):
        return _SPELLED[word], position + 1
    return (word, position + 1) if word[:1].isdigit() else None


def _name(utterance: Utterance, start: int, end: int, after: int) -> tuple[str, int]:
    said = next((utterance.text_at(i) for i in range(start, end) if utterance.text_at(i) in _GARMENT_WORDS), "")
    if utterance.text_at(after) in ("in", "for") and utterance.text_at(after + 1).isalpha():
        said, after = utterance.text_at(after + 1), after + 2
    elif utterance.text_at(after) in ("shoe", "shoes", "feet", "foot", "boots"):
        said, after = utterance.text_at(after), after + 1
    return _NAMES.get(said, said), after


def _is_alone(utterance: Utterance, position: int) -> bool:
    word = utterance.text_at(position)
    return not word[:1].isalnum() or word in ("and", "so", "but", "usually", "in", "though", "btw")
