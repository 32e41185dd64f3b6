"""Where better parameters of segments may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_segments": Choice(4, 8, 12, 20, 40),
    "half_life_days": Span(3.0, 120.0, is_log=True),
    "category_weight": Span(0.0, 10.0),
    "overall_share": Span(0.0, 0.9),
}
