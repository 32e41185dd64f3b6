"""Lets the model read what customers say of a product, counted."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assistant.material import as_line, describe_reviews
from assistant.template.review_summary import NEGATIVE, POSITIVE, summarize_reviews
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.product_ids import ProductIdArgument
from catalog.review import Review

MAX_REVIEWS = 200
N_QUOTED_PER_SIDE = 3


def read_reviews(context: ToolContext, product_id: ProductIdArgument) -> Found:
    """What people say of one product: how many of which rating, what recurs, quotes with their review_id.

    Repeat figures and quotes exactly. A product without reviews has only its rating.
    """
    (product,) = context.look_up([product_id])
    reviews = tuple(context.lookup.catalog.reviews(product.id, MAX_REVIEWS))
    summary, _ = summarize_reviews(product, reviews)
    by_stars = Counter(str(round(review.rating)) for review in reviews)
    counted = {stars: by_stars[stars] for stars in sorted(by_stars, reverse=True)}
    facts = {"product_id": product.id, "written_reviews": len(reviews), "by_stars": counted, "in_short": summary}
    text = "\n".join(part for part in (as_line(facts), describe_reviews(_quoted(reviews))) if part)
    return Found(
        text,
        products={product.id: product},
        reviews=reviews,
        counts=frozenset(Decimal(count) for count in (len(reviews), *counted.values())),
    )


def _quoted(reviews: Sequence[Review]) -> list[Review]:
    """The newest of each side that say something."""
    written = [review for review in reviews if review.text.strip()]
    happy = [review for review in written if review.rating >= POSITIVE][:N_QUOTED_PER_SIDE]
    unhappy = [review for review in written if review.rating <= NEGATIVE][:N_QUOTED_PER_SIDE]
    between = [review for review in written if NEGATIVE < review.rating < POSITIVE][:1]
    return [*happy, *unhappy, *between]
