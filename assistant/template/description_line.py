"""Short lines of a description that say something of the product and leave its name out."""

import re
from collections.abc import Iterator

from assistant.template.excerpt import is_negated, is_quotable, sentences_of
from catalog.product import Product
from catalog.product_words import stems_of
from catalog.vocabulary import words_of

MAX_LINE_CHARACTERS = 84
MIN_WORDS, MIN_NEW_WORDS = 3, 2
N_SENTENCES = 4
_CLAUSE_END = re.compile(r"[;:]\s|\s[–—-]\s|,\s(?!and\b|or\b)|\.\s")
_CUT_SHORT = re.compile(
    r"\s(?:with|of|in|by|for|from|to)\s(?:the|this|these|our|your|a|an|its|their)\s\S+$", re.IGNORECASE
)
_CUT_OBJECT = re.compile(r"\s(?:the|this|these|our|your|a|an|its|their)\s\S+$", re.IGNORECASE)
#: Sentences that open so praise more than they tell; others go first.
_FLOURISHES = frozenset(
    """immerse elevate indulge delight experience embark conquer step discover introducing unleash celebrate embrace
    get make enjoy meet explore transform upgrade gear add bring turn treat say look""".split()
)
_DETERMINERS = frozenset("the this these that those our its their your a an whether if when".split())
_COMMON_OPENERS = _DETERMINERS | frozenset(
    "with made perfect ideal great includes features for in from built comes take pull both two three four".split()
)
_NAMING = r"(?:(?:with|from|of|in|by|to|about|for)\s+)?(?:the|this|these|our|your|a|an)\s+"
_IS = r"\s+(?:is|are)\s+(?:the |a |an |our )?"


def description_lines(product: Product) -> Iterator[str]:
    """Sentences short enough for a card, else the first clause of a sentence; in the description's own words."""
    own = stems_of(" ".join([product.title, *(category.value for category in product.categories)]))
    sentences = sentences_of(product.description.plain)[:N_SENTENCES]
    for said in sorted(sentences, key=is_flourish):
        if is_negated(said) or not is_quotable(said):
            continue
        whole = _without_name(said.strip(" .!?"), product.title)
        for line in (whole, _first_clause(whole)):
            is_short = len(line) <= MAX_LINE_CHARACTERS and len(words_of(line)) >= MIN_WORDS
            if (
                is_short
                and product.title.casefold() not in line.casefold()
                and len(stems_of(line) - own) >= MIN_NEW_WORDS
            ):
                yield line
                break


def is_flourish(said: str) -> bool:
    """Whether a sentence opens with praise: "Immerse yourself in …"."""
    return said.split(" ", 1)[0].casefold() in _FLOURISHES


def in_a_row(line: str) -> str:
    """The line as it stands after a semicolon: "Made of felt" → "made of felt"; names keep their capital."""
    first = line.split(" ", 1)[0]
    is_common = first.casefold() in _COMMON_OPENERS or (first.istitle() and first.endswith(("ed", "ing")))
    return f"{line[:1].lower()}{line[1:]}" if is_common else line


def _first_clause(said: str) -> str:
    """The words up to the first comma or the like; nothing where the cut leaves half a noun phrase or a subject."""
    clause, *rest = _CLAUSE_END.split(said, maxsplit=1)
    if not rest:
        return clause
    whole = _CUT_SHORT.sub("", clause).strip(" .!?,")
    is_subject = whole.split(" ", 1)[0].casefold() in _DETERMINERS
    is_cut = is_subject or _CUT_OBJECT.search(whole)
    return "" if is_cut or whole.count("(") != whole.count(")") else whole


def _without_name(said: str, title: str) -> str:
    """The line without the product's name at its head ("The X is a …") or its end ("… with our X")."""
    if title.casefold() not in said.casefold():
        return said
    name = re.escape(title)
    headless = re.sub(rf"^(?:the |our |this |these )?{name}{_IS}", "", said, flags=re.IGNORECASE)
    tailless = re.sub(rf",?\s+{_NAMING}{name}$", "", headless, flags=re.IGNORECASE)
    if tailless != headless or not headless.casefold().endswith(title.casefold()):
        return tailless
    return _CUT_SHORT.sub("", headless[: -len(title)].strip())  # "… with our rugged X"
