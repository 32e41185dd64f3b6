"""Numbers spelled out in other languages."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.understanding.tongues.plain_words import plain


def _counted(words: str, start: int = 1, step: int = 1) -> dict[str, int]:
    """Slash-separated spellings of numbers, each `step` more than the one before."""
    return {
        plain(word): start + place * step
        for place, spelling in enumerate(words.split())
        for word in spelling.split("/")
    }


_GERMAN_ONES = _counted("ein/eins/eine zwei/zwo drei vier fünf/fuenf sechs sieben acht neun")
_GERMAN = (
    _counted("zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf", 2)
    | _counted("dreizehn vierzehn fünfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn", 13)
)  # fmt: skip
_GERMAN_TENS = _counted("zwanzig dreißig/dreissig vierzig fünfzig/fuenfzig sechzig siebzig achtzig neunzig", 20, 10)
_SPANISH = (
    _counted("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", 2)
    | _counted("dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún veintidós veintitrés", 16)
    | _counted("veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve", 24)
    | _counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    | _counted("cien/ciento doscientos/doscientas trescientos cuatrocientos quinientos seiscientos", 100, 100)
    | _counted("setecientos ochocientos novecientos mil", 700, 100)
)  # fmt: skip
_FRENCH = (
    _counted("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 2)
    | _counted("vingt trente quarante cinquante soixante soixante-dix quatre-vingts/quatre-vingt", 20, 10)
    | _counted("quatre-vingt-dix/nonante cent/cents", 90, 10)
    | {"mille": 1000, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "septante": 70}
)  # fmt: skip
_ITALIAN = (
    _counted("due tre quattro cinque sei sette otto nove dieci", 2)
    | _counted("venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento duecento", 20, 10)
    | {"duecento": 200, "trecento": 300, "cinquecento": 500, "mille": 1000}
)  # fmt: skip
_PORTUGUESE = (
    _counted("dois três quatro cinco seis sete oito nove dez", 2)
    | _counted("vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa cem/cento", 20, 10)
    | {"duzentos": 200, "trezentos": 300, "quinhentos": 500, "mil": 1000}
)  # fmt: skip
_DUTCH = (
    _counted("twee drie vier vijf zes zeven acht negen tien", 2)
    | _counted("twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd tweehonderd", 20, 10)
    | {"tweehonderd": 200, "driehonderd": 300, "vijfhonderd": 500, "duizend": 1000}
)  # fmt: skip
_WORDS = {"es": _SPANISH, "fr": _FRENCH, "it": _ITALIAN, "pt": _PORTUGUESE, "nl": _DUTCH}
_AND = frozenset("y et e en".split())
_MAX_WORDS = 7


def read_numeral(code: str, words: Sequence[str]) -> tuple[int, int] | None:
    """The number that the first of these plain words spell, and how many of them that takes."""
    known = _WORDS.get(code, {})
    total, current, end = 0, 0, 0
    for place, word in enumerate(words[:_MAX_WORDS]):
        value = german_number(word) if code == "de" else known.get(word)
        if value is None:
            if not (end and word in _AND and current % 100 >= 20 and place == end):
                break
            continue
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100 and 0 < current < 10:
            current *= 100
        elif current and not _may_follow(current, value):
            break
        else:
            current += value
        end = place + 1
    return (total + current, end) if end else None


def _may_follow(current: int, value: int) -> bool:
    """Thirty is followed by ones, a hundred by anything less."""
    follows_tens = value < 10 and current % 10 == 0 and current % 100 >= 20
    return follows_tens or (value < 100 and current % 100 == 0)


@lru_cache(maxsize=4_096)
def german_number(word: str) -> int | None:
    """ "Fünfundzwanzig", "zweihundertfünfzig", "tausend": one word, however long; not "ein", which is an article."""
    for name, scale in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(name)
        if found:
            many = (_GERMAN_ONES.get(head) or german_number(head)) if head else 1
            rest = _rest(tail.removeprefix("und") if tail != "und" else tail)
            return None if many is None or rest is None or many >= 1000 else many * scale + rest
    ones, joined, tens = word.partition("und")
    if joined and ones in _GERMAN_ONES and tens in _GERMAN_TENS:
        return _GERMAN_ONES[ones] + _GERMAN_TENS[tens]
    return _GERMAN.get(word) or _GERMAN_TENS.get(word)


def _rest(tail: str) -> int | None:
    return (german_number(tail) or _GERMAN_ONES.get(tail)) if tail else 0
