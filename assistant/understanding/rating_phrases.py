"""Ratings in words: "at least 4 stars", "4+ stars", "rated above 4.5"."""

from assistant.understanding.amount import read_amount
from assistant.understanding.lexicon import NUMBER_WORDS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

_AT_LEAST = PhraseTable(
    {
        "min": """
            nothing/not below/under/less~than, only/just
            at least, above/over/from/min/minimum of/_, more/greater/higher than, a/_ minimum of
            mindestens, au moins, al menos
            with/_ a/_ rating/score/ratings/average/reviews of/is/above/over/at/_ at/_ least/_
            rated/rating/score at/_ least/above/over/higher/more/_ than/_, rated""",
    }
)
_STARS = PhraseTable({"stars": "star/stars/sterne/étoiles/estrellas, - star/stars, out of 5"})
_OR_MORE = PhraseTable(
    {
        "min": """
            or more/higher/above/better/up, and up/above/over/more/higher/better, & up, +, plus, oder mehr""",
    }
)
_RATED = frozenset("rated rating ratings score".split())


def read_rating(utterance: Utterance) -> float | None:
    """Take a wish for rated products out of the message; the least rating on a scale to 5."""
    for index in range(len(utterance)):
        token = utterance.tokens[index]
        if not utterance.taken[index] and (
            token.kind == "number" or token.text in NUMBER_WORDS or token.text.endswith("-star")
        ):
            rating = _rating_at(utterance, index)
            if rating is not None:
                return rating
    return None


def _rating_at(utterance: Utterance, index: int) -> float | None:
    if utterance.text_at(index) == "one" and not utterance.text_at(index + 1).startswith("star"):
        return None  # "the best rated one"
    amount = read_amount(utterance, index, "EUR")
    if amount is None or amount.has_currency or not 1 <= amount.value <= 5:
        return None
    start, is_led = _led(utterance, index)
    end, is_followed, has_stars = _tail(utterance, amount.end)
    is_rated = any(utterance.text_at(position) in _RATED for position in range(start - 1, index))
    after = utterance.text_at(end)
    is_rated = is_rated or after in _RATED
    has_unit = after[:1].isalpha() and not has_stars and amount.is_measure
    if has_unit or not ((has_stars and (is_led or is_followed or is_rated)) or (is_rated and (is_led or is_followed))):
        return None
    end += after in ("rating", "ratings", "rated", "reviews")
    utterance.take(start, end)
    return float(amount.value)


def _led(utterance: Utterance, index: int) -> tuple[int, bool]:
    start, is_led = index, False
    for _ in range(3):
        found = _AT_LEAST.ending_at(utterance, start)
        if not found:
            break
        start, is_led = found[0], True
    if utterance.free_at(start - 1) in ("rated", "rating", "with", "a"):
        start -= 1
    return start, is_led


def _tail(utterance: Utterance, end: int) -> tuple[int, bool, bool]:
    """Where the phrase ends, whether it says "or more", and whether it says "stars"."""
    is_followed = has_stars = False
    for _ in range(3):
        more = _OR_MORE.starting_at(utterance, end)
        if more:
            end, is_followed = more[0], True
        elif utterance.text_at(end) == "/" and utterance.text_at(end + 1) == "5":
            end, has_stars = end + 2, True
        elif stars := _STARS.starting_at(utterance, end):
            end, has_stars = stars[0], True
    return end, is_followed, has_stars
