"""A product as its page offers it: what can be chosen, and what each choice costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.money import minor_digits
from catalog.product import AttributeValue, Product, Variant
from storefront.pictures.picture import Swatch, swatches

STOCK_WORDS = {
    "in_stock": "In stock",
    "backorder": "On back order",
    "preorder": "To pre-order",
    "out_of_stock": "Sold out",
    "discontinued": "No longer made",
}
#: Ends of attributes' names → the unit to write behind the figure.
_UNITS = {
    "_g_per_m2": "g/m²", "_kg": "kg", "_g": "g", "_l": "l", "_cm": "cm", "_mm": "mm", "_ml": "ml", "_c": "°C",
    "_h": "h", "_w": "W", "_lm": "lm", "_min": "min", "_percent": "%", "_bar": "bar",
    "_mah": "mAh", "_m": "m", "_k": "K",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an option; `colour` where its name is one."""

    label: str
    colour: str | None
    is_chosen: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page shows beside the product's record.

    Attributes:
        chosen: the variant that is shown first: one that can be had, if any.
        choices: option → its values.
        facts: names and values to read.
    """

    product: Product
    chosen: Variant
    choices: dict[str, tuple[Choice, ...]]
    facts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, product: Product, variant_id: str | None = None) -> "Offer":
        """The offer of a product; with `variant_id`, that variant is shown first."""
        asked = (variant for variant in product.variants if variant.id == variant_id)
        in_stock = (variant for variant in product.variants if variant.availability.available)
        chosen = next(asked, None) or next(in_stock, product.variants[0])
        return cls(product, chosen, dict(_choices(product, chosen)), tuple(_facts(product)))

    @property
    def colour(self) -> str | None:
        """The label of the colour that is shown first."""
        labels = {swatch.label for swatch in swatches(self.product)}
        return next((one.label for one in self.chosen.options if one.label in labels), None)


def major_units(amount_minor: int, currency: str) -> float:
    """An amount as analytics count it: `24.0` for 2400 pence."""
    digits = minor_digits(currency)
    return float(round(amount_minor / 10**digits, digits))


def _choices(product: Product, chosen: Variant) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    known: dict[str, Swatch] = {swatch.label: swatch for swatch in swatches(product)}
    picked = {one.name: one.label for one in chosen.options}
    there = {
        (one.name, one.label)
        for variant in product.variants
        if variant.availability.available
        for one in variant.options
    }
    for option in product.options:
        labels = dict.fromkeys(value.label for value in option.values)
        if len(labels) and any(one.name == option.name for variant in product.variants for one in variant.options):
            yield (
                option.name,
                tuple(
                    Choice(
                        label,
                        known[label].colour if label in known and known[label].option == option.name else None,
                        picked.get(option.name) == label,
                        (option.name, label) in there,
                    )
                    for label in labels
                ),
            )


def _facts(product: Product) -> Iterator[tuple[str, str]]:
    for name, value in product.attributes.items():
        unit = next((unit for end, unit in _UNITS.items() if name.endswith(end) and not isinstance(value, bool)), "")
        plain = name.removesuffix(next((end for end in _UNITS if name.endswith(end)), "")) if unit else name
        yield plain.replace("_", " ").capitalize(), f"{_text(value)} {unit}".strip()


def _text(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else f"{value:,}" if isinstance(value, int) else str(value)
