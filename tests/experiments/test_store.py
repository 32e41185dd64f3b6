import pytest

from experiments.errors import ExperimentRefused, ExperimentUnknown
from experiments.store import ExperimentStore

PROMPT = [{"name": "long"}, {"name": "brief", "policy": {"prompt": "brief"}}]


@pytest.fixture
def store(database) -> ExperimentStore:
    return ExperimentStore(database)


def started(store: ExperimentStore, experiment):
    store.create(experiment)
    return store.start(experiment.name)


def test_what_is_kept_comes_back_the_same(store, make_experiment) -> None:
    experiment = make_experiment()
    store.create(experiment)
    assert store.get("order") == experiment
    assert store.all() == [experiment]
    assert store.running() == []


def test_a_draft_may_be_written_anew_until_it_is_started(store, make_experiment) -> None:
    store.create(make_experiment())
    better = make_experiment(description="with a reason")
    store.create(better)
    assert store.all() == [better]
    store.start("order")
    with pytest.raises(ExperimentRefused, match="already, which is running; give this one a new name"):
        store.create(make_experiment())
    store.stop("order")
    with pytest.raises(ExperimentRefused, match="which is stopped"):
        store.create(make_experiment())
    assert store.get("order").description == "with a reason"


def test_an_experiment_is_started_and_stopped_once(store, make_experiment) -> None:
    assert started(store, make_experiment()).status == "running"
    assert [one.name for one in store.running()] == ["order"]
    with pytest.raises(ExperimentRefused, match="only a draft"):
        store.start("order")
    stopped = store.stop("order")
    assert stopped.started_at < stopped.stopped_at
    assert store.running() == []
    with pytest.raises(ExperimentRefused, match="only one that runs"):
        store.stop("order")
    with pytest.raises(ExperimentRefused, match="only a draft"):
        store.start("order")


def test_what_is_not_there_is_said_so(store) -> None:
    for act in (store.get, store.start, store.stop):
        with pytest.raises(ExperimentUnknown, match="no experiment 'gone'"):
            act("gone")


def test_two_that_change_the_same_setting_must_share_a_layer(store, make_experiment) -> None:
    started(store, make_experiment())
    store.create(make_experiment("other"))
    with pytest.raises(ExperimentRefused, match="changes ranking as well"):
        store.start("other")
    started(store, make_experiment("talk", variants=PROMPT))
    assert {one.name for one in store.running()} == {"order", "talk"}


def test_a_layer_is_filled_and_no_further(store, make_experiment) -> None:
    places = [started(store, make_experiment(f"n{n}", layer="l", traffic=0.4)).layer_start for n in range(2)]
    assert places == [0.0, 0.4]
    store.create(make_experiment("n2", layer="l", traffic=0.4))
    with pytest.raises(ExperimentRefused, match=r"no room for 0\.4"):
        store.start("n2")
    store.stop("n0")
    assert store.start("n2").layer_start == 0.0


def test_a_layer_has_one_kind_of_unit(store, make_experiment) -> None:
    started(store, make_experiment("a", layer="l", traffic=0.2))
    store.create(make_experiment("b", layer="l", traffic=0.2, unit="session"))
    with pytest.raises(ExperimentRefused, match="another unit"):
        store.start("b")


def test_traffic_grows_into_free_room_and_never_shrinks(store, make_experiment) -> None:
    started(store, make_experiment("a", layer="l", traffic=0.2))
    started(store, make_experiment("b", layer="l", traffic=0.3))
    assert store.widen("b", 0.8).traffic == 0.8
    with pytest.raises(ExperimentRefused, match=r"has room for 0\.2"):
        store.widen("a", 0.3)
    with pytest.raises(ExperimentRefused, match="would move units out"):
        store.widen("b", 0.5)
    assert store.get("b").traffic == 0.8


def test_there_is_one_holdout(store, make_experiment) -> None:
    variants = [{"name": "held-out", "policy": {"ranking": "search"}}, {"name": "served", "weight": 19}]
    started(store, make_experiment())
    started(store, make_experiment("h1", is_holdout=True, variants=variants))
    store.create(make_experiment("h2", is_holdout=True, variants=variants))
    with pytest.raises(ExperimentRefused, match="h1 is a holdout already"):
        store.start("h2")
