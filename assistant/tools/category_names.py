"""Finds categories by what the model calls them."""

from catalog.product_words import stems_of
from catalog.vocabulary import CatalogVocabulary


def category_paths(vocabulary: CatalogVocabulary, name: str) -> tuple[str, ...]:
    """Whole paths that the name means: the path itself, else those with such a segment, else with all its words."""
    wanted = name.strip().casefold()
    if not wanted:
        return ()
    paths = list(vocabulary.categories)
    exact = [path for path in paths if path.casefold() == wanted]
    stems = stems_of(name)
    by_segment = [path for path in paths if any(stems_of(part) == stems for part in path.split(" > "))]
    return tuple(exact or by_segment or [path for path in paths if stems and stems <= stems_of(path)])
