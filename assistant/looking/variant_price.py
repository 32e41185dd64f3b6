"""What the version costs that was asked for: a boot from 90 pounds may be 110 in EU 46."""

from collections.abc import Mapping

from assistant.looking.shades import colour_asked, is_shade
from assistant.need import ShoppingNeed
from catalog.money import Money
from catalog.product import AttributeValue, Product, Variant
from catalog.product_words import stems_of


def wanted_price(product: Product, wanted: Mapping[str, tuple[str, ...]]) -> Money | None:
    """The lowest price of the versions that have the wanted options, those in stock before others.

    None if no option of the product is asked for, or none of its versions is what was asked for.
    """
    names = {option.name.casefold() for option in product.options}
    asked = {name: values for name, values in wanted.items() if name.casefold() in names}
    if not asked:
        return None
    fitting = [v for v in product.variants if v.price and all(_has(v, name, vs) for name, vs in asked.items())]
    available = [variant for variant in fitting if variant.availability.available]
    prices = [variant.price for variant in available or fitting if variant.price]
    return min(prices, key=lambda price: price.amount, default=None)


def holds_price(product: Product, need: ShoppingNeed, low: int | None, high: int | None) -> bool:
    """Whether what was asked for costs what was asked; a product without the option is judged by its lowest price."""
    price = wanted_price(product, need.attributes) or product.price
    return price is not None and (low is None or price.amount >= low) and (high is None or price.amount <= high)


def has_options(product: Product, need: ShoppingNeed) -> bool:
    """Whether a version with the options asked for can be had now; a product without such options counts as one."""
    names = {option.name.casefold() for option in product.options}
    asked = {name: values for name, values in need.attributes.items() if name.casefold() in names}
    return any(
        variant.availability.available and all(_has(variant, name, values) for name, values in asked.items())
        for variant in product.variants
    )


def n_unmet(product: Product, need: ShoppingNeed) -> int:
    """How many of the options and attributes asked for it cannot be had with, or states otherwise."""
    options = {option.name.casefold() for option in product.options}
    stated = {name: value for name, value in product.attributes.items() if name in need.attributes}
    otherwise = sum(not _states(stated[name], need.attributes[name]) for name in stated)
    asks_option = any(name.casefold() in options for name in need.attributes)
    return otherwise + (asks_option and not has_options(product, need))


def _states(value: AttributeValue, wanted: tuple[str, ...]) -> bool:
    listed = value if isinstance(value, tuple) else (str(value),)
    return bool({one.casefold() for one in listed} & {one.casefold() for one in wanted})


def _has(variant: Variant, name: str, values: tuple[str, ...]) -> bool:
    label = next((o.label for o in variant.options if o.name.casefold() == name.casefold()), "")
    is_named = any(label.casefold() == value.casefold() or stems_of(value) <= stems_of(label) for value in values)
    return is_named or is_shade(label, colour_asked(values))
