from dataclasses import fields, replace
from typing import Any

import pytest

from recommenders.errors import TrainingRefused
from recommenders.model_table import FLOOR, MODELS
from recommenders.training.parameter_file import parameters_of
from recommenders.training.search_space import Choice, SearchSpace, Span
from recommenders.training.tuning import Tuning, TuningOptions
from tests.recommenders.checkerboard import AS_OF, training_set
from tests.recommenders.tiny_models import TINY, TinyEntry, TinyParameters
from tests.recommenders.training.sample_log import sample_log


class Searched(TinyEntry):
    """Tiny with a search space."""

    def search_space(self) -> SearchSpace:
        return {"skill": Span(-1.0, 1.0), "fails": Choice("", "never so")}


def searched(**changes: Any) -> Searched:
    return replace(Searched("tiny", "none", "Tiny", "purchases"), **changes)


def test_a_search_finds_what_is_better_than_what_it_began_from() -> None:
    tuned = Tuning(searched(), sample_log(), TuningOptions(n_trials=10, seed=1)).search(TinyParameters(skill=-1.0))
    assert tuned.is_better
    assert tuned.chosen["skill"] > 0
    assert tuned.recall > 0.5 > tuned.recall_before


def test_parameters_that_cannot_be_trained_with_end_no_search() -> None:
    tuned = Tuning(searched(), sample_log(), TuningOptions(n_trials=10, seed=1)).search(TinyParameters(skill=-1.0))
    assert tuned.chosen["fails"] == ""
    assert tuned.n_failed > 0
    assert tuned.n_trials + tuned.n_failed == 10


def test_the_same_seed_finds_the_same() -> None:
    one, other = (
        Tuning(searched(), sample_log(), TuningOptions(n_trials=6, seed=4)).search(TinyParameters()) for _ in range(2)
    )
    assert one == other


def test_where_nothing_is_better_the_parameters_stay() -> None:
    tuned = Tuning(searched(), sample_log(), TuningOptions(n_trials=4)).search(TinyParameters())
    assert not tuned.is_better
    assert tuned.chosen == {"skill": 1.0, "fails": ""}


def test_time_ends_a_search() -> None:
    tuned = Tuning(searched(), sample_log(), TuningOptions(1_000, timeout_seconds=0.3)).search(TinyParameters())
    assert 1 <= tuned.n_trials + tuned.n_failed < 1_000


def test_the_newest_window_which_promotions_are_judged_on_is_never_seen() -> None:
    seen = []

    def spy(data: Any, parameters: Any, watch: Any) -> Any:
        seen.append(data.interactions.at.max())
        return TINY.trainer(data, parameters, watch)

    data = sample_log()
    tuning = Tuning(searched(trainer=spy), data, TuningOptions(n_trials=2))
    tuning.search(TinyParameters())
    days = (data.interactions.at.max() - max(seen)) / 86_400
    assert 35 < days < 38  # a fifth of a hundred days, and a fifth of the eighty before them


def test_a_model_without_a_search_space_is_refused() -> None:
    with pytest.raises(TrainingRefused, match="tiny has no search space"):
        Tuning(replace(TINY, package="tests.recommenders"), sample_log(), TuningOptions())


def test_a_log_that_is_too_short_is_refused() -> None:
    events = [(0, 0, AS_OF - 9, 0), (1, 1, AS_OF - 8, 0), (2, 0, AS_OF - 7, 0), (3, 1, AS_OF - 6, 0)]
    with pytest.raises(TrainingRefused):
        Tuning(searched(), training_set(events, 4, 2), TuningOptions())


@pytest.mark.parametrize("kind", [kind for kind, entry in MODELS.items() if entry.is_present])
def test_every_search_space_holds_parameters_of_its_model_and_their_defaults(kind: str) -> None:
    entry = MODELS[kind]
    space, defaults = entry.search_space(), entry.parameters_class()()
    assert kind != FLOOR or space
    assert space.keys() <= {field.name for field in fields(defaults)} - {"seed"}
    for name, domain in space.items():
        default = getattr(defaults, name)
        if isinstance(domain, Choice):
            assert default in domain.values, name
        else:
            assert domain.low <= default <= domain.high, name
            assert domain.is_whole == isinstance(default, int), name
        values = domain.values if isinstance(domain, Choice) else (domain.low, domain.high)
        for value in values:
            assert getattr(parameters_of(entry, {name: value}, "the space"), name) == value
