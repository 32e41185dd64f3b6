"""How shoppers speak of their cart."""

from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.utterance import Utterance

#: Says where something is: "the jacket in my basket".
IN_THE_CART = PhraseTable(
    {
        "cart": """
            that/which/_ is/are/_ already/_ in/inside/into/from my/the shopping/_ cart/basket/trolley/bag
            that/which i already/_ have in my shopping/_ cart/basket/trolley/bag, i have in my cart/basket"""
    }
)
_CART_AT_ALL = PhraseTable(
    {"cart": "in/inside/into/to/from/out~of my/the/your shopping/_ cart/basket/trolley, my/the shopping bag"}
)


def speaks_of_the_cart(utterance: Utterance) -> bool:
    """Whether something is in the cart, or is to go there: "what's in my cart?", "put it in the basket"."""
    return any(True for _ in _CART_AT_ALL.find_anywhere(utterance))
