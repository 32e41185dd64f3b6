"""Checks ratings and how many gave them: each must be of the product it is said of, a pair of two spoken of."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import permutations

from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.comparisons import is_held_against
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.rating_owners import may_be_owned_by
from assistant.grounding.rating_words import (
    LETTER_BEFORE,
    PRICE_BEFORE,
    counts_reviews,
    is_scale,
    says_rating,
    speaks_of_ratings,
    stands_as_rating,
)
from assistant.grounding.review_tally import is_of_tally, tally_holds

_LOWEST, _HIGHEST = 1, 5
#: What may stand between the two ratings of a pair.
_PAIR = re.compile(
    r"\s*(?:stars?|sternen?)?\s*,?\s*(?:against|versus|vs\.?|compared (?:with|to)|to|and|or|,|frente a|y|und"
    r"|gegen(?:über)?|contra"
    r"|contre|et|zu|vor)\s+(?:only\s+|just\s+|nur\s+|solo\s+)?",
)
#: A rating of something spoken of in words that name no product: "and the pot 3.9".
_OF_UNKNOWN = re.compile(
    r"\b(?:and|but|while|whereas)\s+the\s+[^\W\d_]+\s+(?:one\s+)?(?:(?:is|at|has|gets|only)\s+){0,2}$"
)
#: "Over 50 ratings"; "4.2 over 57 ratings" is exact.
_MORE_THAN = re.compile(r"(?<!\d )(?<!stars )\b(?:over|more than)\s*$")
_BY_ONE = re.compile(r"\breviewers?\b|\b(?:customer|buyer|another|one|who|they)\s+(?:\w+\s+)?g[ai]ves?\b")
_STAR = re.compile(r"\s*-?\s*(?:and a half )?(?:stars?|out of)\b")
_AT_LEAST = re.compile(
    r"\s*(?:stars?\s+)?(?:or (?:more|better|above|higher)|and (?:up|above|over)|\+|oder (?:mehr|besser)|o más"
    r"|ou plus)"
)
_NOT_BARE = re.compile(r"-?[^\W\d_]|-\d|\s?(?:%|°|\"|x\s?\d|/(?!\s?5))|\s+(?:times|mal|veces|fois)\b")
_STAR_RUN = re.compile(r"[★⭐✩☆]{2,}")
#: Up to here a number may count the reviews that were read.
MAX_COUNTING_NUMBER = 12
#: What leads from a name to its count where the count before told what is counted.
_FROM = re.compile(r"\s+(?:(?:from|has|with|only|just)\s+){0,2}")
_CLOSES = re.compile(r"\s*(?:[.,;!?)]|$|\band\b|\bbut\b)")
#: The other rating of "4.3 from 117 ratings to 4.0 from 92".
_TO_OTHER = re.compile(r"\b(?:ratings|reviews|votes),? (?:to|against|versus) (?:only |just )?$")
_FEW_AT_LEAST = Decimal("0.8")
_IsOf = Callable[[Sentence, list[ProductFacts], Figure], bool]


def check_ratings(sentence: Sentence, amounts: frozenset[int]) -> Iterator[Finding]:
    """Every rating and number of ratings that is not true of what it is said of.

    Args:
        sentence: under examination.
        amounts: where the figures that are money start.
    """
    for run in _STAR_RUN.finditer(sentence.masked):
        stars = Decimal(run[0].count("★") + run[0].count("⭐"))
        if not _is_rating_of(sentence, sentence.subjects(run.start()), Figure(run.start(), run.end(), stars)):
            yield Finding(run.start(), run.end(), "rating")
    for figure in sentence.figures:
        if figure.kind == "number" and figure.start not in amounts and not sentence.is_in_true_quote(figure.start):
            yield from _check(sentence, figure)


def _check(sentence: Sentence, figure: Figure) -> Iterator[Finding]:
    if figure.is_spelled and figure.value == 1 and not _STAR.match(sentence.lower, figure.end):
        return  # "one buyer", "one of five"
    if is_of_tally(sentence, figure):
        holds, true = tally_holds(sentence), None
    elif is_rating(sentence, figure):
        holds, true = _rating_holds(sentence, figure), _true_rating(sentence, figure)
        holds = holds or _is_rating_of(sentence, may_be_owned_by(sentence, figure), figure)
    elif is_count(sentence, figure):
        holds, true = _count_holds(sentence, figure), _true_count(sentence, figure)
        holds = holds or _is_count_of(sentence, may_be_owned_by(sentence, figure), figure)
    else:
        return
    if not holds:
        yield Finding(figure.start, figure.end, "rating", true)


def is_rating(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is said as a rating, in words or as a bare `4.2` where ratings are spoken of."""
    if says_rating(sentence, figure):
        return True
    if not is_bare_rating(sentence, figure):
        return False
    return (
        speaks_of_ratings(sentence)
        or stands_as_rating(sentence, figure)
        or _rating_holds(sentence, figure)
        or _is_second(sentence, figure)
    )


def is_bare_rating(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure looks like an average of stars: one decimal, from 1 to 5, nothing counted or measured by it."""
    is_average = (
        figure.kind == "number"
        and not figure.is_spelled
        and figure.value.as_tuple().exponent == -1
        and _LOWEST <= figure.value <= _HIGHEST
    )
    if (
        not is_average
        or _NOT_BARE.match(sentence.lower, figure.end)
        or PRICE_BEFORE.search(sentence.before(figure.start, 24))
    ):
        return False
    return not sentence.has_unit(figure) and not _is_of_record(sentence, figure)


def is_count(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure says how many gave ratings."""
    if is_scale(sentence, figure):
        return False
    return is_further_count(sentence, figure) or (
        figure.value == int(figure.value)
        and speaks_of_ratings(sentence)
        and (pair := _pair_of(sentence, figure)) is not None
        and all(f.value > _HIGHEST and not sentence.has_unit(f) for f in pair)
    )


def is_further_count(sentence: Sentence, figure: Figure) -> bool:
    """A count by its own words, or by those of one before: "the A from 189 ratings and the B from 134"."""
    if counts_reviews(sentence, figure):
        return True
    is_plain = figure.kind == "number" and figure.value == int(figure.value) > MAX_COUNTING_NUMBER
    if not is_plain or figure.is_spelled or sentence.has_unit(figure) or not _CLOSES.match(sentence.lower, figure.end):
        return False
    follows_name = any(_FROM.fullmatch(sentence.lower, m.end, figure.start) for m in sentence.mentions)
    return follows_name and any(f.end < figure.start and counts_reviews(sentence, f) for f in sentence.figures)


def _is_of_record(sentence: Sentence, figure: Figure) -> bool:
    """ "Bluetooth 4.2", "version 2.0": a number of a name that the record has in the same words."""
    named = LETTER_BEFORE.search(sentence.text[: figure.start])
    phrase = sentence.text[named.start() : figure.end].casefold() if named else ""
    return bool(phrase) and any(phrase in s.text.casefold() for s in sentence.subjects(figure.start, figure.end))


def _pair_of(sentence: Sentence, figure: Figure) -> tuple[Figure, Figure] | None:
    """The two figures of `4.2 against 3.9`, whichever of them this one is."""
    numbers = [f for f in sentence.figures if f.kind == "number" and not is_scale(sentence, f)]
    at = numbers.index(figure) if figure in numbers else -1
    for first, second in ((at, at + 1), (at - 1, at)):
        if 0 <= first < second < len(numbers) and at >= 0:
            left, right = numbers[first], numbers[second]
            if _PAIR.fullmatch(sentence.lower, left.end, right.start) and _are_alike(left, right):
                return left, right
    return None


def _are_alike(left: Figure, right: Figure) -> bool:
    """Both averages, or both whole numbers."""
    return left.value.as_tuple().exponent == right.value.as_tuple().exponent


def _is_second(sentence: Sentence, figure: Figure) -> bool:
    pair = _pair_of(sentence, figure)
    return pair is not None and pair[1] is figure and is_rating(sentence, pair[0])


def _rating_holds(sentence: Sentence, figure: Figure) -> bool:
    if re.match(r"[\s-]*(?:\w+)?[\s-]*star reviews?", sentence.after(figure.start, 24)) or _BY_ONE.search(
        sentence.lower
    ):
        subjects = _may_be_of(sentence, figure)
        if any(Decimal(str(r.rating)) == figure.value for s in subjects for r in s.reviews):
            return True
    if _AT_LEAST.match(sentence.lower, figure.end):
        return _floor_holds(sentence, figure)
    return _holds(sentence, figure, _is_rating_of)


def _floor_holds(sentence: Sentence, figure: Figure) -> bool:
    """ "Nothing rated 4 or more", the shopper's own condition, or what all that are spoken of reach."""
    if sentence.is_negated(figure.start, 60) or figure.value in sentence.facts.shopper_numbers:
        return True
    ratings = [s.product.rating for s in sentence.subjects(figure.start, figure.end)]
    return all(rating is not None and rating.out_of_five >= figure.value for rating in ratings)


def _count_holds(sentence: Sentence, figure: Figure) -> bool:
    """Of its subject; right behind a rating, of the product that has this rating."""
    rating = next((f for f in sentence.figures if f.end < figure.start and _is_from(sentence, f, figure)), None)
    if rating is not None and _is_others(sentence, rating):
        pool = _others(sentence, rating)
        return any(_is_rating_of(sentence, [s], rating) and _is_count_of(sentence, [s], figure) for s in pool)
    return _holds(sentence, figure, _is_count_of)


def _is_from(sentence: Sentence, rating: Figure, count: Figure) -> bool:
    return is_bare_rating(sentence, rating) and sentence.lower[rating.end : count.start].strip() in ("from", "(", "bei")


def _is_others(sentence: Sentence, rating: Figure) -> bool:
    """Whether a rating is of what the subject is held against, and the words do not tell of whom."""
    is_held = is_held_against(sentence.before(rating.start, 30)) or _TO_OTHER.search(sentence.before(rating.start, 30))
    return bool(is_held) and not sentence.is_of_next(rating)


def _holds(sentence: Sentence, figure: Figure, is_of: _IsOf) -> bool:
    """Of its subject; the second of a comparison of another one; an "and" pair of two products in any order."""
    subjects = _may_be_of(sentence, figure)
    pair = _pair_of(sentence, figure)
    joint = sentence.lower[pair[0].end : pair[1].start].strip(" ,") if pair else ""
    if pair and joint in ("and", "y", "und", "et", "or", ""):
        return _pair_holds(sentence, pair, is_of)
    before = sentence.before(figure.start, 30)
    is_other = (
        is_held_against(before)
        or _TO_OTHER.search(before)
        or _OF_UNKNOWN.search(before)
        or (pair is not None and pair[1] is figure)
    )
    if is_other and not sentence.is_of_next(figure):
        subjects = _others(sentence, pair[0] if pair else figure)
    return is_of(sentence, subjects, figure)


def _may_be_of(sentence: Sentence, figure: Figure) -> list[ProductFacts]:
    """What a rating may be of: where nothing is named, anything spoken of before."""
    subjects = sentence.subjects(figure.start, figure.end)
    return subjects if sentence.mentions else [*subjects, *sentence.compared_with()]


def _pair_holds(sentence: Sentence, pair: tuple[Figure, Figure], is_of: _IsOf) -> bool:
    """In the order in which the products are named, where they are."""
    group = sentence.spoken_of(pair[0].start, pair[0].end)
    if len(group) == 2:
        first, second = (sentence.known(m.ids) for m in group)
        return is_of(sentence, first, pair[0]) and is_of(sentence, second, pair[1])
    spoken = sentence.compared_with()
    return any(is_of(sentence, [a], pair[0]) and is_of(sentence, [b], pair[1]) for a, b in permutations(spoken[-8:], 2))


def _others(sentence: Sentence, figure: Figure) -> list[ProductFacts]:
    """What the subject of `figure` is held against: what the sentence compares with, or else what was spoken of."""
    mine = {s.product.id for s in sentence.subjects(figure.start, figure.end)}
    named = [s for s in sentence.named_here() if s.product.id not in mine]
    spoken = [s for s in sentence.compared_with() if s.product.id not in mine]
    at_hand = [s for i, s in sentence.facts.products.items() if i not in mine]
    return named or spoken or at_hand


def _is_rating_of(sentence: Sentence, subjects: list[ProductFacts], figure: Figure) -> bool:
    before = sentence.before(figure.start, 16)
    digits = max(0, -int(figure.value.as_tuple().exponent))
    is_floor = re.search(r"\b(?:over|above|more than|at least)\s*(?:a\s*)?$", before) is not None
    for rating in (s.product.rating for s in subjects):
        if rating is None:
            continue
        true = {Decimal(str(rating.value)), Decimal(str(rating.out_of_five))}
        if is_floor:
            if any(t >= figure.value and t - figure.value < 1 for t in true):
                return True
        elif any(round(t, min(digits, 2)) == figure.value and (digits or t == figure.value) for t in true):
            return True
    return False


def _is_count_of(sentence: Sentence, subjects: list[ProductFacts], figure: Figure) -> bool:
    counts = [s.product.rating.count for s in subjects if s.product.rating and s.product.rating.count is not None]
    if _MORE_THAN.search(sentence.before(figure.start, 16)):
        return any(count > figure.value >= count * _FEW_AT_LEAST for count in counts)
    n_read = sum(len(s.reviews) for s in subjects)
    return figure.value in counts or (figure.value <= min(n_read, MAX_COUNTING_NUMBER) and n_read > 0)


def _true_rating(sentence: Sentence, figure: Figure) -> str | None:
    subject = sentence.only_subject(figure.start, figure.end)
    rating = subject.product.rating if subject else None
    is_plain = not figure.is_spelled and _pair_of(sentence, figure) is None
    return f"{rating.value:g}" if rating and rating.scale_max == _HIGHEST and is_plain else None


def _true_count(sentence: Sentence, figure: Figure) -> str | None:
    subject = sentence.only_subject(figure.start, figure.end)
    rating = subject.product.rating if subject else None
    is_plain = not figure.is_spelled and _pair_of(sentence, figure) is None
    return str(rating.count) if rating and rating.count is not None and is_plain else None
