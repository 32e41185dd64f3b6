"""Which products a need is about, of those that the message points at and those that are in view."""

from assistant.need import Kind
from assistant.understanding.product_names import names_in
from assistant.understanding.reading import Reading

#: "Is the first cheaper than the others?"
_OTHERS = frozenset("others rest".split())
_ABOUT = ("product_question", "compare", "shop_question")


def references_of(reading: Reading, kind: Kind) -> tuple[str, ...]:
    """Their ids. What a bare question is about is in view; another product by its name is not."""
    refers = reading.pointed.by_name or kind in _ABOUT or _likens(reading)
    references = reading.pointed.ids if refers else ()
    if references:
        return _with_the_others(reading, references) if kind == "compare" else references
    if reading.pointed.is_missing or names_in(reading.utterance, reading.index):
        return ()
    if kind == "compare":
        return tuple(product.id for product in reading.scene.in_comparison)
    return reading.scene.in_view if kind == "product_question" else ()


def _with_the_others(reading: Reading, references: tuple[str, ...]) -> tuple[str, ...]:
    if len(references) > 1 or _OTHERS.isdisjoint(reading.utterance.words()):
        return references
    return tuple(dict.fromkeys((*references, *(product.id for product in reading.scene.shown))))


def _likens(reading: Reading) -> bool:
    """Whether it asks for something beside what a pronoun points at: "more like this", "lighter than that"."""
    words = reading.utterance.words()
    at = reading.pointed.pronoun_at
    if at is not None and ("goes_with" in reading.tags or reading.utterance.text_at(at - 1) == "than"):
        return True
    return "similar" in words or ("like" in words and "more" in reading.tags and "not" not in words)
