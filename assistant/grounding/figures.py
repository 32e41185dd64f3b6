"""Reads the figures in a sentence, however they are written: digits, words, with or without a unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

FigureKind = Literal["money", "percent", "number"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: n for n, word in enumerate(_UNITS)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_VALUES |= {"fourty": 40, "dozen": 12}
_SCALES = {"hundred": 100, "thousand": 1_000, "grand": 1_000, "million": 1_000_000}
#: A number in words.
NUMBER_WORDS = frozenset((*_VALUES, *_SCALES))
_WORD = "|".join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))
_NUMBER_WORD = re.compile(rf"\b(?:{_WORD})\b")
_DIGITS = (
    r"\d{1,3}(?:[  ]\d{3})+(?=\s?(?:mm|m|g|lm|lumens?|mah)\b)|"
    r"\d{1,3}(?:[,'.]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?|(?<![\d\w])[.,]\d+"
)
_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})(?P<half>\s?½)?(?P<k>\s?[kK]\b)?|(?P<lone>½)"
    rf"|\b(?P<words>(?:a\s+(?=hundred|thousand|dozen))?(?:{_WORD})(?:(?:\s*-\s*|\s+and\s+|\s+)(?:{_WORD}))*"
    rf"(?:\s+point(?:\s+(?:{_WORD}))+)?(?:\s+and\s+a\s+half)?)\b"
    r"|\ba\s+(?P<one>pound|quid|euro|dollar|buck)\b(?!\s+(?:of|for))|\ba?\s?(?P<slang>fiver|tenner)\b",
    re.IGNORECASE,
)
_SIGNS = "£€$¥₹₩₽₺₫₪₴฿₦₱"
_CODES = (
    "GBP EUR USD JPY INR KRW CHF SEK NOK DKK PLN CZK HUF RON BGN TRY AUD CAD NZD SGD HKD CNY RMB ZAR BRL MXN".split()
)
_CODE = "|".join((*_CODES, "kr", "zł", "Kč", "Ft", "Rs"))
_MONEY_WORDS = (
    r"pounds?(?:\s+sterling)?|quid|sterling|euros?|dollars?|bucks?|pence|penn(?:y|ies)|cents?|yen|rupees?|francs?"
    r"|pfund|libras?(?:\s+esterlinas)?|livres?(?:\s+sterling)?|sterline|d[oó]lares"
    r"|kron(?:a|or|e|er|en)|nicker|smackers?"
)
_MONEY_BEFORE = re.compile(rf"(?:(?P<sign>(?:US|AU?|CA?|NZ|HK|S|R)?[{_SIGNS}])|(?<![A-Za-z])(?P<code>{_CODE})\.?)\s*$")
_MONEY_AFTER = re.compile(
    rf"\s?-?\s?(?:(?P<sign>[{_SIGNS}])|(?P<code>{_CODE})\b|(?P<word>(?i:{_MONEY_WORDS}))\b|(?P<pence>(?<!-)p)\b)"
)
_PERCENT_AFTER = re.compile(r"\s?-?(?:%|per\s?cent\b|pct\b)", re.IGNORECASE)
_RANGE = re.compile(
    r"\s*(?:-|to|and|or|/|instead of|rather than|compared (?:with|to)|against|versus|vs\.?|down from|statt"
    r"|anstatt|auf|bis|und"
    r"|en lugar de|en vez de|frente a|a|y|au lieu de|contre|à|et|gegenüber|gegen)\s*",
    re.IGNORECASE,
)
#: Behind these a bare number has the unit of the amount before, too: "£99 instead of 119".
_INSTEAD = re.compile(
    r"instead of|rather than|compared (?:with|to)|against|versus|vs\.?|down from|statt|anstatt|en lugar de|en vez de"
    r"|frente a|au lieu de|contre|gegenüber|gegen",
    re.IGNORECASE,
)
_SPACED_DIGITS = re.compile(r"(?<![\w.,])\d(?:(?: ?[.,_*|-] ?|[ _*|])\d(?!\w)){2,}(?!\w)")
_CURRENCIES = {
    "£": ("GBP", "GIP", "FKP"),
    "€": ("EUR",),
    "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN"),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "pound": ("GBP",),
    "quid": ("GBP",),
    "pfund": ("GBP",),
    "libra": ("GBP",),
    "livre": ("GBP",),
    "sterlin": ("GBP",),
    "dólar": ("USD",),
    "dolar": ("USD",),
    "euro": ("EUR",),
    "dollar": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD"),
    "buck": ("USD", "AUD", "CAD"),
    "penc": ("GBP",),
    "cent": ("EUR", "USD", "AUD", "CAD"),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "rs": ("INR",),
    "rmb": ("CNY",),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `start:end` of the sentence, its currency sign or per cent included.

    Attributes:
        value: in major units for money.
        currencies: those that the sign or word may mean; empty if it may be any.
        is_spelled: written in words.
    """

    start: int
    end: int
    value: Decimal
    kind: FigureKind = "number"
    currencies: tuple[str, ...] = ()
    is_spelled: bool = False


def read_figures(text: str) -> list[Figure]:
    """Every figure of a sentence, in order."""
    figures = [figure for match in _NUMBER.finditer(text) for figure in _read(match, text)]
    return _share_units(figures, text)


def has_spaced_digits(text: str) -> bool:
    """Whether digits are written apart (`4 9 . 9 9`), which no honest sentence does."""
    return any(re.search(r"\d[ _*|]+[.\d]", m[0]) for m in _SPACED_DIGITS.finditer(text))


def _read(match: re.Match[str], text: str) -> Iterator[Figure]:
    start, end = match.span()
    if match["one"] or match["slang"]:
        worth = {"fiver": 5, "tenner": 10}.get((match["slang"] or "").casefold(), 1)
        yield Figure(start, end, Decimal(worth), "money", _currencies(match["one"] or "quid"), True)
        return
    if match["words"] and match["words"].casefold() != "grand":
        for value, at, until in _spelled(match["words"]):
            yield _with_unit(Figure(start + at, start + until, value, is_spelled=True), text)
        return
    if not match["words"]:
        yield _with_unit(Figure(start, end, _digits(match)), text)


def _digits(match: re.Match[str]) -> Decimal:
    if match["lone"]:
        return Decimal("0.5")
    value = _decimal(match["digits"]) + (Decimal("0.5") if match["half"] else 0)
    return value * 1_000 if match["k"] else value


def _decimal(digits: str) -> Decimal:
    """A separator before exactly three final digits groups thousands, any other last one is a decimal mark."""
    whole, mark, rest = digits.replace("'", "").replace(" ", "").replace(" ", "").replace(",", ".").rpartition(".")
    if not mark:
        return Decimal(rest)
    if len(rest) == 3 and whole and whole != "0":
        return Decimal(whole.replace(".", "") + rest)
    return Decimal(f"{whole.replace('.', '') or '0'}.{rest}")


def _spelled(words: str) -> list[tuple[Decimal, int, int]]:
    """`forty-nine ninety-nine` is 49.99; numbers that do not go together come one by one, each with where it stands."""
    main, _, fraction = words.casefold().partition(" point ")
    half = main.endswith("and a half")
    groups: list[int] = []
    starts: list[int] = []
    for token in _NUMBER_WORD.finditer(main):
        _attach(groups, token[0])
        starts += [token.start()] * (len(groups) - len(starts))
    values = [Decimal(group) for group in groups]
    if fraction:
        values[-1] += Decimal("0." + "".join(str(_VALUES.get(t, 0)) for t in _NUMBER_WORD.findall(fraction)))
    if half:
        values[-1] += Decimal("0.5")
    if len(values) == 2 and values[0] >= 10 and 10 <= values[1] < 100:
        return [(values[0] + values[1] / 100, 0, len(words))]
    ends = [len(words[:start].rstrip(" -")) for start in starts[1:]]
    return list(zip(values, [0, *starts[1:]], [*ends, len(words)], strict=True))


def _attach(groups: list[int], token: str) -> None:
    """Add a number word to the last number if English would, else begin the next one."""
    if token in _SCALES:
        scale = _SCALES[token]
        if not groups:
            groups.append(scale)
        elif scale == 100:
            groups[-1] = groups[-1] // 100 * 100 + (groups[-1] % 100 or 1) * 100 if groups[-1] % 100 else groups[-1]
        else:
            groups[-1] *= scale
        return
    value = _VALUES[token]
    room = groups and _has_room(groups[-1], value)
    if room and value > 0:
        groups[-1] += value
    else:
        groups.append(value)


def _has_room(number: int, value: int) -> bool:
    """`hundred` has room for anything below it, `forty` for a unit."""
    return (
        number % 100 == 0
        if number >= 100 and number % 100 == 0
        else number % 100 >= 20 and number % 10 == 0 and value < 10
    )


def _with_unit(figure: Figure, text: str) -> Figure:
    before = _MONEY_BEFORE.search(text[max(0, figure.start - 8) : figure.start])
    if before:
        start = figure.start - (min(8, figure.start) - before.start())
        return replace(figure, start=start, kind="money", currencies=_currencies(before["sign"] or before["code"]))
    percent = _PERCENT_AFTER.match(text, figure.end)
    if percent:
        return replace(figure, end=percent.end(), kind="percent")
    after = _MONEY_AFTER.match(text, figure.end)
    if not after or (after["pence"] and figure.value >= 100):
        return figure
    unit = after["sign"] or after["code"] or after["word"] or "pence"
    value = figure.value / 100 if unit.casefold().startswith(("pen", "cent")) else figure.value
    return replace(figure, end=after.end(), value=value, kind="money", currencies=_currencies(unit))


def _currencies(unit: str) -> tuple[str, ...]:
    unit = unit.casefold().strip()
    if unit.upper() in _CODES and unit != "rmb":
        return (unit.upper(),)
    if unit[-1] in "£€¥₹₩$" and len(unit) > 1:
        return {"us$": ("USD",), "a$": ("AUD",), "au$": ("AUD",), "c$": ("CAD",), "ca$": ("CAD",)}.get(
            unit, ("NZD", "HKD", "SGD", "BRL")
        )
    return next((codes for name, codes in _CURRENCIES.items() if unit.startswith(name)), ())


def _share_units(figures: list[Figure], text: str) -> list[Figure]:
    """In `£24–26`, `24 to 26 pounds` and `20-30%` both figures have the unit."""
    shared = list(figures)
    for i in range(1, len(shared)):
        left, right = shared[i - 1], shared[i]
        if left.end > right.start or not _RANGE.fullmatch(text, left.end, right.start):
            continue
        between = text[left.end : right.start].strip()
        shares = between in ("-", "/") or _INSTEAD.fullmatch(between) is not None
        if left.kind == "number" and right.kind != "number":
            shared[i - 1] = replace(left, kind=right.kind, currencies=right.currencies)
        elif right.kind == "number" and left.kind != "number" and shares:
            shared[i] = replace(right, kind=left.kind, currencies=left.currencies)
    return shared
