"""For how many people a thing is looked for, and for how many it is made: tents, tables, teapots."""

import re
from functools import lru_cache

from assistant.understanding.lexicon import NUMBER_WORDS
from catalog.product import Product

_N = rf"(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
_PEOPLE = r"(?:people|persons?|adults?|men|man|guests?|of us|campers?)"
_SAID = [
    re.compile(rf"\b{pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_N}[- ]?(?:{_PEOPLE}|berth|seater)\b",
        rf"sleep(?:s|ing)? (?:up to )?{_N}\b",
        rf"(?:family|party|group|household) of {_N}\b",
        rf"seats {_N}\b",
        # "For two" ends what is said; "for two weeks" goes on.
        rf"for ({'|'.join(NUMBER_WORDS)})(?= (?:under|below|around|about|with|in|on)\b|[,.;?!]|$)",
    )
]
_FIGURES = frozenset(
    """sleeps people person persons seats serves berths occupancy capacity_persons capacity_people number_of_people
    number_of_persons sleeping_capacity seating_capacity""".split()
)
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=1_024)
def party_size(text: str) -> int | None:
    """How many people the words speak of: "for two people", "2-person", "a family of four"; None if of none."""
    found = next((match for pattern in _SAID if (match := pattern.search(text))), None)
    if found is None:
        return None
    said = found[1].casefold()
    return int(said) if said.isdecimal() else NUMBER_WORDS[said]


def made_for(product: Product) -> int | None:
    """How many people it is made for, as a figure of its record or its title says; None where neither does."""
    name = places_stated(product)
    if name is None:
        return party_size(product.title)
    value = product.attributes[name]
    numbers = _NUMBER.findall(" ".join(value) if isinstance(value, tuple) else str(value))
    return int(numbers[-1]) if numbers else None


def places_stated(product: Product) -> str | None:
    """The name of the record's figure that says for how many people it is made; None if none does."""
    named = (name for name, value in product.attributes.items() if not isinstance(value, bool))
    return next((name for name in named if name.casefold() in _FIGURES), None)


def misfit(product: Product, size: int) -> int:
    """0 for what is made for so many people or one more, 1 for what is larger or does not say, more for too few."""
    places = made_for(product)
    if places is None:
        return 1
    return 1 + size - places if places < size else int(places > size + 1)
