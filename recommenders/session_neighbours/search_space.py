"""Where better parameters of session neighbours may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_neighbours": Span(50, 2_000, is_log=True),
    "visits_per_product": Span(200, 8_000, is_log=True),
    "max_products": Span(3, 40, is_log=True),
    "rarity": Span(0.0, 4.0),
    "vote_rarity": Span(0.0, 15.0),
    "length_penalty": Span(0.0, 1.0),
    "half_life_days": Choice(7.0, 30.0, 90.0, 365.0, None),
}
