"""Why a product is on a card, in words and numbers."""

from collections.abc import Iterator

from assistant.stream import Card
from cli.card_list import title_words
from cli.plain_text import one_line

_SIGNALS = {
    "words": "shares words with the question",
    "semantic": "means something like the question",
    "popularity": "is popular at the moment",
    "repeat_purchase": "is what this shopper buys again",
    "item_neighbours": "is chosen together with what the shopper knows",
    "als": "suits shoppers who chose the same things",
    "matrix_factorization": "suits shoppers who chose the same things",
    "two_tower": "suits what is known of shopper and product",
    "content": "reads like what the shopper looked at",
    "gru4rec": "follows from the clicks of this visit",
    "session_neighbours": "followed in visits like this one",
    "sasrec": "follows from the shopper's history",
    "segments": "is popular with shoppers of this kind",
    "explored": "is tried, to learn whether people like it; the weight is how likely that was",
    "preference": "suits what the shopper likes",
    "wanted": "has the wanted attributes",
    "size": "comes in the shopper's size",
    "price_match": "costs about what was wished",
    "complement": "is named by the shop to go with it",
    "substitute": "is named by the shop as another choice",
    "related": "is named by the shop beside it",
    "out_of_stock": "cannot be had now",
}


def evidence_lines(card: Card) -> Iterator[str]:
    """The reason on the card, then every signal with its weight, strongest first."""
    yield f"{title_words(card)}: {one_line(card.reason)}" if card.reason else title_words(card)
    for evidence in sorted(card.evidence, key=lambda one: -abs(one.weight)):
        cause = f" ({evidence.because})" if evidence.because else ""
        yield f"  {evidence.weight:+.3f}  {evidence.signal}: {_SIGNALS.get(evidence.signal, 'another signal')}{cause}"
    if not card.evidence:
        yield "  The question points at it; nothing else was weighed."
