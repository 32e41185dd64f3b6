"""Whether a product can be had in the shopper's own size."""

import re
from collections.abc import Mapping

from catalog.product import Product
from catalog.product_words import record_stems, stems_of

_LETTERS = re.compile(r"(?:x{0,4}|\d)[sml]|x{1,4}l", re.IGNORECASE)
#: What may stand before a number that was said alone; "UK 9 Kids" is nobody's "UK 9".
_SYSTEMS = frozenset({"uk", "eu", "us", "fr", "it", "de", "jp"})
_NUMBER = re.compile(r"\D*\d+(?:[.,]5|½)?\D*")


def own_size(product: Product, sizes: Mapping[str, str]) -> float:
    """1 if a stated size can be had now; -1 if it is sold out, or others of its system are made and it is not; else 0.

    Args:
        product: whose variants have options.
        sizes: what it is a size of → size, as stated: `{"shoe": "UK 9"}`.
    """
    made = {(o.label, variant.availability.available) for variant in product.variants for o in variant.options}
    if not (made and sizes):
        return 0.0
    stems = {"size", *record_stems(product)}
    own = [is_there for label, is_there in made for kind, size in sizes.items() if _is(label, size, kind, stems)]
    if own:
        return 1.0 if any(own) else -1.0
    others = any(_is_beside(label, size, kind, stems) for label, _ in made for kind, size in sizes.items())
    return -1.0 if others else 0.0


def _is(label: str, size: str, kind: str, stems: set[str]) -> bool:
    """The label itself; "EU 42" for "42" too, if that is a size of this kind of product, or of no particular kind."""
    if label.casefold() == size.casefold():
        return True
    wanted, offered = stems_of(size), stems_of(label)
    return wanted <= offered and offered - wanted <= _SYSTEMS and bool(wanted and stems_of(kind) & stems)


def _is_beside(label: str, size: str, kind: str, stems: set[str]) -> bool:
    """Whether the label is another size of the same system. Bare numbers may be waists: of its kind only."""
    system = _system(size)
    return system is not None and system == _system(label) and (bool(system) or bool(stems_of(kind) & stems))


def _system(label: str) -> str | None:
    """`uk` of "UK 9", `letters` of "XL", nothing of a bare number; None for what is no size."""
    words = label.casefold().strip()
    if _LETTERS.fullmatch(words):
        return "letters"
    return re.sub(r"[\d.,½\s]+", "", words) if _NUMBER.fullmatch(words) else None
