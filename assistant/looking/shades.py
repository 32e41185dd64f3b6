"""Which named colours are shades of a basic one: who asks for blue is content with navy."""

from collections.abc import Sequence

from catalog.product_words import stems_of

_SHADES = {
    "blue": "navy petrol cobalt ink indigo azure denim royal marine midnight harbour sapphire",
    "green": "olive moss sage forest fern khaki emerald mint bottle pine lichen",
    "red": "berry burgundy maroon brick crimson scarlet cherry ruby",
    "grey": "graphite charcoal slate ash gunmetal pewter anthracite silver",
    "gray": "graphite charcoal slate ash gunmetal pewter anthracite silver",
    "brown": "peat chestnut walnut mocha chocolate bracken umber tan",
    "white": "ivory chalk cream oatmeal ecru",
    "yellow": "mustard marigold lemon ochre saffron",
    "purple": "plum aubergine violet lilac lavender heather",
    "pink": "rose blush coral fuchsia",
    "orange": "rust tangerine apricot amber",
    "beige": "sand oatmeal ecru stone",
}
_BY_COLOUR = {colour: frozenset(shades.split()) for colour, shades in _SHADES.items()}


def colour_asked(values: Sequence[str]) -> str:
    """The basic colour that wanted labels share ("blue" of Blue, Harbour Blue and Slate Blue); empty if none."""
    shared = frozenset.intersection(*map(stems_of, values)) if values else frozenset[str]()
    return next((one for one in shared if one in _BY_COLOUR), "") if len(shared) == 1 else ""


def is_shade(label: str, colour: str) -> bool:
    """Whether a label names a shade of a basic colour."""
    return bool(stems_of(label) & _BY_COLOUR.get(colour, frozenset()))
