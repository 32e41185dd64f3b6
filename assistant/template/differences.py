"""How one product differs from another, in figures both of them state."""

from collections.abc import Iterator

from assistant.template.attribute_words import attribute_text, number
from assistant.template.worded_fact import fact_of
from catalog.money import Money
from catalog.product import Product

#: Smaller differences of a mean rating are noise.
RATING_MATTERS = 0.3
N_RATINGS_MATTER = 5
#: A mug that holds a hundredth of a litre more holds the same.
AMOUNT_MATTERS = 0.05
#: Nobody feels a tenth more weight.
WEIGHT_MATTERS = 0.1
_WEIGHTS = ("weight_g", "weight_kg")
_COLD = ("warm_to_c", "comfort_temp_c", "limit_temp_c")
_MORE_IS = {
    "capacity_l": ("holds", "more", "less"),
    "capacity_ml": ("holds", "more", "less"),
    "burn_time_h": ("runs", "longer", "less"),
    "battery_life_h": ("runs", "longer", "less"),
    "sleeps": ("sleeps", "more", "fewer"),
    "lumens": ("gives", "more", "less"),
}


def differences(product: Product, other: Product, *, across_kinds: bool = True) -> list[str]:
    """What to say of `product` beside `other`, as predicates ("costs £10.00 more"), the weightiest first.

    Without `across_kinds`, measures are compared only within a category: a knife is not a lighter mug.
    """
    is_comparable = across_kinds or product.category == other.category
    return [
        *_price(product, other),
        *(_measures(product, other) if is_comparable else ()),
        *_rating(product, other),
        *(_yes_and_no(product, other) if is_comparable else ()),
        *_stock(product, other),
    ]


def _measures(product: Product, other: Product) -> Iterator[str]:
    yield from _weight(product, other)
    yield from _cold(product, other)
    yield from _amounts(product, other)


def _price(product: Product, other: Product) -> Iterator[str]:
    if not product.price or not other.price or product.price.currency != other.price.currency:
        return
    gap = product.price.amount - other.price.amount
    if gap == 0:
        yield "costs the same"
    else:
        money = Money(amount=abs(gap), currency=product.price.currency)
        yield f"costs {money} {'more' if gap > 0 else 'less'}"


def _weight(product: Product, other: Product) -> Iterator[str]:
    for key, gap in _gaps(product, other, _WEIGHTS):
        if abs(gap) < WEIGHT_MATTERS * abs(float(other.attributes[key])):  # type: ignore[arg-type]
            return
        yield f"weighs {attribute_text(key, abs(gap))} {'more' if gap > 0 else 'less'}"
        return


def _cold(product: Product, other: Product) -> Iterator[str]:
    for key, gap in _gaps(product, other, _COLD):
        mine, theirs = (attribute_text(key, value) for value in (product.attributes[key], other.attributes[key]))
        yield f"is rated for {'colder' if gap < 0 else 'milder'} weather ({mine} against {theirs})"
        return


def _amounts(product: Product, other: Product) -> Iterator[str]:
    for key, gap in _gaps(product, other, tuple(_MORE_IS)):
        if abs(gap) < AMOUNT_MATTERS * abs(float(product.attributes[key])):  # type: ignore[arg-type]
            continue
        verb, more, less = _MORE_IS[key]
        if key == "lumens":
            yield f"gives {number(abs(gap))} lumens {more if gap > 0 else less}"
        else:
            yield f"{verb} {attribute_text(key, abs(gap))} {more if gap > 0 else less}"


def _rating(product: Product, other: Product) -> Iterator[str]:
    mine, theirs = product.rating, other.rating
    if not mine or not theirs or min(mine.count or 0, theirs.count or 0) < N_RATINGS_MATTER:
        return
    gap = round(mine.out_of_five - theirs.out_of_five, 2)
    if abs(gap) >= RATING_MATTERS:
        better = "higher" if gap > 0 else "lower"
        yield f"is rated {better} ({mine.out_of_five:.1f} against {theirs.out_of_five:.1f})"


def _yes_and_no(product: Product, other: Product) -> Iterator[str]:
    for key, value in product.attributes.items():
        theirs = other.attributes.get(key)
        if isinstance(value, bool) and isinstance(theirs, bool) and value != theirs:
            yield fact_of(key, value).clause


def _stock(product: Product, other: Product) -> Iterator[str]:
    if product.in_stock != other.in_stock:
        yield "is in stock" if product.in_stock else "is out of stock"


def _gaps(product: Product, other: Product, keys: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    for key in keys:
        mine, theirs = product.attributes.get(key), other.attributes.get(key)
        if _is_number(mine) and _is_number(theirs) and mine != theirs:
            yield key, round(float(mine) - float(theirs), 6)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
