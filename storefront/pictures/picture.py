"""Draws a product: the same picture for the same record and colour, always."""

import hashlib
from dataclasses import dataclass

from catalog.product import Product
from storefront.pictures.colours import QUIET, accent_beside, colour_named, lightness, mixed, pattern_named
from storefront.pictures.kinds import looks_of
from storefront.pictures.silhouettes import filled

_COLOUR_OPTIONS = (
    "colour", "color", "finish", "glaze", "leather", "fabric", "felt", "stain", "canvas", "palette", "pattern",
    "stripe", "print", "border", "sling", "frame", "lens",
)  # fmt: skip
_LIGHT_TILE, _DIM_TILE = "#efede6", "#d7d9d2"


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour that can be chosen: its label in the catalog, and how it looks."""

    option: str
    label: str
    colour: str


def swatches(product: Product) -> tuple[Swatch, ...]:
    """The colours a product comes in, as far as their names say, in the catalog's order."""
    return tuple(
        Swatch(option.name, value.label, colour)
        for option in product.options
        if option.name.casefold() in _COLOUR_OPTIONS
        for value in option.values
        if (colour := colour_named(value.label))
    )


def draw(product: Product, colour_label: str | None = None) -> str:
    """An SVG of 400 × 400.

    Args:
        product: what to draw.
        colour_label: one of the labels of its colours; any other text gives the colour that can be had first.
    """
    chance = _chance(product.id)
    label = _label(product, colour_label)
    main = (colour_named(label) if label else None) or _colour_of_material(product) or QUIET[chance % len(QUIET)]
    looks = looks_of(product)
    parts = looks[chance // 8 % len(looks)]
    pattern = pattern_named(label or "")
    tones = _tones(main, chance) | ({"main": "url(#weave)"} if pattern else {})
    body = "".join(filled(part, tones) for part in parts)
    turned = chance // 64 % 2 and not {"front-light", "torch", "penlight", "key-tool"} & set(parts)
    place = ' transform="translate(400 0) scale(-1 1)"' if turned else ""
    tile = _DIM_TILE if lightness(main) > 0.72 else _LIGHT_TILE
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">'
        f"{_weave(pattern, main, chance)}"
        f'<rect width="400" height="400" fill="{tile}"/>'
        f'<ellipse cx="200" cy="344" rx="132" ry="13" fill="{mixed(tile, "#2f3338", 0.14)}"/>'
        f"<g{place}>{body}</g></svg>"
    )


def _label(product: Product, wanted: str | None) -> str | None:
    """The colour's label: the wanted one if there is such, else of the first variant that can be had."""
    offered = [swatch.label for swatch in swatches(product)]
    if wanted in offered:
        return wanted
    in_stock = [variant for variant in product.variants if variant.availability.available] or list(product.variants)
    worn = [one.label for variant in in_stock for one in variant.options if one.label in offered]
    return next(iter(worn or offered), None)


def _colour_of_material(product: Product) -> str | None:
    material = product.attributes.get("material")
    told = ", ".join(material) if isinstance(material, tuple) else str(material or "")
    first = told.split(" with ")[0].split(",")[0].split(" and ")[0]
    return colour_named(first) or colour_named(product.title)


def _tones(main: str, chance: int) -> dict[str, str]:
    is_dark = lightness(main) < 0.3
    return {
        "main": main,
        "dark": mixed(main, "#14171c", 0.34 if is_dark else 0.22),
        "deep": mixed(main, "#14171c", 0.62 if is_dark else 0.45),
        "light": mixed(main, "#ffffff", 0.28 if is_dark else 0.45),
        "accent": accent_beside(main, chance // 512),
    }


def _weave(pattern: str | None, main: str, chance: int) -> str:
    """Stripes or checks over the colour, for names that tell of them."""
    if pattern is None:
        return ""
    other = "#f0ece2" if lightness(main) < 0.72 else accent_beside(main, chance)
    lines = f'<rect width="34" height="34" fill="{main}"/><rect width="34" height="13" fill="{other}" opacity=".8"/>'
    if pattern == "check":
        lines += f'<rect width="13" height="34" fill="{other}" opacity=".55"/>'
    return f'<defs><pattern id="weave" width="34" height="34" patternUnits="userSpaceOnUse">{lines}</pattern></defs>'


def _chance(product_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(product_id.encode("utf-8", "replace"), digest_size=6).digest())
