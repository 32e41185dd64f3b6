"""The shape of a language's tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.understanding.phrase_table import PhraseTable
from assistant.understanding.tongues.plain_words import plain


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a language's phrases mean: English words → the phrases that say so, as `PhraseTable` writes them.

    English words of the form `a|b` mean `a` before a thing or a quality and `b` elsewhere; `<a` is said after what
    it speaks of ("Leder mag ich nicht") and goes before it; nothing at all means that the phrase may be left out, and
    a comma that it also ends what came before.

    Attributes:
        code: ISO 639-1.
        anywhere: what holds wherever the phrase stands.
        before_amount: what holds only before a number ("unos 40").
        after_amount: what holds only after one ("50 bis 80").
        closing: what holds only at the end of a clause: verbs mostly, which mean nothing more to a search.
        paired: a word → the words of which one must stand before it, its meaning then, its meaning else.
        endings: the end of a compound → what it means before the rest of it ("lederfrei").
    """

    code: str
    anywhere: Mapping[str, str]
    before_amount: Mapping[str, str] = field(default_factory=dict)
    after_amount: Mapping[str, str] = field(default_factory=dict)
    closing: Mapping[str, str] = field(default_factory=dict)
    paired: Mapping[str, tuple[frozenset[str], str, str]] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> Iterator[str]:
        """Every plain word of the phrases."""
        for table in (self.anywhere, self.before_amount, self.after_amount, self.closing):
            for block in table.values():
                yield from plain(block).replace(",", " ").replace("/", " ").replace("~", " ").split()


def table(phrases: Mapping[str, str]) -> PhraseTable:
    """A table that plain words are looked up in."""
    return PhraseTable({english: plain(block) for english, block in phrases.items()})


def merged(*tables: Mapping[str, str]) -> dict[str, str]:
    """The phrases of all tables; what two of them mean alike is said in both ways."""
    found: dict[str, str] = {}
    for phrases in tables:
        for english, block in phrases.items():
            found[english] = f"{found[english]}\n{block}" if english in found else block
    return found
