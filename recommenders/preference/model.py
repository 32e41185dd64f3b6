"""Orders candidates by how well they suit what the shopper says of themselves and wishes of this turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog.candidate import Candidate, Evidence
from catalog.product import Product
from catalog.product_words import all_stems, record_stems, stems_of
from shoppers.profile import ShopperProfile
from shoppers.ranking_wish import RankingWish

_CHILDREN = stems_of("kid kids child children children's junior toddler baby boys girls youth infant")

ProductLookup = Callable[[Sequence[str]], Mapping[str, Product]]
#: `(texts, product ids) → [n_texts, n_products]` closeness of meaning in -1..1.
Affinity = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class PreferenceWeights:
    """How far each signal (0..1) moves a candidate whose search score is scaled to 0..1.

    `considered` candidates are looked at; those behind them keep their order at the end of the list.
    `relevant_share` of the best search score is what a product needs to take part in an explicit sort.
    """

    preference: float = 0.25
    wanted: float = 0.35
    size: float = 0.10
    price_match: float = 0.20
    rating: float = 0.08
    for_children: float = 0.30
    out_of_stock: float = 0.30
    considered: int = 48
    relevant_share: float = 0.6


class PreferenceRanker:
    """Adds the shopper's stated wishes to the search scores; nothing stated leaves the order as it is."""

    def __init__(
        self, lookup: ProductLookup, affinity: Affinity | None = None, weights: PreferenceWeights | None = None
    ) -> None:
        self._lookup = lookup
        self._affinity = affinity
        self._weights = weights or PreferenceWeights()

    def rank(self, candidates: Sequence[Candidate], profile: ShopperProfile, wish: RankingWish) -> Sequence[Candidate]:
        """The same products, best first; ties keep the order of the search."""
        if not candidates:
            return candidates
        head, tail = candidates[: self._weights.considered], candidates[self._weights.considered :]
        products = self._lookup([candidate.product_id for candidate in head])
        head = [candidate for candidate in head if candidate.product_id in products]
        affinities = self._preference_affinities(head, profile)
        top = max((candidate.score for candidate in head), default=0.0) or 1.0
        scored = [
            self._scored(
                candidate, candidate.score / top, _Judged(products[candidate.product_id], affinity), profile, wish
            )
            for candidate, affinity in zip(head, affinities, strict=True)
        ]
        scored.sort(key=lambda candidate: -candidate.score)
        if wish.sort:
            scored = self._sorted(scored, products, wish.sort)
        return [*scored, *tail]

    def _preference_affinities(self, head: Sequence[Candidate], profile: ShopperProfile) -> list[float]:
        """Per candidate, how near its meaning is to the preferences, 0 (average of the list) to 1 (nearest)."""
        if not (profile.preferences and self._affinity and head):
            return [0.0] * len(head)
        closeness = self._affinity(profile.preferences, [candidate.product_id for candidate in head]).mean(axis=0)
        above = np.clip(closeness - closeness.mean(), 0.0, None)
        return [float(value) for value in above / max(float(above.max()), 1e-6)]

    def _scored(
        self, candidate: Candidate, base: float, judged: "_Judged", profile: ShopperProfile, wish: RankingWish
    ) -> Candidate:
        weights = self._weights
        signals = {
            "preference": weights.preference * judged.preference(profile),
            "wanted": weights.wanted * judged.wanted(wish),
            "size": weights.size * judged.size(profile),
            "price_match": weights.price_match * judged.price_match(wish),
            "rating": weights.rating * judged.rating(),
            "for_children": -weights.for_children * judged.is_unasked_for_children(wish),
            "out_of_stock": -weights.out_of_stock * (not judged.product.in_stock),
        }
        evidence = tuple(Evidence(name, round(weight, 4)) for name, weight in signals.items() if weight)
        return Candidate(candidate.product_id, base + sum(signals.values()), (*candidate.evidence, *evidence))

    def _sorted(self, scored: list[Candidate], products: Mapping[str, Product], sort: str) -> list[Candidate]:
        """Relevant products in the wished order, then the rest as scored; unknown figures come last."""
        bar = self._weights.relevant_share * scored[0].score if scored else 0.0
        relevant = [candidate for candidate in scored if candidate.score >= bar]
        rest = [candidate for candidate in scored if candidate.score < bar]
        sign = 1 if sort == "price_asc" else -1
        figure = _rating if sort == "rating_desc" else _price

        def key(candidate: Candidate) -> tuple[bool, float]:
            value = figure(products[candidate.product_id])
            return value is None, sign * (value or 0.0)

        return [*sorted(relevant, key=key), *rest]


@dataclass(frozen=True, slots=True)
class _Judged:
    """One product's answers to the wishes, each 0..1."""

    product: Product
    affinity: float

    def preference(self, profile: ShopperProfile) -> float:
        if not profile.preferences:
            return 0.0
        words = all_stems(self.product)
        named = sum(stems_of(preference) <= words for preference in profile.preferences) / len(profile.preferences)
        return 0.7 * named + 0.3 * self.affinity

    def wanted(self, wish: RankingWish) -> float:
        if not wish.attributes:
            return 0.0
        met = sum(self._has(name, values) for name, values in wish.attributes.items())
        return met / len(wish.attributes)

    def size(self, profile: ShopperProfile) -> float:
        wanted = {size.casefold() for size in profile.sizes.values()}
        labels = {
            option.label.casefold()
            for variant in self.product.variants
            if variant.availability.available
            for option in variant.options
        }
        return float(bool(wanted & labels))

    def price_match(self, wish: RankingWish) -> float:
        if not (wish.price_about and self.product.price):
            return 0.0
        return max(0.0, 1 - abs(self.product.price.amount - wish.price_about) / wish.price_about)

    def rating(self) -> float:
        """-1 to 1 around a middling 3.5; 0 for the unrated."""
        value = _rating(self.product)
        return 0.0 if value is None else max(-1.0, min(1.0, (value - 3.5) / 1.5))

    def is_unasked_for_children(self, wish: RankingWish) -> bool:
        """Whether it is made for children and nobody asked for that."""
        return bool(record_stems(self.product) & _CHILDREN) and not stems_of(wish.text) & _CHILDREN

    def _has(self, name: str, values: Sequence[str]) -> bool:
        wanted = {value.casefold() for value in values}
        attribute = self.product.attributes.get(name)
        stated = attribute if isinstance(attribute, tuple) else (attribute,)
        offered = [value.label for option in self.product.options if option.name == name for value in option.values]
        return bool(wanted & {str(value).casefold() for value in (*stated, *offered)})


def _price(product: Product) -> float | None:
    return float(product.price.amount) if product.price else None


def _rating(product: Product) -> float | None:
    """The rating drawn towards the middle of the scale while there are few (Bayesian mean, 5 votes of 3.5)."""
    if not product.rating:
        return None
    count = product.rating.count or 1
    return (product.rating.out_of_five * count + 3.5 * 5) / (count + 5)
