"""Which sizes, colours and other options of a product can be had now."""

import re
from collections.abc import Mapping, Sequence

from assistant.looking.shades import colour_asked, is_shade
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import joined
from catalog.product import Product, Variant
from catalog.product_words import stems_of

MAX_LISTED = 5


class OptionsInStock:
    """The option labels of a product, and which of them an available variant has."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._names = {option.name.casefold(): option.name for option in product.options}
        self._available = [variant for variant in product.variants if variant.availability.available]

    def has(self, name: str) -> bool:
        """Whether the product has an option of that name."""
        return name.casefold() in self._names

    def labels(self, name: str) -> list[str]:
        """All labels of an option that can stand in an answer, in the catalog's order."""
        options = (option for option in self._product.options if option.name.casefold() == name.casefold())
        return [value.label for option in options for value in option.values if is_quotable(value.label)]

    def in_stock(self, name: str, given: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
        """The labels of an option that can be had now, together with the labels `given` of other options."""
        others = {key: values for key, values in (given or {}).items() if key.casefold() != name.casefold()}
        labels = {_label(v, name) for v in self._available if _matches(v, others)}
        return [label for label in self.labels(name) if label.casefold() in labels]

    def judge(self, wanted: Mapping[str, tuple[str, ...]]) -> tuple[list[str], list[str]]:
        """What of the wanted labels can be had (together), and what is missed, worded."""
        mine = {key: self._own_labels(key, values) for key, values in wanted.items() if self.has(key)}
        missing = {key: values for key, values in mine.items() if not values}
        if missing:
            return [], [self._not_offered(key, wanted[key]) for key in missing]
        if not mine:
            return [], []
        text = " and ".join(joined(values[:2], "or") for values in mine.values())
        if any(_matches(variant, mine) for variant in self._available):
            return [text], []
        if not self._available:
            return [], []  # wholly out of stock is said once, for the product
        return [], [self._sold_out(text, mine)]

    def judge_size(self, size: str) -> tuple[list[str], list[str]]:
        """The shopper's own size ("EU 42") against the product's sizes."""
        if not self.has("size"):
            return [], []
        return self.judge({"Size": (size,)})

    def _own_labels(self, name: str, values: Sequence[str]) -> tuple[str, ...]:
        """The product's own labels for what was asked: "42" for "EU 42", "Navy Blue" for "blue"."""
        labels = self.labels(name)
        found = []
        for value in values:
            exact = [label for label in labels if label.casefold() == value.casefold()]
            bare = [label for label in labels if _bare(label) == _bare(value)]
            holding = [label for label in labels if stems_of(value) and stems_of(value) <= stems_of(label)]
            found += exact or bare or holding
        colour = colour_asked(tuple(values))
        return tuple(dict.fromkeys(found)) or tuple(label for label in labels if is_shade(label, colour))

    def _not_offered(self, name: str, values: tuple[str, ...]) -> str:
        listed = self.in_stock(name) or self.labels(name)
        offered = joined(listed) if len(listed) <= MAX_LISTED else f"{listed[0]} to {listed[-1]}"
        systems = {_system(label) for label in (*listed, *values)}
        if len(systems) > 1 and "" not in systems:
            return f"sized {listed[0]} to {listed[-1]} rather than {_system(values[0]).upper()}"
        return f"not in {_in_common(values)} (it comes in {offered})"

    def _sold_out(self, text: str, mine: Mapping[str, tuple[str, ...]]) -> str:
        name, _ = next(iter(mine.items()))
        left = self.in_stock(name, mine if len(mine) > 1 else None)
        if left and len(left) <= MAX_LISTED:
            return f"out of stock in {text} (only in {joined(left)} now)"
        return f"out of stock in {text}"


def _label(variant: Variant, name: str) -> str:
    return next((o.label.casefold() for o in variant.options if o.name.casefold() == name.casefold()), "")


def _matches(variant: Variant, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    return all(_label(variant, name) in {v.casefold() for v in values} for name, values in wanted.items())


def _system(label: str) -> str:
    """`EU` of `EU 42`; nothing for a label without a system."""
    first = label.casefold().split(" ", 1)[0]
    return first if first in ("eu", "uk", "us") else ""


def _in_common(values: tuple[str, ...]) -> str:
    """What the wanted labels have in common ("blue" of Blue, Harbour Blue and Slate Blue), else the first two."""
    shared = frozenset.intersection(*(stems_of(value) for value in values))
    return min(shared) if len(values) > 1 and shared else joined(values[:2], "or")


def _bare(label: str) -> str:
    """A size without its system: `EU 42` → `42`, `UK 9` → `9`; other labels as they are."""
    return re.sub(r"^(?:eu|uk|us|size)\s*", "", label.casefold())
