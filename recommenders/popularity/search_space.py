"""Where better parameters of popularity may lie."""

from recommenders.training.search_space import SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "half_life_days": Span(2.0, 120.0, is_log=True),
    "category_share": Span(0.0, 0.9),
    "segment_share": Span(0.0, 0.6),
    "taste_half_life_days": Span(5.0, 365.0, is_log=True),
}
