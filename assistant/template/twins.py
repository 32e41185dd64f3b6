"""What to call products whose names read alike in prose: the second of them is told by what sets it apart."""

from collections.abc import Iterable, Sequence

from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import is_plural, joined, short_title, the
from catalog.product import Product

MAX_WORDS = 3
MAX_WORD_CHARACTERS = 16
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def names_of(products: Sequence[Product]) -> list[str]:
    """A name for each product, in order; a long name is not said twice.

    The first of several alike keeps its name, the next is "another one like it (red)".
    """
    names: list[str] = []
    for place, product in enumerate(products):
        twin = _first_twin(product, products[:place])
        if twin is None:
            names.append(the(product))
            continue
        like = "others like them" if is_plural(product) else "another one like it"
        apart = set_apart(product, twin)
        names.append(f"{like} ({apart})" if apart else like)
    return names


def with_figure(name: str, figure: str) -> str:
    """`the **Windline** (£89.00)`, `another one like it (red, £89.00)`; the name alone without a figure."""
    if not figure:
        return name
    return f"{name[:-1]}, {figure})" if name.endswith(")") else f"{name} ({figure})"


def later_names_of(products: Sequence[Product]) -> list[str]:
    """Names for a second mention: those that read alike become "the first one", "the second one"."""
    return [
        f"the {_ORDINALS[min(place, len(_ORDINALS) - 1)]} one" if _has_twin(product, products) else the(product)
        for place, product in enumerate(products)
    ]


def set_apart(product: Product, twin: Product) -> str:
    """The words that only this one of two has: brand, options, then what its title says more; may be empty."""
    brand = product.brand if product.brand and product.brand != twin.brand else ""
    theirs = {word.casefold() for word in (*_words(twin.title), *_labels(twin))}
    words = [word for word in (*_labels(product), *_words(product.title)) if word.casefold() not in theirs]
    told = [word for word in dict.fromkeys([brand, *words]) if word and _is_sayable(word)]
    return " ".join(told[:MAX_WORDS])


def joined_names(products: Sequence[Product], conjunction: str) -> str:
    """The names in a row."""
    return joined(names_of(products), conjunction)


def _first_twin(product: Product, earlier: Iterable[Product]) -> Product | None:
    return next((other for other in earlier if short_title(other) == short_title(product)), None)


def _has_twin(product: Product, products: Sequence[Product]) -> bool:
    return sum(short_title(other) == short_title(product) for other in products) > 1


def _labels(product: Product) -> list[str]:
    """The options of a product that comes in one version only: its colour, its size."""
    return [option.label for option in product.variants[0].options] if len(product.variants) == 1 else []


def _words(title: str) -> list[str]:
    return [word.strip(" ,;:()[]*.") for word in title.split()]


def _is_sayable(word: str) -> bool:
    return len(word) <= MAX_WORD_CHARACTERS and any(c.isalnum() for c in word) and is_quotable(word)
