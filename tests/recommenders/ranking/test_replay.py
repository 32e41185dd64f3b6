import numpy as np
import pytest

from recommenders.history import SECONDS_PER_DAY
from recommenders.popularity.model import Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train
from recommenders.ranking.replay import Outcome, ReplaySettings, replayed, shortened
from recommenders.recommender import TrainingWatch
from recommenders.scores import best_rows
from tests.recommenders.checkerboard import AS_OF, checkerboard, history_of

MOMENT = AS_OF - 2 * SECONDS_PER_DAY
KNOWN = checkerboard()


def outcomes() -> list[Outcome]:
    """What every shopper bought on the last two days."""
    entries, made = KNOWN.data.interactions, []
    for shopper in range(len(KNOWN.data.shoppers)):
        rows = entries.product[(entries.shopper == shopper) & (entries.at >= MOMENT)]
        made.append(Outcome(KNOWN.data.before(MOMENT).history(shopper), rows, np.ones(len(rows), dtype=np.float32)))
    return made


@pytest.fixture(scope="module")
def popularity() -> Popularity:
    return Popularity.from_artifact(train(KNOWN.data.before(MOMENT), PopularityParameters(), TrainingWatch()))


def test_a_list_holds_what_followed_and_what_the_sources_would_have_shown(popularity: Popularity) -> None:
    lists = list(replayed({"popularity": popularity}, outcomes(), ReplaySettings(per_source=10, n_shortened=0)))
    assert len(lists) > 30
    for one in lists:
        assert one.scores.shape == (1, len(one.rows))
        assert len(set(one.rows.tolist())) == len(one.rows)
        assert 0 < one.labels.sum() < len(one.rows) == 10
        assert set(one.rows.tolist()) == set(best_rows(popularity.score(one.history), 10).tolist())


def test_some_lists_are_made_as_if_the_shopper_were_new(popularity: Popularity) -> None:
    lists = list(replayed({"popularity": popularity}, outcomes(), ReplaySettings(per_source=10, n_shortened=2)))
    lengths = {len(one.history) for one in lists}
    assert len(lists) > 90
    assert lengths >= {0, 1, 2, 4}


def test_no_more_lists_are_made_than_asked_for(popularity: Popularity) -> None:
    settings = ReplaySettings(per_source=10, max_lists=7)
    assert len(list(replayed({"popularity": popularity}, outcomes(), settings))) == 7


def test_a_shortened_history_keeps_the_newest_events_and_no_name() -> None:
    short = shortened(history_of(1, 2, 3, 4, shopper="s001"), 2)
    assert short.products.tolist() == [3, 4]
    assert short.shopper is None
    assert np.all(short.at == history_of(1, 2, 3, 4).at[2:])
