"""Which word the shop's catalog knows a thing by: the shopper's own or its English one."""

from collections.abc import Mapping

from assistant.need import ShoppingNeed
from assistant.understanding.tongues.glossary import Gloss
from assistant.understanding.tongues.tables import TABLES, Tables
from assistant.understanding.vocabulary_index import VocabularyIndex, singular


def catalog_word(gloss: Gloss, said: str, known: Mapping[str, int]) -> str:
    """The word to look up: as said where the catalog uses that more often than the English, else the English.

    Args:
        gloss: what the word means.
        said: lower case, with its accents.
        known: words of the catalog → products.
    """
    n_said = max(known.get(said, 0), known.get(gloss.base, 0))
    if not n_said:
        return gloss.english
    n_english = min(_n_products(word, known) for word in gloss.english.split())
    if n_english > n_said:
        return gloss.english
    return said if known.get(said, 0) or not gloss.is_quality else gloss.base


def _n_products(word: str, known: Mapping[str, int]) -> int:
    return max(known.get(word, 0), known.get(singular(word), 0), known.get(f"{word}s", 0))


def glossed(text: str, tables: Tables, known: Mapping[str, int]) -> tuple[str, dict[str, str]]:
    """A text in the catalog's words, and those words → the words they stand for."""
    words = text.split()
    plain_words = [tables.plain(word) for word in words]
    kept, said, position = [], {}, 0
    while position < len(words):
        found = tables.glossary.longest(plain_words[position : position + 4])
        length = found[1] if found else 1
        own = " ".join(words[position : position + length])
        word = catalog_word(found[0], own, known) if found else tables.kept.get(plain_words[position], own)
        if word != own:
            said[word] = own
        kept.append(word)
        position += length
    return " ".join(kept), said


def in_english(text: str, language: str) -> str:
    """A text with everyday words of the language in English; the text itself where none is known."""
    tables = TABLES.get(language)
    return glossed(text.lower(), tables, {})[0] if tables and text.islower() else text


def is_translated(language: str) -> bool:
    """Whether messages of this language are put into English, so that what is asked of the shop stands there in it."""
    return language in TABLES


def in_shop_words(need: ShoppingNeed, index: VocabularyIndex) -> ShoppingNeed:
    """The need with the words to search for and to leave out as the catalog has them ("rote jacke" → "red jacket")."""
    tables = TABLES.get(need.language)
    if tables is None:
        return need
    parts = tuple(in_shop_words(part, index) for part in need.parts)
    exclude = tuple(name if name != name.lower() else glossed(name, tables, index.words)[0] for name in need.exclude)
    text = glossed(need.text, tables, index.words)[0]
    return need.model_copy(update={"text": text, "exclude": exclude, "parts": parts})
