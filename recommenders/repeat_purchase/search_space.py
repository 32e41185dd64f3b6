"""Where better parameters of repeat purchases may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "window_days": Choice(7.0, 15.0, 30.0, 60.0),
    "n_windows": Choice(1, 2, 4, 6),
    "n_others": Choice(100, 300),
    "penalty": Span(1e-5, 1e-1, is_log=True),
}
