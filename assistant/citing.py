"""Tells which documents and reviews an answer draws on, so that they can be cited."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.conversation import Conversation
from assistant.grounding.answer_text import fold
from assistant.grounding.facts import numbers_in
from assistant.ports import CatalogReader
from assistant.stream import Citation
from assistant.template.excerpt import is_quotable, sentences_of
from assistant.template.phrasing import short_title
from assistant.template.wishes import content_stems
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review

#: A sentence draws on a section with which it shares this many words of weight, a figure counted double.
MIN_SHARED = 3
MAX_CITED = 4
#: Earlier sources that may still be spoken of.
N_EARLIER = 3
#: The scale of a rating is no figure of a document.
_SCALE = re.compile(r"\bout of \d+\b|/\d+\b")
_QUOTED = re.compile(r"[“\"]([^”\"]{12,240})[”\"]")


def cited_sections(
    text: str, sections: Iterable[PolicySection], products: Iterable[Product] = ()
) -> tuple[Citation, ...]:
    """The sections that sentences of the answer draw on, those most drawn on first.

    Args:
        text: of the answer.
        sections: that it may draw on.
        products: whose names draw on no section.
    """
    named = list(products)
    said = [_drawn(sentence, named) for sentence in sentences_of(text)]
    shared: list[tuple[int, PolicySection]] = []
    for section in sections:
        stems, numbers = content_stems(f"{section.title} {section.text}"), numbers_in(section.text)
        most = max((len(words & stems) + 2 * len(figures & numbers) for words, figures in said), default=0)
        if most >= MIN_SHARED:
            shared.append((most, section))
    shared.sort(key=lambda pair: -pair[0])
    return tuple(Citation(source_id=s.source_id, title=s.title, url=s.url) for _, s in shared[:MAX_CITED])


def _drawn(sentence: str, products: Sequence[Product]) -> tuple[frozenset[str], frozenset[Decimal]]:
    """Words and figures of a sentence that a section may have given: no names of products, no scale of a rating."""
    words, figures = content_stems(sentence), numbers_in(_SCALE.sub("", sentence))
    lower = sentence.casefold()
    for product in products:
        if product.title.casefold() in lower:
            words -= content_stems(product.title)
    return frozenset(words), frozenset(figures)


def cited_reviews(text: str, reviews: Iterable[Review], products: dict[str, Product]) -> tuple[Citation, ...]:
    """The reviews that the answer quotes word for word."""
    quotes = [fold(quote).casefold().strip(" .!?…") for quote in _QUOTED.findall(text)]
    found: list[Citation] = []
    for review in reviews if quotes else ():
        wrote = fold(f"{review.title} {review.text}").casefold()
        product = products.get(review.product_id)
        if product and any(quote in wrote for quote in quotes):
            title = review.title if review.title and is_quotable(review.title) else "Review"
            about = f"Review of {short_title(product)}: {title}"[:160]
            found.append(Citation(source_id=review.review_id, title=about, url=product.url))
    return tuple(found[:MAX_CITED])


def cited_before(conversation: Conversation, catalog: CatalogReader) -> tuple[PolicySection, ...]:
    """Sections that earlier answers cited, as they stand now: they may be spoken of again."""
    cited = {str(c["source_id"]): str(c["title"]) for m in conversation.messages for c in m.citations}
    found: dict[str, PolicySection] = {}
    for source_id, title in list(cited.items())[-N_EARLIER:]:
        sections = catalog.find_policies(title, N_EARLIER)
        found |= {section.source_id: section for section in sections if section.source_id == source_id}
    return tuple(found.values())
