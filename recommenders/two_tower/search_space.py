"""Where better parameters of the two towers may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_factors": Choice(32, 64, 128),
    "n_hidden": Choice(32, 64, 128),
    "half_life_days": Span(7.0, 365.0, is_log=True),
    "id_dropout": Span(0.0, 0.6),
    "temperature": Span(0.03, 0.5, is_log=True),
    "hard_negatives": Choice(0, 64, 256),
    "learning_rate": Span(5e-4, 2e-2, is_log=True),
    "n_epochs": Span(2, 12),
}
