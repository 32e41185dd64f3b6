"""How a message changes the need before it: refines it, replaces its subject, or leaves it behind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation import Conversation
from assistant.need import PriceWish, ShoppingNeed
from assistant.understanding.set_phrases import SET_PHRASES
from assistant.understanding.subject import Subject
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import folded, singular
from catalog.product import Product


@dataclass(frozen=True, slots=True)
class Turn:
    """One message's own need and what it says about the need before.

    Attributes:
        own: what this message says by itself.
        subject: the kind of thing it names.
        tags: set phrases in it ("more", "cheaper", "any_price", "reset", …).
        has_lead: it asks to be shown something ("I need", "show me").
        pointed: products it points at.
    """

    own: ShoppingNeed
    subject: Subject
    tags: frozenset[str] = frozenset()
    has_lead: bool = False
    pointed: Sequence[Product] = ()


def last_search(conversation: Conversation | None) -> ShoppingNeed | None:
    """The need of the latest search, unless the shopper has started over since."""
    for message in reversed(conversation.messages if conversation else ()):
        if message.role != "user" or message.need is None:
            continue
        if message.need.kind == "find":
            return message.need
        if any(tag == "reset" for _, _, tag in SET_PHRASES.find(Utterance(message.content))):
            return None
    return None


def refine(turn: Turn, before: ShoppingNeed, shown: Sequence[Product]) -> ShoppingNeed:
    """The need of this turn, given the search before it.

    A message that names a thing of its own is a new search: words, brands, values, order and rating are its own,
    while the budget, the exclusions and "in stock" hold until they are lifted. Any other message refines: what it
    says is added to what was said, and where both speak of the same (a price bound, a colour) the new one holds.
    """
    own = turn.own
    price = PriceWish() if "any_price" in turn.tags else merged_price(before.price, own.price)
    kept = _still_excluded(before.exclude, own)
    need = own.model_copy(
        update={
            "price": price,
            "exclude": tuple(dict.fromkeys((*kept, *own.exclude, *_other_brand(turn, before, shown)))),
            "in_stock": own.in_stock or before.in_stock,
        }
    )
    return need if is_new_search(turn, before) else _added(turn, before, need)


def is_new_search(turn: Turn, before: ShoppingNeed) -> bool:
    """Whether the message names a thing of its own, other than the one searched for."""
    head = turn.subject.head
    if head is None or "more" in turn.tags:
        return False
    return turn.has_lead or not names(before.text, head)


def names(text: str, head: str) -> bool:
    """Whether a text has this noun, in whatever number."""
    return head in {singular(word) for word in folded(text)}


def _added(turn: Turn, before: ShoppingNeed, need: ShoppingNeed) -> ShoppingNeed:
    own = turn.own
    brands = () if turn.tags & {"any_brand", "other_brand"} else own.brands or before.brands
    brands = tuple(brand for brand in brands if brand not in need.exclude)
    return need.model_copy(
        update={
            "text": _joined_text(turn, before, brands),
            "brands": brands,
            "rating_min": own.rating_min if own.rating_min is not None else before.rating_min,
            "sort": own.sort or before.sort,
            "categories": own.categories or before.categories,
            "attributes": {**_kept_values(turn, before), **own.attributes},
        }
    )


def _joined_text(turn: Turn, before: ShoppingNeed, brands: tuple[str, ...]) -> str:
    gone = {word for brand in set(before.brands) - set(brands) for word in folded(brand)}
    gone |= {word for name in turn.own.exclude for word in folded(name)}
    gone |= _replaced_words(turn, before)
    kept = [word for word in before.text.split() if not set(folded(word)) or not set(folded(word)) <= gone]
    known = {singular(part) for word in kept for part in folded(word)}
    new = [
        word for word in turn.own.text.split() if not folded(word) or not {singular(p) for p in folded(word)} <= known
    ]
    return " ".join((*kept, *new))


def _replaced_words(turn: Turn, before: ShoppingNeed) -> set[str]:
    """Words of values that a value of the same attribute replaces: "in red" after "in blue"."""
    names = [name for name in turn.own.attributes if name in before.attributes]
    if "any_colour" in turn.tags:
        names += [name for name in before.attributes if "colo" in name.casefold()]
    new = {word for values in turn.own.attributes.values() for value in values for word in folded(value)}
    return {word for name in names for value in before.attributes[name] for word in folded(value)} - new


def _kept_values(turn: Turn, before: ShoppingNeed) -> Mapping[str, tuple[str, ...]]:
    if "any_colour" not in turn.tags:
        return before.attributes
    return {name: values for name, values in before.attributes.items() if "colo" not in name.casefold()}


def _still_excluded(excluded: tuple[str, ...], own: ShoppingNeed) -> tuple[str, ...]:
    """What was excluded before, less what is asked for now."""
    asked = {singular(word) for word in folded(" ".join((own.text, *own.brands)))}
    return tuple(name for name in excluded if not {singular(word) for word in folded(name)} <= asked)


def _other_brand(turn: Turn, before: ShoppingNeed, shown: Sequence[Product]) -> tuple[str, ...]:
    """ "Not that brand": of the product pointed at, or asked for, or the one most shown."""
    if "other_brand" not in turn.tags:
        return ()
    pointed = dict.fromkeys(product.brand for product in turn.pointed if product.brand)
    seen = Counter(product.brand for product in shown if product.brand)
    return tuple(pointed) or before.brands or tuple(brand for brand, _ in seen.most_common(1))


def merged_price(before: PriceWish, own: PriceWish) -> PriceWish:
    """The new bounds over the old ones; an old bound that contradicts them goes."""
    if not own.is_stated:
        return before
    if own.about is not None or before.about is not None or (own.min is not None and own.max is not None):
        return own
    low = own.min if own.min is not None else before.min
    high = own.max if own.max is not None else before.max
    return PriceWish(min=low, max=high) if low is None or high is None or low <= high else own


def cheaper_than(products: Sequence[Product], are_named: bool) -> int | None:
    """The highest price that is cheaper: below the cheapest product named, or below the median of those shown.

    The median, because "cheaper" to a list asks for its lower half and beyond: below the cheapest shown there is
    often nothing left, and below the dearest nearly everything.
    """
    amounts = sorted(product.price.amount for product in products if product.price)
    if not amounts:
        return None
    reference = amounts[0] if are_named else amounts[len(amounts) // 2]
    return max(reference - 1, 0)
