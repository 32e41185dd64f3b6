import numpy as np
import pytest

from recommenders.history import SECONDS_PER_DAY
from recommenders.popularity.model import Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train
from recommenders.ranking.replay import Outcome, ReplaySettings, replayed, shortened
from recommenders.recommender import TrainingWatch
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
    lists = list(replayed({"popularity": popularity}, outcomes(), ReplaySettings(per_source=5, short_share=0.0)))
    assert len(lists) == 40
    for one in lists:
        assert one.scores.shape == (1, len(one.rows))
        assert len(set(one.rows.tolist())) == len(one.rows)
        assert 0 < one.labels.sum() < len(one.rows)


def test_some_lists_are_made_as_if_the_shopper_were_new(popularity: Popularity) -> None:
    lists = list(replayed({"popularity": popularity}, outcomes(), ReplaySettings(per_source=5, short_share=1.0)))
    lengths = {len(one.history) for one in lists}
    assert len(lists) == 80
    assert lengths >= {0, 1, 2, 4}


def test_a_shortened_history_keeps_the_newest_events_and_no_name() -> None:
    short = shortened(history_of(1, 2, 3, 4, shopper="s001"), 2)
    assert short.products.tolist() == [3, 4]
    assert short.shopper is None
    assert np.all(short.at == history_of(1, 2, 3, 4).at[2:])
