"""Misspelled words of intent: "cheeper", "betwen 50 and 80", "wich one". Words of products are the search's to mend."""

from collections.abc import Iterator

from assistant.understanding.lexicon import ADJECTIVES, EDGE_WORDS, PREPOSITIONS, UNITS
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex

_INTENT = frozenset(
    """cheaper cheapest between without compare budget which under second different similar something expensive maximum
    minimum around recommend looking waterproof available difference anything except nothing delivery reviews birthday
    christmas instead forget dollars pounds lighter warmer bigger smaller together lightest warmest price
please""".split()
)
#: Shorter words are one letter from too many others.
_MIN_CHARACTERS = 5
_MAX_CHARACTERS = 12
#: Words that look like a slip of one of ours, and are none.
_RIGHT = (
    EDGE_WORDS
    | PREPOSITIONS
    | ADJECTIVES
    | UNITS
    | frozenset(
        """deliver delivers udder prince prices priced pricey prize pride cheapo cheapen compared compares company
        budgets budged seconds reviewed reviewer forgets forgot forged pounded pleased pleas pleaded cooking booking
        locking arounds aground unter unders undergo sunder noting lighted lightly fighter winch witch whisk excepts
        expect accept differently betweens dollar pound similarly bagger digger biggest smallest smells warmed warners
    farmer swarmer wander wonder""".split()
    )
)


def _deletions(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


#: Every word of intent under itself and under itself without one letter: two words a slip apart share one of these.
_BY_DELETION: dict[str, list[str]] = {}
for _word in sorted(_INTENT):
    for _key in {_word, *_deletions(_word)}:
        if len(_word) >= _MIN_CHARACTERS:
            _BY_DELETION.setdefault(_key, []).append(_word)


def respell(utterance: Utterance, index: VocabularyIndex) -> None:
    """Put the word that was meant in the place of one a single slip away, unless the catalog knows what was typed."""
    for position, token in enumerate(utterance.tokens):
        text = token.text
        if (
            token.kind != "word"
            or not _MIN_CHARACTERS <= len(text) + 1 <= _MAX_CHARACTERS
            or text in _INTENT
            or text in _RIGHT
        ):
            continue
        if index.is_known(text):
            continue
        meant = _meant(text)
        if meant:
            utterance.replace(position, meant)


def _meant(text: str) -> str | None:
    found = {
        word
        for key in (text, *_deletions(text))
        for word in _BY_DELETION.get(key, ())
        if _is_one_slip(text, word) and word[0] == text[0]
    }
    return found.pop() if len(found) == 1 else None


def _is_one_slip(one: str, other: str) -> bool:
    """One letter too many, missing, wrong, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return shorter in _deletions(longer)
    places = [place for place in range(len(one)) if one[place] != other[place]]
    if len(places) == 1:
        return True
    first = places[0]
    return places == [first, first + 1] and one[first] == other[first + 1] and one[first + 1] == other[first]
