"""How a message changes the need before it: refines it, replaces its subject, or leaves it behind."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.conversation import Conversation
from assistant.need import PriceWish, ShoppingNeed
from assistant.understanding.lexicon import COLOURS
from assistant.understanding.lifting import Lifted
from assistant.understanding.set_phrases import SET_PHRASES
from assistant.understanding.several_wishes import own_price
from assistant.understanding.subject import Subject
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import folded, singular
from catalog.product import Product

#: Before a word that goes, these go with it.
_LED_BY = frozenset("in with of from by without or and".split())
#: "Also in red", "or red": the colour before stays.
_ADDS = frozenset("also or too".split())


@dataclass(frozen=True, slots=True)
class Turn:
    """One message's own need and what it says about the need before.

    Attributes:
        own: what this message says by itself.
        subject: the kind of thing it names.
        tags: set phrases in it ("more", "cheaper", "any_price", "reset", …).
        has_lead: it asks to be shown something ("I need", "show me").
        pointed: products it points at.
        lifted: what it no longer asks for.
        words: all of its words.
    """

    own: ShoppingNeed
    subject: Subject
    tags: frozenset[str] = frozenset()
    has_lead: bool = False
    pointed: Sequence[Product] = ()
    lifted: Lifted = field(default_factory=Lifted)
    words: frozenset[str] = frozenset()


def last_search(conversation: Conversation | None) -> ShoppingNeed | None:
    """The need of the latest search, unless the shopper has started over since."""
    forgotten: list[str] = []
    for message in reversed(conversation.messages if conversation else ()):
        if message.role != "user" or message.need is None:
            continue
        if message.need.kind == "find":
            return _without_forgotten(message.need, forgotten)
        forgotten += message.need.forget
        if message.need.forget:
            continue
        if any(tag == "reset" for _, _, tag in SET_PHRASES.find(Utterance(message.content))):
            return None
    return None


def _without_forgotten(need: ShoppingNeed, forgotten: Sequence[str]) -> ShoppingNeed:
    """What was to be forgotten since ("forget that I don't like wool") is no longer left out."""
    if not forgotten or not need.exclude:
        return need
    words = _words(forgotten)
    kept = tuple(name for name in need.exclude if "*" not in forgotten and not _words([name]) <= words)
    return need.model_copy(update={"exclude": kept})


def refine(turn: Turn, before: ShoppingNeed, shown: Sequence[Product]) -> ShoppingNeed:
    """The need of this turn, given the search before it.

    A message that names a thing of its own is a new search: words, brands, values, order and rating are its own,
    while the budget, the exclusions and "in stock" hold until they are lifted; only what several wishes may cost
    together was said of those. Any other message refines: what it
    says is added to what was said, and where both speak of the same (a price bound, a colour) the new one holds.
    """
    own = turn.own
    carried = own_price(before) if is_new_search(turn, before) else before.price
    price = PriceWish() if "any_price" in turn.tags else merged_price(carried, own.price)
    kept = _still_excluded(before.exclude, turn)
    need = own.model_copy(
        update={
            "price": price,
            "exclude": tuple(dict.fromkeys((*kept, *own.exclude, *_other_brand(turn, before, shown)))),
            "in_stock": own.in_stock or (before.in_stock and not turn.lifted.stock),
        }
    )
    if "same_brand" in turn.tags and not own.brands:
        need = need.model_copy(update={"brands": _brand_in_view(turn, before, shown)})
    return need if is_new_search(turn, before) else _added(turn, before, need)


def is_new_search(turn: Turn, before: ShoppingNeed) -> bool:
    """Whether the message names a thing of its own, other than the one searched for."""
    head, recipient = turn.subject.head, turn.own.recipient
    if recipient and before.recipient and recipient != before.recipient:
        return True  # what is for the niece is not for dad
    if head is None or "more" in turn.tags:
        return False
    return turn.has_lead or not names(before.text, head)


def names(text: str, head: str) -> bool:
    """Whether a text has this noun, in whatever number."""
    return head in {singular(word) for word in folded(text)}


def _added(turn: Turn, before: ShoppingNeed, need: ShoppingNeed) -> ShoppingNeed:
    own = turn.own
    brands = () if turn.tags & {"any_brand", "other_brand"} else need.brands or before.brands
    lifted = _words(turn.lifted.wishes)
    brands = tuple(brand for brand in brands if brand not in need.exclude and not _words([brand]) <= lifted)
    return need.model_copy(
        update={
            "text": _joined_text(turn, before, brands),
            "brands": brands,
            "rating_min": own.rating_min if own.rating_min is not None else before.rating_min,
            "sort": own.sort or before.sort,
            "categories": own.categories or before.categories,
            "attributes": _merged_values(turn, before),
            "cheaper_than": None if own.price.is_stated or "any_price" in turn.tags else before.cheaper_than,
            "superlative": own.superlative or before.superlative,
            "recipient": own.recipient or before.recipient,
            "occasion": own.occasion or before.occasion,
        }
    )


def _joined_text(turn: Turn, before: ShoppingNeed, brands: tuple[str, ...]) -> str:
    gone = {word for brand in set(before.brands) - set(brands) for word in folded(brand)}
    gone |= {word for name in turn.own.exclude for word in folded(name)}
    gone |= _replaced_words(turn, before) | _lifted_from(before, turn.lifted)
    kept = _without(before.text.split(), gone)
    known = {singular(part) for word in kept for part in folded(word)}
    new = [
        word for word in turn.own.text.split() if not folded(word) or not {singular(p) for p in folded(word)} <= known
    ]
    return " ".join((*kept, *new))


def _without(words: list[str], gone: set[str]) -> list[str]:
    """The words that stay; a preposition whose object goes ("in blue") goes with it."""
    kept: list[str] = []
    for word in words:
        if folded(word) and set(folded(word)) <= gone:
            while kept and kept[-1] in _LED_BY:
                kept.pop()
        else:
            kept.append(word)
    return kept


def _lifted_from(before: ShoppingNeed, lifted: Lifted) -> set[str]:
    """Words of the search before that mean what is lifted, in whatever number."""
    stems = _words(lifted.wishes)
    return {word for word in folded(before.text) if singular(word) in stems}


def _words(names: Iterable[str]) -> set[str]:
    return {singular(word) for name in names for word in folded(name)}


def _replaced_words(turn: Turn, before: ShoppingNeed) -> set[str]:
    """Words of values that a value of the same attribute replaces: "in red" after "in blue", "size 43" after 42."""
    is_added = not _ADDS.isdisjoint(turn.words)
    names = [name for name in turn.own.attributes if name in before.attributes and not is_added]
    if "any_colour" in turn.tags:
        names += [name for name in before.attributes if "colo" in name.casefold()]
    new = {word for values in turn.own.attributes.values() for value in values for word in folded(value)}
    old = {word for name in names for value in before.attributes[name] for word in folded(value)}
    said = folded(turn.own.text)
    new |= set(said)
    if not COLOURS.isdisjoint(said) and not is_added:
        old |= COLOURS.intersection(folded(before.text))  # whether the catalog states colours or not
    if "any_colour" in turn.tags:
        old |= COLOURS.intersection(folded(before.text))
    if "size" in said:
        old |= set(re.findall(r"\bsize ((?:eu |uk |us )?\w+)", before.text))
    return old - new


def _merged_values(turn: Turn, before: ShoppingNeed) -> Mapping[str, tuple[str, ...]]:
    kept, own = _kept_values(turn, before), turn.own.attributes
    if _ADDS.isdisjoint(turn.words):
        return {**kept, **own}
    return {name: tuple(dict.fromkeys((*kept.get(name, ()), *own.get(name, ())))) for name in {**kept, **own}}


def _kept_values(turn: Turn, before: ShoppingNeed) -> Mapping[str, tuple[str, ...]]:
    gone = _replaced_words(turn, before) | _lifted_from(before, turn.lifted)
    kept = {name: values for name, values in before.attributes.items() if not _are_all(values, gone)}
    if "any_colour" not in turn.tags:
        return kept
    return {name: values for name, values in kept.items() if "colo" not in name.casefold()}


def _are_all(values: Iterable[str], gone: set[str]) -> bool:
    return bool(gone) and all(not gone.isdisjoint(folded(value)) for value in values)


def _still_excluded(excluded: tuple[str, ...], turn: Turn) -> tuple[str, ...]:
    """What was excluded before, less what is asked for now or said to be fine after all."""
    asked = _words((turn.own.text, *turn.own.brands, *turn.lifted.exclusions, *turn.lifted.wishes))
    return tuple(name for name in excluded if not {singular(word) for word in folded(name)} <= asked)


def _other_brand(turn: Turn, before: ShoppingNeed, shown: Sequence[Product]) -> tuple[str, ...]:
    """ "Not that brand": of the product pointed at, or asked for, or the one most shown."""
    return _brand_in_view(turn, before, shown) if "other_brand" in turn.tags else ()


def _brand_in_view(turn: Turn, before: ShoppingNeed, shown: Sequence[Product]) -> tuple[str, ...]:
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
