"""A product's figures, worded: as a note ("insulated") and as a clause ("is insulated")."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.looking.purposes import PURPOSES
from assistant.template.attribute_words import attribute_label, attribute_name, attribute_text
from assistant.template.bookkeeping import is_worth_saying
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import joined, with_article
from catalog.product import AttributeValue, Product
from catalog.product_words import stems_of

MAX_VALUE_CHARACTERS = 48
MAX_LISTED_VALUES = 3
#: So many words of a value still read before its name: "has a USB Type-A device interface".
MAX_ADJECTIVES = 3
_ADJECTIVE_ENDINGS = ("able", "ible", "proof", "ed", "safe", "resistant", "free")
#: Shorter words only end so: a cable, a bed.
_MIN_STEM = 2
#: "A dynamic", "an open" are no things, though some records call them types.
_STATES = ("ic", "ed", "en", "less", "able")
_ADJECTIVES = {"wireless", "organic", "outdoor", "indoor", "vegan", "vegetarian", "natural", "portable", "new", "smart"}
_THINGS = frozenset(
    """hood sleeve cover pocket pockets touchscreen liner hole wrench breaker infuser hook wheels maps lid strap handle
    light screen camera keyboard zip belt bag case stand cable port slot battery charger mount display""".split()
)
#: Features that take no article: "with Bluetooth", "has volume control".
_FEATURES = frozenset(
    """bluetooth wifi wi-fi nfc gps hdmi usb radio fm control lan autofocus zoom cancellation cancelling suspension
    storage memory support navigation recognition wheelbase insulation ventilation padding lighting""".split()
)
_SPELLED = {"bluetooth": "Bluetooth", "WIFI": "Wi-Fi", "wi-Fi": "Wi-Fi"}
_LIMITS = {"warm_to_c": "warm to", "comfort_temp_c": "comfort temperature", "limit_temp_c": "limit temperature"}
_WHOSE = {"unisex": "unisex", "men": "men’s", "women": "women’s", "kids": "children’s"}


@dataclass(frozen=True, slots=True)
class WordedFact:
    """One figure of the record.

    Attributes:
        key: the attribute or option.
        note: for a card: "insulated", "for cycling", "420 g".
        clause: for a sentence whose subject is the product: "is insulated", "weighs 420 g".
        value: the figure alone.
    """

    key: str
    note: str
    clause: str
    value: str


def fact_of(key: str, value: AttributeValue) -> WordedFact:
    """Word one attribute."""
    text, name, plain = attribute_text(key, value), attribute_name(key), key.casefold()
    if isinstance(value, bool):
        return _boolean_fact(key, name, value)
    if plain in PURPOSES:
        listed = joined(value[:MAX_LISTED_VALUES]) if isinstance(value, tuple) else text
        listed = listed.lower() if listed.istitle() and " " not in listed else listed
        return WordedFact(key, f"for {listed}", f"is meant for {listed}", listed)
    if plain in _LIMITS:
        clause = "is rated warm to" if plain == "warm_to_c" else f"has a {_LIMITS[plain]} of"
        return WordedFact(key, f"{_LIMITS[plain]} {text}", f"{clause} {text}", text)
    if plain == "made_in":
        return WordedFact(key, f"made in {text}", f"is made in {text}", text)
    note, clause = _plain_words(plain, name, value, text)
    return WordedFact(key, note, clause, text)


def _plain_words(key: str, name: str, value: AttributeValue, text: str) -> tuple[str, str]:
    """Note and clause of an attribute that needs no more than its own name."""
    if name == "weight" and text != str(value):
        return text, f"weighs {text}"
    if name == "material":
        return text, f"is made of {text}"
    if key == "gender":
        return _WHOSE.get(text, text), "is unisex" if text == "unisex" else f"is a {_WHOSE.get(text, text)} model"
    if name in ("type", "product type"):
        is_noun = " " in text or name != "type" or (text.islower() and not text.endswith(_STATES))
        return (text, f"is {with_article(text)}") if is_noun else (f"type {text}", f"is of type {text}")
    if key == "sleeps":
        return f"sleeps {text}", f"sleeps {text}"
    if key == "lumens":
        return f"{text} lumens", f"gives {text} lumens"
    if key == "capacity_l" or key == "capacity_ml":
        return text, f"holds {text}"
    return _words_by_name(name, text)


def _words_by_name(name: str, text: str) -> tuple[str, str]:
    """Note and clause of an attribute without words of its own."""
    if name.endswith(("colour", "color")):
        colours = joined(re.split(r",\s*", text.lower()))
        return colours, f"comes in {colours}"
    if name.startswith("connectivity") and text.isalpha():
        return text.lower(), f"is {text.lower()}"
    if stems_of(name) <= stems_of(text):  # `warranty: 6 months warranty`
        said = text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"
        return said, f"comes with {said}"
    if text[:1].isdigit():
        return f"{name} {text}", f"has {with_article(name)} of {text}"
    if name.startswith("compatib"):
        return f"for {text}", f"is compatible with {text}"
    is_short = (
        len(text.split()) <= MAX_ADJECTIVES and not set(",;/") & set(text) and not stems_of(name) & stems_of(text)
    )
    if is_short and name.split()[-1][-1:] != "s":
        return f"{name} {text}", f"has {with_article(text)} {name}"
    return f"{name} {text}", f"lists {name} as {text}"


def narrow(key: str, value: tuple[str, ...], stems: Iterable[str]) -> WordedFact:
    """Word a list attribute by the values that the shopper named ("cycling" of cycling and commuting)."""
    wanted = set(stems)
    exact = tuple(one for one in value if stems_of(one) <= wanted)
    return fact_of(key, exact or tuple(one for one in value if stems_of(one) & wanted) or value)


def notable_facts(product: Product) -> Iterator[WordedFact]:
    """The figures worth a word when the shopper asked for none: purpose, then material, then what is short."""
    purposes = [key for key in product.attributes if key.casefold() in PURPOSES - {"season", "seasons"}]
    for key in dict.fromkeys([*purposes, "material", "type", *product.attributes]):
        value = product.attributes.get(key)
        if value is None or value is False or value in ("", ()):
            continue
        if not is_worth_saying(product, key, value):
            continue
        fact = fact_of(key, value)
        if value is True and "among its features" in fact.clause:
            continue
        if len(fact.value) <= MAX_VALUE_CHARACTERS and is_quotable(fact.note):
            yield fact


def attribute_of(product: Product, key: str) -> AttributeValue | None:
    """The attribute of that name, without regard to case."""
    found = (v for k, v in product.attributes.items() if k.casefold() == key.casefold())
    return next(found, None)


def said_together(clauses: Iterable[str]) -> str:
    """Clauses of one subject as one predicate: "is insulated, warm to 1 °C and meant for cycling"."""
    unique = list(dict.fromkeys(clauses))
    said = []
    for verb in ("is ", "lists "):
        objects = [clause.removeprefix(verb) for clause in unique if clause.startswith(verb)]
        said += [verb + joined(objects)] if objects else []
    rest = [clause for clause in unique if not clause.startswith(("is ", "lists "))]
    return joined([*said[:1], *rest, *said[1:]] if said and said[0].startswith("is ") else [*rest, *said])


def is_adjective(name: str) -> bool:
    """Whether an attribute's name reads after "is": waterproof, machine washable; not: hood, GPS."""
    is_participle = name.endswith(("ing", "ant")) and " " not in name  # "cartridge return recycling" is a noun
    last = name.rsplit(" ", 1)[-1]
    ends_so = any(last.endswith(end) and len(last) - len(end) >= _MIN_STEM for end in _ADJECTIVE_ENDINGS)
    # "embedded options available" are had, not been
    return name in _ADJECTIVES or name in _ADJECTIVE_ENDINGS or (ends_so and last != "available") or is_participle


def _boolean_fact(key: str, name: str, value: bool) -> WordedFact:
    if name.endswith(" required"):
        needs = f"{'needs' if value else 'needs no'} {name.removesuffix(' required')}"
        return WordedFact(key, needs, needs, "yes" if value else "no")
    if name.endswith(" included"):
        thing = name.removesuffix(" included")
        with_it = f"{'with' if value else 'without'} {with_article(thing)}"
        return WordedFact(key, with_it, f"comes {with_it}", "yes" if value else "no")
    if is_adjective(name):
        state = name if value else f"not {name}"
        return WordedFact(key, state, f"is {state}", "yes" if value else "no")
    if value and name.split(" ")[-1] in _THINGS:
        return WordedFact(key, f"with {with_article(name)}", f"has {with_article(name)}", "yes")
    if value and name.split(" ")[-1] in _FEATURES:
        feature = _SPELLED.get(name, name)
        return WordedFact(key, f"with {feature}", f"has {feature}", "yes")
    if value:
        return WordedFact(key, f"{name}: yes", f"has “{attribute_label(key).lower()}” among its features", "yes")
    spelled = _SPELLED.get(name, name)
    return WordedFact(key, f"no {spelled}", f"has no {spelled}", "no")
