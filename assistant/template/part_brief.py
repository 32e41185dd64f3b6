"""The brief as it reads for one product: of several wishes, the one that the product was found for."""

from dataclasses import replace

from assistant.brief import TurnBrief
from assistant.looking.several_finder import wish_of
from assistant.need import PriceWish
from catalog.product import Product


def brief_for(product: Product, brief: TurnBrief) -> TurnBrief:
    """The brief with the part's need; what all parts may cost together is no limit for one of them."""
    wish = wish_of(product.id, brief.wishes)
    if wish is None:
        return brief
    need = wish.need
    part = next((p for w, p in zip(brief.wishes, brief.need.parts, strict=False) if w is wish), need)
    own = part.price if part.price.is_stated else brief.need.price
    is_for_all = own.max == brief.need.together_max
    price = PriceWish(min=own.min, max=None if is_for_all else own.max, about=own.about)
    relaxed = tuple(name for name in wish.relaxed if name != "price" or price.is_stated)
    return replace(brief, need=need.model_copy(update={"price": price}), relaxed=relaxed, is_weak=wish.is_weak)
