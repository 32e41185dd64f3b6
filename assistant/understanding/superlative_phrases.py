"""Orders that a figure of the records gives: "the lightest tent", "your warmest sleeping bag"."""

from assistant.understanding.utterance import Utterance

#: The word as asked → the word the need carries. Price and rating are orders of their own.
_WORDS = {
    "lightest": "lightest", "heaviest": "heaviest", "warmest": "warmest", "coldest": "coldest", "coolest": "coolest",
    "biggest": "biggest", "largest": "biggest", "roomiest": "biggest", "smallest": "smallest", "tiniest": "smallest",
    "longest": "longest", "shortest": "shortest", "tallest": "tallest", "widest": "widest", "narrowest": "narrowest",
    "thickest": "thickest", "thinnest": "thinnest", "slimmest": "thinnest", "deepest": "deepest",
    "brightest": "brightest", "fastest": "fastest", "quickest": "fastest", "strongest": "strongest",
    "quietest": "quietest", "loudest": "loudest", "newest": "newest", "latest": "newest", "softest": "softest",
    "hardest": "hardest", "toughest": "toughest", "sturdiest": "sturdiest", "driest": "driest",
}  # fmt: skip
_AFTER_MOST = {
    "lightweight": "lightest", "compact": "smallest", "spacious": "biggest", "waterproof": "most waterproof",
    "powerful": "most powerful", "durable": "most durable", "breathable": "most breathable", "comfortable":
    "most comfortable", "sustainable": "most sustainable",
}  # fmt: skip
#: "At the latest", "to say the shortest": no order of products.
_NO_ORDER = frozenset("at by in".split())


def read_superlative(utterance: Utterance) -> str | None:
    """The first order asked for; the word stays to be searched with, since titles and texts use it, too."""
    for position, token in enumerate(utterance.tokens):
        before = utterance.text_at(position - 1)
        if token.text in _WORDS and not (before == "the" and utterance.text_at(position - 2) in _NO_ORDER):
            return _WORDS[token.text]
        if token.text in _AFTER_MOST and before == "most":
            return _AFTER_MOST[token.text]
    return None
