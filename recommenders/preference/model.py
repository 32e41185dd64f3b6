"""Orders candidates by how well they suit what the shopper says of themselves and wishes of this turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog.candidate import Candidate, Evidence
from catalog.product import Product
from catalog.product_words import all_stems, stems_of, title_stems
from recommenders.preference.own_size import own_size
from shoppers.profile import ShopperProfile
from shoppers.ranking_wish import RankingWish

_CHILDREN = stems_of("kid kids child children children's junior toddler baby boys girls youth infant")
_AUDIENCE_ATTRIBUTES = ("gender", "age_group", "audience")

ProductLookup = Callable[[Sequence[str]], Mapping[str, Product]]
#: `(texts, product ids) → [n_texts, n_products]` closeness of meaning in -1..1.
Affinity = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class PreferenceWeights:
    """How far each signal (0..1) moves a candidate whose search score is scaled to 0..1.

    `considered` candidates are looked at; those behind them keep their order at the end of the list.
    An explicit sort takes those that reach `relevant_share` of the best score and `alike_share` of the best semantic
    evidence, and whose title names the thing if the best one's does: the cheapest tent is no hammock.
    """

    preference: float = 0.25
    wanted: float = 0.35
    wanted_attribute: float = 0.12
    stated: float = 0.20
    category: float = 0.15
    size: float = 0.10
    price_match: float = 0.20
    rating: float = 0.08
    for_children: float = 0.30
    out_of_stock: float = 0.30
    considered: int = 32
    relevant_share: float = 0.6
    alike_share: float = 0.8


class PreferenceRanker:
    """Adds the shopper's stated wishes to the search scores; nothing stated leaves the order as it is."""

    def __init__(
        self, lookup: ProductLookup, affinity: Affinity | None = None, weights: PreferenceWeights | None = None
    ) -> None:
        self._lookup = lookup
        self._affinity = affinity
        self._weights = weights or PreferenceWeights()

    def rank(self, candidates: Sequence[Candidate], profile: ShopperProfile, wish: RankingWish) -> Sequence[Candidate]:
        """The products, best first, ties as the search has them. An explicit sort keeps the relevant ones only."""
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
        if wish.sort and scored:
            scored = self._sorted(scored, products, wish)
        return scored if wish.sort else [*scored, *tail]

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
            "wanted": judged.wanted(wish, weights),
            "stated": weights.stated * judged.stated(wish),
            "category": weights.category * judged.is_in_category(wish),
            "size": weights.size * own_size(judged.product, profile.sizes),
            "price_match": weights.price_match * judged.price_match(wish),
            "rating": weights.rating * judged.rating(),
            "for_children": -weights.for_children * judged.is_unasked_for_children(wish),
            "out_of_stock": -weights.out_of_stock * (not judged.product.in_stock),
        }
        evidence = tuple(Evidence(name, round(weight, 4)) for name, weight in signals.items() if weight)
        return Candidate(candidate.product_id, base + sum(signals.values()), (*candidate.evidence, *evidence))

    def _sorted(self, scored: list[Candidate], products: Mapping[str, Product], wish: RankingWish) -> list[Candidate]:
        """Relevant products in the wished order, unknown figures last; of a single one, the rest as scored after it."""
        bar = self._weights.relevant_share * max(candidate.score for candidate in scored)
        alike = self._weights.alike_share * max(_meaning(candidate) for candidate in scored)
        thing = stems_of(wish.text.rsplit(" ", 1)[-1]) & title_stems(products[scored[0].product_id])
        relevant = [
            c
            for c in scored
            if c.score >= bar and _meaning(c) >= alike and thing <= title_stems(products[c.product_id])
        ]
        sign = 1 if wish.sort == "price_asc" else -1
        figure = _rating if wish.sort == "rating_desc" else _price

        def key(candidate: Candidate) -> tuple[bool, float]:
            value = figure(products[candidate.product_id])
            return value is None, sign * (value or 0.0)

        rest = [c for c in scored if c not in relevant] if len(relevant) < 2 else []
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

    def wanted(self, wish: RankingWish, weights: PreferenceWeights) -> float:
        """An option that can be chosen (a size, a colour) counts more than a word that the search has seen already."""
        if not wish.attributes:
            return 0.0
        met = sum(
            weights.wanted if self._offers(name, values) else weights.wanted_attribute * self._states(name, values)
            for name, values in wish.attributes.items()
        )
        return met / len(wish.attributes)

    def is_in_category(self, wish: RankingWish) -> bool:
        """Whether it stands where the words point."""
        return any(category.value in wish.categories for category in self.product.categories)

    def stated(self, wish: RankingWish) -> float:
        """1 if a yes-or-no attribute that the words name ("waterproof") is true, -1 if it is false, 0 if unknown."""
        words = stems_of(wish.text)
        told = [value for name, value in self.product.attributes.items() if isinstance(value, bool) and name in words]
        return sum(1 if value else -1 for value in told) / len(told) if told else 0.0

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
        if not _CHILDREN.isdisjoint(stems_of(wish.text)):
            return False
        record = self.product
        told = [str(record.attributes.get(name, "")) for name in _AUDIENCE_ATTRIBUTES]
        texts = (*(category.value for category in record.categories), *told)
        return any(not _CHILDREN.isdisjoint(stems) for stems in (title_stems(record), *map(stems_of, texts)))

    def _offers(self, name: str, values: Sequence[str]) -> bool:
        """Whether a variant that can be had now has one of the values."""
        wanted = {value.casefold() for value in values}
        return any(
            option.name == name and option.label.casefold() in wanted
            for variant in self.product.variants
            if variant.availability.available
            for option in variant.options
        )

    def _states(self, name: str, values: Sequence[str]) -> bool:
        attribute = self.product.attributes.get(name)
        stated = attribute if isinstance(attribute, tuple) else (attribute,)
        return bool({value.casefold() for value in values} & {str(value).casefold() for value in stated})


def _meaning(candidate: Candidate) -> float:
    """The semantic evidence; 0 where the search had none."""
    return next((e.weight for e in candidate.evidence if e.signal == "semantic"), 0.0)


def _price(product: Product) -> float | None:
    return float(product.price.amount) if product.price else None


def _rating(product: Product) -> float | None:
    """The rating drawn towards the middle of the scale while there are few (Bayesian mean, 5 votes of 3.5)."""
    if not product.rating:
        return None
    count = product.rating.count or 1
    return (product.rating.out_of_five * count + 3.5 * 5) / (count + 5)
