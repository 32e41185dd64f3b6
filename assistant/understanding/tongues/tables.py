"""Every tongue that is understood, ready to be looked up in."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.tongues.french import FRENCH
from assistant.understanding.tongues.german import GERMAN
from assistant.understanding.tongues.glossary import Glossary
from assistant.understanding.tongues.neighbours import DUTCH, ITALIAN, PORTUGUESE
from assistant.understanding.tongues.plain_words import plain
from assistant.understanding.tongues.spanish import SPANISH
from assistant.understanding.tongues.tongue import Tongue, table

#: Words between those to search for: kept as the shopper said them, and read as these.
KEPT_AS_SAID = frozenset(
    ("for", "with", "of", "from", "in", "to", "on", "at", "made of", "my", "and", "or", "size", "by")
)
#: As typed on a keyboard without umlauts.
_SPELLED_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class Tables:
    """A tongue's phrases by where they hold, and its glossary."""

    tongue: Tongue
    glossary: Glossary
    anywhere: PhraseTable
    before_amount: PhraseTable
    after_amount: PhraseTable
    closing: PhraseTable
    paired: Mapping[str, tuple[frozenset[str], str, str]]
    endings: Mapping[str, str]
    known: frozenset[str]
    kept: Mapping[str, str]

    def plain(self, word: str) -> str:
        """The word as the tables have it; of German, "fuer" as "für"."""
        word = plain(word)
        if self.tongue.code == "de" and word not in self.known:
            other = word
            for spelled, letter in _SPELLED_OUT:
                other = other.replace(spelled, letter)
            return other if other in self.known else word
        return word


def _built(tongue: Tongue) -> Tables:
    glossary = Glossary(tongue.code)
    return Tables(
        tongue=tongue,
        glossary=glossary,
        anywhere=table(tongue.anywhere),
        before_amount=table(tongue.before_amount),
        after_amount=table(tongue.after_amount),
        closing=table(tongue.closing),
        paired={plain(word): rule for word, rule in tongue.paired.items()},
        endings={plain(word): meaning for word, meaning in tongue.endings.items()},
        kept=_kept(tongue),
        known=frozenset(tongue.words()) | frozenset(glossary.single_words()),
    )


def _kept(tongue: Tongue) -> dict[str, str]:
    """Plain words of this tongue → what they are read as, of those that stay among the words to search for."""
    return {
        word: english
        for english in KEPT_AS_SAID & tongue.anywhere.keys()
        for phrase in plain(tongue.anywhere[english]).replace("\n", ",").split(",")
        for word in phrase.strip().split("/")
        if word and " " not in phrase.strip()
    }


#: By language code; a language without tables is not understood.
TABLES: Mapping[str, Tables] = {
    tongue.code: _built(tongue) for tongue in (GERMAN, SPANISH, FRENCH, ITALIAN, DUTCH, PORTUGUESE)
}
