import pytest

from database.errors import DatabaseUnreachable
from experiments.live import FRESH_SECONDS, STALE_SECONDS, LiveExperiments
from experiments.store import ExperimentStore


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database) -> ExperimentStore:
    return ExperimentStore(database)


@pytest.fixture
def live(store, clock):
    opened = LiveExperiments(store, clock)
    yield opened
    opened.close()


def test_the_first_visit_knows_what_runs(store, live, make_experiment) -> None:
    store.create(make_experiment())
    store.start("order")
    assert set(live.assign("ann", None).variants) == {"order"}


def test_a_change_is_followed_beside_the_turns(store, live, clock, make_experiment) -> None:
    assert not live.assign("ann", None).variants
    store.create(make_experiment())
    store.start("order")
    clock.now += FRESH_SECONDS / 2
    assert not live.assign("ann", None).variants
    clock.now += FRESH_SECONDS
    live.assign("ann", None)  # does not wait, and has it read
    live.close()
    assert live.assign("ann", None).variants


def test_after_a_quiet_time_nothing_old_is_served(store, live, clock, make_experiment) -> None:
    store.create(make_experiment())
    store.start("order")
    assert live.assign("ann", None).variants
    store.stop("order")
    clock.now += STALE_SECONDS
    assert not live.assign("ann", None).variants


def test_while_the_database_is_out_of_reach_what_ran_goes_on(store, live, clock, make_experiment, monkeypatch) -> None:
    def is_gone() -> None:
        raise DatabaseUnreachable("the database's server does not answer")

    store.create(make_experiment())
    store.start("order")
    before = live.assign("ann", None)
    monkeypatch.setattr(store, "running", is_gone)
    clock.now += STALE_SECONDS
    assert live.assign("ann", None) == before
