"""Where better parameters of matrix factorization may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "head": Choice("dot", "mlp"),
    "n_factors": Choice(16, 32, 64, 128),
    "n_negatives": Span(3, 10),
    "negatives": Choice("uniform", "popularity"),
    "learning_rate": Span(3e-4, 1e-2, is_log=True),
    "l2": Span(1e-7, 1e-1, is_log=True),
    "half_life_days": Choice(60.0, 120.0, 180.0, 365.0, None),
}
