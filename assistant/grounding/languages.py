"""Whether a sentence is English: other languages have other words for what is claimed, and other rules for capitals."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:'s\b)?")
_FOREIGN = frozenset(
    """
    der die das den dem und ist sind für mit nicht ein eine einem einen einer eines kostet hat haben habe auch von sehr
    oder nur zu im wir sie ich wie ihnen ihr ihre ihrem ihren ihrer bei ab nach noch kann können möchten
    le la les est et sont pour avec une des du dans coûte plus vous nous je ce cette el los las es son está están para
    con una por cuesta más del muy se tu su il per che sono della costa het een van voor met och är um uma com não
    """.split()
)
_ENGLISH = frozenset(
    "the is are and for it with you your this that to of at only now we our has have its it's from".split()
)


def is_foreign(text: str, language: str) -> bool:
    """Whether a sentence is in another language than English.

    Args:
        text: the sentence, names of products blanked out.
        language: the answer's, which decides where the words do not.
    """
    words = _WORD.findall(text.lower())
    n_foreign = sum(word in _FOREIGN for word in words)
    n_english = sum(word in _ENGLISH for word in words)
    return n_foreign > n_english or (n_foreign == n_english and language != "en")
