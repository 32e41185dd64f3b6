"""Where better parameters of SASRec may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_dimensions": Choice(32, 64, 128),
    "n_blocks": Span(1, 3),
    "max_products": Choice(20, 50, 100),
    "loss": Choice("cross_entropy", "bpr_max"),
    "n_sampled": Choice(256, 512, 1_024, 2_048),
    "sample_alpha": Span(0.0, 1.0),
    "dropout": Span(0.0, 0.6),
    "learning_rate": Span(3e-4, 1e-2, is_log=True),
    "n_epochs": Span(5, 40),
}
