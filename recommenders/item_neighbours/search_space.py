"""Where better parameters of item neighbours may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "variant": Choice("ease", "cosine"),
    "regularization": Span(10.0, 3_000.0, is_log=True),
    "shrinkage": Span(0.1, 200.0, is_log=True),
    "training_half_life_days": Choice(60.0, 120.0, 240.0, None),
    "half_life_days": Span(10.0, 365.0, is_log=True),
    "repetition": Choice("log", "sum", "once"),
    "level_power": Span(0.0, 1.0),
    "trend_power": Span(0.0, 2.0),
    "surge_power": Span(0.0, 1.0),
    "n_neighbours": Choice(50, 100, 200, 400),
}
