"""Where better parameters of content may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "half_life_days": Span(1.0, 365.0, is_log=True),
    "half_life_events": Span(0.5, 50.0, is_log=True),
    "n_dimensions": Choice(0, 64, 128, 256),
}
