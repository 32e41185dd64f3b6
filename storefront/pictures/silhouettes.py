"""The silhouettes of `sheets/*.svg`: shapes whose colours are names, to be filled in for a product."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

_SHEETS = Path(__file__).with_name("sheets")
_SVG = "{http://www.w3.org/2000/svg}"
_CLASS = re.compile(r'class="(l-)?([a-z-]+)"')
#: Colours that are the same in every picture.
_FIXED: Mapping[str, str] = {
    "ink": "#2f3338", "metal": "#9ba3a9", "silver": "#c9cfd3", "wood": "#c1945c", "wood-dark": "#94693d",
    "white": "#fbfaf7", "cream": "#ece1c9", "pale": "#f4efe4", "muted": "#9aa09b", "stone": "#8c8f8d",
    "sole": "#33363a", "glow": "#f6d66b", "beam": "#f9e7a4", "flame": "#e88a2c", "red": "#c23a33",
    "red-pale": "#f08b7c", "red-glow": "#e0443a", "brass": "#cfab55", "brass-dark": "#a5823a", "glass": "#cfe0e2",
    "water": "#86b7c9", "coffee": "#5b3c2a", "leaf": "#74985a", "leaf-dark": "#557a44", "terracotta": "#c06a49",
    "seed": "#b98f52", "panel": "#2d4468", "handle": "#7c5435", "tile": "#e6e3da",
}  # fmt: skip


@cache
def silhouettes() -> Mapping[str, str]:
    """Name → markup whose classes are names of colours (`main`, `dark`, `l-accent` for a line)."""
    found: dict[str, str] = {}
    for sheet in sorted(_SHEETS.glob("*.svg")):
        for group in fromstring(sheet.read_text(encoding="utf-8")):
            found[group.attrib["id"]] = "".join(_plain(child) for child in group)
    return found


def _plain(element: Element) -> str:
    for one in element.iter():
        one.tag = one.tag.removeprefix(_SVG)
    return tostring(element, encoding="unicode").strip()


def filled(name: str, colours: Mapping[str, str]) -> str:
    """A silhouette in these colours; `colours` tells at least `main`, `dark`, `deep`, `light` and `accent`."""

    def attribute(match: re.Match[str]) -> str:
        colour = colours.get(match[2]) or _FIXED[match[2]]
        if not match[1]:
            return f'fill="{colour}"'
        return f'fill="none" stroke="{colour}" stroke-linecap="round" stroke-linejoin="round"'

    return _CLASS.sub(attribute, silhouettes()[name])
