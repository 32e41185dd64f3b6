"""Hears whatever language: puts a message into the words that the readers know, and a need back into those said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.conversation import Conversation
from assistant.need import ShoppingNeed
from assistant.understanding.language import language_of
from assistant.understanding.tongues.shop_words import glossed
from assistant.understanding.tongues.tables import TABLES
from assistant.understanding.tongues.translator import Translator
from assistant.understanding.utterance import Utterance
from assistant.understanding.vocabulary_index import VocabularyIndex

#: Words that a translation leaves between those to search for.
_FRAME = frozenset(
    """the a an some is are be it has have had i we you they he she me us should can could must would that this these
    those there also only very do does did please as all what if one ones maybe too""".split()
)
_MAX_WORDS = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as the readers read it.

    Attributes:
        language: of the message, or of the conversation where the message does not tell.
        utterance: in English words where the language is one that is understood.
        said: English word of a thing or a quality → the shopper's; empty for a message that was not translated.
        bases: the same, as a dictionary has them.
    """

    language: str
    utterance: Utterance
    said: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)

    def going_on(self, before: ShoppingNeed | None, index: VocabularyIndex) -> tuple["Heard", ShoppingNeed | None]:
        """This message and the search before it, that one in the catalog's words too, so that they can be compared."""
        before, carried = _carried(before, index)
        if before is None or before.language != self.language or not carried:
            return self, before
        return replace(self, said={**carried, **self.said}, bases={**carried, **self.bases}), before

    def answered(self, need: ShoppingNeed) -> ShoppingNeed:
        """The need in the shopper's words. What is asked of a product or of the shop stays in those of its records."""
        if TABLES.get(self.language) is None:
            return need.model_copy(update={"language": self.language})
        is_find = need.kind == "find"
        return need.model_copy(
            update={
                "language": self.language,
                "text": _in_words(_without_frame(need.text), self.said) if is_find else need.text,
                "exclude": tuple(self.bases.get(name) or _in_words(name, self.said) for name in need.exclude),
                "parts": tuple(self.answered(part) for part in need.parts),
            }
        )


def hear(text: str, conversation: Conversation | None, index: VocabularyIndex) -> Heard:
    """The message in the words that the readers know."""
    last = conversation.last_need if conversation else None
    language = language_of(text, last.language if last else None, index.words)
    tables = TABLES.get(language)
    if tables is None:
        return Heard(language, Utterance(text))
    heard = Translator(text, tables, index.words).translate()
    return Heard(language, heard.utterance, heard.said, heard.bases)


def _carried(before: ShoppingNeed | None, index: VocabularyIndex) -> tuple[ShoppingNeed | None, dict[str, str]]:
    """The search before in the catalog's words, so that what is said now can be told to be more of the same."""
    tables = TABLES.get(before.language) if before else None
    if before is None or tables is None:
        return before, {}
    text, said = glossed(before.text, tables, index.words)
    exclude: list[str] = []
    for name in before.exclude:
        own, meant = glossed(name, tables, index.words) if name == name.lower() else (name, {})
        exclude.append(own)
        said = {**meant, **said, **({own: name} if own != name else {})}
    return before.model_copy(update={"text": text, "exclude": tuple(exclude)}), said


def _without_frame(text: str) -> str:
    return " ".join(word for word in text.split() if word not in _FRAME)


def _in_words(text: str, said: Mapping[str, str]) -> str:
    """The text with every stretch that stands for something said put back, the longest first."""
    words, kept, position = text.split(), [], 0
    while position < len(words):
        for length in range(min(_MAX_WORDS, len(words) - position), 0, -1):
            stretch = " ".join(words[position : position + length])
            if length == 1 or stretch in said:
                break
        kept.append(said.get(stretch, stretch))
        position += length
    return " ".join(kept)
