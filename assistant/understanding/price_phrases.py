"""Prices in words: "under a hundred", "between 50 and 80", "£5–10", "around 40", "my budget is 60"."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.need import PriceWish
from assistant.understanding.amount import SCALES, Amount, read_amount
from assistant.understanding.lexicon import AGED, MEASURES, NUMBER_WORDS
from assistant.understanding.price_cues import AFTER, BEFORE
from assistant.understanding.utterance import Utterance

_OF_AGE = 18
#: No budget stands further from its amount.
_FAR = 9
_GO_ON = frozenset("expensive costly than £ $ €".split())
_LEAST_BARE_MINIMUM = 20
_ABOUT_MONEY = frozenset("range mark ish dollars bucks pounds quid euros take".split())
_FLIPPED = {"max": "min", "min": "max", "about": "about"}
_NEGATIONS = frozenset("not no nothing never none nicht pas".split())
_BETWEEN_NEGATION_AND_CUE = frozenset(
    """spend spending pay paying go afford stretch cost costs costing priced be want like to anything something that
    which much""".split()
)
_BEFORE_NEGATION = frozenset("do can will would should must that cost costs costing priced price".split())
_CONNECTORS = frozenset("- to and until till bis und à et a y".split())
_NOT_BEFORE_ABOUT = frozenset("tell more what how info details something know talk think".split())
_GIVEN = ("discount", "voucher", "coupon", "refund")
_FILLERS = frozenset(
    ("the", "a", "my", "of", "is", "only", "just", "price", "cost", ":", "`", '"', "roughly", "around", "about", "like")
)


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    bound: str  # max, min, about, price or range
    firmness: str  # firm, loose, or money: only before an amount with a currency

    @property
    def is_firm(self) -> bool:
        return self.firmness == "firm"


@dataclass(frozen=True, slots=True)
class _Found:
    wish: PriceWish
    end: int
    is_sure: bool = True  # False for "between 1 and 500", which may be anything


def read_price(utterance: Utterance, currency: str) -> PriceWish:
    """Take every price phrase out of the message and return the bounds it sets, in the shop's minor units."""
    sure, unsure, index = PriceWish(), PriceWish(), 0
    while index < len(utterance):
        amount = _amount_at(utterance, index, currency)
        found = _read_one(utterance, amount, currency) if amount else None
        if found and found.is_sure:
            sure = _combined(sure, found.wish)
        elif found:
            unsure = _combined(unsure, found.wish)
        index = found.end if found else (amount.end if amount else index + 1)
    # "power between 1 and 500, price above 552": where money is spoken of, other numbers are not money
    return sure if sure.is_stated else unsure


def _amount_at(utterance: Utterance, index: int, currency: str) -> Amount | None:
    token = utterance.tokens[index]
    if utterance.taken[index] or not (
        token.kind == "number" or token.text in NUMBER_WORDS or token.text == "a" or "-" in token.text
    ):
        return None
    return read_amount(utterance, index, currency)


def _read_one(utterance: Utterance, amount: Amount, currency: str) -> _Found | None:
    cue = _cue_before(utterance, amount.start)
    other = _other_end(utterance, amount, cue, currency)
    if other:
        amount = _of_one_scale(utterance, amount, other)
        low, high = sorted((amount.minor(currency), other.minor(currency)))
        start = cue.start if cue else amount.start
        is_bare = cue is not None and cue.bound == "range" and not (amount.has_currency or other.has_currency)
        end = other.end + (utterance.free_at(other.end) in ("range", "budget"))
        found = _Found(PriceWish(min=low, max=high), end, not is_bare)
    else:
        single = _single(utterance, amount, cue)
        if not single:
            return None
        bound, start, end = single
        found = _Found(PriceWish(**{bound: amount.minor(currency)}), end)
    utterance.take(start, found.end)
    return found


def _of_one_scale(utterance: Utterance, amount: Amount, other: Amount) -> Amount:
    """ "One or two hundred", "between 1 and 2 thousand": the hundred counts for both."""
    words = {utterance.text_at(position) for position in range(other.start, other.end)}
    scale = next((SCALES[word] for word in words if word in SCALES), 0)
    return replace(amount, value=amount.value * scale) if scale and amount.value * scale < other.value else amount


def _cue_before(utterance: Utterance, end: int) -> _Cue | None:
    """The strongest cue that leads up to the amount: a limit before "around", "budget of" before "max"."""
    best: _Cue | None = None
    for _ in range(4):
        found = BEFORE.ending_at(utterance, end)
        if found:
            end, (bound, _, firmness) = found[0], found[1].partition(" ")
            best = _stronger(best, _Cue(end, bound, firmness))
        elif utterance.free_at(end - 1) in _FILLERS:
            end -= 1
        else:
            break
    if best and best.bound == "budget":
        best = replace(best, bound="max")
    return _negated(utterance, best) if best else _budget_for(utterance, end)


def _budget_for(utterance: Utterance, end: int) -> _Cue | None:
    """ "My budget for a tent is 250": the thing stands between the budget and its amount."""
    if utterance.free_at(end - 1) not in ("is", "are", "of", "was"):
        return None
    for position in range(end - 3, max(end - _FAR, -1), -1):
        if utterance.free_at(position) == "budget" and utterance.free_at(position + 1) == "for":
            utterance.take(position - (utterance.free_at(position - 1) in ("my", "our", "the", "a")), position + 1)
            return _Cue(end - 1, "max", "firm")
    return None


def _stronger(best: _Cue | None, cue: _Cue) -> _Cue:
    if best is None or best.bound == "price":
        return replace(cue, firmness="firm") if best else cue
    if cue.bound in ("max", "min") and best.bound == "about":
        return cue
    is_firm = best.is_firm or cue.is_firm or cue.bound == "price"
    return replace(best, start=cue.start, firmness="firm" if is_firm else best.firmness)


def _negated(utterance: Utterance, cue: _Cue) -> _Cue:
    index = cue.start - 1
    if utterance.text_at(index) in ("or", "nor") and utterance.taken[index - 1] and cue.bound in ("max", "min"):
        earlier = {utterance.text_at(position) for position in range(max(index - 8, 0), index)}
        if not earlier.isdisjoint(_NEGATIONS):  # "nothing under 50 or over 100"
            return _Cue(index, _FLIPPED[cue.bound], "firm")
    while index >= 0 and cue.start - index < 7 and utterance.free_at(index) in _BETWEEN_NEGATION_AND_CUE:
        index -= 1
    if index >= 0 and utterance.free_at(index) in _NEGATIONS and cue.bound in ("max", "min"):
        # "do not": the verb that carries the negation goes too
        start = index - (utterance.free_at(index - 1) in _BEFORE_NEGATION)
        bound = cue.bound if _is_spending(utterance, index, cue) else _FLIPPED[cue.bound]
        return _Cue(start, bound, "firm")
    return cue


def _is_spending(utterance: Utterance, index: int, cue: _Cue) -> bool:
    """ "not to spend 50" is odd but a limit all the same; only comparisons flip."""
    return cue.bound == "max" and cue.is_firm and utterance.text_at(cue.start) in ("spend", "spending", "pay", "paying")


def _other_end(utterance: Utterance, amount: Amount, cue: _Cue | None, currency: str) -> Amount | None:
    is_up_to = utterance.free_at(amount.end) == "up" and utterance.free_at(amount.end + 1) == "to"
    if utterance.free_at(amount.end) not in _CONNECTORS and not is_up_to:
        return None
    start = amount.end + 1 + is_up_to
    start += utterance.free_at(start) in ("$", "£", "€")
    if start >= len(utterance):
        return None
    other = _amount_at(utterance, start, currency)
    if other is None or other.is_measure or amount.is_measure or (_is_year(amount) and _is_year(other)):
        return None
    return other if _is_price_range(utterance, cue, amount, other) else None


def _is_price_range(utterance: Utterance, cue: _Cue | None, amount: Amount, other: Amount) -> bool:
    is_joined = utterance.free_at(amount.end) not in ("and", "und", "et", "y", "a")
    is_said = cue is not None and (cue.bound in ("range", "min") or is_joined)
    if amount.has_currency or other.has_currency:
        return is_joined or is_said
    is_said = is_said or (is_joined and utterance.free_at(other.end) == "range")
    is_said = is_said or (is_joined and _stands_apart(utterance, amount, other))
    return is_said and not other.is_followed and not _is_of_measure(utterance, cue, amount)


def _stands_apart(utterance: Utterance, amount: Amount, other: Amount) -> bool:
    """ "a gift for my aunt, 50-100": figures set off at the end, too far apart for sizes."""
    is_set_off = utterance.text_at(amount.start - 1) == "," and other.end == len(utterance)
    return is_set_off and amount.value >= 10 and other.value >= amount.value * Decimal("1.3")


def _single(utterance: Utterance, amount: Amount, cue: _Cue | None) -> tuple[str, int, int] | None:
    if amount.is_measure or amount.value == 0 or _goes_on_in_figures(utterance, amount):
        return None
    after = AFTER.starting_at(utterance, amount.end)
    if after and (utterance.text_at(after[0]) in _GO_ON or utterance.text_at(after[0])[:1].isdigit()):
        after = None  # "nothing under 50 or over 100"
    if cue and cue.bound in ("max", "min", "about") and _holds(utterance, amount, cue):
        tail = after[0] if after and after[1] == cue.bound else amount.end
        return cue.bound, cue.start, tail
    if after and (amount.has_currency or cue or _ends_as_limit(utterance, amount, after)):
        return after[1], cue.start if cue else amount.start, after[0]
    if amount.has_currency and not _is_discount(utterance, amount):
        return "about", cue.start if cue and cue.bound == "price" else amount.start, amount.end
    if cue and cue.bound == "price" and not amount.is_followed:
        return "about", cue.start, amount.end
    return None


def _goes_on_in_figures(utterance: Utterance, amount: Amount) -> bool:
    """ "36-62 wide", "2+32 GB"."""
    mark = utterance.text_at(amount.end)
    return mark in ("-", "+") and not amount.has_currency and utterance.text_at(amount.end + 1)[:1].isdigit()


def _ends_as_limit(utterance: Utterance, amount: Amount, after: tuple[int, str]) -> bool:
    """ "50 or less", "socks, 10 max"; but not "iphone 12 max"."""
    if after[1] == "about":
        return utterance.text_at(after[0] - 1) in _ABOUT_MONEY and amount.value >= 10
    if after[1] == "min":  # "100 and up", but not "a bag with 100+ pockets"
        stands_apart = not utterance.text_at(amount.start - 1)[:1].isalnum()
        return stands_apart and not utterance.text_at(after[0])[:1].isalnum() and amount.value >= _LEAST_BARE_MINIMUM
    is_short = after[0] - amount.end == 1
    return amount.value >= 20 or not is_short or not utterance.text_at(amount.start - 1)[:1].isalnum()


def _holds(utterance: Utterance, amount: Amount, cue: _Cue) -> bool:
    """Whether the cue makes this number a price."""
    if amount.has_currency:
        return not (
            cue.bound == "about" and utterance.text_at(cue.start - 1) in _NOT_BEFORE_ABOUT and amount.value < 10
        )
    is_small_word = utterance.tokens[amount.start].kind != "number" and amount.value < 5
    if _is_of_measure(utterance, cue, amount) or is_small_word:
        return False
    if cue.firmness == "money":
        return False
    if cue.is_firm:
        return not (
            utterance.text_at(cue.start) in ("under", "below") and _is_plural(utterance, amount) and amount.value < 5
        )
    if cue.bound == "about":
        return not amount.is_followed and utterance.text_at(cue.start - 1) not in _NOT_BEFORE_ABOUT
    is_year = _is_year(amount) and utterance.text_at(cue.start) == "from"
    return not amount.is_followed and not is_year


def _is_of_measure(utterance: Utterance, cue: _Cue | None, amount: Amount) -> bool:
    """Whether the cue follows a word that is measured: "weighing under 5", "kids under 12"."""
    if cue is None:
        return False
    position = cue.start - 1
    position -= utterance.text_at(position) in ("is", "of", "are", "to", "up")
    before = utterance.text_at(position)
    return before in MEASURES or (before in AGED and amount.value <= _OF_AGE)


def _is_year(amount: Amount) -> bool:
    return not amount.has_currency and 1900 <= amount.value <= 2100


def _is_plural(utterance: Utterance, amount: Amount) -> bool:
    return amount.is_followed and utterance.text_at(amount.end).endswith("s")


def _is_discount(utterance: Utterance, amount: Amount) -> bool:
    """Whether it is given rather than paid: "£5 off", "a refund of £500", "refund approved for £500"."""
    before = (utterance.text_at(amount.start - n) for n in range(1, 4) if amount.start >= n)
    return utterance.text_at(amount.end) in ("off", "gift", *_GIVEN) or any(word in _GIVEN for word in before)


def _combined(wish: PriceWish, found: PriceWish) -> PriceWish:
    """Bounds of both; the first stands where one is named twice, and the upper one where they contradict."""
    merged = {**found.model_dump(exclude_none=True), **wish.model_dump(exclude_none=True)}
    if merged.get("min", 0) > merged.get("max", merged.get("min", 0)):
        return found if found.max is not None else wish
    return PriceWish(**merged)
