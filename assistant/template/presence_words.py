"""Answers "do you have …?": yes with how many and at what price, or no with what was looked for."""

from assistant.brief import TurnBrief
from assistant.looking.presence import Presence
from assistant.template.conditions_text import conditions_text
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import Phrasing, joined
from assistant.template.plain_nouns import counted_noun, many, one
from catalog.vocabulary import words_of

_YES = ("Yes, we have {}", "We do: {}", "Yes, {}")
_NO = (
    "No, I'm afraid we don't have {}: I looked for the name, and then for anything like it.",
    "I'm afraid not: nothing of ours goes by {}, and a wider search brought up no match either.",
    "No, I can't find {} here, nor anything that would do instead.",
)
_NOT_BY_NAME = (
    "Nothing of ours goes by the name {}.",
    "I don't find {} by name in our catalog.",
    "There's nothing called {} here.",
)


def presence_sentence(brief: TurnBrief) -> str:
    """One sentence; empty where nobody asked whether there is any."""
    presence = brief.presence
    if presence is None or not brief.need.asks_presence or not is_quotable(presence.noun):
        return ""
    if presence.is_known:
        return _yes(presence, brief)
    quoted = f"“{presence.noun}”"
    if presence.wider:
        return f"Nothing is called {quoted} here, but we do have {many(presence.wider)}."
    ways = _NO if brief.is_weak else _NOT_BY_NAME
    return Phrasing(brief.turn.message).pick("presence", ways).format(quoted)


def _yes(presence: Presence, brief: TurnBrief) -> str:
    if not presence.n_products:
        n = counted_noun(presence.n_of_kind, presence.noun)
        return f"We have {n}, but none {conditions_text(brief)}."
    is_brand = set(words_of(presence.noun)) <= set(words_of(" ".join(brief.need.brands)))
    said = counted_noun(presence.n_products, "product" if is_brand else presence.noun)
    conditions = conditions_text(brief)
    where = f" {conditions}" if conditions != "that meets every condition" else ""
    low, high = presence.price_min, presence.price_max
    price = ""
    if low and high:
        price = f", at {low}" if low == high else f", from {low} to {high}"
    text = Phrasing(brief.turn.message).pick("presence", _YES).format(f"{said}{where}")
    missed = ""
    if presence.missed:
        words = joined([f"“{word}”" for word in presence.missed], "or")
        missed = f", though none of their records mentions {words}"
    return f"{text}{price}{missed}.{_shelves(presence)}"


def _shelves(presence: Presence) -> str:
    """Where they are, if that says more than the noun."""
    names = [path.rsplit(" > ", 1)[-1] for path in presence.shelves]
    telling = [name for name in names if is_quotable(name) and one(presence.noun) not in name.casefold()]
    return f" They're under {joined(telling)}." if telling and presence.n_products > 1 and len(telling) < 3 else ""
