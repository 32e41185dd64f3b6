import pytest

from retrieval.config import RetrievalConfig


@pytest.mark.parametrize(("n_words", "share"), [(0, 0.3), (1, 0.3), (2, 0.45), (3, 0.6), (9, 0.6)])
def test_meaning_counts_more_the_more_words_a_query_has(n_words: int, share: float) -> None:
    assert RetrievalConfig().semantic_share_of(n_words) == pytest.approx(share)
