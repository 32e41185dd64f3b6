"""What customers say of a product, by counting: how many, how good, what recurs, in their own words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.stream import Citation
from assistant.template.excerpt import is_negated, is_quotable, sentences_of
from assistant.template.phrasing import agreeing, counted, joined, sentence, short_title, the
from assistant.template.price_words import rating_text
from assistant.template.wishes import content_stems
from catalog.product import Product
from catalog.product_words import stems_of
from catalog.review import Review

POSITIVE, NEGATIVE = 4, 2
#: A theme is a word of at least two reviews on one side.
MIN_REVIEWS_PER_THEME = 2
N_THEMES = 3
MIN_QUOTE_WORDS, MAX_QUOTE_CHARACTERS = 4, 110
_TOO_COMMON = frozenset(
    """after again also back bit bought before been came come comes day days done first from gave get gets got
    had half having here hour hours however into just keep last lot made make me month months more most much
    never next night now off old once only onto out own put right same say second see since still than then third
    through time took twice two three four five six until us way week weeks well went were wear worn year years yet
    every little big small large medium enough easily exactly fine arrived actually always another far feel feels
    left took single kept though use using used does did because between both each even if no not or so under
    over
    minute second mile metre meter gram degree litre stone inch foot yard pound euro thing morning evening
    night summer winter spring autumn month""".split()
)


def summarize_reviews(product: Product, reviews: Sequence[Review]) -> tuple[str, tuple[Citation, ...]]:
    """Sentences and the reviews they quote; about ratings alone when there are no written reviews."""
    if not reviews:
        return _without_reviews(product), ()
    liked = [review for review in reviews if review.rating >= POSITIVE]
    disliked = [review for review in reviews if review.rating <= NEGATIVE]
    quoted = [
        *_side(liked, disliked, product, "One happy customer writes: “{}”"),
        *_side(disliked, liked, product, "One who is not happy: “{}”"),
    ]
    text = " ".join([_counts(product, reviews, len(liked), len(disliked)), *(said for said, _ in quoted)])
    cited = tuple(citation_of(product, review) for _, review in quoted)
    return text, cited


def _without_reviews(product: Product) -> str:
    rating = rating_text(product.rating)
    if rating == "not rated yet":
        return f"Nobody has rated or reviewed {the(product)} yet."
    return f"There are no written reviews of {the(product)} that I can read, only its rating: {rating}."


def _counts(product: Product, reviews: Sequence[Review], n_liked: int, n_disliked: int) -> str:
    overall = rating_text(product.rating)
    start = (
        f"{the(product)} {agreeing('has', product)} {overall}. "
        if overall != "not rated yet"
        else f"For {the(product)}: "
    )
    start = start[:1].upper() + start[1:]
    mean = sum(review.rating for review in reviews) / len(reviews)
    n = len(reviews)
    if n == 1:
        return f"{start}I have one written review, which gives it {mean:g} of 5."
    shares = [f"{n_liked} positive" if n_liked else "", f"{n_disliked} negative" if n_disliked else ""]
    middling = n - n_liked - n_disliked
    shares.append(f"{middling} in between" if middling else "")
    told = [share for share in shares if share]
    told[0] = told[0].replace(" ", " is " if told[0].startswith("1 ") else " are ", 1)
    return f"{start}Of {counted(n, 'written review')} (mean {mean:.1f}), {joined(told)}."


def _side(reviews: Sequence[Review], others: Sequence[Review], product: Product, way: str) -> list[tuple[str, Review]]:
    """One sentence on what this side says: what recurs in it, and its most telling line."""
    chosen = _telling(reviews, others, product)
    if not chosen:
        return []
    line, review = chosen
    themes = [f"“{theme}”" for theme in _themes(reviews, others, product)]
    more = f" More than one such review mentions {joined(themes, 'or')}." if themes else ""
    return [(f"{sentence(way.format(sentence(line)))}{more}", review)]


def _themes(reviews: Sequence[Review], others: Sequence[Review], product: Product) -> list[str]:
    """Words that at least two reviews of this side use, and more of them than of the other side."""
    mine, theirs = _document_counts(reviews, product), _document_counts(others, product)
    shares = {
        word: count / len(reviews) - theirs[word] / max(len(others), 1)
        for word, count in mine.items()
        if count >= MIN_REVIEWS_PER_THEME
    }
    ordered = sorted((word for word in shares if shares[word] > 0), key=lambda word: (-mine[word], -shares[word], word))
    return ordered[:N_THEMES]


def _document_counts(reviews: Iterable[Review], product: Product) -> Counter[str]:
    own = stems_of(product.title) | stems_of(product.category or "")
    counts: Counter[str] = Counter()
    for review in reviews:
        stems = content_stems(f"{review.title} {review.text}") - own
        counts.update(stem for stem in stems if stem not in _TOO_COMMON and not stem.isdigit() and len(stem) > 2)
    return counts


def _telling(reviews: Sequence[Review], others: Sequence[Review], product: Product) -> tuple[str, Review] | None:
    """A short whole sentence, the one with most of what this side's reviews share; the earlier of equals."""
    counts = _document_counts(reviews, product)
    best: tuple[float, str, Review] | None = None
    for review in reviews:
        for said in sentences_of(review.text):
            if len(said) > MAX_QUOTE_CHARACTERS or len(said.split()) < MIN_QUOTE_WORDS or not is_quotable(said):
                continue
            stems = content_stems(said) - _TOO_COMMON
            weight = sum(counts[stem] for stem in stems) / (len(stems) + 2) + len(stems) / 50 + review.verified * 0.1
            weight += _extremity(review) - (0.5 if review.rating >= POSITIVE and is_negated(said) else 0)
            if best is None or weight > best[0]:
                best = weight, said.rstrip("."), review
    return best and (best[1], best[2])


def _extremity(review: Review) -> float:
    """The clearer the stars, the more a line stands for its side."""
    return abs(review.rating - 3) / 2


def citation_of(product: Product, review: Review) -> Citation:
    """The review as a source."""
    title = review.title if review.title and is_quotable(review.title) else "Review"
    return Citation(
        source_id=review.review_id, title=f"Review of {short_title(product)}: {title}"[:160], url=product.url
    )
