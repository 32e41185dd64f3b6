"""Whether what was found is an answer or a guess."""

from collections.abc import Sequence

from assistant.ports import CatalogReader
from catalog.candidate import Candidate
from catalog.product_words import stems_of, title_stems

#: Where neither the words nor the meaning of the best reach this much, they are a guess, not an answer. Read off the
#: sample shop: what it does not sell ("garden hose", "sushi") stays below, what it can meet ("keep my coffee hot") not.
WEAK_SEMANTIC = 0.40
WEAK_WORDS = 0.80
#: Means so much the same that it may be shown to somebody who asked for something else by name. Read off two shops:
#: swim shorts for wetsuits and trousers for jeans are above, tents for trampolines and puzzles for tents below.
NEAR_SEMANTIC = 0.50
#: Products whose evidence tells whether a find is weak.
N_LOOKED_AT = 3


def is_weak(ranked: Sequence[Candidate], thing: str, catalog: CatalogReader) -> bool:
    """Whether even the best share few words and little meaning with the query, nor are called what it asks for.

    Args:
        ranked: best first.
        thing: the word for what is looked for.
        catalog: has their titles.
    """
    best = ranked[:N_LOOKED_AT]
    words, semantic = strongest(best, "words", 0.0), strongest(best, "semantic", 1.0)
    # Words that no record has are met by meaning alone, and that has to be more than a likeness.
    enough = NEAR_SEMANTIC if not words else WEAK_SEMANTIC
    if not best or words >= WEAK_WORDS or semantic >= enough:
        return False
    products = catalog.products([candidate.product_id for candidate in best])
    return not any(stems_of(thing) <= title_stems(product) for product in products.values())


def near(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Those that may be shown although they are not what was asked for."""
    return [candidate for candidate in ranked if strongest([candidate], "semantic", 0.0) >= NEAR_SEMANTIC]


def strongest(candidates: Sequence[Candidate], signal: str, unknown: float) -> float:
    """The strongest evidence of a signal; `unknown` where nobody has any."""
    return max((e.weight for c in candidates for e in c.evidence if e.signal == signal), default=unknown)
