"""A shopper's noun in the number that a sentence needs."""

from catalog.product_words import singular

_UNCOUNTABLE = frozenset(
    """luggage clothing lighting memory storage software hardware paper ink toner stationery bedding cutlery crockery
    food audio gear""".split()
)
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def one(noun: str) -> str:
    """`tents` → `tent`; the words before the last stay."""
    words = noun.split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def many(noun: str) -> str:
    """`tent` → `tents`; what is plural already stays."""
    words = noun.split()
    if not words:
        return ""
    last = words[-1]
    if last.casefold() == "mouse":
        return " ".join([*words[:-1], f"{last[0]}ice"])
    if (
        singular(last) != last
        or last.casefold() in _UNCOUNTABLE
        or last.casefold().endswith(("wear", "equipment", "furniture", "gear", "jewellery", "jewelry"))
    ):
        return noun
    if last.endswith("fe") or last in ("shelf", "leaf", "half", "scarf", "loaf"):
        ending = f"{last.removesuffix('fe').removesuffix('f')}ves"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        ending = f"{last[:-1]}ies"
    else:
        ending = f"{last}es" if last.endswith(_SIBILANTS) else f"{last}s"
    return " ".join([*words[:-1], ending])


def counted_noun(count: int, noun: str) -> str:
    """`1 tent`, `10 tents`."""
    return f"{count:,} {one(noun) if count == 1 else many(noun)}"
