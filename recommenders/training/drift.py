"""Whether what shoppers do now is spread as it was: the population stability index.

Over classes c, with the share e of each then and a now: PSI = Σ_c (a_c − e_c) · ln(a_c / e_c).

Lewis, An Introduction to Credit Scoring, 1994; Siddiqi, Credit Risk Scorecards, 2006: below 0.1 nothing has changed,
from 0.1 on something has, from 0.25 on much has. Two samples of one and the same population differ as well, the more
so the smaller they are: then PSI is about (1/n + 1/m) · χ² with one degree of freedom less than there are classes
(Yurdakul & Naranjo, Statistical properties of the population stability index, 2020). What visits choose together is
not independent, so that n and m are numbers of visits, as many as those of unequal length are worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2

from events.window_counts import WindowCounts
from recommenders.product_facts import ProductFacts

#: The rule of thumb: some change, much change.
SOME_CHANGE, MUCH_CHANGE = 0.1, 0.25
#: How seldom chance alone may be taken for drift.
FALSE_ALARMS = 0.001
#: Classes with less than this share are one class.
MIN_SHARE = 0.01
N_SCORE_CLASSES = 10
#: Added to every count, so that an empty class is no infinity.
_ADDED = 0.5
Floats = npt.NDArray[np.float64]
#: Of products without a category or a score.
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far one thing has moved.

    Attributes:
        what: event types, categories or scores.
        psi: from 0, nothing.
        by_chance: what samples of this size reach by chance, once in a thousand times.
        most: the class that moved most, with its share then and now, in words.
    """

    what: str
    psi: float
    by_chance: float
    most: str

    def exceeds(self, limit: float) -> bool:
        """Whether it has moved as far as `limit`, and farther than by chance."""
        return self.psi >= limit and self.psi > self.by_chance


def population_stability_index(then: Floats, now: Floats) -> float:
    """Of two arrays of counts `[n_classes]`."""
    return float(_terms(then, now).sum())


def drift_of(what: str, then: Mapping[str, int], now: Mapping[str, int], n_visits: tuple[float, float]) -> Drift:
    """How far counts by class have moved; `n_visits` of then and now."""
    names, before, since = _classes(then, now)
    terms = _terms(before, since)
    most = int(terms.argmax()) if len(terms) else 0
    shares = (before / max(before.sum(), 1), since / max(since.sum(), 1))
    words = f"{names[most] or 'unknown'} {shares[0][most]:.1%} then, {shares[1][most]:.1%} now" if names else ""
    return Drift(what, float(terms.sum()), _by_chance(len(names), n_visits), words)


def drifts(
    then: WindowCounts, now: WindowCounts, facts: ProductFacts | None, scores: Mapping[str, float]
) -> list[Drift]:
    """Of event types, categories and scores; what nothing is known of is left out.

    Args:
        then: what the models have learned from.
        now: what came since.
        facts: of the catalog.
        scores: product id → what the model that serves gives to it.
    """
    n_visits = (then.n_visits, now.n_visits)
    found = [drift_of("event types", then.by_type, now.by_type, n_visits)]
    if facts is not None:
        category = {
            product: facts.category_names[row] if row >= 0 else UNKNOWN
            for product, row in zip(facts.products.ids, facts.category.tolist(), strict=True)
        }
        found.append(drift_of("categories", _grouped(then, category), _grouped(now, category), n_visits))
    if scores:
        tenth = _tenths(then, scores)
        found.append(drift_of("scores", _grouped(then, tenth), _grouped(now, tenth), n_visits))
    return found


def _terms(then: Floats, now: Floats) -> Floats:
    expected, actual = ((one + _ADDED) / (one + _ADDED).sum() for one in (then, now))
    terms: Floats = (actual - expected) * np.log(actual / expected)
    return terms


def _classes(then: Mapping[str, int], now: Mapping[str, int]) -> tuple[list[str], Floats, Floats]:
    """Names and counts; classes that are rare both then and now are one."""
    totals = max(sum(then.values()), 1), max(sum(now.values()), 1)
    names = sorted({*then, *now})
    share = {name: max(then.get(name, 0) / totals[0], now.get(name, 0) / totals[1]) for name in names}
    kept = [name for name in names if share[name] >= MIN_SHARE]
    rare = [name for name in names if share[name] < MIN_SHARE]
    columns = [[float(one.get(name, 0)) for name in kept] for one in (then, now)]
    if rare:
        kept.append("the rare ones")
        for column, one in zip(columns, (then, now), strict=True):
            column.append(float(sum(one.get(name, 0) for name in rare)))
    return kept, np.array(columns[0]), np.array(columns[1])


def _by_chance(n_classes: int, n_visits: tuple[float, float]) -> float:
    if min(n_visits) <= 0 or n_classes < 2:
        return float("inf")
    return float(chi2.ppf(1 - FALSE_ALARMS, n_classes - 1)) * (1 / n_visits[0] + 1 / n_visits[1])


def _grouped(counts: WindowCounts, class_of: Mapping[str, str]) -> dict[str, int]:
    grouped: dict[str, int] = {}
    for product, n in counts.by_product.items():
        name = class_of.get(product, UNKNOWN)
        grouped[name] = grouped.get(name, 0) + n
    return grouped


def _tenths(then: WindowCounts, scores: Mapping[str, float]) -> dict[str, str]:
    """Product id → its tenth: by score, so that each had about as many acts then."""
    ordered = sorted(scores, key=lambda product: (scores[product], product))
    acts = np.cumsum([then.by_product.get(product, 0) for product in ordered])
    total = max(int(acts[-1]), 1)
    tenth = np.minimum((acts - 1).clip(0) * N_SCORE_CLASSES // total, N_SCORE_CLASSES - 1)
    return {product: f"tenth {int(one) + 1}" for product, one in zip(ordered, tenth, strict=True)}
