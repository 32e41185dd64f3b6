from dataclasses import replace

import numpy as np

from recommenders.ranking.diversity import DiversitySettings, Likeness, diversified

SCORES = np.array([1.0, 0.98, 0.96, 0.5, 0.1], dtype=np.float32)
CATEGORIES = np.array([0, 0, 0, 1, 2], dtype=np.int32)
BRANDS = np.array([0, 0, 1, 1, 1], dtype=np.int32)
LIKENESS = Likeness(CATEGORIES, BRANDS)


def test_the_second_place_goes_to_another_kind_of_product() -> None:
    order = diversified(SCORES, LIKENESS, DiversitySettings(relevance=0.5))
    assert order[0] == 0
    assert order[1] == 3


def test_relevance_alone_keeps_the_order() -> None:
    assert diversified(SCORES, LIKENESS, DiversitySettings(relevance=1.0)).tolist() == [0, 1, 2, 3, 4]


def test_every_candidate_stays_in_the_list_once() -> None:
    random = np.random.default_rng(3)
    scores = random.random(200, dtype=np.float32)
    likeness = Likeness(random.integers(0, 5, 200).astype(np.int32), random.integers(0, 9, 200).astype(np.int32))
    order = diversified(scores, likeness, DiversitySettings(relevance=0.6))
    assert sorted(order.tolist()) == list(range(200))
    behind = order[10:]
    assert scores[behind].tolist() == sorted(scores[behind].tolist(), reverse=True)


def test_a_brand_takes_no_more_places_than_it_may() -> None:
    order = diversified(SCORES, LIKENESS, DiversitySettings(relevance=0.99, head=3, max_per_brand=1))
    assert BRANDS[order[:2]].tolist() == [0, 1]


def test_where_only_capped_brands_are_left_the_places_are_filled_all_the_same() -> None:
    one_brand = replace(LIKENESS, brand=np.zeros(5, dtype=np.int32))
    order = diversified(SCORES, one_brand, DiversitySettings(relevance=0.9, head=3, max_per_brand=1))
    assert len(set(order.tolist())) == 5


def test_products_that_mean_the_same_are_kept_apart_within_a_category() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    same = Likeness(np.zeros(3, dtype=np.int32), np.zeros(3, dtype=np.int32), vectors)
    scores = np.array([1.0, 0.9, 0.85], dtype=np.float32)
    assert diversified(scores, same, DiversitySettings(relevance=0.5)).tolist()[:2] == [0, 2]


def test_it_matches_the_formula_of_the_paper_step_by_step() -> None:
    random = np.random.default_rng(5)
    scores = random.random(12)
    categories = random.integers(0, 3, 12).astype(np.int32)
    settings = DiversitySettings(relevance=0.7, head=12)
    order = diversified(scores.astype(np.float32), Likeness(categories, -np.ones(12, dtype=np.int32)), settings)
    scaled = (scores - scores.min()) / (scores.max() - scores.min())
    chosen: list[int] = []
    while len(chosen) < 12:
        worth = {
            place: 0.7 * scaled[place]
            - 0.3 * max((float(categories[place] == categories[c]) for c in chosen), default=0.0)
            for place in range(12)
            if place not in chosen
        }
        chosen.append(max(worth, key=lambda place: (round(worth[place], 6), scaled[place])))
    assert order.tolist() == chosen
