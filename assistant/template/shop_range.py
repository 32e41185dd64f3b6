"""What the shop sells, in its own category names."""

import re
from collections.abc import Iterator

from assistant.brief import TurnBrief
from assistant.template.excerpt import is_quotable
from assistant.template.phrasing import Phrasing, joined
from assistant.template.plain_nouns import many
from catalog.vocabulary import CatalogVocabulary

N_NAMED = 4
MAX_NAME_CHARACTERS = 40
#: Names that say nothing without the broader one.
_VAGUE = {"gear", "accessories", "other", "others", "equipment", "misc", "miscellaneous", "general", "supplies"}


def main_categories(vocabulary: CatalogVocabulary, n: int) -> list[str]:
    """The narrowest names of the fullest categories, at most one of each broad category first."""
    counts = vocabulary.categories
    ordered = sorted(counts, key=lambda path: (-counts[path], path.count(",") + path.count("&"), path))
    return list(dict.fromkeys(_spread(ordered)))[:n]


def range_text(brief: TurnBrief) -> str:
    """`We sell tents, jackets and boots, among other things.`; nothing if the catalog names no categories."""
    names = [_in_prose(in_the_plural(name)) for name in main_categories(brief.vocabulary, N_NAMED)]
    if not names:
        return ""
    more = len(brief.vocabulary.categories) > len(names)
    ways = ("We sell {}", "Our shelves have {}", "You'll find {} here")
    text = Phrasing(brief.turn.message).pick("range", ways).format(joined(names))
    return f"{text}{', among other things' if more else ''}."


def in_the_plural(name: str) -> str:
    """`Processor` is a shelf of processors; what names several things is in the plural already."""
    return name if "&" in name else many(name)


def category_name(path: str) -> str:
    """The narrowest level of a path, with the broadest where it says nothing alone; empty if it cannot be said."""
    broad, narrow = path.split(" > ", 1)[0], path.rsplit(" > ", 1)[-1]
    if narrow.casefold() in _VAGUE and broad != narrow:
        narrow = f"{broad} {narrow}"
    is_sayable = len(narrow) <= MAX_NAME_CHARACTERS and re.search(r"[^\W\d_]", narrow) and is_quotable(narrow)
    return narrow if is_sayable else ""


def _spread(ordered: list[str]) -> Iterator[str]:
    """The fullest of each broad category, then the rest."""
    seen: set[str] = set()
    later = []
    for path in ordered:
        broad, name = path.split(" > ", 1)[0], category_name(path)
        if not name:
            continue
        if broad in seen:
            later.append(name)
        else:
            seen.add(broad)
            yield name
    yield from later


def _in_prose(name: str) -> str:
    """Lower case unless a word has capitals of its own; `hats, gloves & socks` as `hats, gloves and socks`."""
    words = [word.lower() if word.istitle() else word for word in name.split()]
    return " ".join("and" if word == "&" else word for word in words)
