"""Windows of the past: what was known then, what followed, and nothing else."""

import numpy as np

from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex
from recommenders.ranking.lambdarank.labelled_list import LabelledList
from recommenders.ranking.lambdarank.replayed_windows import CandidateRules, WindowSettings, replay_windows
from recommenders.recommender import Recommender
from recommenders.scores import Scores
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, training_set

DAY = SECONDS_PER_DAY
#: Shopper 0 buys product 0 again and then 1; shopper 1 comes for the first time in the window.
DATA = training_set(
    [(0, 0, AS_OF - 40 * DAY, 0), (0, 0, AS_OF - 5 * DAY, 1), (0, 1, AS_OF - 4 * DAY, 1), (1, 2, AS_OF - 3 * DAY, 0)],
    2,
    4,
)
ONE_WINDOW = WindowSettings(days=10, n_windows=1)


class Counting:
    """Scores products by their events in what it was trained on, and all others 0."""

    kind = "counting"

    def __init__(self, known: TrainingSet) -> None:
        self.products: IdIndex = known.products
        self.known = known

    @classmethod
    def from_artifact(cls, artifact: object) -> "Counting":
        raise NotImplementedError

    def score(self, history: History) -> Scores:
        return np.bincount(self.known.interactions.product, minlength=len(self.products)).astype(np.float32)


def sources_of(known: TrainingSet) -> dict[str, Recommender]:
    return {"counting": Counting(known)}  # type: ignore[dict-item]


def replay(rules: CandidateRules = CandidateRules(), settings: WindowSettings = ONE_WINDOW) -> list[LabelledList]:  # noqa: B008 — frozen
    return [one for window in replay_windows(DATA, sources_of, rules, settings) for one in window.lists]


def test_sources_and_histories_know_nothing_of_the_window() -> None:
    (window,) = replay_windows(DATA, sources_of, CandidateRules(), ONE_WINDOW)
    assert window.known.as_of == AS_OF - 10 * DAY
    (one,) = window.lists
    assert one.question.scores["counting"].tolist() == [1, 0, 0, 0]
    assert one.question.history.products.tolist() == [0]


def test_what_was_bought_in_the_window_is_the_answer() -> None:
    (one,) = replay()
    assert one.question.rows.tolist() == [0, 1, 2, 3]
    assert one.gains.tolist() == [1, 1, 0, 0]


def test_who_was_not_known_before_is_asked_nothing() -> None:
    assert len(replay()) == 1


def test_products_had_before_are_no_candidates_where_only_new_ones_count() -> None:
    (one,) = replay(CandidateRules(new_only=True))
    assert one.question.rows.tolist() == [1, 2, 3]


def test_products_with_few_events_are_no_candidates() -> None:
    (window,) = replay_windows(DATA, sources_of, CandidateRules(min_product_events=1), ONE_WINDOW)
    # product 0 alone is left, and a list of one teaches nothing
    assert window.lists == []


def test_each_source_brings_its_head() -> None:
    assert CandidateRules(per_source=1).candidates(
        {"a": np.array([3, 1, 0], dtype=np.float32), "b": np.array([0, 1, 9], dtype=np.float32)},
        np.ones(3, dtype=np.bool_),
    ).tolist() == [0, 2]


def test_windows_step_back_from_the_end() -> None:
    moments = WindowSettings(days=10, n_windows=2, step_days=7).moments(100 * DAY)
    assert moments == [(90 * DAY, 100 * DAY), (83 * DAY, 93 * DAY)]


def test_a_window_before_which_nothing_is_known_is_left_out() -> None:
    assert list(replay_windows(DATA, sources_of, CandidateRules(), WindowSettings(days=50, n_windows=2))) == []


def test_no_more_lists_than_asked_for() -> None:
    assert replay(settings=WindowSettings(days=10, n_windows=1, max_lists=0)) == []


def test_a_purchase_is_a_higher_grade_than_a_cart_and_that_than_a_view() -> None:
    (one,) = replay()
    gains = np.array([1.0, 0.6, 0.1, 0.0], dtype=np.float32)
    assert LabelledList(one.question, gains).grades.tolist() == [3, 2, 1, 0]
