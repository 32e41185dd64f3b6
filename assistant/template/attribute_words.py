"""Attribute names and values in words a shopper reads: `weight_g: 420` is "Weight: 420 g"."""

import re
from functools import cache

from catalog.product import AttributeValue

_UNITS = {
    **{unit: unit for unit in "g kg mg mm cm m km l ml cl w kw v lm kpa bar min mah wh hz khz mhz ghz db".split()},
    "mah": "mAh", "wh": "Wh", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "db": "dB", "kpa": "kPa",
    "w": "W", "kw": "kW", "v": "V", "gb": "GB", "mb": "MB", "tb": "TB", "mp": "MP", "c": "°C", "k": "K", "h": "h",
    "hours": "hours", "years": "years", "months": "months", "days": "days", "percent": "%", "in": "inches", "oz": "oz",
    "lb": "lb", "gsm": "g/m²", "hrc": "HRC", "lux": "lux", "kcal": "kcal", "s": "s",
}  # fmt: skip
#: From a thousand on, people say the larger unit.
_LARGER = {"g": "kg", "ml": "l"}
#: `made_in` is a country and `vitamin_c` no temperature.
_NO_MEASURES = {"made", "vitamin", "built", "assembled", "size"}
#: `composite_video_in` is a socket, `screen_size_in` are inches.
_LENGTHS = frozenset("length width height depth diagonal diameter display screen size thickness".split())
_PER_SQUARE_METRE = "_g_per_m2"
_PREFIX = re.compile(r"^(?:attr_[a-z]_|attr_|attribute_|spec_)")
_ACRONYMS = frozenset(
    """usb hdd ssd ram cpu gpu gps upf led lcd ip uv nfc hdmi wifi hd tv dvd lan fm epg ean gtin upc mpn sku
    isbn""".split()
)
#: `3_5_mm_connector` is a connector of 3.5 mm.
_DECIMAL = re.compile(r"(?<=^\d) (?=\d mm\b)")
#: `built_in_speaker_s` are speakers.
_PLURAL = re.compile(r"(?<=[a-z]{2}) s\b")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def attribute_label(key: str) -> str:
    """The name without its unit: `weight_g` → `Weight`, `hdd_capacity` → `HDD capacity`, `Size` → `Size`."""
    words = _split(key)[0]
    text = " ".join(word.upper() if word in _ACRONYMS else word for word in words)
    text = _PLURAL.sub("s", _DECIMAL.sub(".", text.replace("wi fi", "Wi-Fi")))
    return text[:1].upper() + text[1:]


def attribute_name(key: str) -> str:
    """The label as it stands inside a sentence: `weight`, `HDD capacity`."""
    label = attribute_label(key)
    first = label.split(" ", 1)[0]
    has_capitals = first.isupper() or any(map(str.isupper, first[1:]))  # HDD, Wi-Fi
    return label if has_capitals else label[:1].lower() + label[1:]


def attribute_text(key: str, value: AttributeValue) -> str:
    """The value with its unit: `420 g`, `-6 °C`, `yes`, `cycling, commuting`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str):
        return " ".join(value.split())
    unit = _split(key)[1]
    if not unit:
        return number(value)
    if unit in _LARGER and abs(value) >= 1000:
        value, unit = value / 1000, _LARGER[unit]
    grouped = f"{int(value):,}" if float(value).is_integer() else number(value)
    return f"{grouped}{'' if unit == '%' else ' '}{unit}"


def has_unit(key: str) -> bool:
    """Whether the attribute's name ends with the unit of its value: `weight_g`, not `weight`."""
    return bool(_split(key)[1])


def number(value: float) -> str:
    """`420`, `1.5`, `20,000`."""
    if float(value).is_integer():
        return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
    return f"{value:.6g}"


@cache
def _split(key: str) -> tuple[list[str], str]:
    """The words of an attribute's name, and the unit it ends with."""
    bare = _CAMEL.sub("_", _PREFIX.sub("", key))
    if bare.endswith(_PER_SQUARE_METRE):
        return bare.removesuffix(_PER_SQUARE_METRE).casefold().split("_"), "g/m²"
    words = [word.casefold() for word in re.split(r"[_\s()]+", bare) if word]
    is_measure = len(words) > 1 and words[-1] in _UNITS and words[0] not in _NO_MEASURES
    if is_measure and (words[-1] != "in" or words[-2] in _LENGTHS):
        return words[:-1], _UNITS[words[-1]]
    return words or [key], ""
