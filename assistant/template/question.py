"""Reads what a question asks about a product."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.template.attribute_words import attribute_label, attribute_text
from assistant.template.wishes import RELATED, content_stems
from catalog.product import Product
from catalog.product_words import singular, stems_of
from catalog.vocabulary import words_of

_YES_OR_NO = {"is", "are", "does", "do", "can", "has", "have", "will", "would", "could", "should", "isn't", "doesn't"}
_BRAND = {"brand", "maker", "manufacturer"}
_PRICE = {"price", "cost", "much", "expensive", "pricey"}
_OPINIONS = frozenset(
    """review reviews people customers customer opinions opinion rating ratings rated others feedback everyone
    buyers""".split()
)
_STOCK = frozenset("stock available availability sizes colours colors size colour color left options".split())
_POINTING = frozenset(
    """it first second third fourth last one ones this that these those about tell say says said think thinks more come
    comes question record detail details info information describe description know anything everything actually
    still sure true really possible product page many much long far work works suit suits suitable take takes go goes
    who where makes mean""".split()
)
#: A word of a question → stems of attribute names that answer it.
_ASKS = {
    "heavy": {"weight"}, "weigh": {"weight"}, "weighs": {"weight"}, "light": {"weight"}, "weight": {"weight"},
    "made": {"material", "made", "origin"}, "fabric": {"material", "fabric"},
    "wash": {"washable", "wash", "dishwasher"},
    "washed": {"washable", "wash"}, "washable": {"washable", "wash"}, "washing": {"washable", "wash"},
    "big": {"length", "width", "height", "depth", "diameter", "capacity", "dimension", "display"},
    "large": {"length", "width", "height", "depth", "diameter", "capacity", "dimension"},
    "dimensions": {"length", "width", "height", "depth", "diameter", "dimension"},
    "measure": {"length", "width", "height", "depth", "diameter"}, "tall": {"height"}, "wide": {"width"},
    "deep": {"depth"}, "thick": {"thickness"}, "hold": {"capacity"}, "holds": {"capacity"}, "volume": {"capacity"},
    "long": {"length"},
    "bright": {"lumen", "light"}, "battery": {"battery", "burn"}, "last": {"burn", "battery"},
    "charge": {"rechargeable", "battery"},
    "people": {"sleeps"}, "persons": {"sleeps"}, "rain": {"waterproof"}, "wet": {"waterproof"}, "women": {"gender"},
    "men": {"gender"}, "womens": {"gender"}, "mens": {"gender"}, "kids": {"gender"},
    "children": {"gender"},
    "run": {"fit", "burn"}, "storage": {"storage", "hdd", "ssd"}, "memory": {"memory", "ram"},
    "screen": {"display", "screen"},
}  # fmt: skip

_POINTED = re.compile(r"\b(?:the|this|that|these|those|your) (\w+)")
_HOW_MANY = re.compile(r"\bhow many (\w+)")
#: How many of them have a table of their own.
_PERSONS = frozenset("people person one time star review rating".split())
#: With a thing of its own ("how big is the screen") these ask for the thing, not for the product's measures.
_MEASURED = frozenset("big large tall wide long deep thick heavy weigh dimension measure".split())
#: "under 100", not "under 500 g".
_LIMIT = re.compile(
    r"\b(under|below|less than|at most|within|over|above|more than|at least)\s+[£€$]?(\d+(?:\.\d+)?)"
    r"(?![\d.]|\s?(?:g|kg|ml|l|litres?|liters?|cm|mm|m|km|lumens?|inch(?:es)?|hours?|h|years?|w|mah|%|°|degrees?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        topic: stems that carry the question, the product's own name left out.
        topic_words: the same as the shopper wrote them.
        named_words: words of the question that are part of the product's own name.
        counts: it asks how many of something there are.
        attribute_keys: of the product's record, those that answer.
        price_limit: a word for a limit and its amount, where the price is held against one ("under", 100).
        options: option labels named in the question, by option ("Size" → XL).
        option_names: options asked about as such ("which sizes").
    """

    topic: frozenset[str]
    topic_words: tuple[str, ...]
    attribute_keys: tuple[str, ...]
    options: dict[str, tuple[str, ...]]
    option_names: tuple[str, ...]
    is_yes_or_no: bool
    asks_brand: bool
    asks_price: bool
    asks_opinions: bool
    asks_stock: bool
    price_limit: tuple[str, float] | None = None
    named_words: tuple[str, ...] = ()
    counts: bool = False

    @classmethod
    def read(cls, message: str, product: Product) -> "Question":
        """Read a message as a question about `product`."""
        words = words_of(message)
        known = set(words)
        topic = _topic(message, product)
        options = _options(message, product)
        names = tuple(o.name for o in product.options if singular(o.name.casefold()) in stems_of(message))
        keys = _attribute_keys(topic, known, product)
        limit = None if {"weigh", "weight", "hold"} & known else _LIMIT.search(message)
        return cls(
            topic=topic,
            topic_words=tuple(dict.fromkeys(w for w in words if singular(w) in (topic - _MEASURED or topic))),
            attribute_keys=keys,
            options=options,
            option_names=names,
            is_yes_or_no=bool(words) and (words[0] in _YES_OR_NO or bool({"is", "does", "can"} & set(words[:3]))),
            asks_brand=bool(_BRAND & known) or ("who" in known and bool({"make", "makes", "made"} & known)),
            asks_price=bool(limit) or (bool(_PRICE & known) and not {"weigh", "hold"} & known),
            asks_opinions=bool(_OPINIONS & known) and "how many people" not in message.casefold(),
            asks_stock=bool(_STOCK & known) or bool(names) or ("in" in known and bool({"come", "comes"} & known)),
            price_limit=(limit[1].casefold(), float(limit[2])) if limit else None,
            named_words=tuple(
                word for word in words if singular(word) in _content(message) - topic - _pointed_at(message)
            ),
            counts=bool(_HOW_MANY.search(message.casefold())),
        )


def _topic(message: str, product: Product) -> frozenset[str]:
    asked = _content(message)
    named = stems_of(product.title) | stems_of(product.brand or "") | stems_of(product.category or "")
    return asked - named or (asked if not asked <= named else frozenset(asked & _names_of_truths(product)))


def _content(message: str) -> frozenset[str]:
    """The stems that ask for something; of "how many pages" the pages, whatever else the word may stand for."""
    asked = content_stems(message) | (stems_of(message) & {"size", "colour", "color", "made"})
    counted = frozenset(singular(word) for word in _HOW_MANY.findall(message.casefold()))
    return frozenset(stem for stem in asked if stem not in _POINTING) | (counted - _PERSONS)


def _pointed_at(message: str) -> frozenset[str]:
    """What "the keyboard" is called, of which nothing is asked."""
    return stems_of(" ".join(_POINTED.findall(message.casefold())))


def _names_of_truths(product: Product) -> frozenset[str]:
    """Words of attributes that are true or false: "waterproof" stays a question of a Waterproof Jacket."""
    return stems_of(" ".join(key.replace("_", " ") for key, v in product.attributes.items() if isinstance(v, bool)))


def _options(message: str, product: Product) -> dict[str, tuple[str, ...]]:
    """Option labels that stand in the message as whole words; a one-letter size only in capitals or after "size"."""
    found: dict[str, tuple[str, ...]] = {}
    words, folded = words_of(message), f" {' '.join(words_of(message))} "
    exact = message.split()
    for option in product.options:
        labels = []
        for value in option.values:
            label = " ".join(words_of(value.label))
            is_letter = len(label) == 1 and label.isalpha()
            is_there = bool(label) and f" {label} " in folded
            if is_there and (
                not is_letter or value.label in [w.strip("?.,!") for w in exact] or f"size {label}" in folded
            ):
                labels.append(value.label)
        if labels:
            found[option.name] = tuple(labels)
    return found if words else {}


def _attribute_keys(topic: frozenset[str], words: set[str], product: Product) -> tuple[str, ...]:
    """The attributes that answer: the name's words in the question, then related names, then named values."""
    of_a_thing = bool(topic - _MEASURED)
    wanted = {stem for word in words if not (of_a_thing and word in _MEASURED) for stem in _ASKS.get(word, ())}
    if "where" in words:
        wanted, topic = wanted - {"material"}, topic - {"material"}
    related = {key for stem in topic for key in RELATED.get(stem, ())}
    scores: Mapping[str, float] = {
        key: _name_score(key, topic, wanted)
        or (0.5 if key.casefold() in related else _value_score(key, topic, product))
        for key in product.attributes
    }
    ordered = sorted((key for key in scores if scores[key] > 0), key=lambda key: -scores[key])
    top = max(scores.values(), default=0)
    return tuple(key for key in ordered if scores[key] >= top * 0.6)


def _name_score(key: str, topic: frozenset[str], wanted: set[str]) -> float:
    name = stems_of(attribute_label(key))
    shared = len(name & topic)
    return (shared + shared / len(name)) if shared else (1.0 if name & wanted else 0.0)


def _value_score(key: str, topic: frozenset[str], product: Product) -> float:
    value = product.attributes[key]
    if isinstance(value, str | tuple) and topic & stems_of(attribute_text(key, value)):
        return 0.4
    return 0.0
