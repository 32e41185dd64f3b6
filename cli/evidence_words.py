"""Why a product is on a card, in words and numbers."""

from collections.abc import Iterator

from assistant.stream import Card
from cli.card_list import title_words
from cli.plain_text import one_line

_SIGNALS = {
    "words": "shares words with the question",
    "semantic": "means something like the question",
    "preference": "suits what the shopper likes",
    "wanted": "has the wanted attributes",
    "size": "comes in the shopper's size",
    "price_match": "costs about what was wished",
    "out_of_stock": "cannot be had now",
}


def evidence_lines(card: Card) -> Iterator[str]:
    """The reason on the card, then every signal with its weight, strongest first."""
    yield f"{title_words(card)}: {one_line(card.reason)}" if card.reason else title_words(card)
    for evidence in sorted(card.evidence, key=lambda one: -abs(one.weight)):
        yield f"  {evidence.weight:+.3f}  {evidence.signal}: {_SIGNALS.get(evidence.signal, 'another signal')}"
    if not card.evidence:
        yield "  The question points at it; nothing else was weighed."
