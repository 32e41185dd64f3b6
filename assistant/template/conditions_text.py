"""The hard conditions of a turn in words, for saying that nothing meets them."""

from collections.abc import Iterator

from assistant.brief import TurnBrief
from assistant.need import PriceWish
from assistant.relaxation import price_limits
from assistant.template.fit import follows_what_was_shown
from assistant.template.phrasing import joined
from catalog.money import Money
from catalog.vocabulary import words_of


def conditions_text(brief: TurnBrief) -> str:
    """`under £20.00 and rated 4.5 or more`: every condition that held when nothing was found."""
    return joined(list(_conditions(brief))) or "that meets every condition"


def _conditions(brief: TurnBrief) -> Iterator[str]:
    need = brief.need
    if need.brands:
        yield f"from {joined(need.brands, 'or')}"
    yield from _price(brief)
    if need.rating_min is not None:
        yield f"rated {need.rating_min:g} or more"
    if need.in_stock:
        yield "in stock"
    known = [name for name in need.exclude if need.language == "en" or _is_known(name, brief)]
    if known:
        yield f"without {joined(known, 'or')}"


def _is_known(name: str, brief: TurnBrief) -> bool:
    """Whether some product has a word of it: what could not be translated rules nothing out."""
    return any(word in brief.vocabulary.words for word in words_of(name))


def _price(brief: TurnBrief) -> Iterator[str]:
    currency = brief.vocabulary.currency or next((p.price.currency for p in brief.ranked if p.price), None)
    low, high = price_limits(brief.need, brief.turn)
    if high is not None and follows_what_was_shown(brief):
        yield "cheaper than what you saw"
        return
    if currency is None or (low, high) == (None, None):
        return
    bounds = [str(Money(amount=bound, currency=currency)) if bound is not None else "" for bound in (low, high)]
    about = brief.need.price.about
    if about is not None:
        yield f"at about {Money(amount=about, currency=currency)}"
    elif low is not None and high is not None:
        yield f"between {bounds[0]} and {bounds[1]}"
    elif high is not None:
        is_budget = brief.need.price == PriceWish()
        yield f"within your budget of {bounds[1]}" if is_budget else f"at {bounds[1]} or less"
    else:
        yield f"at {bounds[0]} or more"
