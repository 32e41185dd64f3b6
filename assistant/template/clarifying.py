"""One question back, when the shopper named a broad category and nothing else."""

from collections import Counter

from assistant.brief import TurnBrief
from assistant.looking.purposes import PURPOSES
from assistant.template.attribute_words import attribute_name
from assistant.template.bookkeeping import is_bookkeeping
from assistant.template.phrasing import joined
from assistant.template.wishes import wish_words
from catalog.product_words import singular, stems_of

ENOUGH_PRODUCTS = 15
N_CHOICES = 3
MIN_PER_CHOICE = 2
MAX_CHOICE_CHARACTERS = 24
_NOT_ASKED = {"gender", "season", "color", "colour"}


def clarifying_question(brief: TurnBrief) -> list[str]:
    """A question over a real facet of the candidates, or nothing: only for one bare category word."""
    if not _is_broad(brief):
        return []
    choices = _choices(brief)
    if not choices:
        return []
    key, values = choices
    if key.casefold() in PURPOSES:
        return [f"What is it mainly for: {joined(values, 'or')}?"]
    return [f"Do you have a preference for {attribute_name(key)}: {joined(values, 'or')}?"]


def _is_broad(brief: TurnBrief) -> bool:
    need = brief.need
    words = wish_words(brief)
    is_bare = len(words) == 1 and not (need.attributes or need.brands or need.price.is_stated or need.sort or need.more)
    if not is_bare or need.references:
        return False
    stem = singular(words[0])
    categories = brief.vocabulary.categories
    return sum(count for path, count in categories.items() if stem in stems_of(path)) >= ENOUGH_PRODUCTS


def _choices(brief: TurnBrief) -> tuple[str, list[str]] | None:
    """The facet that splits the candidates: purposes before others, three values of at least two products each."""
    facets: dict[str, Counter[str]] = {}
    for product in brief.ranked:
        for key, value in product.attributes.items():
            is_asked = key.casefold() not in _NOT_ASKED and not is_bookkeeping(key)
            if isinstance(value, str | tuple) and is_asked:
                values = value if isinstance(value, tuple) else (value,)
                facets.setdefault(key, Counter()).update(v for v in values if len(v) <= MAX_CHOICE_CHARACTERS)
    for key in sorted(facets, key=lambda key: key.casefold() not in PURPOSES):
        common = [value for value, count in facets[key].most_common(N_CHOICES) if count >= MIN_PER_CHOICE]
        if len(common) >= N_CHOICES - 1:
            return key, common
    return None
