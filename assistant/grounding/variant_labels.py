"""Finds sizes, colours and other options in a sentence, however written: "the litre", "medium", "UK 8 and 9"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.relative_sizes import sizes_told

_UNITS = {
    "l": r"(?:l|litres?|liters?|litros?)",
    "ml": r"(?:ml|millilitres?)",
    "cm": r"(?:cm|centimetres?|zentimeter|centímetros?)",
    "mm": r"(?:mm|millimetres?)",
    "m": r"(?:m|metres?|meters?|metros?)",
    "g": r"(?:g|grams?|gramm|gramos)",
    "kg": r"(?:kg|kilos?)",
    "w": r"(?:w|watts?)",
    "cup": r"cups?",
    "inch": r"(?:inch(?:es)?|\")",
}
_NUMBERS = {
    "0.5": r"0[.,]5|half(?:[ -]an?)?|½|(?:einen |ein )?halbe[nrs]?|medio|demi",
    "1": r"1|one|an?|the|ein(?:en|em|er)?|der|den|un|el|le",
    "2": "2|two|zwei|dos",
    "3": "3|three|drei|tres",
    "4": "4|four|vier|cuatro",
    "5": "5|five",
    "6": "6|six|sechs|seis",
    "8": "8|eight",
    "10": "10|ten",
    "12": "12|twelve",
}
_SIZES = {
    "XS": "extra[- ]small",
    "S": "(?<!extra )(?<!extra-)small",
    "M": "medium",
    "L": "(?<!extra )(?<!extra-)large(?! furniture)",
    "XL": "extra[- ]large",
}
_COLOURS = {
    "black": "schwarz|negr[oa]s?|noire?s?",
    "white": "weiß|blanc[oa]s?|blanche?s?",
    "red": "rot|roj[oa]s?|rouges?",
    "blue": "blau|azul(?:es)?|bleue?s?",
    "green": "grün|verdes?|verte?s?",
    "grey": "grau|gris(?:es)?",
    "yellow": "gelb|amarill[oa]s?|jaunes?",
    "brown": "braun|marr[oó]n(?:es)?",
    "orange": "orange|naranjas?",
    "pink": "rosa|roses?",
    "clear": "klar|durchsichtig|farblos|transparent(?:e[nrsm]?|es?)?",
    "natural": "natur(?:farben)?|naturelle?s?",
    "navy": "marine(?:blau)?|azul marino|bleu marine",
    "olive": "oliv(?:grün)?|oliva|vert olive",
    "cream": "creme(?:farben)?|crema|crème",
    "silver": "silber(?:n|farben)?|platead[oa]s?|argentée?s?",
    "purple": "lila|violett|morad[oa]s?|violette?s?",
    "charcoal": "anthrazit|antracita|anthracite",
    "beige": "beige[ns]?",
}
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)[\s-]?([a-z]+)", re.IGNORECASE)
_AREA = re.compile(r"(\d+)\s?[x×]\s?(\d+)\s?(\w+)?")
_COUNTRY_SIZE = re.compile(r"(?:uk|eu|us)\s?(\d+(?:\.\d+)?)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPEAKS_OF_SIZE = re.compile(
    r"\b(?:sizes?|uk|eu|us|waists?|größen?|tallas?|pointures?|números?)\b|\b(?:the|die|la) $", re.IGNORECASE
)
#: A bare number is a size only where nothing is counted or measured by it.
_BARE_BEFORE, _BARE_AFTER = (
    r"(?<![\w£€$.,-])",
    r"(?![\w%£€]|[.,:]\d|[\s-]?(?:cm|mm|m|kg|g|l|ml|lit\w+|°|ratings?|reviews?|stars?|lumens?|hours?|of|per\s?cent|days?)\b"
    r"|\s?(?:°|x\s?\d))",
)
_RANGE = re.compile(r"\s*(?:to|-|bis|a|up to|through)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """An option's value as it stands at `start:end` of a text."""

    start: int
    end: int
    option: str
    value: str


def labels_in(text: str, subject: ProductFacts) -> list[Label]:
    """The values of the product's options that a text names, in order; of a range, everything between."""
    found = [
        Label(*match.span(), option, value)
        for option, values in subject.options.items()
        for value in values
        for match in _spoken(value).finditer(text)
        if _NUMBER.search(match[0]) is None or match[0][:1].isalpha() or _may_be_bare(value, match, text)
    ]
    found += [Label(*place, option, value) for option, value, place in sizes_told(text, subject.options)]
    kept: list[Label] = []
    for label in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(k.start < label.end and label.start < k.end for k in kept):
            kept.append(label)
    return list(_with_ranges(text, sorted(kept, key=lambda one: one.start), subject))


def learn_labels(subject: ProductFacts) -> None:
    """Work out ahead how the product's options may be written."""
    for values in subject.options.values():
        for value in values:
            _spoken(value)


def combinations_of(labels: Iterable[Label]) -> list[frozenset[str]]:
    """What goes together: "S in Red and M in Blue" are two pairs, "M in Red and Blue" is M with each."""
    labels = list(labels)
    options = list(dict.fromkeys(label.option for label in labels))
    n = len(options)
    in_turn = [label.option for label in labels] == options * (len(labels) // max(n, 1))
    if n > 1 and len(labels) > n and in_turn:
        return [frozenset(one.value for one in labels[i : i + n]) for i in range(0, len(labels), n)]
    values = [dict.fromkeys(label.value for label in labels if label.option == option) for option in options]
    return [frozenset(chosen) for chosen in product(*values)] if labels else []


def _may_be_bare(value: str, match: re.Match[str], text: str) -> bool:
    """A size of a country without the country ("UK 8 and 9") only where sizes are spoken of."""
    return not _COUNTRY_SIZE.fullmatch(value) or _SPEAKS_OF_SIZE.search(text, 0, match.start()) is not None


def _with_ranges(text: str, labels: list[Label], subject: ProductFacts) -> Iterator[Label]:
    for i, label in enumerate(labels):
        yield label
        following = labels[i + 1] if i + 1 < len(labels) else None
        if (
            following
            and following.option == label.option
            and _RANGE.fullmatch(text[label.end : following.start].casefold().replace("size", ""))
        ):
            values = list(subject.options[label.option])
            between = values[values.index(label.value) + 1 : values.index(following.value)]
            yield from (Label(label.end, label.end, label.option, value) for value in between)


@lru_cache(maxsize=4_000)
def _spoken(value: str) -> re.Pattern[str]:
    """How a value may be written."""
    if area := _AREA.match(value):
        return re.compile(
            rf"(?<![\d.,]){area[1]}\s?(?:x|×|by|mal|por|auf)\s?{area[2]}(?![\d])(?:\s?{area[3] or 'cm'}\b)?"
        )
    if (measure := _MEASURE.fullmatch(value)) and measure[2].casefold() in _UNITS:
        number = _NUMBERS.get(measure[1], re.escape(measure[1]).replace(r"\.", "[.,]"))
        return re.compile(rf"(?<![\w.,])(?:{number})[\s-]?{_UNITS[measure[2].casefold()]}(?!\w)", re.IGNORECASE)
    if _NUMBER.fullmatch(value):
        return re.compile(_BARE_BEFORE + re.escape(value) + _BARE_AFTER)
    if country := _COUNTRY_SIZE.fullmatch(value):
        bare = _BARE_BEFORE + re.escape(country[1]) + _BARE_AFTER
        return re.compile(rf"(?<!\w){value[:2]}\s?{re.escape(country[1])}(?![\w]|[.,]\d)|{bare}", re.IGNORECASE)
    forms = [f"(?<![\\w'-]){re.escape(value) if len(value) <= 3 else '(?i:' + re.escape(value) + ')'}(?![\\w'])"]
    other = _SIZES.get(value) or _COLOURS.get(value.casefold().replace("gray", "grey"))
    return re.compile("|".join([*forms, rf"(?i:(?<!\w)(?:{other})(?!\w))"] if other else forms))
