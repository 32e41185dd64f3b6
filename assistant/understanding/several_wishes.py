"""One need for each of several wishes, with what is said for all of them; and how later messages refine them."""

from collections.abc import Callable

from assistant.need import PriceWish, ShoppingNeed
from assistant.understanding.lexicon import PREPOSITIONS
from assistant.understanding.vocabulary_index import folded, singular
from assistant.understanding.wish_list import WishList

ReadAlone = Callable[[str], ShoppingNeed]


def with_parts(own: ShoppingNeed, wishes: WishList, together: int | None, read: ReadAlone) -> ShoppingNeed:
    """The need with its parts; its own fields become what holds for all of them.

    A price that only the last wish names is meant for all ("boots and a hat under 100"), and so is what the last one
    must not be; where an earlier wish has a price of its own, each keeps its own.
    """
    shared = read(wishes.shared) if wishes.shared else ShoppingNeed()
    parts = [read(text) for text in wishes.wishes]
    price = _shared_price(parts, shared.price, together)
    exclude = tuple(dict.fromkeys((*shared.exclude, *parts[-1].exclude)))
    lead = next(iter(wishes.shared.split()), "")
    return own.model_copy(
        update={
            "parts": tuple(_part(part, shared, price, exclude) for part in (_for(one, shared, lead) for one in parts)),
            "together_max": together,
            "price": price,
            "exclude": exclude,
            "brands": shared.brands,
            "categories": (),
            "attributes": shared.attributes,
        }
    )


def _shared_price(parts: list[ShoppingNeed], shared: PriceWish, together: int | None) -> PriceWish:
    *earlier, last = parts
    if not shared.is_stated and not any(part.price.is_stated for part in earlier):
        shared = last.price
    if together is None or (shared.max is not None and shared.max <= together):
        return shared
    return shared.model_copy(update={"max": together})  # no one of them may cost more than all


def _part(part: ShoppingNeed, shared: ShoppingNeed, price: PriceWish, exclude: tuple[str, ...]) -> ShoppingNeed:
    return part.model_copy(
        update={
            "kind": "find",
            "asks_presence": False,
            "price": _own_or_shared(part.price, price),
            "exclude": tuple(dict.fromkeys((*part.exclude, *exclude))),
            "in_stock": part.in_stock or shared.in_stock,
            "rating_min": part.rating_min if part.rating_min is not None else shared.rating_min,
            "attributes": {**shared.attributes, **part.attributes},
            "sort": part.sort or shared.sort,
        }
    )


def _for(part: ShoppingNeed, shared: ShoppingNeed, lead: str) -> ShoppingNeed:
    """The wish with what is said for all: "boots for norway in march", so that boots stay what is looked for."""
    said = {singular(word) for word in folded(part.text)}
    purpose = [word for word in shared.text.split() if not {singular(w) for w in folded(word)} <= said]
    joint = (lead,) if purpose and lead in PREPOSITIONS and purpose[0] not in PREPOSITIONS else ()
    return part.model_copy(update={"text": " ".join((part.text, *joint, *purpose)).strip()})


def _own_or_shared(own: PriceWish, shared: PriceWish) -> PriceWish:
    if not own.is_stated:
        return shared
    ceilings = [limit for limit in (own.max, shared.max) if limit is not None]
    return own if own.about is not None else own.model_copy(update={"max": min(ceilings, default=None)})


def within_limits(need: ShoppingNeed) -> ShoppingNeed:
    """The need with its own limits, which the conversation may have added to, in all of its parts."""
    if not need.parts:
        return need
    parts = tuple(
        part.model_copy(
            update={
                "price": part.price if part.price.is_stated else need.price,
                "exclude": tuple(dict.fromkeys((*part.exclude, *need.exclude))),
                "in_stock": part.in_stock or need.in_stock,
            }
        )
        for part in need.parts
    )
    return need.model_copy(update={"parts": parts})


def own_price(need: ShoppingNeed) -> PriceWish:
    """The price without the limit that is no more than what all wishes may cost together."""
    is_for_all = need.together_max is not None and need.price.max == need.together_max
    return need.price.model_copy(update={"max": None}) if is_for_all else need.price


def part_named(need: ShoppingNeed, head: str | None) -> ShoppingNeed | None:
    """The one wish of several that a later message names ("the boots in black"), if it names just one."""
    named = [part for part in need.parts if head and head in {singular(word) for word in folded(part.text)}]
    return named[0] if len(named) == 1 else None
