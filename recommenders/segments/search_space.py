"""Where better parameters of segments may lie."""

from recommenders.training.search_space import SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_segments": Span(3, 40, is_log=True),
    "half_life_days": Span(5.0, 180.0, is_log=True),
    "taste_half_life_days": Span(10.0, 365.0, is_log=True),
    "category_weight": Span(0.0, 8.0),
    "overall_share": Span(0.0, 0.9),
}
