"""The one door to all recommenders: who is asking, what was found, what is wished → an order, with its evidence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from catalog.candidate import Candidate, Evidence, RankedProduct
from catalog.product_words import stems_of
from recommenders.preference.model import PreferenceRanker
from recommenders.ranking.causes import Causes
from recommenders.ranking.diversity import POOL_PER_PLACE, DiversitySettings, Likeness, diversified
from recommenders.ranking.explorer import BanditMaker, ExplorationSettings, Explorer
from recommenders.ranking.features.question import Circumstances
from recommenders.ranking.personal import PersonalScores
from recommenders.ranking.rules import Mask, RuleSettings, settled, showable
from recommenders.ranking.taste import Judgement, Taste
from shoppers.profile import ShopperProfile
from shoppers.rank_request import RankRequest

Floats = npt.NDArray[np.float32]
#: `(product ids) → [n_products, n_dimensions]` unit text embeddings, zeros where there is none.
VectorLookup = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class RankerSettings:
    """How far a shopper's taste moves what the words found.

    Attributes:
        popularity: how far the mixture may raise a search score for somebody of whom nothing is known.
        personal: how much further for somebody who is well known.
        familiar_events: events after which two thirds of `personal` count.
        judged: candidates that are put into this shopper's order; those the search ranked behind them suit on average.
        head: candidates whose evidence is told; those behind them are not shown.
        per_source: products that each source may add to what the search found.
        n_evidence: sources named as evidence of a product, the strongest first.
        n_explained: products at the head whose evidence names what it follows from.
        min_evidence: share of a product's score below which a source is not named.
        diversity: of lists that no words ask for.
        exploration: of the place that shows what is not sure to be the best.
        rules: what may be shown at all.
    """

    popularity: float = 0.06
    personal: float = 0.28
    familiar_events: float = 6.0
    judged: int = 200
    head: int = 40
    per_source: int = 16
    n_evidence: int = 3
    n_explained: int = 4
    min_evidence: float = 0.08
    diversity: DiversitySettings = field(default_factory=DiversitySettings)
    exploration: ExplorationSettings = field(default_factory=ExplorationSettings)
    rules: RuleSettings = field(default_factory=RuleSettings)


class ProductRanker:
    """Orders products for a shopper by words, stated wishes and everything the models know. Thread-safe.

    Without a trained model it is the search's order moved by stated wishes.
    """

    def __init__(
        self,
        personal: PersonalScores,
        preference: PreferenceRanker,
        vectors: VectorLookup | None = None,
        settings: RankerSettings | None = None,
        bandit: BanditMaker | None = None,
    ) -> None:
        self._personal = personal
        self._preference = preference
        self._vectors = vectors
        self._settings = settings or RankerSettings()
        self._explorer = Explorer(self._settings.exploration, bandit)

    def nominate(self, request: RankRequest) -> tuple[str, ...]:
        """Ids of what the sources would show this shopper, whatever the words are; to be searched for as well."""
        taste = self._taste(request)
        if taste is None:
            return ()
        rows = taste.heads(self._settings.per_source, self._may_be_shown(taste, request))
        return tuple(taste.serving.products[row] for row in rows.tolist())

    def rank(self, request: RankRequest) -> tuple[RankedProduct, ...]:
        """All candidates that may be shown, best first; without candidates, what the sources nominate."""
        taste, policy = self._taste(request), request.visit.policy
        candidates: Sequence[Candidate] = [c for c in request.candidates if c.product_id not in request.exclude]
        if taste is not None:
            candidates = self._allowed(request, taste, candidates)
            if not request.wish.sort:
                candidates = self._moved(candidates, request, taste)
        profile = ShopperProfile() if policy.ranked_by == "search" else request.profile
        ordered = self._preference.rank(candidates, profile, request.wish)
        if taste is not None and not _has_words(request) and not request.wish.sort:
            ordered = self._varied(ordered, taste)
        ordered = self._explained(ordered, taste)
        ranked = [
            RankedProduct(c.product_id, c.score, c.evidence, rank=place) for place, c in enumerate(ordered, start=1)
        ]
        return tuple(ranked) if request.wish.sort else self._explorer.explore(ranked, policy.exploration)

    def _taste(self, request: RankRequest) -> Taste | None:
        """None as well where this visit's order is the search's."""
        return None if request.visit.policy.ranked_by == "search" else self._personal.taste(request)

    def _may_be_shown(self, taste: Taste, request: RankRequest) -> Mask:
        facts = taste.serving.facts
        bought = settled(taste.history, facts, taste.serving.repeat_shares, self._settings.rules)
        return showable(facts, request.exclude) & ~bought

    def _allowed(self, request: RankRequest, taste: Taste, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        """The candidates but those that are bought already, or all if nothing else is left.

        Whether something is in stock is the search's condition where there are words: who asks for it, sees it marked.
        """
        may = self._may_be_shown(taste, request)
        if _has_words(request):
            may |= ~taste.serving.facts.in_stock
        elif candidates and not request.wish.sort and taste.has_opinion:
            may = self._nominated(taste, may)
        if not candidates:
            return [Candidate(one, 0.0) for one in self.nominate(request)]
        rows = taste.serving.products.rows([candidate.product_id for candidate in candidates])
        return [c for c, row in zip(candidates, rows.tolist(), strict=True) if row < 0 or may[row]] or candidates

    def _nominated(self, taste: Taste, may: Mask) -> Mask:
        """Without words, nothing but what the sources would show."""
        nominated = np.zeros_like(may)
        nominated[taste.heads(self._settings.per_source, may)] = True
        return nominated

    def _moved(self, candidates: Sequence[Candidate], request: RankRequest, taste: Taste) -> list[Candidate]:
        """Search score (0..1) plus what the sources say, weighed by how well the shopper is known; best first."""
        rows = taste.serving.products.rows([candidate.product_id for candidate in candidates])
        known = np.flatnonzero(rows >= 0)[: self._settings.judged]
        found = np.array([candidate.score for candidate in candidates], dtype=np.float32)
        scores = _share_of_best(found) if _has_words(request) else np.zeros_like(found)
        evidence: dict[int, tuple[Evidence, ...]] = {}
        if len(known) and taste.has_opinion:
            judged = taste.judge(
                rows[known],
                _query_strength(request),
                _circumstances(request, found[known]),
                with_lambdarank=request.visit.policy.ranked_by != "blend",
            )
            personal = _personal(judged)
            suits = np.full(len(candidates), personal.mean())  # what was launched since the training: as the others
            suits[known] = personal
            # What hardly fits the words gains hardly anything, however much it is to the taste.
            gained = self._weight(taste) * scores * suits if _has_words(request) else suits
            scores = scores + gained
            head = np.flatnonzero(np.isin(known, np.argsort(-scores, kind="stable")[: self._settings.head]))
            told = self._evidence(judged.among(head), gained[known[head]])
            evidence = dict(zip(known[head].tolist(), told, strict=True))
        # Without words nothing was searched for: the search's own order counts for nothing.
        has_words = _has_words(request)
        return [
            Candidate(one.product_id, score, (*(one.evidence if has_words else ()), *evidence.get(place, ())))
            for place, one, score in _best_first(candidates, scores)
        ]

    def _weight(self, taste: Taste) -> float:
        known = 1.0 - float(np.exp(-len(taste.history) / self._settings.familiar_events))
        return self._settings.popularity + self._settings.personal * known

    def _evidence(self, judged: Judgement, weights: Floats) -> Iterator[tuple[Evidence, ...]]:
        """Of each candidate the sources that say most for it, with their part of its weight."""
        totals = judged.shares.sum(axis=0)
        parts = np.divide(judged.shares, totals, out=np.zeros_like(judged.shares), where=totals > 0)
        strongest = np.argsort(-parts, axis=0, kind="stable")[: self._settings.n_evidence]
        strengths = np.take_along_axis(parts, strongest, axis=0)
        for sources, shares, weight in zip(strongest.T.tolist(), strengths.T.tolist(), weights.tolist(), strict=True):
            yield tuple(
                Evidence(judged.sources[source], round(weight * share, 4))
                for source, share in zip(sources, shares, strict=True)
                if weight > 0 and 0 < share >= self._settings.min_evidence
            )

    def _varied(self, ordered: Sequence[Candidate], taste: Taste) -> list[Candidate]:
        pool = ordered[: self._settings.diversity.head * POOL_PER_PLACE]
        ids = [candidate.product_id for candidate in pool]
        rows = taste.serving.products.rows(ids)
        facts = taste.serving.facts
        is_known = rows >= 0
        category = np.where(is_known, facts.category[rows], -1).astype(np.int32)
        brand = np.where(is_known, facts.brand[rows], -1).astype(np.int32)
        scores = np.array([candidate.score for candidate in pool], dtype=np.float32)
        likeness = Likeness(category, brand, self._vectors(ids) if self._vectors else None)
        places = diversified(scores, likeness, self._settings.diversity)
        return [*(pool[place] for place in places), *ordered[len(pool) :]]

    def _explained(self, ordered: Sequence[Candidate], taste: Taste | None) -> Sequence[Candidate]:
        """The first of the list with the causes of their evidence; the others are hardly ever shown."""
        if taste is None:
            return ordered
        causes, n_shown = Causes(taste), self._settings.n_explained
        shown = [replace(c, evidence=causes.explained(c.product_id, c.evidence)) for c in ordered[:n_shown]]
        return [*shown, *ordered[n_shown:]]


def _best_first(candidates: Sequence[Candidate], scores: Floats) -> Iterator[tuple[int, Candidate, float]]:
    """Place, candidate and new score; equal ones as they were."""
    order = np.argsort(-scores, kind="stable")
    return ((place, candidates[place], float(scores[place])) for place in order.tolist())


def _query_strength(request: RankRequest) -> float:
    """How near the meaning of the best candidate is to the words, 0..1; 0 without words."""
    if not _has_words(request):
        return 0.0
    return max((e.weight for c in request.candidates[:1] for e in c.evidence if e.signal == "semantic"), default=1.0)


def _has_words(request: RankRequest) -> bool:
    return bool(stems_of(request.wish.text))


def _circumstances(request: RankRequest, found: Floats) -> Circumstances:
    match = _share_of_best(found) if _has_words(request) else None
    return Circumstances(request.visit.device, request.visit.locale, query_match=match)


def _personal(judged: Judgement) -> Floats:
    """How well each candidate suits the shopper, 0..1; the average where no source has an opinion."""
    has_opinion = judged.shares.sum(axis=0) > 0
    scaled: Floats = np.zeros_like(judged.scores)
    if not has_opinion.any():
        return scaled
    scaled[has_opinion] = _scaled(judged.scores[has_opinion])
    scaled[~has_opinion] = scaled[has_opinion].mean()
    return scaled


def _share_of_best(scores: Floats) -> Floats:
    shares: Floats = scores / max(float(scores.max(initial=0.0)), 1e-9)
    return shares


def _scaled(scores: Floats) -> Floats:
    low, high = float(scores.min()), float(scores.max())
    scaled: Floats = np.ones_like(scores) if high - low < 1e-9 else (scores - low) / (high - low)
    return scaled
