"""Which product of the shopper's own history a suggestion follows from."""

from dataclasses import replace

import pytest

from catalog.candidate import Evidence
from recommenders.loaded_models import ModelSet
from recommenders.ranking.causes import Causes
from shoppers.ranking_wish import RankingWish
from tests.recommenders.ranking.test_ranker import LOG, SmallLog, found, ranker_of, request, trained

__all__ = ["trained"]  # a fixture


def because(models: ModelSet, log: SmallLog, shopper: str) -> dict[str, str | None]:
    """Signal → cause, of the best of two products, one to the taste."""
    asked = request(shopper, candidates=found("p010", "p011"), wish=RankingWish("thing"))
    best = ranker_of(models, log=log).rank(asked)[0]
    return {evidence.signal: evidence.because for evidence in best.evidence}


def test_a_neighbour_names_the_product_it_is_chosen_along_with(trained: ModelSet) -> None:
    assert because(trained, LOG, "even")["item_neighbours"] in ("p004", "p006")
    assert because(trained, LOG, "odd")["item_neighbours"] in ("p003", "p005")


def test_what_came_back_is_no_cause(trained: ModelSet) -> None:
    log = SmallLog(
        ("x", "view_item", "p002", "s1"),
        ("x", "purchase", "p004", "s1"),
        ("x", "refund", "p004", "s2"),
    )
    assert because(trained, log, "x")["item_neighbours"] == "p002"


def test_popularity_has_no_cause(trained: ModelSet) -> None:
    assert because(trained, LOG, "even").get("popularity") is None


@pytest.mark.parametrize(("product_id", "signal"), [("p004", "repeat_purchase"), ("p010", "popularity")])
def test_only_what_was_bought_is_called_a_repeat(trained: ModelSet, product_id: str, signal: str) -> None:
    ranker = ranker_of(trained)
    taste = ranker._personal.taste(request("even"))
    assert taste is not None
    (told,) = Causes(taste).explained(product_id, (Evidence("repeat_purchase", 0.3),))
    assert told.signal == signal
    assert told.because == (product_id if signal == "repeat_purchase" else None)


def test_a_stranger_and_an_unknown_product_keep_their_evidence(trained: ModelSet) -> None:
    taste = ranker_of(trained)._personal.taste(request("nobody"))
    assert taste is not None
    evidence = (Evidence("item_neighbours", 0.2),)
    assert Causes(taste).explained("p010", evidence) == evidence
    known = ranker_of(trained)._personal.taste(replace(request("even")))
    assert known is not None
    assert Causes(known).explained("not here", evidence) == evidence
