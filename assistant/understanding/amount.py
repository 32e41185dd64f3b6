"""Numbers in a message that may be amounts of money."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.lexicon import (
    CURRENCY_MARKS,
    CURRENCY_WORDS,
    MINOR_WORDS,
    NUMBER_WORDS,
    PREPOSITIONS,
    UNITS,
)
from assistant.understanding.utterance import Utterance
from catalog.money import MAX_AMOUNT_MINOR, minor_digits

SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000}
#: Where dollars are paid, fewer pounds than this are a weight unless something is paid, too.
_LEAST_PRICE_IN_POUNDS = 20
_PAID = frozenset("spend spending pay paying budget afford".split())
_WEIGHTY = frozenset(
    "weigh weighs weighing weight weights heavy capacity holds hold supports support dumbbell kettlebell".split()
)
_AFTER_A = frozenset("hundred thousand grand tenner fiver".split())
_QUANTITY_MARKS = frozenset("%\"'°*")
_OPENING_MARKS = CURRENCY_MARKS | frozenset("-~(`'\"<>=≤≥≈:#+/,")
_FOLLOWERS = (
    PREPOSITIONS
    | CURRENCY_WORDS
    | frozenset(
        """max maximum min minimum tops budget limit total each or ish plus please now no not i me we you it
        this only just mark range actually though maybe perhaps tbh today altogether instead again""".split()
    )
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number where a price might stand: tokens `start` to `end`, its currency included.

    Attributes:
        value: in major units.
        has_currency: a symbol, a code or a currency's name stands with it.
        is_measure: a unit, a fraction or a dimension, so never money.
        is_followed: a word follows that could be what is counted.
    """

    start: int
    end: int
    value: Decimal
    has_currency: bool = False
    is_measure: bool = False
    is_followed: bool = False

    def minor(self, currency: str) -> int:
        """The value in minor units of the shop's currency, whatever sign it was written with."""
        scaled = self.value.scaleb(minor_digits(currency))
        return min(int(scaled.to_integral_value(rounding="ROUND_HALF_UP")), MAX_AMOUNT_MINOR)


def read_amount(utterance: Utterance, index: int, currency: str) -> Amount | None:
    """The amount whose digits or first word stand at `index`."""
    token = utterance.tokens[index]
    if token.kind == "number":
        value, end, suffix = token.number, index + 1, token.suffix
    else:
        value, end = _spelled_number(utterance, index)
        suffix = ""
    if end == index:
        return None
    start, has_mark = _left_currency(utterance, index)
    value, end, scaled = _scale(utterance, value, end, suffix)
    end, value, has_word = _right_currency(utterance, end, value, "" if scaled else suffix, currency)
    is_money = has_mark or has_word
    is_measure = not is_money and _is_measure(utterance, index, end, "" if scaled or has_word else suffix)
    return Amount(start, end, value, is_money, is_measure, _is_counted(utterance, end))


def _spelled_number(utterance: Utterance, index: int) -> tuple[Decimal, int]:
    total, end = 0, index
    if utterance.free_at(index) == "a" and utterance.free_at(index + 1) in _AFTER_A:
        total, end = (1 if utterance.free_at(index + 1) in SCALES else 0), index + 1
    while end < len(utterance) and end - index < 7:
        word = utterance.free_at(end)
        if word in NUMBER_WORDS:
            total += NUMBER_WORDS[word]
        elif word in SCALES and total:
            total *= SCALES[word]
        elif "-" in word and all(part in NUMBER_WORDS for part in word.split("-")):
            total += sum(NUMBER_WORDS[part] for part in word.split("-"))
        elif not (
            word == "and" and utterance.free_at(end - 1) == "hundred" and utterance.free_at(end + 1) in NUMBER_WORDS
        ):
            break
        end += 1
    return Decimal(total), end


def _left_currency(utterance: Utterance, index: int) -> tuple[int, bool]:
    before = utterance.free_at(index - 1)
    if before in CURRENCY_MARKS and before:
        return index - 1, True
    if before in CURRENCY_WORDS and (len(before) == 3 or before == "rs"):
        return index - 1, True
    return index, False


def _scale(utterance: Utterance, value: Decimal, end: int, suffix: str) -> tuple[Decimal, int, bool]:
    if suffix == "k":
        return value * 1000, end, True
    if not suffix and utterance.tokens[end - 1].kind == "number" and utterance.free_at(end) in SCALES:
        return value * SCALES[utterance.free_at(end)], end + 1, True
    return value, end, False


def _right_currency(
    utterance: Utterance, end: int, value: Decimal, suffix: str, currency: str
) -> tuple[int, Decimal, bool]:
    if suffix:
        is_pence = suffix == "p" and currency == "GBP" and value < 100  # 1080p is a picture
        return end, value / 100 if is_pence else value, suffix in CURRENCY_WORDS or is_pence
    after = utterance.free_at(end)
    if after in MINOR_WORDS and (after != "p" or (currency == "GBP" and value < 100)):
        return end + 1, value / 100, True
    if after in CURRENCY_MARKS and after:
        return end + 1, value, True
    if after in CURRENCY_WORDS and not _is_weight(utterance, end, value, currency):
        return end + 1, value, True
    return end, value, False


def _is_weight(utterance: Utterance, index: int, value: Decimal, currency: str) -> bool:
    """Whether "pounds" weigh something here: "ten pounds of rice", or a few in a shop that sells in dollars."""
    if utterance.free_at(index) not in ("pound", "pounds"):
        return False
    if utterance.text_at(index + 1) in ("of", "bag", "weight", "weights"):
        return True
    if currency not in ("USD", "CAD"):
        return False
    if utterance.free_at(index) == "pound" or not _WEIGHTY.isdisjoint(utterance.words()):
        return True
    is_paid = any(utterance.text_at(position) in _PAID for position in range(index - 7, index))
    return not is_paid and (value < _LEAST_PRICE_IN_POUNDS or _is_counted(utterance, index + 1))


def _is_measure(utterance: Utterance, index: int, end: int, suffix: str) -> bool:
    if suffix or _touches_a_word(utterance, index):
        return True
    after, glued = utterance.text_at(end), end < len(utterance) and utterance.tokens[end].glued
    if after in UNITS or after in ("pound", "pounds") or _is_dimension(utterance, end):
        return True
    if after == "-" and glued and utterance.text_at(end + 1).isalpha() and utterance.text_at(end + 1) != "ish":
        return True
    is_ratio = after in ("/", ":") and utterance.text_at(end + 1)[:1].isdigit()
    return is_ratio or (glued and after in _QUANTITY_MARKS)


def _is_dimension(utterance: Utterance, end: int) -> bool:
    """ "50 by 60", "six by four"."""
    other = utterance.text_at(end + 1)
    return utterance.text_at(end) in ("by", "x", "×") and (other[:1].isdigit() or other in NUMBER_WORDS)


def _touches_a_word(utterance: Utterance, index: int) -> bool:
    if not utterance.tokens[index].glued:
        return False
    before = utterance.text_at(index - 1)
    return before not in _OPENING_MARKS or (before == "/" and utterance.text_at(index - 2)[:1].isdigit())


def _is_counted(utterance: Utterance, end: int) -> bool:
    after = utterance.free_at(end)
    return after[:1].isalpha() and after not in _FOLLOWERS
