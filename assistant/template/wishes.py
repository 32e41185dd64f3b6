"""The shopper's words that a product can meet or miss."""

from collections.abc import Mapping

from assistant.brief import TurnBrief
from assistant.looking.measured import without_measures
from catalog.product_words import singular, stems_of
from catalog.vocabulary import words_of

#: Words that wish for nothing a record could state.
_EMPTY = frozenset(
    """a an the and or but for of to in on at with without from by as is are am be been was were it its this that these
    those my our your their his her me you we they he she them him us i im id some any all one ones something anything
    gear
    thing stuff item product good nice great best better perfect ideal suitable decent proper really very quite pretty
    too so just please want wanted need needed looking look find show get buy have has had like love loves likes can
    could would will do does did not no gift gifts present someone somebody person people who which what when where how
    under over below above less more than about around up cheap cheaper cheapest expensive price priced budget cost top
    use using used day days time new other another else only also ideally recommend recommendation recommendations
    option options kind sort type maybe there here go going make available stock rated rating size colour color brand
    wear wearing friend dad mum mother father brother sister wife husband partner girlfriend boyfriend birthday
    christmas put take takes bring stay come comes work works trip degree litre liter cm mm kg gram inch metre meter
    daughter son x compare give suggest help myself couple pair pairs set few lot quality affordable popular""".split()
)
#: Words a record may hold ("women", "May") but whose absence is no news: people, months, days, company.
_NOT_MISSED = frozenset(
    """woman man men women lady gentleman guy girl boy kid child children baby teen teenager toddler adult grandma
    grandpa grandmother grandfather granny nan nana aunt uncle niece nephew cousin parent mummy daddy mom papa family
    colleague boss teacher neighbour neighbor host guest couple friend dad mum wife husband daughter son
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday weekend tonight tomorrow yesterday
    week month year season together alone everyone everybody anyone anybody both each yourself himself herself
    themselves ourselves mine yours hers ours theirs old young year-old between""".split()
)
#: Words of the shop's own figures that speak to a wish: the shopper hears the figure, not a promise.
RELATED: Mapping[str, tuple[str, ...]] = {
    "warm": ("insulated", "warm_to_c", "comfort_temp_c", "limit_temp_c"),
    "warmer": ("insulated", "warm_to_c", "comfort_temp_c"),
    "warmth": ("insulated", "warm_to_c"),
    "cold": ("insulated", "warm_to_c", "comfort_temp_c"),
    "freezing": ("warm_to_c", "comfort_temp_c"),
    "winter": ("insulated", "warm_to_c", "comfort_temp_c"),
    "light": ("weight_g", "weight_kg", "weight"),
    "lighter": ("weight_g", "weight_kg", "weight"),
    "lightweight": ("weight_g", "weight_kg", "weight"),
    "ultralight": ("weight_g", "weight_kg", "weight"),
    "rain": ("waterproof", "hydrostatic_head_mm", "waterproof_rating_mm"),
    "rainproof": ("waterproof",),
    "wet": ("waterproof",),
    "bright": ("lumens", "light_output_lm", "brightness"),
    "washable": ("machine_washable",),
    "dishwasher": ("dishwasher_safe",),
    "microwave": ("microwave_safe",),
    "big": ("capacity_l", "capacity_ml", "capacity"),
    "large": ("capacity_l", "capacity_ml", "capacity"),
    "family": ("sleeps",),
}


def wish_words(brief: TurnBrief) -> tuple[str, ...]:
    """The words of the need that a record can meet, as spelled right, in order; brands and figures are judged apart."""
    brands = stems_of(" ".join(brief.need.brands))
    corrections = {wrong.casefold(): right for wrong, right in brief.corrections.items()}
    words: dict[str, str] = {}
    for word in words_of(without_measures(brief.need.text)):
        for right in words_of(corrections.get(word, word)):
            stem = singular(right)
            if stem not in brands and not _says_nothing(right):
                words.setdefault(stem, right)
    return tuple(words.values())


def is_missed(word: str) -> bool:
    """Whether a shopper wants to hear that no record has this word: not of figures, people, months and the like."""
    has_letters = any(c.isalpha() for c in word)
    return has_letters and not {word, singular(word)} & _NOT_MISSED


def content_stems(text: str) -> frozenset[str]:
    """The stems of a text that carry meaning."""
    return frozenset(singular(word) for word in words_of(text) if not _says_nothing(word))


def _says_nothing(word: str) -> bool:
    return word in _EMPTY or singular(word) in _EMPTY or len(word) < 2 or "'" in word or "’" in word
