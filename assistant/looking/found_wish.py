"""One of several wishes in a message, and what was found for it."""

from dataclasses import dataclass

from assistant.need import ShoppingNeed


@dataclass(frozen=True, slots=True)
class FoundWish:
    """What was found for one part of a need.

    Attributes:
        label: the part in the shopper's words: "boots".
        need: the part, with the conditions that all parts share.
        product_ids: best first; the first is the one that the combination takes.
        n_matching: products of the whole catalog that pass its conditions.
        relaxed: conditions that had to be dropped for this part.
        is_weak: nothing fits its words well.
        before: id of what was taken for it before, where something cheaper than that is asked for.
    """

    label: str
    need: ShoppingNeed
    product_ids: tuple[str, ...] = ()
    n_matching: int = 0
    relaxed: tuple[str, ...] = ()
    is_weak: bool = False
    before: str = ""
