"""A message as part of its conversation: what it takes over from the search before, and what "cheaper" comes to."""

import re
from collections.abc import Iterator, Sequence

from assistant.conversation import Conversation
from assistant.need import PriceWish, ShoppingNeed
from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.reading import Reading
from assistant.understanding.refinement import (
    Turn,
    cheaper_than,
    is_new_search,
    last_search,
    merged_price,
    names,
    refine,
)
from assistant.understanding.scene import shown_products
from assistant.understanding.several_wishes import part_named, within_limits
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import folded, singular
from catalog.money import minor_digits
from catalog.product import Product

_AMOUNTS = re.compile(r"(\d{2,6})(?:-(\d{2,6}))?")
#: "42-43" are sizes.
_TOO_FAR_FOR_SIZES = 1.3
_BACK = PhraseTable(
    {
        "back": """
            go/going/get/come/move/switch/take~me back to, back to, let us return to, return to the first, revisit
            as before with, show me again""",
    }
)


def search_before(conversation: Conversation | None, utterance: Utterance) -> ShoppingNeed | None:
    """The search that this message may go on with: the latest, or the one it goes back to ("back to the tents").

    The words that go back are taken.
    """
    for start, end, _ in list(_BACK.find(utterance)):
        place = end
        while utterance.text_at(place) in ("the", "those", "my", "your", "that"):
            place += 1
        for length in (3, 2, 1):
            words = [word for i in range(place, place + length) for word in folded(utterance.text_at(i))]
            found = next(
                (need for need in _searches(conversation) if words and names(need.text, singular(words[-1]))), None
            )
            if found:
                utterance.take(start, place + length)
                return _under_the_latest_limits(found, last_search(conversation))
    return last_search(conversation)


def _under_the_latest_limits(need: ShoppingNeed, latest: ShoppingNeed | None) -> ShoppingNeed:
    """A budget and exclusions hold until they are lifted, wherever the shopper goes."""
    if latest is None:
        return need
    price = latest.price if latest.price.is_stated else need.price
    return need.model_copy(update={"price": price, "exclude": tuple(dict.fromkeys((*need.exclude, *latest.exclude)))})


def _searches(conversation: Conversation | None) -> Iterator[ShoppingNeed]:
    for message in reversed(conversation.messages if conversation else ()):
        if message.role == "user" and message.need and message.need.kind == "find":
            yield message.need


def in_conversation(reading: Reading, own: ShoppingNeed) -> ShoppingNeed:
    """The need of a message that searches, given what was said, shown and pointed at before it."""
    scene = reading.scene
    known = {product.id: product for product in (*scene.shown, *scene.others)}
    pointed = shown_products(reading.pointed.ids, known)
    own = _with_bare_amount(own, reading)
    if "goes_with" in reading.tags and not own.text:
        own = own.model_copy(update={"text": _what_goes_with(pointed, reading), "goes_with": True})
    if reading.before and not reading.tags & {"reset", "goes_with"}:
        turn = Turn(
            own,
            reading.subject,
            frozenset(reading.tags),
            "lead" in reading.tags,
            pointed,
            reading.lifted,
            frozenset(reading.utterance.words()),
        )
        own = _refined(turn, reading.before, scene.shown)
    elif reading.tags & {"more", "cheaper", "dearer"} and reading.subject.head is None:
        # nothing was searched for yet: "something like this but in red" starts from the page
        seen = (pointed or shown_products([scene.page or ""], known))[:1]
        own = own.model_copy(update={"text": " ".join([*(p.title.lower() for p in seen), own.text]).strip()})
    if "dearer" in reading.tags:
        return _dearer(own, pointed or scene.shown)
    return _cheaper(own, _compared(reading, pointed), reading) if "cheaper" in reading.tags else own


def _what_goes_with(products: Sequence[Product], reading: Reading) -> str:
    """The names of the shelves beside theirs, or of their own where the shop has no others."""
    paths = list(dict.fromkeys(product.category for product in products if product.category))
    beside = [name for path in paths for name in reading.index.shelves_beside(path)]
    names = dict.fromkeys(beside or [path.split(">")[-1].strip() for path in paths])
    return " ".join(word for name in names for word in folded(name))


def _with_bare_amount(own: ShoppingNeed, reading: Reading) -> ShoppingNeed:
    """After a budget a plain "150" is the new one, and "50-100" are two bounds."""
    found = _AMOUNTS.fullmatch(own.text)
    if not found or own.price.is_stated or reading.before is None:
        return own
    low, high = (int(figure) if figure else None for figure in found.groups())
    scale = 10 ** minor_digits(reading.index.currency)
    if high is not None and low is not None and high >= low * _TOO_FAR_FOR_SIZES:
        price = PriceWish(min=low * scale, max=high * scale)
    elif high is None and low and low > len(reading.scene.shown) and reading.before.price.max is not None:
        price = PriceWish(max=low * scale)
    else:
        return own
    return own.model_copy(update={"text": "", "price": price, "more": False})


def _refined(turn: Turn, before: ShoppingNeed, shown: Sequence[Product]) -> ShoppingNeed:
    """As `refine`; after several wishes, one of them if the message names it, or else all of them."""
    if not before.parts or turn.own.parts or is_new_search(turn, before):
        return within_limits(refine(turn, before, shown))
    named = part_named(before, turn.subject.head)
    if named:
        return refine(turn, named, shown)
    parts = tuple(refine(turn, part, shown) for part in before.parts)
    together = None if "any_price" in turn.tags else before.together_max
    return refine(turn, before, shown).model_copy(update={"parts": parts, "together_max": together})


def _compared(reading: Reading, pointed: list[Product]) -> list[Product]:
    """The products that "cheaper" speaks of: of a new kind of thing, none."""
    # "that's too expensive" speaks of one product only if one was spoken of
    is_one = reading.pointed.by_name or bool(reading.scene.focus or reading.scene.page)
    if pointed and is_one:
        return pointed
    head, before = reading.subject.head, reading.before
    is_new = head is not None and before is not None and not names(before.text, head)
    if is_new:
        return []
    return list(reading.scene.shown) or [p for p in reading.scene.others if p.id == reading.scene.page]


def _dearer(need: ShoppingNeed, products: Sequence[Product]) -> ShoppingNeed:
    limit = cheaper_than(products, are_named=False)
    if limit is None:
        return need
    return need.model_copy(update={"price": merged_price(need.price, PriceWish(min=limit + 2)), "cheaper_than": None})


def _cheaper(need: ShoppingNeed, products: list[Product], reading: Reading) -> ShoppingNeed:
    limit = cheaper_than(products, are_named=reading.pointed.by_name or len(products) == 1)
    if limit is None:
        return need.model_copy(update={"sort": need.sort or "price_asc"})
    ceilings = [ceiling for ceiling in (limit, need.cheaper_than) if ceiling is not None]
    ids = tuple(product.id for product in products)
    return need.model_copy(update={"cheaper_than": min(ceilings), "references": ids, "cheaper_than_ref": True})
