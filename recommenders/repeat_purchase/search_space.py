"""Where better parameters of repeat purchase may lie."""

from recommenders.training.search_space import SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "window_days": Span(7.0, 60.0, is_log=True),
    "n_windows": Span(1, 8),
    "penalty": Span(1e-5, 1.0, is_log=True),
}
