"""Whether a product is the one a case names, and whether the facts of its record are those a case wants."""

from collections.abc import Iterable, Iterator

from assistant.evaluation.expectation import AttributeWish, CardCondition
from catalog.product import AttributeValue, Product
from catalog.product_words import all_stems, record_stems, stems_of


def is_named(product: Product, name: str) -> bool:
    """Whether `name` is its id, or all words of `name` stand in its title."""
    return product.id == name or stems_of(name) <= stems_of(product.title)


def missing(names: Iterable[str], products: Iterable[Product]) -> list[str]:
    """The names that no product bears."""
    known = list(products)
    return [name for name in names if not any(is_named(product, name) for product in known)]


def misses(product: Product, wanted: CardCondition) -> list[str]:
    """What of a condition does not hold of a product, in a few words each; empty if all of it holds."""
    return [fault for check in (_category, _offer, _state, _attributes, _words) for fault in check(product, wanted)]


def _category(product: Product, wanted: CardCondition) -> Iterator[str]:
    if wanted.category is not None:
        paths = [category.value for category in product.categories]
        parts = {part.strip().casefold() for path in paths for part in (path, *path.split(">"))}
        if wanted.category.casefold() not in parts:
            yield f"is in {product.category!r}, not in {wanted.category!r}"
    if wanted.brand is not None and (product.brand or "").casefold() != wanted.brand.casefold():
        yield f"is by {product.brand!r}, not by {wanted.brand!r}"


def _offer(product: Product, wanted: CardCondition) -> Iterator[str]:
    price = product.price.amount if product.price else None
    if wanted.price_max is not None and (price is None or price > wanted.price_max):
        yield f"costs {product.price}, more than {wanted.price_max / 100:.2f}"
    if wanted.price_min is not None and (price is None or price < wanted.price_min):
        yield f"costs {product.price}, less than {wanted.price_min / 100:.2f}"


def _state(product: Product, wanted: CardCondition) -> Iterator[str]:
    if wanted.in_stock is not None and product.in_stock != wanted.in_stock:
        yield "is in stock" if product.in_stock else "is out of stock"
    if wanted.on_sale is not None and (product.list_price is not None) != wanted.on_sale:
        yield "is not reduced" if wanted.on_sale else "is reduced"
    if wanted.rating_min is not None and (not product.rating or product.rating.out_of_five < wanted.rating_min):
        yield f"is rated {product.rating.value if product.rating else 'by nobody'}, not {wanted.rating_min} or more"
    for option, label in wanted.available.items():
        if not _is_available(product, option, label):
            yield f"has no {option} {label} in stock"


def _is_available(product: Product, option: str, label: str) -> bool:
    wanted = (option.casefold(), label.casefold())
    return any(
        variant.availability.available
        and any((one.name.casefold(), one.label.casefold()) == wanted for one in variant.options)
        for variant in product.variants
    )


def _attributes(product: Product, wanted: CardCondition) -> Iterator[str]:
    for name, value in wanted.attributes.items():
        stated = product.attributes.get(name)
        if not _equals(stated, value):
            yield f"has {name} {stated!r}, not {value!r}"
    for name, limit in wanted.attribute_max.items():
        if not (_number(product, name) is not None and (_number(product, name) or 0) <= limit):
            yield f"has {name} {product.attributes.get(name)!r}, not {limit:g} or less"
    for name, limit in wanted.attribute_min.items():
        if not (_number(product, name) is not None and (_number(product, name) or 0) >= limit):
            yield f"has {name} {product.attributes.get(name)!r}, not {limit:g} or more"


def _equals(stated: AttributeValue | None, wanted: AttributeWish) -> bool:
    if isinstance(wanted, str):
        values = stated if isinstance(stated, tuple) else (str(stated),)
        return any(stems_of(wanted) <= stems_of(value) for value in values)
    return type(stated) is not bool and stated == wanted if type(wanted) is not bool else stated is wanted


def _number(product: Product, name: str) -> float | None:
    value = product.attributes.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _words(product: Product, wanted: CardCondition) -> Iterator[str]:
    title = stems_of(product.title)
    if wanted.title_has and not any(stems_of(word) <= title for word in wanted.title_has):
        yield f"has none of {', '.join(wanted.title_has)} in its title"
    for word in wanted.title_lacks:
        if stems_of(word) <= title:
            yield f"has {word!r} in its title"
    if wanted.record_has and not any(stems_of(word) <= all_stems(product) for word in wanted.record_has):
        yield f"has none of {', '.join(wanted.record_has)} in its record"
    for word in wanted.record_lacks:
        if stems_of(word) <= record_stems(product):
            yield f"has {word!r} among its facts"
