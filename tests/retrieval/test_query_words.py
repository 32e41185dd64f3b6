from retrieval.query_words import query_stems


def test_words_of_asking_do_not_count() -> None:
    assert query_stems("I want something for my boots") == ("boot",)


def test_each_stem_counts_once_in_order() -> None:
    assert query_stems("Tents and a tent lamp") == ("tent", "lamp")


def test_a_query_of_function_words_alone_keeps_them() -> None:
    assert query_stems("the who") == ("the", "who")
