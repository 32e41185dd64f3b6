"""What every source says of a list of candidates, brought onto one scale."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows
from recommenders.scores import NO_OPINION, Scores

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """All arrays are `[n_sources, n_candidates]`.

    Scores of different models have nothing in common, so a source's word is read in two ways: the place at which it
    puts the candidate among these, and how far up its own range the score lies.

    Attributes:
        sources: names, in the order of the arrays.
        scores: as the sources gave them, `NO_OPINION` where one has none.
        places: `1 / log2(2 + place)` with the best at place 0; 0 without opinion. Equal scores share the better place.
        strengths: scores scaled to 0..1 between the lowest and the highest of the list; 0 without opinion.
    """

    sources: tuple[str, ...]
    scores: Floats
    places: Floats
    strengths: Floats

    @classmethod
    def of(cls, answers: Mapping[str, Scores], rows: Rows, sources: tuple[str, ...]) -> "Signals":
        """Read the answers of `sources` at the candidates' rows; a source that gave no answer has no opinion."""
        scores = np.full((len(sources), len(rows)), NO_OPINION, dtype=np.float32)
        for place, name in enumerate(sources):
            if name in answers:
                scores[place] = answers[name][rows]
        return cls.from_scores(sources, scores)

    @classmethod
    def from_scores(cls, sources: tuple[str, ...], scores: Floats) -> "Signals":
        """From raw scores at the candidates."""
        places = np.zeros_like(scores)
        strengths = np.zeros_like(scores)
        for source, row in enumerate(scores):
            known = np.isfinite(row)
            if known.any():
                places[source, known] = _places(row[known])
                strengths[source, known] = _strengths(row[known])
        return cls(sources, scores, places, strengths)


def _places(scores: Floats) -> Floats:
    ascending = np.sort(scores)
    better = len(scores) - np.searchsorted(ascending, scores, side="right")
    places: Floats = (1.0 / np.log2(2.0 + better)).astype(np.float32)
    return places


def _strengths(scores: Floats) -> Floats:
    """All 1 where every score is the same: the source says yes to all of them."""
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-12:
        return np.ones_like(scores)
    scaled: Floats = ((scores - low) / (high - low)).astype(np.float32)
    return scaled
