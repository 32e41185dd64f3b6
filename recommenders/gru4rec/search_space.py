"""Where better parameters of GRU4Rec may lie."""

from recommenders.training.search_space import Choice, SearchSpace, Span

SEARCH_SPACE: SearchSpace = {
    "n_units": Choice(64, 100, 160, 224),
    "loss": Choice("cross_entropy", "bpr_max"),
    "n_sampled": Choice(512, 1_024, 2_048, 4_096),
    "sample_alpha": Span(0.0, 1.0),
    "dropout_embedding": Span(0.0, 0.6),
    "dropout_hidden": Span(0.0, 0.6),
    "learning_rate": Span(5e-4, 1e-2, is_log=True),
    "batch_size": Choice(32, 64, 128, 256),
    "n_epochs": Span(3, 20),
}
