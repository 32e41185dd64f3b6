"""The shoppers as whom a visitor may look at the shop."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PastOrder:
    """What was bought on a day: product id → how many."""

    on: date
    quantities: dict[str, int]


@dataclass(frozen=True, slots=True)
class Shopper:
    """One of them.

    Attributes:
        key: names them in the page and in the browser's storage.
        name: what they do, in a few words; nobody's name.
        about: what the shop knows of them, in a sentence.
        anonymous_id: of the browser that they come with; None for a new one.
        preferences: what they say they like; the chat is told.
        orders: what they bought, newest first.
    """

    key: str
    name: str
    about: str
    anonymous_id: str | None = None
    preferences: tuple[str, ...] = ()
    orders: tuple[PastOrder, ...] = ()


NEWCOMER = Shopper("new-here", "New here", "Nothing is known: what everybody likes, and what this visit tells.")
