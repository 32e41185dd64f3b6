"""Finds sizes told by how they compare: "the smaller bottle", "in the small size", "die größere Variante"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

_THING = (
    r"(?:sizes?|one|version|length|width|model|option|format|variant|capacity|cut|pack|set|bottle|flask|pot|pan|bag|tent|mat|rug"
    r"|mug|bowl|throw|blanket|cushion|pillow|lamp|lantern|jar|tin|box|basket|towel|knife|saw"
    r"|größe|version|variante|ausführung|länge|modell|flasche|topf|pfanne|tasche|rucksack|zelt|matte|teppich|becher"
    r"|talla|tamaño|versión|modelo|botella|taille|modèle|bouteille)"
)
_SMALL = (
    r"small(?:er|est)?|short(?:er|est)?|narrow(?:er|est)?|thinn(?:er|est)|(?:klein|kürz|schmal|dünn)(?:er|st)?e[nrsm]?"
    r"|kurze[nrsm]?|petite?|courte?"
)
_LARGE = (
    r"larg(?:e|er|est)|big(?:ger|gest)?|long(?:er|est)?|wid(?:e|er|est)|thick(?:er|est)?|taller|tallest"
    r"|(?:groß|größ|läng|lang|breit|dick)(?:er|t|st)?e[nrsm]?|grande?"
)
_SMALL_BEHIND = r"(?:más )?(?:pequeñ[oa]|cort[oa])|(?:plus )?petite?|(?:plus )?courte?"
_LARGE_BEHIND = r"(?:más )?(?:grande|larg[oa])|(?:plus )?longue?"
_RELATIVE = re.compile(
    rf"\b(?:the\s+)?(?:(?P<small>{_SMALL})|(?P<large>{_LARGE}))\s+{_THING}\b"
    rf"|\b{_THING}\s+(?:(?P<little>{_SMALL_BEHIND})|(?P<great>{_LARGE_BEHIND}))\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(r"est\b|ste[nrsm]?\b|größte|kürzeste", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def sizes_told(text: str, options: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Option, value and place of each: of two sizes either, of more the first and the last by a superlative."""
    for match in _RELATIVE.finditer(text) if options else ():
        is_small, is_most = bool(match["small"] or match["little"]), _SUPERLATIVE.search(match[0]) is not None
        if is_most and match[0].lower().endswith(" one"):
            continue  # "the thickest one" is of several products
        for option, values in options.items():
            if len(values) == 2 or (len(values) > 1 and is_most):
                ordered = _ordered(values)
                if ordered:
                    yield option, ordered[0 if is_small else -1], match.span()


def _ordered(values: Sequence[str]) -> list[str]:
    """From the smallest to the largest; empty where they are no sizes in figures."""
    sizes = [(Decimal(number[0]), value) for value in values if (number := _NUMBER.search(value))]
    return [value for _, value in sorted(sizes)] if len(sizes) == len(values) else []
