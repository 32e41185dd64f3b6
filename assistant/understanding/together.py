"""A price for everything named: "200 together", "150 in total", "a budget of 300 for both"."""

from assistant.understanding.amount import Amount, read_amount
from assistant.understanding.lexicon import NUMBER_WORDS
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

_AFTER = PhraseTable(
    {
        "together": """
            max/tops/or~less/at~most/_ together/altogether/combined/overall, max/tops/or~less/_ in total/all/sum
            max/tops/or~less/_ all in/together/up, max/_ total, for everything/both/it~all/all/the~lot/the~whole~lot
            for all/both of them/it/this/that, for all two/three/four, for the two/three/four/pair/set/whole~set
            for the two/three/four of them, zusammen, insgesamt, en total, au total, en conjunto, in total for both""",
    }
)
_BEFORE = PhraseTable(
    {
        "together": """
            together/altogether/combined/overall, in total/all, all in/together
            total/overall/combined cost/price/budget of/is/under/max/_
            total/totalling/totaling of/under/below/is/max/_
            zusammen, insgesamt""",
    }
)
#: Between the words and the amount, and before the amount: they go with it.
_LEADING = frozenset(
    """under below less lower than max maximum up to at most no more for a of is be my the total budget within around
    about roughly spend have i can we only should must not exceeding come comes cost costs price and all should it they
    want with , : - = keep""".split()
)
_MAX_BACK = 7
#: "All in one", "two together": a smaller number is no price of several things.
_LEAST = 5


def read_together(utterance: Utterance, currency: str) -> int | None:
    """Take the price of all together out of the message; minor units."""
    position = 0
    while position < len(utterance):
        amount = _amount_at(utterance, position, currency)
        if amount is None:
            position += 1
            continue
        after = _AFTER.starting_at(utterance, amount.end)
        if amount.is_measure and not after:
            position = amount.end
            continue
        if after and utterance.text_at(after[0] - 1) == "total" and utterance.text_at(after[0])[:1].isalpha():
            after = None  # "80 total watts"
        before = _before(utterance, amount.start)
        if after or before is not None:
            start = before if before is not None else amount.start
            utterance.take(_leading(utterance, start), after[0] if after else amount.end)
            return amount.minor(currency)
        position = amount.end
    return None


def _amount_at(utterance: Utterance, position: int, currency: str) -> Amount | None:
    token = utterance.tokens[position]
    if token.kind != "number" and token.text not in NUMBER_WORDS and token.text != "a":
        return None
    amount = read_amount(utterance, position, currency)
    return amount if amount and not token.suffix and amount.value >= _LEAST else None


def _before(utterance: Utterance, start: int) -> int | None:
    for end in range(start, max(start - 4, 0), -1):
        if found := _BEFORE.ending_at(utterance, end):
            return found[0]
        if utterance.text_at(end - 1) not in _LEADING:
            return None
    return None


def _leading(utterance: Utterance, start: int) -> int:
    first = start
    while start - first < _MAX_BACK and utterance.free_at(first - 1) in _LEADING:
        first -= 1
    return first
