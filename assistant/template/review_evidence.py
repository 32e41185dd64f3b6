"""What reviews say on a matter that the record leaves open: how many mention it, and one of them in its own words."""

from collections.abc import Iterable, Sequence

from assistant.stream import Citation
from assistant.template.excerpt import is_quotable, sentences_of
from assistant.template.phrasing import counted, joined, sentence
from assistant.template.review_summary import citation_of
from catalog.product import Product
from catalog.product_words import stems_of
from catalog.review import Review

MAX_QUOTE_CHARACTERS = 160
N_WORDS = 3


def review_evidence(
    product: Product, reviews: Sequence[Review], topic: Iterable[str], words: Sequence[str]
) -> tuple[str, tuple[Citation, ...]]:
    """A sentence with a quotation; nothing where no review mentions the topic.

    Args:
        product: what is asked about.
        reviews: of the product.
        topic: stems that carry the question.
        words: the same as the shopper wrote them.
    """
    wanted = frozenset(topic)
    telling = [(said, review) for review in reviews if (said := _line(review, wanted))]
    if not telling:
        return "", ()
    said, review = max(telling, key=lambda pair: (len(wanted & stems_of(pair[0])), pair[1].verified))
    quoted = joined([f"“{word}”" for word in words[:N_WORDS]], "or")
    n = len(telling)
    which = "One review mentions" if n == 1 else f"{counted(n, 'review')} mention"
    stars = f"from a customer who gave {review.rating:g} of 5"
    return f"{which} {quoted}; {stars}: “{sentence(said)}”", (citation_of(product, review),)


def _line(review: Review, wanted: frozenset[str]) -> str:
    lines = [
        line
        for line in sentences_of(review.text)
        if wanted & stems_of(line) and len(line) <= MAX_QUOTE_CHARACTERS and is_quotable(line)
    ]
    return max(lines, key=lambda line: len(wanted & stems_of(line)), default="")
