"""What a statement is called: the id that its repetition and its contradiction share, and the words that mean it."""

import hashlib
from collections.abc import Iterable

from catalog.product_words import stems_of
from shoppers.profile import ShopperProfile
from shoppers.statement import Statement

#: The word of `forget` that means all of it.
EVERYTHING = "*"
_DEFAULT_SIZE = "size"


def word_key(words: str) -> str:
    """Words as they are compared: `Wool Socks`, `wool socks` and `wool sock` are the same."""
    return " ".join(sorted(stems_of(words))) or words.casefold().strip()


def size_name(statement: Statement) -> str:
    """What a size is a size of."""
    return statement.name or _DEFAULT_SIZE


def entry_id_of(statement: Statement) -> str:
    """The same for a statement, its repetition and its contradiction; different for everything else.

    Liking and dislike of the same words contradict each other, and so do two sizes of one thing, and two budgets.
    """
    match statement.kind:
        case "preference" | "dislike":
            parts = ("liking", word_key(statement.value))
        case "size":
            parts = ("size", word_key(size_name(statement)))
        case "budget":
            parts = ("budget", word_key(statement.name))
        case "recipient":
            parts = ("recipient", f"{word_key(statement.name)}\x00{word_key(statement.value)}")
    return f"e_{hashlib.blake2b(chr(0).join(parts).encode(), digest_size=8).hexdigest()}"


def is_meant(statement: Statement, words: Iterable[str]) -> bool:
    """Whether one of `words` ("wool", "shoe size", "budget", `*`) means the statement."""
    own = stems_of(f"{statement.kind} {statement.name} {statement.value}")
    return any(one.strip() == EVERYTHING or (stems_of(one) and stems_of(one) <= own) for one in words)


def without(profile: ShopperProfile, words: Iterable[str]) -> ShopperProfile:
    """A profile without what `words` mean."""
    meant = tuple(words)
    if not meant:
        return profile
    sizes = {name: value for name, value in profile.sizes.items() if not _means("size", name, value, meant)}
    return ShopperProfile(
        preferences=tuple(value for value in profile.preferences if not _means("preference", "", value, meant)),
        dislikes=tuple(value for value in profile.dislikes if not _means("dislike", "", value, meant)),
        sizes=sizes,
        budget=None if is_meant(Statement(kind="budget"), meant) else profile.budget,
    )


def _means(kind: str, name: str, value: str, words: tuple[str, ...]) -> bool:
    return is_meant(Statement.model_validate({"kind": kind, "name": name, "value": value}), words)
