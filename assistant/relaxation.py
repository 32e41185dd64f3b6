"""From a need to hard conditions, and, when nothing passes them, to fewer conditions in a stated order."""

from collections.abc import Iterator

from assistant.brief import Turn
from assistant.kinds import with_kinds
from assistant.need import PriceWish, ShoppingNeed
from catalog.filter import ProductFilter

#: A product at "about 100" may cost this share less or more.
ABOUT_TOLERANCE = 0.5


def conditions(need: ShoppingNeed, turn: Turn) -> ProductFilter:
    """All that must hold: the message's conditions, the shopper's dislikes, and the budget if no price was named."""
    low, high = price_limits(need, turn)
    return ProductFilter(
        price_min=low,
        price_max=high,
        brands=need.brands,
        in_stock=need.in_stock,
        rating_min=need.rating_min,
        exclude_terms=with_kinds((*need.exclude, *turn.profile.dislikes), need.language),
        exclude_ids=turn.conversation.ever_shown if need.more else (),
    )


def price_limits(need: ShoppingNeed, turn: Turn) -> tuple[int | None, int | None]:
    """Minor units: the message's price if it names one, else the shopper's budget; below what has to be cheaper."""
    low, high = _stated_limits(need, turn)
    ceilings = [limit for limit in (high, need.cheaper_than) if limit is not None]
    return low, min(ceilings, default=None)


def _stated_limits(need: ShoppingNeed, turn: Turn) -> tuple[int | None, int | None]:
    price = need.price
    if price.about is not None:
        low, high = round(price.about * (1 - ABOUT_TOLERANCE)), round(price.about * (1 + ABOUT_TOLERANCE))
        return (price.min if price.min is not None else low), (price.max if price.max is not None else high)
    budget = turn.profile.budget
    if price == PriceWish() and budget:
        return (budget.min.amount if budget.min else None), (budget.max.amount if budget.max else None)
    return price.min, price.max


def relaxations(need: ShoppingNeed, turn: Turn) -> Iterator[tuple[ProductFilter, tuple[str, ...]]]:
    """The conditions, then fewer of them, each with the names of what was dropped so far.

    Exclusions and dislikes are never dropped: a shopper who says "no wool" is not shown wool.
    """
    where = conditions(need, turn)
    yield where, ()
    dropped: list[str] = []
    low, high = _stated_limits(need, turn)
    softer: tuple[tuple[str, dict[str, object]], ...] = (
        ("rating", {"rating_min": None}),
        ("in_stock", {"in_stock": False}),
        ("price", {"price_min": low, "price_max": high}),  # no longer cheaper than what was shown
        ("price", {"price_min": None, "price_max": None}),
        ("brands", {"brands": ()}),
    )
    for name, update in softer:
        looser = where.model_copy(update=update)
        if looser != where:
            where = looser
            dropped = list(dict.fromkeys([*dropped, name]))
            yield where, tuple(dropped)
