"""Reads how many of a thing a sentence may speak of, in words or figures."""

import re

from assistant.grounding.claims import Sentence

_WORDS = {
    word: n
    for n, words in {
        2: "two pair both zwei paar beide dos par deux paire",
        3: "three drei tres trois",
        4: "four vier cuatro quatre",
        5: "five fünf cinco cinq",
        6: "six sechs seis",
        8: "eight acht ocho huit",
        12: "dozen dutzend docena douzaine",
    }.items()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+")
MAX_COUNT = 24


def counts_in(sentence: Sentence, *, with_previous: bool = True) -> list[int]:
    """From two up, of this sentence and in words of the one before."""
    words = _WORD.findall(f"{sentence.previous if with_previous else ''} {sentence.masked}".lower())
    counts = {_WORDS[word] for word in words if word in _WORDS}
    numbers = (f.value for f in sentence.figures if f.kind == "number")
    return sorted(counts | {int(n) for n in numbers if 1 < n <= MAX_COUNT and n == int(n)})
