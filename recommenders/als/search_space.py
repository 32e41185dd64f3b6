"""Where better parameters of alternating least squares may lie; α and λ only make sense together (Rendle 2021)."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_factors": Choice(32, 64, 128, 192),
    "n_iterations": Span(8, 24),
    "alpha": Span(0.5, 200.0, is_log=True),
    "regularization": Span(1e-3, 10.0, is_log=True),
    "frequency_exponent": Span(0.0, 1.0),
    "half_life_days": Choice(60.0, 120.0, 180.0, 365.0, None),
}
