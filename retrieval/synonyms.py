"""Other names of what is searched for, as the stems that search compares."""

from collections.abc import Mapping

from catalog.other_names import rows
from retrieval.query_words import query_stems

Phrase = tuple[str, ...]


def _read() -> dict[Phrase, tuple[Phrase, ...]]:
    found: dict[Phrase, dict[Phrase, None]] = {}
    for names in rows():
        asked, meant = ([query_stems(name) for name in side] for side in names)
        for phrase in asked:
            found.setdefault(phrase, {}).update(dict.fromkeys(other for other in meant if other != phrase))
    return {phrase: tuple(others) for phrase, others in found.items()}


#: Phrase of stems → the phrases that are also meant.
SYNONYMS: Mapping[Phrase, tuple[Phrase, ...]] = _read()
#: Every stem in the table: correctly spelt, whether or not the catalog holds it.
SYNONYM_STEMS = frozenset(stem for phrase in SYNONYMS for stem in phrase)
_LONGEST = max(map(len, SYNONYMS))


def phrases_of(stems: Phrase) -> list[Phrase]:
    """A query cut into the phrases of the table, longest first, and single words."""
    phrases = []
    at = 0
    while at < len(stems):
        lengths = range(min(_LONGEST, len(stems) - at), 1, -1)
        length = next((n for n in lengths if stems[at : at + n] in SYNONYMS), 1)
        phrases.append(stems[at : at + length])
        at += length
    return phrases
