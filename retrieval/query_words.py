"""The words of a query that can tell products apart."""

from retrieval.stemming import stem, words_of

#: Words of grammar and of asking, and words that any product answers to (`gear`). They stand in descriptions by
#: accident, and in a small catalog they are not common enough for BM25 to discount them. Words that can name a kind of
#: product (`over`, `under`, `top`) are not among them.
FUNCTION_WORDS = frozenset(
    """a about also am an and any are as at be been but by can could do does for from gear get give good had has have
    he her him his how i if in is it its just like looking me my need of on or our please she show so some something
    such than that the their them then there these they thing things this those to very want was we were what when where
    which who will with would you your""".split()
)


def query_stems(text: str) -> tuple[str, ...]:
    """Stems of the telling words, each once, in order; of a query of function words alone, all of them."""
    words = words_of(text)
    telling = [word for word in words if word not in FUNCTION_WORDS]
    return tuple(dict.fromkeys(stem(word) for word in telling or words))
